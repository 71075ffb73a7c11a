import { type Address, addressOfRdata, type DomainName, type Instant, isIpv6, type RrType } from "../../dns/index.ts";
import type { Endpoint } from "../../resolution/index.ts";
import { lookUp } from "../../zone/index.ts";
import type { Cut, ResolverState } from "./state.ts";

const DNS_PORT = 53;

/** Where a zone's servers are, as far as it is known without asking anybody. */
export function knownServers(state: ResolverState, cut: Cut, now: Instant): readonly Endpoint[] {
  const addresses = new Set<Address>(cut.fixed);
  for (const host of cut.hosts) for (const address of knownAddresses(state, cut, host, now)) addresses.add(address);
  return [...addresses].filter((address) => isUsable(state, address)).map((address) => ({ address, port: DNS_PORT }));
}

/** A host without an IPv6 address of its own reaches no IPv6 server; `bogus` servers are never asked. */
function isUsable(state: ResolverState, address: Address): boolean {
  if (isIpv6(address) && (state.families === "ipv4" || !state.host.hasIpv6)) return false;
  return !state.peers.some((peer) => peer.bogus === true && peer.address === address);
}

/** From the delegation, a local zone, the cache or the hints. */
export function knownAddresses(state: ResolverState, cut: Cut, host: DomainName, now: Instant): readonly Address[] {
  const given = cut.addresses.get(host.key);
  if (given !== undefined) return given;
  return [...(addressesIn(state, host, "A", now) ?? []), ...(addressesIn(state, host, "AAAA", now) ?? [])];
}

/** null: nothing is known, not even that there is none. */
export function addressesIn(
  state: ResolverState,
  host: DomainName,
  type: RrType & ("A" | "AAAA"),
  now: Instant,
): readonly Address[] | null {
  const zone = state.zones.find(host);
  if (zone?.data != null) {
    const answer = lookUp(zone.data, host, type);
    if (answer.kind === "data") return addressesOf(answer.rrsets.flatMap((set) => set.data));
    if (answer.kind !== "referral") return [];
    const glue = answer.glue.filter((set) => set.owner.key === host.key && set.type === type);
    if (glue.length > 0) return addressesOf(glue.flatMap((set) => set.data));
  }
  const hint = state.cache.findHint(host, type, now);
  const entry = state.cache.find(host, type, now);
  if (entry?.kind === "records") return addressesOf(entry.rrset.data);
  if (hint?.kind === "records") return addressesOf(hint.rrset.data);
  if (entry?.kind === "denial") return [];
  const built = state.hints.addresses.filter((set) => set.owner.key === host.key && set.type === type);
  return built.length > 0 ? addressesOf(built.flatMap((set) => set.data)) : null;
}

function addressesOf(data: readonly Parameters<typeof addressOfRdata>[0][]): readonly Address[] {
  return data.flatMap((rdata) => addressOfRdata(rdata) ?? []);
}
