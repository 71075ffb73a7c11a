import { type Instant, isAtOrBelow, type RRset } from "../../dns/index.ts";
import { lookUp, type Zone } from "../../zone/index.ts";
import { presentable } from "../signed/signed-zone.ts";
import { addAdditional } from "./additional.ts";
import type { Answering, Presentable } from "./answering.ts";
import { type Database, databaseFor } from "./database.ts";
import type { SectionName } from "./sections.ts";

/** Puts a set into a section, with what a client will ask for next (lib/ns/query.c, query_addrrset). */
export function addSet(state: Answering, section: SectionName, item: Presentable, now: Instant): void {
  if (!state.put(section, item)) return;
  const isReferral = section === "authority" && item.set.type === "NS" && !state.isFromZone;
  if (state.askedType !== "ANY" || isReferral) addAdditional(state, item.set, now);
}

/** The zone's own name servers beside an answer from it. */
export function addZoneAuthority(state: Answering, data: Zone, now: Instant): void {
  if (state.withoutAuthority || data.nameServers === null) return;
  addSet(state, "authority", presentable(data, data.nameServers), now);
}

/** The SOA with the TTL of RFC 2308 section 3: min(TTL, MINIMUM). */
export function addZoneSoa(state: Answering, data: Zone, life: "as-it-is" | "not-to-be-kept", now: Instant): void {
  const soa = data.negativeSoa;
  if (soa === null) return;
  const set: RRset = life === "as-it-is" ? soa : { ...soa, ttl: 0 };
  addSet(state, "authority", presentable(data, set), now);
}

/** NS of the closest known delegation beside an answer from the cache (lib/ns/query.c, query_addbestns). */
export function addClosestNameServers(state: Answering, now: Instant): void {
  const database = closestDatabase(state);
  if (database === null) return;
  const local = database.kind === "zone" ? referralIn(database.data, state) : null;
  if (database.kind === "zone" && local === null) return;
  const cached = state.view.resolver.cache.findNameServers(state.name, now);
  // Seen of 9.20: what only a referral said stands beside no answer.
  if (cached?.trust === "glue" && state.view.version !== "9.18") return;
  const isCachedBetter = cached !== null && (local === null || isAtOrBelow(cached.rrset.owner, local.owner));
  if (isCachedBetter) {
    const item = state.aged(cached, now);
    // A validated answer takes nothing with it that was not.
    if (state.isSecure && state.wantsAd && !item.isSecure) return;
    addSet(state, "authority", item, now);
  } else if (local !== null && database.kind === "zone" && !(state.isSecure && state.wantsAd)) {
    addSet(state, "authority", presentable(database.data, local), now);
  }
}

type Searched = Database & { readonly kind: "zone" | "cache" };

/** Where the delegation is sought: not in a stub, but above it. */
function closestDatabase(state: Answering): Searched | null {
  for (let name: Answering["name"] | null = state.name; name !== null; name = name.parent) {
    const database = databaseFor(state, name, "own");
    if (database.kind === "zone" || database.kind === "cache") return database;
    if (database.kind !== "stub" && database.kind !== "unasked") return null;
  }
  return { kind: "cache" };
}

function referralIn(data: Zone, state: Answering): RRset | null {
  const answer = lookUp(data, state.name, "NS");
  return answer.kind === "referral" ? answer.cut : null;
}
