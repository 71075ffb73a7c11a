import { type DomainName, type Instant, isAtOrBelow, type RRset } from "../../dns/index.ts";
import { lookUp, type Zone, type ZoneAnswer } from "../../zone/index.ts";
import { type CacheEntry, secondsLeft } from "../cache/cache.ts";
import { cachedNameServers, cutFromReferral } from "../recursion/cuts.ts";
import type { DenialEntry, Found, RecordsEntry } from "../recursion/remember.ts";
import type { Cut } from "../recursion/state.ts";
import { addAdditional } from "./additional.ts";
import type { Answering } from "./answering.ts";
import { answerDname, DONE, restartAt, type StepResult, targetOf } from "./steps.ts";

/** Answers the current name from the cache; null where the cache does not know. */
export function answerFromCache(state: Answering, now: Instant): StepResult | null {
  const found = findInCache(state, now);
  if (found === null) return null;
  state.request.remark?.({ actor: "cache", text: `${state.name.text} ${state.type}: ${found.kind}` });
  notePrefetch(state, found, now);
  return useFound(state, found, now);
}

/** A step from what the cache or the world said. */
export function useFound(state: Answering, found: Found, now: Instant): StepResult {
  if (found.kind !== "failure" && state.restarts === 0) state.authoritative = false;
  switch (found.kind) {
    case "failure":
      return useFailure(state, now);
    case "records":
      addRecords(state, found.entries, now);
      return DONE;
    case "alias":
      state.isSecure &&= found.entry.secure;
      state.addAnswer(state.aged(found.entry, now));
      return restartAt(state, targetOf(found.entry.rrset));
    case "dname":
      state.isSecure &&= found.entry.secure;
      return answerDname(state, state.aged(found.entry, now));
    case "denial":
      addDenial(state, found.entry, now);
      return DONE;
  }
}

/** The failure is remembered for a moment (`servfail-ttl`). */
function useFailure(state: Answering, now: Instant): StepResult {
  const { failures, options } = state.view.resolver;
  if (!state.checkingDisabled) failures.note(state.name, state.type, options.servfailTtl, now);
  state.fail("SERVFAIL");
  return DONE;
}

function addRecords(state: Answering, entries: readonly RecordsEntry[], now: Instant): void {
  for (const entry of entries) {
    state.isSecure &&= entry.secure;
    state.addAnswer(state.aged(entry, now));
  }
  if (!state.withoutAdditional && state.type !== "ANY") {
    for (const { rrset } of entries) addAdditional(state, rrset, null, [], now);
  }
  if (!state.withoutAuthority && !entries.some(({ rrset }) => rrset.type === "NS")) addClosestCut(state, now);
}

/** NS of the closest known delegation beside an answer from the cache (query.c, query_addbestns). */
function addClosestCut(state: Answering, now: Instant): void {
  const zone = state.view.zones.find(state.name);
  const local = zone?.data != null ? referralIn(zone.data, state.name) : null;
  if (zone?.data != null && local === null) return;
  const cached = cachedNameServers(state.view.resolver, state.name, now);
  const isCachedBetter = cached !== null && (local === null || isAtOrBelow(cached.rrset.owner, local.cut.owner));
  if (isCachedBetter) {
    const set = state.aged(cached, now);
    state.addAuthority(set);
    if (!state.withoutAdditional && state.type !== "ANY") addAdditional(state, set, null, [], now);
  } else if (local !== null) {
    state.addAuthority(local.cut);
    if (!state.withoutAdditional && state.type !== "ANY") addAdditional(state, local.cut, null, local.glue, now);
  }
}

function referralIn(zone: Zone, name: DomainName): (ZoneAnswer & { readonly kind: "referral" }) | null {
  const answer = lookUp(zone, name, "NS");
  return answer.kind === "referral" ? answer : null;
}

function addDenial(state: Answering, entry: DenialEntry, now: Instant): void {
  if (entry.denies === "name") state.rcode = "NXDOMAIN";
  state.isSecure &&= entry.secure;
  if (entry.soa !== null) state.addAuthority({ ...entry.soa, ttl: secondsLeft(entry, now) });
}

function findInCache(state: Answering, now: Instant): Found | null {
  const { cache } = state.view.resolver;
  const { name, type } = state;
  if (type === "ANY") return findAll(state, now);
  const entry = cache.find(name, type, now);
  if (entry !== null && isUsable(state, entry)) {
    return entry.kind === "denial" ? { kind: "denial", entry } : { kind: "records", entries: [entry] };
  }
  const alias = cache.find(name, "CNAME", now);
  if (alias?.kind === "records" && isUsable(state, alias)) return { kind: "alias", entry: alias };
  for (let above: DomainName | null = name.parent; above !== null; above = above.parent) {
    const dname = cache.find(above, "DNAME", now);
    if (dname?.kind === "records" && isUsable(state, dname)) return { kind: "dname", entry: dname };
  }
  return null;
}

function findAll(state: Answering, now: Instant): Found | null {
  const usable = state.view.resolver.cache.all(state.name, now).filter((entry) => isUsable(state, entry));
  const denial = usable.find((entry) => entry.kind === "denial" && entry.denies === "name");
  if (denial?.kind === "denial") return { kind: "denial", entry: denial };
  const entries = usable.flatMap((entry) => (entry.kind === "records" ? [entry] : []));
  return entries.length === 0 ? null : { kind: "records", entries };
}

/** Bogus data are for CD=1 alone; what came with TTL 0 is asked again by whoever may (query.c, query_zerottl_refetch). */
function isUsable(state: Answering, entry: CacheEntry): boolean {
  if (entry.trust === "bogus" && !state.checkingDisabled) return false;
  return !(entry.kind === "records" && entry.rrset.ttl === 0 && state.isRecursive);
}

/** What came with enough TTL and has little left is asked again beside the answer (BIND ARM, "prefetch"). */
function notePrefetch(state: Answering, found: Found, now: Instant): void {
  const { trigger, eligibility } = state.view.settings.options.prefetch;
  if (found.kind !== "records" || !state.isRecursive || trigger === 0) return;
  const [entry] = found.entries;
  if (entry === undefined || entry.rrset.ttl < eligibility || secondsLeft(entry, now) > trigger) return;
  state.refresh = { name: state.name, type: state.type, class: "IN" };
}

/** The cache does not know either: ask others, from the deeper of the two delegations. */
export function needOf(state: Answering, local: Cut | null, now: Instant): StepResult {
  const cached = state.type === "DS" ? null : cachedNameServers(state.view.resolver, state.name, now);
  const question = { name: state.name, type: state.type, class: "IN" } as const;
  if (local === null || cached === null) return { kind: "need", question, cut: local };
  const isCachedDeeper =
    isAtOrBelow(cached.rrset.owner, local.domain) &&
    !(local.origin === "static-stub" && cached.rrset.owner.key === local.domain.key);
  return { kind: "need", question, cut: isCachedDeeper ? cutFromReferral(cached.rrset, [], "cache") : local };
}

/** Who may use the cache but not recurse gets the closest delegation that is known, the root's at worst. */
export function referToCache(state: Answering, now: Instant): StepResult {
  if (state.restarts === 0) state.authoritative = false;
  state.isSecure = false;
  const cached = cachedNameServers(state.view.resolver, state.name, now);
  const { hints } = state.view.resolver;
  const set: RRset = cached === null ? hints.nameServers : state.aged(cached, now);
  state.addAuthority(set);
  addAdditional(state, set, null, cached === null ? hints.addresses : [], now);
  return DONE;
}
