import {
  type Address,
  addressRdata,
  concatenateNames,
  type DomainName,
  isIpv4,
  joinNames,
  parseName,
  type ResourceRecord,
} from "../../../dns/index.ts";
import { invariant } from "../../../invariant.ts";
import type { Effect, EffectResult } from "../../../resolution/index.ts";
import type { InternalLookUp } from "../../plugin.ts";
import { type ExternalEntry, NO_PORT } from "./external-entries.ts";

/** Asks CoreDNS itself for a load balancer's host name. */
export type LookUp = (host: DomainName, type: "A" | "AAAA") => InternalLookUp;
type Conversation<T> = Generator<Effect, T, EffectResult>;

/** TTLs in seconds: of k8s_external for addresses, of kubernetes for aliases and SRV records. */
export interface ExternalTtls {
  readonly address: number;
  readonly alias: number;
}

export interface FoundAddresses {
  readonly records: readonly ResourceRecord[];
  readonly truncated: boolean;
  /** An answer from elsewhere came in random order. */
  readonly shuffled: boolean;
}

/** k8s_external/msg_to_dns.go a and aaaa: an address once, a host name's alias and addresses once for each port. */
export function* addressRecords(
  entries: readonly ExternalEntry[],
  owner: DomainName,
  type: "A" | "AAAA",
  ttls: ExternalTtls,
  lookUp: LookUp,
): Conversation<FoundAddresses> {
  const records: ResourceRecord[] = [];
  const seen = new Set<Address>();
  let truncated = false;
  let shuffled = false;
  for (const { host } of entries) {
    if (host.kind === "address") {
      if (isIpv4(host.address) !== (type === "A") || seen.has(host.address)) continue;
      seen.add(host.address);
      records.push({ owner, class: "IN", ttl: ttls.address, data: addressRdata(host.address) });
      continue;
    }
    const target = parseName(host.text);
    if (typeof target === "string") continue;
    records.push({ owner, class: "IN", ttl: ttls.alias, data: { type: "CNAME", target } });
    const reply = yield* lookUp(target, type);
    records.push(...(reply?.answer ?? []));
    truncated ||= reply?.flags.truncated ?? false;
    shuffled ||= reply?.wire.order === "shuffled";
  }
  return { records, truncated, shuffled };
}

export interface FoundServices {
  readonly answer: readonly ResourceRecord[];
  readonly additional: readonly ResourceRecord[];
}

/** Leftmost labels that msg.Service.TargetStrip takes off a target. */
export type Strip = 0 | 2;

/** k8s_external/msg_to_dns.go srv. Targets are built under the zone as the Corefile has it. */
export function* serviceRecords(
  entries: readonly ExternalEntry[],
  owner: DomainName,
  zone: DomainName,
  ttls: ExternalTtls,
  lookUp: LookUp,
  strip: Strip = 0,
): Conversation<FoundServices> {
  const weight = sharedWeight(entries.length);
  const answer = new Map<string, ResourceRecord>();
  const additional: ResourceRecord[] = [];
  const seen = new Set<string>();
  for (const entry of entries) {
    const target = entry.port === NO_PORT ? null : targetOf(entry, zone, strip);
    if (target === null) continue;
    const { host, port } = entry;
    const data = { type: "SRV", priority: 0, weight, port, target } as const;
    const key = `${target.text} ${port}`;
    if (!answer.has(key)) answer.set(key, { owner, class: "IN", ttl: ttls.alias, data });
    const place = `${target.text} ${host.kind === "address" ? host.address : host.text}`;
    if (seen.has(place)) continue;
    seen.add(place);
    if (host.kind === "address") {
      additional.push({ owner: target, class: "IN", ttl: ttls.address, data: addressRdata(host.address) });
    } else additional.push(...(yield* addressesOfHost(host.text, lookUp)));
  }
  return { answer: [...answer.values()], additional };
}

function* addressesOfHost(text: string, lookUp: LookUp): Conversation<readonly ResourceRecord[]> {
  const host = parseName(text);
  if (typeof host === "string") return [];
  const first = yield* lookUp(host, "A");
  const second = yield* lookUp(host, "AAAA");
  return [...(first?.answer ?? []), ...(second?.answer ?? [])];
}

function targetOf({ host, target }: ExternalEntry, zone: DomainName, strip: Strip): DomainName | null {
  if (host.kind === "address") return nameBelow(target, zone);
  const name = parseName(host.text);
  if (typeof name === "string") return null;
  // Of a load balancer's own name, the labels go as well: etcd/msg/service.go targetStrip, which keeps a name too short for it.
  return strip === 0 || name.labelCount <= strip ? name : (name.parent?.parent ?? name);
}

/** Shared among all entries, also those that are dropped as doubles; with Go's order of operations. */
function sharedWeight(count: number): number {
  return Math.max(1, Math.floor((100 / (count * 100)) * 100));
}

export function nameBelow(relative: string, zone: DomainName): DomainName | null {
  const name = joinNames(relative, zone);
  return typeof name === "string" ? null : name;
}

/** `label` in front of the apex label and the zone. */
export function apexName(labels: string, zone: DomainName): DomainName {
  const relative = parseName(labels);
  const name = typeof relative === "string" ? relative : concatenateNames(relative, zone);
  return typeof name === "string" ? zone : name;
}

/** The end of a conversation in which nobody need be asked. */
export function settle<T>(conversation: Conversation<T>): T {
  const turn = conversation.next();
  invariant(turn.done === true, "a conversation without host names asks nobody");
  return turn.value;
}

const NOBODY: readonly Effect[] = [];

/** Nobody answers: a transfer has no server to ask (k8s_external/transfer.go). */
export function* noLookUp(): InternalLookUp {
  yield* NOBODY;
  return null;
}
