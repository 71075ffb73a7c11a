import { type Instant, type Question, type RRset, wholeSeconds } from "../../dns/index.ts";
import type { CacheEntry } from "../cache/cache.ts";
import type { ErrandResult, ErrandVerdict } from "./errand.ts";
import type { ResolverState } from "./state.ts";
import { type Standing, standingOf } from "./trust.ts";

export type RecordsEntry = CacheEntry & { readonly kind: "records" };
export type DenialEntry = CacheEntry & { readonly kind: "denial" };

/** What a question to the world came to. */
export type Found =
  | { readonly kind: "records"; readonly entries: readonly RecordsEntry[] }
  | { readonly kind: "alias"; readonly entry: RecordsEntry }
  | { readonly kind: "dname"; readonly entry: RecordsEntry }
  | { readonly kind: "denial"; readonly entry: DenialEntry }
  | { readonly kind: "failure"; readonly why: string };

type AnswerVerdict = Exclude<ErrandVerdict, { readonly kind: "failed" | "referral" }>;

/** Puts an answer into the cache with the TTLs that the view allows, and gives it back. */
export function remember(
  state: ResolverState,
  question: Question,
  verdict: AnswerVerdict,
  result: Pick<ErrandResult, "now" | "isProtected">,
  isForwarder: boolean,
): Found {
  const { now } = result;
  switch (verdict.kind) {
    case "records": {
      const standing = standingOf(state.validator, question.name, null);
      const entries = verdict.sets.map((set) => keep(state, set, standing, now));
      if (verdict.nameServers !== null && result.isProtected && question.type !== "NS") {
        keepHint(state, verdict.nameServers, "referral", now);
      }
      return { kind: "records", entries };
    }
    case "alias":
      return { kind: "alias", entry: keep(state, verdict.set, standingOf(state.validator, question.name, null), now) };
    case "dname":
      return { kind: "dname", entry: keep(state, verdict.set, standingOf(state.validator, question.name, null), now) };
    case "denial":
      return { kind: "denial", entry: keepDenial(state, question, verdict, isForwarder, now) };
  }
}

function keep(state: ResolverState, set: RRset, standing: Standing, now: Instant): RecordsEntry {
  const { minCacheTtl, maxCacheTtl } = state.options;
  const ttl = Math.min(Math.max(set.ttl, minCacheTtl), maxCacheTtl);
  const entry: RecordsEntry = {
    kind: "records",
    rrset: { ...set, ttl },
    trust: standing === "bogus" ? "bogus" : "answer",
    secure: standing === "secure",
    expiresAt: wholeSeconds(now) + ttl,
  };
  state.cache.put(set.owner, set.type, entry);
  return entry;
}

/** NS of a delegation and glue: they guide questions, and are no answers. */
export function keepHint(state: ResolverState, set: RRset, trust: "referral" | "glue", now: Instant): void {
  const ttl = Math.min(set.ttl, state.options.maxCacheTtl);
  const expiresAt = wholeSeconds(now) + ttl;
  const rrset = { ...set, ttl };
  state.cache.putHint(set.owner, set.type, { kind: "records", rrset, trust, secure: false, expiresAt });
}

/** The TTL is the SOA record's own: MINIMUM is the sender's duty (facts section 2, "Negative TTL"). */
function keepDenial(
  state: ResolverState,
  question: Question,
  verdict: AnswerVerdict & { readonly kind: "denial" },
  isForwarder: boolean,
  now: Instant,
): DenialEntry {
  const { minNcacheTtl, maxNcacheTtl } = state.options;
  const { soa, denies } = verdict;
  const ttl = soa === null ? 0 : Math.min(Math.max(soa.ttl, minNcacheTtl), maxNcacheTtl);
  const standing = standingOf(state.validator, question.name, soa?.owner ?? null);
  const entry: DenialEntry = {
    kind: "denial",
    denies,
    soa: soa === null ? null : { ...soa, ttl },
    trust: standing === "bogus" ? "bogus" : "answer",
    secure: standing === "secure",
    expiresAt: wholeSeconds(now) + ttl,
  };
  const isPassedOnOnly =
    verdict.isForeign || (!verdict.authoritative && (!isForwarder || (soa === null && denies === "type")));
  if (!isPassedOnOnly) state.cache.put(question.name, question.type, entry);
  return entry;
}
