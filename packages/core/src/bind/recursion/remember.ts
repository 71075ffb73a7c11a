import { type Instant, type Question, type RRset, wholeSeconds } from "../../dns/index.ts";
import { type CacheEntry, type DenialEntry, type Placing, type RecordsEntry, WHOLE_NAME } from "../cache/cache.ts";
import type { Trust } from "../cache/trust.ts";
import { signaturesOf } from "../rrsets.ts";
import type { Pursuit } from "./budget.ts";
import type { Found } from "./found.ts";
import type { ResolverState } from "./state.ts";
import { isSignedBySecureZone, mustValidate, type Standing, standingOf, standingOfSigned } from "./trust.ts";
import type { AnswerVerdict, ReferralVerdict, TrustedSet } from "./verdict.ts";

const BOGUS: Found = {
  kind: "failure",
  why: "the answer is not signed, and its parent says that it must be",
  result: null,
};

/**
 * Puts an answer into the cache with the TTLs that the view allows, and gives back what holds afterwards. What a validator
 * should have looked at and did not, for a client with CD=1 or for a name server's address, is pending (resolver.c, cache_name).
 * What does not validate is kept like that and not given; a denial that does not is forgotten (resolver.c, validated).
 */
export function remember(
  state: ResolverState,
  question: Question,
  verdict: AnswerVerdict,
  { checkingDisabled, purpose }: Pick<Pursuit, "checkingDisabled" | "purpose">,
  now: Instant,
): Found {
  const soa = verdict.kind === "denial" ? verdict.soa : null;
  const isPassedBy = checkingDisabled && mustValidate(state.validator, question.name);
  const signatures = verdict.kind === "denial" ? verdict.proof : signaturesIn(verdict);
  const standing = isPassedBy
    ? "bogus"
    : (standingOfSigned(state.validator, question.name, signatures) ??
      standingOf(state.validator, question.name, soa?.owner ?? null));
  const isBogus = standing === "bogus" && !isPassedBy;
  // Of the root's own data nothing can be proved, so nothing is kept; of what lies below, the proof was broken.
  if (isBogus && (verdict.kind === "denial" || question.name.labelCount === 0)) return BOGUS;
  if (verdict.kind === "denial" && !isPassedBy && mustValidate(state.validator, question.name)) {
    keepProofs(state, verdict.authority, now);
  }
  const how = purpose === "prefetch" ? "prefetched" : "as-trusted";
  const found = keepAll(state, question, verdict, standing, how, now);
  return isBogus ? BOGUS : found;
}

function keepAll(
  state: ResolverState,
  question: Question,
  verdict: AnswerVerdict,
  standing: Standing,
  how: Placing,
  now: Instant,
): Found {
  switch (verdict.kind) {
    case "records": {
      const kept = verdict.sets.map((set) => keep(state, { ...set, trust: validated(set.trust, standing) }, how, now));
      for (const beside of verdict.beside) keep(state, unlooked(state, beside), how, now);
      return foundOf(kept);
    }
    case "alias":
    case "dname": {
      const entry = keep(state, { ...verdict.set, trust: validated(verdict.set.trust, standing) }, how, now);
      return entry.kind === "records" ? { kind: verdict.kind, entry } : { kind: "denial", entry };
    }
    case "denial":
      return foundOf([keepDenial(state, question, verdict, standing, now)]);
  }
}

function signaturesIn(verdict: Exclude<AnswerVerdict, { readonly kind: "denial" }>): readonly RRset[] {
  const sets = verdict.kind === "records" ? verdict.sets : [verdict.set];
  return sets.flatMap(({ signatures }) => signatures ?? []);
}

/** NS of a delegation and glue: they guide questions, and are no answers. New NS replace whatever is there. */
export function rememberReferral(state: ResolverState, { nameServers, glue }: ReferralVerdict, now: Instant): void {
  const entry = entryOf(state, { set: nameServers, signatures: null, trust: "glue" }, now);
  state.cache.put(nameServers.owner, "NS", entry, now, "forced");
  for (const set of glue) keep(state, set, "as-trusted", now);
}

/** What was in the cache may be believed more than what came: a denial even takes the place of an answer. */
function foundOf(kept: readonly CacheEntry[]): Found {
  const denial = kept.find((entry) => entry.kind === "denial");
  if (denial !== undefined) return { kind: "denial", entry: denial };
  return { kind: "records", entries: kept.filter((entry) => entry.kind === "records") };
}

function validated(trust: Trust, standing: Standing): Trust {
  if (standing === "insecure") return trust;
  return standing === "secure" ? "secure" : "pending";
}

/** Nobody validates what stands beside an answer, so where all must be validated it is good for nothing but finding servers. */
function unlooked(state: ResolverState, beside: TrustedSet): TrustedSet {
  const isGlue = beside.trust === "glue" || !mustValidate(state.validator, beside.set.owner);
  return isGlue ? beside : { ...beside, trust: "pending" };
}

function keep(state: ResolverState, trusted: TrustedSet, how: Placing, now: Instant): CacheEntry {
  const { owner, type } = trusted.set;
  return state.cache.put(owner, type, entryOf(state, trusted, now), now, how);
}

function entryOf(state: ResolverState, { set, signatures, trust }: TrustedSet, now: Instant): RecordsEntry {
  const { minCacheTtl, maxCacheTtl } = state.options;
  const ttl = Math.max(Math.min(set.ttl, maxCacheTtl), minCacheTtl);
  return { kind: "records", rrset: { ...set, ttl }, signatures, trust, expiresAt: wholeSeconds(now) + ttl };
}

/** The TTL is the SOA record's own: MINIMUM is the sender's duty (facts section 2, "Negative TTL"). */
function keepDenial(
  state: ResolverState,
  question: Question,
  { soa, denies, proof, trust }: AnswerVerdict & { readonly kind: "denial" },
  standing: Standing,
  now: Instant,
): CacheEntry {
  const { minNcacheTtl, maxNcacheTtl, zeroNoSoaTtlCache } = state.options;
  const isBrief = zeroNoSoaTtlCache && question.type === "SOA" && denies === "name";
  const ttl = isBrief ? 0 : Math.min(Math.max(soa?.ttl ?? 0, minNcacheTtl), maxNcacheTtl);
  const entry: DenialEntry = {
    kind: "denial",
    denies,
    soa: soa === null ? null : { ...soa, ttl },
    proof,
    trust: validated(trust, standing),
    expiresAt: wholeSeconds(now) + ttl,
  };
  // That a name has no DS says nothing of its other types: the parent said it (resolver.c, rctx_ncache).
  const isWhole = (denies === "name" && question.type !== "DS") || question.type === "ANY";
  return state.cache.put(question.name, isWhole ? WHOLE_NAME : question.type, entry, now, "as-trusted");
}

/**
 * SOA and NSEC sets beside a denial are validated, whatever it denies, and kept as the records that they are, too
 * (resolver.c, validated; validator.c, validate_authority).
 */
function keepProofs(state: ResolverState, sets: readonly RRset[], now: Instant): void {
  for (const set of sets) {
    const signatures = signaturesOf(set, sets);
    const isKept = set.type === "SOA" || (set.type === "NSEC" && isTrustworthyNsec(set));
    if (!isKept || signatures === null || !isSignedBySecureZone(state.validator, signatures)) continue;
    const { owner, type } = set;
    state.cache.put(owner, type, entryOf(state, { set, signatures, trust: "secure" }, now), now, "as-trusted");
  }
}

/**
 * What is good for denying other names: the record lists itself, an apex has all that an apex has, and it is no lie made
 * up for one question, whose next name begins with an octet 0 (resolver.c, check_soa_and_dnskey, is_minimal_nsec, has_000_label).
 */
function isTrustworthyNsec({ data }: RRset): boolean {
  const [nsec] = data;
  if (nsec?.type !== "NSEC") return false;
  const { types, nextName } = nsec;
  if (!types.includes("NSEC") || !types.includes("RRSIG")) return false;
  const isApex = types.includes("SOA");
  return (!isApex || (types.includes("DNSKEY") && types.includes("NS"))) && !nextName.key.startsWith("\\000");
}
