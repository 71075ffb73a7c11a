import { type Address, addressOfRdata, DomainName, type Instant, isAtOrBelow, type RRset } from "../../dns/index.ts";
import { lookUp } from "../../zone/index.ts";
import type { CacheEntry } from "../cache/cache.ts";
import type { LocalZone } from "../zone-table.ts";
import type { Cut, ResolverState } from "./state.ts";

/** The deepest known delegation for a name: of a local zone or of the cache, else the root hints (lib/dns/view.c, dns_view_findzonecut). */
export function findCut(state: ResolverState, name: DomainName, now: Instant): Cut {
  const zone = state.zones.find(name);
  const local = zone === null ? null : cutOfZone(zone, name);
  const cached = cachedCut(state, name, now);
  if (local === null) return cached ?? cutOfHints(state);
  if (cached === null || !isAtOrBelow(cached.domain, local.domain)) return local;
  const isSameStub = local.origin === "static-stub" && cached.domain.key === local.domain.key;
  return isSameStub ? local : cached;
}

/** Where a local zone says that questions for this name go: below a delegation, or itself. */
export function cutOfZone(zone: LocalZone, name: DomainName): Cut | null {
  if (zone.stub !== null) {
    const { serverAddresses, serverNames } = zone.stub;
    return {
      domain: zone.name,
      hosts: serverNames,
      addresses: new Map(),
      fixed: serverAddresses,
      origin: "static-stub",
    };
  }
  if (zone.data === null) return null;
  const answer = lookUp(zone.data, name, "NS");
  if (answer.kind === "referral") return cutFromReferral(answer.cut, answer.glue);
  const apex = lookUp(zone.data, zone.name, "NS");
  return apex.kind === "data" && apex.rrsets[0] !== undefined ? cutFromReferral(apex.rrsets[0], []) : null;
}

export function cutFromReferral(nameServers: RRset, glue: readonly RRset[], origin: Cut["origin"] = "zone"): Cut {
  return {
    domain: nameServers.owner,
    hosts: hostsOf(nameServers),
    addresses: addressesOf(glue),
    fixed: [],
    origin,
  };
}

/** NS sets at or above the name that are in the cache; what a child said of itself goes before what its parent said. */
export function cachedNameServers(state: ResolverState, name: DomainName, now: Instant): CachedNameServers | null {
  for (let at: DomainName | null = name; at !== null; at = at.parent) {
    const own = state.cache.find(at, "NS", now);
    if (own?.kind === "records" && own.trust === "answer") return own;
    const hint = state.cache.findHint(at, "NS", now);
    if (hint?.kind === "records") return hint;
  }
  return null;
}

export type CachedNameServers = CacheEntry & { readonly kind: "records" };

function cachedCut(state: ResolverState, name: DomainName, now: Instant): Cut | null {
  const entry = cachedNameServers(state, name, now);
  return entry === null ? null : cutFromReferral(entry.rrset, [], "cache");
}

function cutOfHints(state: ResolverState): Cut {
  const { nameServers, addresses } = state.hints;
  return { ...cutFromReferral(nameServers, addresses), domain: DomainName.root, origin: "hints" };
}

export function hostsOf(nameServers: RRset): readonly DomainName[] {
  return nameServers.data.flatMap((data) => (data.type === "NS" ? [data.host] : []));
}

function addressesOf(sets: readonly RRset[]): ReadonlyMap<string, readonly Address[]> {
  const found = new Map<string, Address[]>();
  for (const set of sets) {
    const addresses = set.data.flatMap((data) => addressOfRdata(data) ?? []);
    found.set(set.owner.key, [...(found.get(set.owner.key) ?? []), ...addresses]);
  }
  return found;
}
