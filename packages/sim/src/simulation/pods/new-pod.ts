import {
  type Address,
  addressNumber,
  type ClusterNode,
  type ClusterSnapshot,
  ipv4FromBytes,
  ipv6FromBytes,
  type Pod,
  parsePrefix,
  timestampFromUnixSeconds,
} from "@splithorizon/core";
import type { Random } from "../world/random.ts";

/** What Kubernetes makes the ends of names of: no vowels, and nothing that looks like another (apimachinery util/rand). */
const LETTERS = "bcdfghjklmnpqrstvwxz2456789";
const HASH_LETTERS = 10;
const SUFFIX_LETTERS = 5;
const HASH_LABEL = "pod-template-hash";

export function randomWord(random: Random, length: number): string {
  return Array.from({ length }, () => LETTERS[random.below(LETTERS.length)]).join("");
}

export function templateHash(random: Random): string {
  return randomWord(random, HASH_LETTERS);
}

/** The Deployment that a pod's name tells of: without the hash and the end. */
export function deploymentOf(pod: string): string {
  return pod.slice(pod.indexOf("/") + 1).replace(/-[^-]+-[^-]+$/, "");
}

/** The hash of its template, between the Deployment's name and the end. */
export function hashOf(pod: string): string {
  return pod.split("-").at(-2) ?? "";
}

/** A pod of the same Deployment on another node or the same: with a name and addresses of its own. null: its node has none left. */
export function podLike(
  like: Pod,
  node: ClusterNode,
  hash: string,
  snapshot: ClusterSnapshot,
  random: Random,
  unixSeconds: number,
): Pod | null {
  const podIps = freeAddressesOn(node, snapshot);
  if (podIps.length === 0) return null;
  const { metadata } = like;
  const name = `${deploymentOf(metadata.name)}-${hash}-${randomWord(random, SUFFIX_LETTERS)}`;
  const creationTimestamp = timestampFromUnixSeconds(unixSeconds);
  return {
    ...like,
    metadata: { ...metadata, name, creationTimestamp, labels: { ...metadata.labels, [HASH_LABEL]: hash } },
    nodeName: node.metadata.name,
    podIps,
    ready: false,
    containers: { total: like.containers.total, ready: 0, restarts: 0 },
  };
}

/** An address of each of a node's ranges that no pod has; empty: it has none left. */
export function freeAddressesOn({ podCidrs }: ClusterNode, snapshot: ClusterSnapshot): readonly Address[] {
  return podCidrs.flatMap((cidr) => freeAddress(cidr, snapshot) ?? []);
}

/** The lowest address of a range that no pod has; the first two are the network's own and the gateway's, and the last is no pod's. */
function freeAddress(cidr: string, { pods }: ClusterSnapshot): Address | null {
  const prefix = parsePrefix(cidr);
  if (typeof prefix === "string") return null;
  const { address, length } = prefix;
  const bits = address.includes(":") ? 128 : 32;
  const taken = new Set<string>(pods.flatMap(({ podIps }) => podIps));
  const base = addressNumber(address);
  const end = base + (1n << BigInt(bits - length)) - 1n;
  for (let number = base + 2n; number < end; number += 1n) {
    const free = addressFromNumber(number, bits);
    if (!taken.has(free)) return free;
  }
  return null;
}

function addressFromNumber(number: bigint, bits: 32 | 128): Address {
  const octets = Array.from({ length: bits / 8 }, (_, at) => Number((number >> BigInt(bits - 8 - 8 * at)) & 0xffn));
  return bits === 32 ? ipv4FromBytes(Uint8Array.from(octets)) : ipv6FromBytes(Uint8Array.from(octets));
}
