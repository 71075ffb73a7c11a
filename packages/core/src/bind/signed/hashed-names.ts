import { type DomainName, labelsFromText, type RdataOf, type RRset } from "../../dns/index.ts";
import { invariant } from "../../invariant.ts";
import type { Zone } from "../../zone/index.ts";
import { sha1 } from "./sha1.ts";

type Parameters = RdataOf<"NSEC3PARAM">;

/** The NSEC3 chain of a zone: its hashes in order, each with the set that stands there. */
export interface HashedNames {
  readonly parameters: Parameters;
  readonly hashes: readonly string[];
  readonly sets: ReadonlyMap<string, RRset>;
}

const chains = new WeakMap<Zone, HashedNames | null>();
const SHA1 = 1;

/** null in a zone without NSEC3PARAM, or whose hash nobody knows (lib/dns/rbtdb.c, setnsec3parameters). */
export function hashedNamesOf(zone: Zone): HashedNames | null {
  const known = chains.get(zone);
  if (known !== undefined) return known;
  const data = zone.rrset(zone.apex, "NSEC3PARAM")?.data ?? [];
  const parameters = data.find((rdata) => rdata.type === "NSEC3PARAM" && rdata.flags === 0 && rdata.algorithm === SHA1);
  const made = parameters?.type === "NSEC3PARAM" ? readChain(zone, parameters) : null;
  chains.set(zone, made);
  return made;
}

function readChain(zone: Zone, parameters: Parameters): HashedNames {
  const sets = new Map<string, RRset>();
  for (const node of zone.nodes()) {
    const set = node.sets.find((candidate) => candidate.type === "NSEC3");
    if (set !== undefined) sets.set(hashIn(node.name), set);
  }
  return { parameters, hashes: [...sets.keys()].sort(), sets };
}

/** Base32hex keeps the order of what it encodes (RFC 4648 section 7), so that its text can be compared. */
function hashIn(name: DomainName): string {
  return name.key.slice(0, name.key.indexOf("."));
}

/** The set at a name's hash, or the one whose span covers it (RFC 5155 section 7.2). */
export function nsec3For(
  chain: HashedNames,
  name: DomainName,
): { readonly set: RRset; readonly how: "matches" | "covers" } | null {
  const hash = hashOf(name, chain.parameters);
  const own = chain.sets.get(hash);
  if (own !== undefined) return { set: own, how: "matches" };
  const before = chain.hashes.findLast((candidate) => candidate < hash) ?? chain.hashes.at(-1);
  const set = before === undefined ? undefined : chain.sets.get(before);
  return set === undefined ? null : { set, how: "covers" };
}

/** RFC 5155 section 5: the hash of the name in wire format, lower case, and of that as often as is said. */
export function hashOf(name: DomainName, { salt, iterations }: Pick<Parameters, "salt" | "iterations">): string {
  let digest = sha1(joined(wireForm(name), salt));
  for (let round = 0; round < iterations; round += 1) digest = sha1(joined(digest, salt));
  return base32hex(digest);
}

function wireForm(name: DomainName): Uint8Array {
  const labels = labelsFromText(name.key);
  invariant(typeof labels !== "string", "a name's key is well-formed text");
  return Uint8Array.from([...labels.flatMap((label) => [label.length, ...label]), 0]);
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  const all = new Uint8Array(left.length + right.length);
  all.set(left);
  all.set(right, left.length);
  return all;
}

const DIGITS = "0123456789abcdefghijklmnopqrstuv";

/** 20 octets are 32 digits without padding. */
function base32hex(octets: Uint8Array): string {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const octet of octets) {
    held = (held << 8) | octet;
    for (bits += 8; bits >= 5; bits -= 5) text += DIGITS[(held >>> (bits - 5)) & 31] ?? "";
    held &= 0xff;
  }
  return text;
}
