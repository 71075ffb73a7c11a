import { DomainName, type Instant, isAtOrBelow, type RRset } from "../../dns/index.ts";
import type { Zone } from "../../zone/index.ts";
import { type CacheAnswer, type DenialEntry, type RecordsEntry, secondsLeft } from "../cache/cache.ts";
import { fetchFailure } from "../log-lines.ts";
import { cutFromNameServers, cutOfHints } from "../recursion/cuts.ts";
import type { FailureResult, Found } from "../recursion/found.ts";
import type { Cut } from "../recursion/state.ts";
import { synthesizeDenial } from "../recursion/synthesize.ts";
import type { LocalZone } from "../zones/zone-table.ts";
import type { Answering, Presentable } from "./answering.ts";
import { orderCached } from "./any.ts";
import { addClosestNameServers, addSet } from "./authority.ts";
import { answerDname } from "./chains.ts";
import { isParentSide } from "./database.ts";
import { denyThroughDns64, showThroughDns64 } from "./dns64.ts";
import type { StepResult } from "./step-result.ts";
import { DONE, failWith, restartAt, targetOf } from "./steps.ts";

/** The delegation of a local zone that a name lies below; a stub has no NS to show. */
export interface LocalCut {
  readonly zone: LocalZone;
  readonly data: Zone | null;
  readonly nameServers: RRset | null;
  readonly cut: Cut | null;
}

/** Answers the current name from the cache; null where the cache does not know and others must be asked, or referred to. */
export function answerFromCache(state: Answering, local: LocalCut | null, now: Instant): StepResult | null {
  const found = state.view.resolver.cache.find(state.name, state.type, state.accepted, now);
  if (found.kind === "delegation" || found.kind === "nothing") return null;
  if (isToBeAskedAgain(state, found)) return null;
  state.request.remark?.({ actor: "cache", text: `${state.name.text} ${state.askedType}: ${found.kind}` });
  if (local === null && state.restarts === 0) state.authoritative = false;
  switch (found.kind) {
    case "records":
      notePrefetch(state, found.entry, now);
      return useFound(state, { kind: "records", entries: [found.entry] }, now);
    case "all":
      return useFound(state, { kind: "records", entries: found.entries }, now);
    default:
      return useFound(state, found, now);
  }
}

/** A denial that follows from validated NSEC records, of a name that was never asked for (RFC 8198); CD=1 has it too. */
export function denyFromNsec(state: Answering, now: Instant): StepResult | null {
  const { cache, options } = state.view.resolver;
  if (!options.synthFromDnssec) return null;
  const terms = { space: spaceOf(state), accepted: state.accepted };
  const denial = synthesizeDenial(cache, state.name, state.askedType, terms, now);
  if (denial === null || (denial.denies === "type" && isMapped(state))) return null;
  state.request.remark?.({
    actor: "cache",
    text: `${state.name.text} ${state.askedType}: denied by cached NSEC records`,
  });
  state.isFromZone = false;
  if (state.restarts === 0) state.authoritative = false;
  if (denial.denies === "name") state.rcode = "NXDOMAIN";
  state.put("authority", withTtl(state.aged(denial.soa, now), denial.ttl));
  if (state.wantsDnssec) for (const proof of denial.proof) state.put("authority", state.aged(proof, now));
  return DONE;
}

/** Where `dns64` may make addresses, named asks for what they are made of (lib/ns/query.c, query_coveringnsec). */
function isMapped({ askedType, view }: Answering): boolean {
  return view.settings.options.dns64.rules.length > 0 && (askedType === "A" || askedType === "AAAA");
}

function withTtl({ set, signatures, isSecure }: Presentable, ttl: number): Presentable {
  return { set: { ...set, ttl }, signatures: signatures === null ? null : { ...signatures, ttl }, isSecure };
}

/** Local zones and what is forwarded to others alone are spaces of their own: no denial of the outer one counts there (lib/dns/view.c, dns_view_sfd_find). */
function spaceOf({ name, askedType, view }: Answering): DomainName {
  const from = isParentSide(askedType, name) ? (name.parent ?? name) : name;
  for (let at: DomainName | null = from; at !== null; at = at.parent) {
    if (view.zones.at(at) !== null || view.resolver.forwarding.at(at)?.mode === "only") return at;
  }
  return DomainName.root;
}

/** What came with TTL 0 is asked again by whoever may (lib/ns/query.c, query_zerottl_refetch). */
function isToBeAskedAgain(state: Answering, found: CacheAnswer): boolean {
  if (!state.isRecursive || (found.kind !== "records" && found.kind !== "alias")) return false;
  return found.entry.rrset.ttl === 0;
}

/** A step from what the cache or the world said. */
export function useFound(state: Answering, found: Found, now: Instant): StepResult {
  state.isFromZone = false;
  if (found.kind !== "failure" && state.restarts === 0) state.authoritative = false;
  switch (found.kind) {
    case "failure":
      return useFailure(state, found.result, now);
    case "records":
      return useRecords(state, found.entries, now);
    case "alias":
      state.endDiversion();
      addSet(state, "answer", state.aged(found.entry, now), now);
      return restartAt(state, targetOf(found.entry.rrset));
    case "dname": {
      const step = answerDname(state, state.aged(found.entry, now));
      const isAsked = state.askedType === "CNAME" || state.askedType === "ANY";
      if (isAsked && state.rcode === "NOERROR") addCachedAuthority(state, now);
      return step;
    }
    case "denial":
      return useDenial(state, found.entry, now);
  }
}

function useDenial(state: Answering, entry: DenialEntry, now: Instant): StepResult {
  const deny = (): StepResult => {
    if (entry.denies === "name") state.rcode = "NXDOMAIN";
    // Also where it has nothing to show.
    if (entry.trust !== "secure") state.noteUnvalidated();
    for (const item of state.agedDenial(entry, now)) state.put("authority", item);
    return DONE;
  };
  const isOfName = entry.denies === "name" && state.diversion === null;
  return isOfName ? deny() : denyThroughDns64(state, secondsLeft(entry, now), deny);
}

/** The failure is remembered for a moment (`servfail-ttl`). */
function useFailure(state: Answering, result: FailureResult, now: Instant): StepResult {
  state.endDiversion();
  const { failures, options } = state.view.resolver;
  failures.note(state.name, state.askedType, state.checking, options.servfailTtl, now);
  return failWith(state, "SERVFAIL", result === null ? null : fetchFailure(result));
}

function useRecords(state: Answering, entries: readonly RecordsEntry[], now: Instant): StepResult {
  const shown = chooseEntries(state, entries);
  if (shown.length === 0 && state.askedType === "RRSIG") state.hidesRecursion = true;
  const items = shown.map((entry) => state.aged(entry, now));
  return showThroughDns64(state, items, (chosen) => {
    for (const item of chosen) addSet(state, "answer", item, now);
    const isNs =
      state.askedType === "NS" || (state.askedType === "ANY" && entries.some(({ rrset }) => rrset.type === "NS"));
    if (!isNs) addCachedAuthority(state, now);
    return DONE;
  });
}

function chooseEntries(state: Answering, entries: readonly RecordsEntry[]): readonly RecordsEntry[] {
  if (state.askedType === "ANY") return orderCached(state, entries, signaturesIn);
  return state.askedType === "RRSIG" ? signaturesIn(entries) : entries;
}

/** Signatures as sets of their own. */
function signaturesIn(entries: readonly RecordsEntry[]): readonly RecordsEntry[] {
  return entries.flatMap((entry) =>
    entry.signatures === null
      ? []
      : [{ ...entry, rrset: { ...entry.signatures, ttl: entry.rrset.ttl }, signatures: null }],
  );
}

function addCachedAuthority(state: Answering, now: Instant): void {
  if (!state.withoutAuthority) addClosestNameServers(state, now);
}

/** What came with enough TTL and has little left is asked again beside the answer (BIND ARM, "prefetch"). */
function notePrefetch(state: Answering, entry: RecordsEntry, now: Instant): void {
  const { trigger, eligibility } = state.view.settings.options.prefetch;
  if (!state.isRecursive || trigger === 0 || state.diversion !== null) return;
  if (entry.rrset.ttl < eligibility || secondsLeft(entry, now) > trigger) return;
  state.refresh = { name: state.name, type: state.askedType, class: "IN" };
}

/** The cache does not know either: ask others, from the deeper of the two delegations. */
export function needOf(state: Answering, local: LocalCut | null, now: Instant): StepResult {
  const question = { name: state.name, type: state.askedType, class: "IN" } as const;
  if (state.askedType === "DS") return { kind: "need", question, cut: null };
  const cached = state.view.resolver.cache.findNameServers(state.name, now);
  const localCut = local?.cut ?? null;
  if (cached === null || isBetterThan(localCut, cached)) {
    return { kind: "need", question, cut: localCut ?? cutOfHints(state.view.resolver) };
  }
  const cut = cutFromNameServers(cached.rrset, "cache", secondsLeft(cached, now));
  return { kind: "need", question, cut };
}

/** A local delegation is better than a cached one unless that is at or below it; a stub also than its own. */
function isBetterThan(local: Cut | null, cached: RecordsEntry): boolean {
  if (local === null) return false;
  const { owner } = cached.rrset;
  return !isAtOrBelow(owner, local.domain) || (local.origin === "static-stub" && owner.key === local.domain.key);
}

/** Who may use the cache but not recurse gets the closest delegation that is known, the root's at worst. */
export function referToCache(state: Answering, now: Instant): StepResult {
  if (state.restarts === 0) state.authoritative = false;
  state.isFromZone = false;
  state.withoutAdditional = false;
  const { cache, hints } = state.view.resolver;
  const cached = cache.findNameServers(state.name, now);
  if (cached !== null) {
    addSet(state, "authority", state.aged(cached, now), now);
    if (state.wantsDnssec) addCachedDs(state, cached.rrset.owner, now);
  }
  // Addresses among the hints are no glue: they stand in no delegation.
  else state.put("authority", { set: hints.nameServers, signatures: null, isSecure: false });
  return DONE;
}

/** DS of the delegation, or the NSEC that shows that there is none, as far as the cache has them (lib/ns/query.c, query_addds). */
function addCachedDs(state: Answering, owner: DomainName, now: Instant): void {
  const { cache } = state.view.resolver;
  const found = cache.peek(owner, "DS", now) ?? cache.peek(owner, "NSEC", now);
  if (found?.kind === "records" && found.signatures !== null) state.put("authority", state.aged(found, now));
}
