import { DomainName, type Instant, isAtOrBelow, type RRset } from "../../dns/index.ts";
import { lookUp } from "../../zone/index.ts";
import { secondsLeft } from "../cache/cache.ts";
import type { LocalZone } from "../zones/zone-table.ts";
import type { Cut, ResolverState } from "./state.ts";
import type { CutSource } from "./wanted-address.ts";

/**
 * The deepest known delegation for a name: of a local zone or of the cache, else the root hints (lib/dns/view.c, dns_view_findzonecut).
 * null: the local zone that covers the name has no delegation there, or did not load.
 */
export function findCut(state: ResolverState, name: DomainName, from: CutSource, now: Instant): Cut | null {
  const zone = state.zones.find(name);
  const local = zone === null ? null : cutOfZone(zone, name);
  if (zone !== null && local === null) return null;
  const cached = from === "cache-too" ? cachedCut(state, name, now) : null;
  if (local === null) return cached ?? cutOfHints(state);
  if (cached === null || !isAtOrBelow(cached.domain, local.domain)) return local;
  const isSameStub = local.origin === "static-stub" && cached.domain.key === local.domain.key;
  return isSameStub ? local : cached;
}

/** Where a local zone says that questions for this name go: below a delegation, or to the servers of a stub. */
export function cutOfZone(zone: LocalZone, name: DomainName): Cut | null {
  if (zone.stub !== null) {
    const { serverAddresses, serverNames } = zone.stub;
    return { domain: zone.name, hosts: serverNames, fixed: serverAddresses, origin: "static-stub", ttl: 0 };
  }
  if (zone.unasked !== null) {
    const fixed = zone.unasked.primaries.map(({ address }) => address);
    return { domain: zone.name, hosts: [], fixed, origin: "static-stub", ttl: 0 };
  }
  if (zone.data === null) return null;
  const answer = lookUp(zone.data, name, "NS");
  if (answer.kind === "referral") return cutFromNameServers(answer.cut, "zone");
  const own = answer.kind === "data" && name.key === zone.name.key ? answer.rrsets[0] : undefined;
  return own === undefined ? null : cutFromNameServers(own, "zone");
}

export function cutFromNameServers(
  nameServers: RRset,
  origin: "zone" | "cache" | "hints",
  ttl: number = nameServers.ttl,
): Cut {
  return { domain: nameServers.owner, hosts: hostsOf(nameServers), fixed: [], origin, ttl };
}

function cachedCut(state: ResolverState, name: DomainName, now: Instant): Cut | null {
  const entry = state.cache.findNameServers(name, now);
  return entry === null ? null : cutFromNameServers(entry.rrset, "cache", secondsLeft(entry, now));
}

export function cutOfHints(state: ResolverState): Cut {
  return { ...cutFromNameServers(state.hints.nameServers, "hints"), domain: DomainName.root };
}

function hostsOf(nameServers: RRset): readonly DomainName[] {
  const hosts: DomainName[] = [];
  for (const data of nameServers.data) if (data.type === "NS") hosts.push(data.host);
  return hosts;
}
