import { type DomainName, type Instant, isAtOrBelow, type RRset, type RrType } from "../../dns/index.ts";
import { lookUp, type Zone } from "../../zone/index.ts";
import type { RecordsEntry } from "../cache/cache.ts";
import { ANYTHING, ANYTHING_VALID } from "../cache/trust.ts";
import { type Followed, followSet, inOrder } from "../follow.ts";
import { isSignedBySecureZone } from "../recursion/trust.ts";
import { presentable } from "../signed/signed-zone.ts";
import type { Answering, Presentable } from "./answering.ts";
import { cacheDatabase, databaseFor } from "./database.ts";

/** Types of the additional section that lead on themselves (lib/dns/rdata, FOLLOWADDITIONAL). */
const LEADS_ON: ReadonlySet<RrType> = new Set<RrType>(["SRV", "SVCB", "HTTPS"]);
/** Names and types that are looked for in all; seen in 9.18.49 as Debian has it. */
const MAX_LOOKUPS = 26;
const ADDRESSES = ["A", "AAAA"] as const;

/** Adds what a client will ask next: addresses of the hosts that a set names (lib/ns/query.c, query_additional). */
export function addAdditional(state: Answering, set: RRset, now: Instant): void {
  if (state.withoutAdditional) return;
  const glue = state.glueZone?.kind === "stub" ? null : (state.glueZone?.data ?? null);
  if (set.type === "NS" && glue !== null) addGlue(state, glue, set);
  else followSet(set, "small-sets", (host, what) => addFollowed(state, host, what, now));
}

/** What the zone holds below its own cuts for these servers; the address of a server that is ordinary data of it is no glue. */
function addGlue(state: Answering, zone: Zone, nameServers: RRset): void {
  const hosts = inOrder(nameServers).flatMap((data) => (data.type === "NS" ? [data.host] : []));
  // Up to 9.18 the list of glue grows at its head (lib/dns/rbtdb.c, glue_nsdname_cb).
  for (const host of state.view.version === "9.18" ? hosts.reverse() : hosts) {
    if (!isAtOrBelow(host, zone.apex) || lookUp(zone, host, "A").kind !== "referral") continue;
    for (const type of ADDRESSES) {
      const set = zone.rrset(host, type);
      if (set !== null) state.put("additional", presentable(zone, set));
    }
  }
}

/** One name that a record led to; gives back the set where it was one type that was looked for. */
function addFollowed(state: Answering, host: DomainName, what: Followed, now: Instant): RRset | null {
  if (state.additionalLookups >= MAX_LOOKUPS) return null;
  state.additionalLookups += 1;
  const source = sourceFor(state, host, what, now);
  if (source === null) return null;
  if (what !== "addresses") return addOne(state, source.find(what), now);
  for (const type of ADDRESSES) {
    const item = state.sections.holds(host, type) ? null : source.find(type);
    if (item !== null) state.put("additional", item);
  }
  return null;
}

function addOne(state: Answering, item: Presentable | null, now: Instant): RRset | null {
  if (item === null) return null;
  const { set } = item;
  if (state.sections.holds(set.owner, set.type)) return set;
  state.put("additional", item);
  if (LEADS_ON.has(set.type) && state.additionalDepth < state.view.settings.options.maxQueryRestarts) {
    state.additionalDepth += 1;
    addAdditional(state, set, now);
    state.additionalDepth -= 1;
  }
  return set;
}

/** Where a name was found; each type is then looked for there and nowhere else. */
interface AdditionalSource {
  find(type: RrType): Presentable | null;
}

/** The zone that answered first, with `minimal-responses no` another local zone, else the cache (query_additional_cb). */
function sourceFor(state: Answering, host: DomainName, what: Followed, now: Instant): AdditionalSource | null {
  const isShort = state.view.settings.options.minimalResponses === "yes" && state.askedType !== "NS";
  if (isShort) return fromStub(state, host);
  return fromZones(state, host, what) ?? fromCache(state, host, what, now) ?? fromStub(state, host);
}

/** Glue of a stub zone comes last, since what the cache has is younger (`dns_db_iszone` is false of a stub). */
function fromStub({ glueZone }: Answering, host: DomainName): AdditionalSource | null {
  const data = glueZone?.kind === "stub" ? glueZone.data : null;
  if (data === null) return null;
  return {
    find: (type) => {
      const set = data.rrset(host, type);
      return set === null ? null : presentable(data, set);
    },
  };
}

function fromZones(state: Answering, host: DomainName, what: Followed): AdditionalSource | null {
  const { firstZone } = state;
  if (firstZone === null || firstZone === "none" || firstZone.data === null) return null;
  const own = fromZone(firstZone.data, host, what);
  const mayUseOthers = state.view.settings.options.minimalResponses === "no" && state.isRecursive;
  if (own !== null || !mayUseOthers) return own;
  const other = databaseFor(state, host, "own");
  return other.kind === "zone" ? fromZone(other.data, host, what) : null;
}

function fromZone(zone: Zone, host: DomainName, what: Followed): AdditionalSource | null {
  if (!isAtOrBelow(host, zone.apex)) return null;
  const wanted = lookUp(zone, host, what === "addresses" ? "ANY" : what);
  if (wanted.kind !== "data") return null;
  return {
    find: (type) => {
      const set = wanted.rrsets.find((candidate) => candidate.type === type);
      return set === undefined ? null : presentable(zone, set, wanted.wildcard ?? undefined);
    },
  };
}

function fromCache(state: Answering, host: DomainName, what: Followed, now: Instant): AdditionalSource | null {
  if (!state.view.settings.options.recursion || cacheDatabase(state).kind !== "cache") return null;
  const { cache } = state.view.resolver;
  const accepted = state.checkingDisabled ? ANYTHING : ANYTHING_VALID;
  const wanted = cache.find(host, what === "addresses" ? "ANY" : what, accepted, now);
  const entries = wanted.kind === "records" ? [wanted.entry] : wanted.kind === "all" ? wanted.entries : [];
  if (entries.length === 0) return null;
  return {
    find: (type) => {
      const entry = entries.find((candidate) => candidate.rrset.type === type && isUsable(state, candidate));
      return entry === undefined ? null : state.aged(entry, now);
    },
  };
}

/** What nobody validated yet is validated now, if that takes no question; signatures are looked up for DO=1 alone (lib/ns/query.c, validate). */
function isUsable(state: Answering, { trust, signatures }: RecordsEntry): boolean {
  if (trust !== "pending") return true;
  return state.wantsDnssec && signatures !== null && isSignedBySecureZone(state.view.resolver.validator, signatures);
}
