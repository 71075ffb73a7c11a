import { type Address, addressOfRdata, type DomainName, type Instant, type RRset } from "../../dns/index.ts";
import { lookUp, type Zone } from "../../zone/index.ts";
import { secondsLeft } from "../cache/cache.ts";
import { ANSWERS_AND_GLUE } from "../cache/trust.ts";
import type { Found } from "./found.ts";
import type { ResolverState } from "./state.ts";
import type { AddressType, WantedAddress } from "./wanted-address.ts";

/**
 * A name server's addresses; null: nothing is known, not even that there is none (lib/dns/adb.c). `usedHint`: is told when
 * the hints had to be looked at.
 */
export function addressesOf(
  state: ResolverState,
  wanted: WantedAddress,
  now: Instant,
  usedHint: () => void = () => undefined,
): readonly Address[] | null {
  const remembered = state.addresses.find(wanted, now);
  if (remembered !== null) return remembered;
  const found = look(state, wanted.host, wanted.type, now);
  if (found === null) return null;
  if (found.isHint) usedHint();
  if (found.seconds === "this-one") state.addresses.noteForThisSecond(wanted, found.addresses, now);
  else if (found.seconds !== null) state.addresses.note(wanted, found.addresses, found.seconds, now);
  return found.addresses;
}

/**
 * What came of asking for a name server's address is remembered at once, also that there is none: it is not sought again
 * for ten seconds at least. The cache may not take it for an answer (lib/dns/adb.c, fetch_callback). @returns whether there is something new to look at.
 */
export function noteFound(state: ResolverState, wanted: WantedAddress, found: Found, now: Instant): boolean {
  if (found.kind === "failure") {
    state.addresses.noteFailure(wanted, now);
    return false;
  }
  const [entry] = found.kind === "records" ? found.entries : [found.entry];
  if (entry === undefined) return false;
  const sets = found.kind === "records" ? found.entries.filter(({ rrset }) => rrset.type === wanted.type) : [];
  const addresses = sets.flatMap(({ rrset }) => addressesIn(rrset));
  state.addresses.note(wanted, addresses, secondsLeft(entry, now), now);
  // Who waits for it looks once more, and finds the alias (seen).
  return addresses.length > 0 || found.kind === "alias";
}

interface Addresses {
  readonly addresses: readonly Address[];
  /** How long they may be remembered: glue of a local zone for the second in which it was looked at; null: local data, looked at each time. */
  readonly seconds: number | "this-one" | null;
  readonly isHint?: boolean;
}

/**
 * A local zone's own data, then the cache, then the glue of a local zone, then the hints (lib/dns/view.c, dns_view_find).
 * Up to 9.18 a name error in the cache counts more than glue of ours: the delegation is lost while it lasts. 9.20 keeps to the glue.
 */
function look(state: ResolverState, host: DomainName, type: AddressType, now: Instant): Addresses | null {
  const zone = state.zones.find(host)?.data ?? null;
  const own = zone === null ? null : ownData(zone, host, type);
  if (own !== null) return own;
  const cached = fromCache(state, host, type, now);
  const ownGlue = zone?.rrset(host, type) ?? null;
  const glue = ownGlue ?? hint(state, host, type);
  const isDenied = cached !== null && cached.addresses.length === 0;
  if (cached !== null && !(isDenied && glue !== null && state.version !== "9.18")) return cached;
  if (glue === null) return null;
  return { addresses: addressesIn(glue), seconds: "this-one", isHint: ownGlue === null };
}

/** Whether a server's name is known to be an alias, which names nobody (RFC 2181 section 10.3). */
export function isAlias(state: ResolverState, host: DomainName, now: Instant): boolean {
  const zone = state.zones.find(host)?.data ?? null;
  const own = zone === null ? null : lookUp(zone, host, "A");
  if (own !== null && own.kind !== "referral") return own.kind === "alias";
  const { kind } = state.cache.find(host, "A", ANSWERS_AND_GLUE, now);
  return kind === "alias" || kind === "dname";
}

/** null below a delegation. A name server's name that is an alias is of no use (RFC 2181 section 10.3). */
function ownData(zone: Zone, host: DomainName, type: AddressType): Addresses | null {
  const answer = lookUp(zone, host, type);
  if (answer.kind === "referral") return null;
  return { addresses: answer.kind === "data" ? answer.rrsets.flatMap(addressesIn) : [], seconds: null };
}

function fromCache(state: ResolverState, host: DomainName, type: AddressType, now: Instant): Addresses | null {
  const found = state.cache.find(host, type, ANSWERS_AND_GLUE, now);
  switch (found.kind) {
    case "records": {
      const { entry } = found;
      return { addresses: addressesIn(entry.rrset), seconds: entry.trust === "glue" ? 0 : secondsLeft(entry, now) };
    }
    case "denial":
    case "alias":
    case "dname":
      return { addresses: [], seconds: secondsLeft(found.entry, now) };
    default:
      return null;
  }
}

function hint(state: ResolverState, host: DomainName, type: AddressType): RRset | null {
  return state.hints.addresses.find((set) => set.owner.key === host.key && set.type === type) ?? null;
}

function addressesIn(set: RRset): readonly Address[] {
  return set.data.flatMap((rdata) => addressOfRdata(rdata) ?? []);
}
