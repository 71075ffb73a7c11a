import { type DomainName, type Instant, nameOf, type Rdata, type RRset, type RrType } from "../../dns/index.ts";
import { lookUp } from "../../zone/index.ts";
import { mayUseCache } from "../view.ts";
import type { LocalZone } from "../zone-table.ts";
import type { Answering } from "./answering.ts";

/** Adds what a client will ask next: addresses of the hosts that a set names (lib/dns/rdata, additionaldata methods). */
export function addAdditional(
  state: Answering,
  set: RRset,
  zone: LocalZone | null,
  glue: readonly RRset[],
  now: Instant,
): void {
  for (const data of set.data) {
    const follow = followOf(data, set.owner);
    if (follow === null) continue;
    if (follow.kind === "service") addService(state, follow.host, zone, glue, now);
    else addAddresses(state, follow.host, zone, glue, now);
  }
}

type Follow = { readonly kind: "addresses" | "service"; readonly host: DomainName };

const ROOT_KEY = nameOf(".").key;

function followOf(data: Rdata, owner: DomainName): Follow | null {
  switch (data.type) {
    case "NS":
    case "AFSDB":
      return { kind: "addresses", host: data.host };
    case "MX":
      return data.exchange.key === ROOT_KEY ? null : { kind: "addresses", host: data.exchange };
    case "SRV":
      return data.target.key === ROOT_KEY ? null : { kind: "addresses", host: data.target };
    case "SVCB":
    case "HTTPS":
      return { kind: "addresses", host: data.target.key === ROOT_KEY ? owner : data.target };
    case "NAPTR":
      return followOfNaptr(String.fromCharCode(...data.flags), data.replacement);
    default:
      return null;
  }
}

/** RFC 3403 section 4.1: `S` leads to SRV, `A` to addresses, others nowhere. */
function followOfNaptr(flags: string, replacement: DomainName): Follow | null {
  for (const flag of flags.toUpperCase()) {
    if (flag === "S") return { kind: "service", host: replacement };
    if (flag === "A") return { kind: "addresses", host: replacement };
  }
  return null;
}

function addService(
  state: Answering,
  host: DomainName,
  zone: LocalZone | null,
  glue: readonly RRset[],
  now: Instant,
): void {
  const set = state.holds(host, "SRV") ? null : findAdditional(state, host, "SRV", zone, glue, now);
  if (set === null) return;
  state.additional.push(set);
  addAdditional(state, set, zone, glue, now);
}

function addAddresses(
  state: Answering,
  host: DomainName,
  zone: LocalZone | null,
  glue: readonly RRset[],
  now: Instant,
): void {
  for (const type of ["A", "AAAA"] as const) {
    if (state.holds(host, type)) continue;
    const set = findAdditional(state, host, type, zone, glue, now);
    if (set !== null) state.additional.push(set);
  }
}

/** From the zone that answered, else from the cache (glue too), else from the delegation; never from another local zone. */
function findAdditional(
  state: Answering,
  host: DomainName,
  type: RrType,
  zone: LocalZone | null,
  glue: readonly RRset[],
  now: Instant,
): RRset | null {
  const given = glue.find((set) => set.type === type && set.owner.key === host.key);
  if (given !== undefined) return given;
  if (zone?.data != null && state.view.zones.find(host) === zone) {
    const answer = lookUp(zone.data, host, type);
    if (answer.kind === "data") return answer.rrsets[0] ?? null;
    if (answer.kind !== "referral") return null;
  }
  if (state.view.zones.find(host)?.data != null && zone === null) return null;
  return fromCache(state, host, type, now);
}

function fromCache(state: Answering, host: DomainName, type: RrType, now: Instant): RRset | null {
  if (!mayUseCache(state.view, state.visitor)) return null;
  const { cache } = state.view.resolver;
  const entry = cache.find(host, type, now) ?? cache.findHint(host, type, now);
  if (entry?.kind === "denial") {
    const hint = cache.findHint(host, type, now);
    return hint?.kind === "records" ? state.aged(hint, now) : null;
  }
  if (entry === null || (entry.trust === "bogus" && !state.checkingDisabled)) return null;
  return state.aged(entry, now);
}
