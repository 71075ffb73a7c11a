import type { DomainName, Instant, RRset, RrType } from "../../dns/index.ts";
import { isAtOrBelow } from "../../dns/index.ts";
import { type Cache, type RecordsEntry, secondsLeft } from "../cache/cache.ts";
import { type AcceptedTrust, ANSWERS } from "../cache/trust.ts";
import { verdictOfNsec } from "./nsec-verdict.ts";

/** What named says by itself of a name that it never asked for. */
export interface SynthesizedDenial {
  readonly denies: "name" | "type";
  readonly soa: RecordsEntry;
  /** How long the SOA record may be kept. */
  readonly ttl: number;
  readonly proof: readonly RecordsEntry[];
}

export interface SynthesisTerms {
  /** The NSEC must come from here or from below: forwarding entries with `only` and trust anchors are spaces of their own. */
  readonly space: DomainName;
  /** What this client may be given for a SOA record. */
  readonly accepted: AcceptedTrust;
}

/**
 * A denial that follows from validated NSEC records in the cache (RFC 8198; lib/ns/query.c query_coveringnsec,
 * `synth-from-dnssec`). Answers from wildcards are not made up here: for them named is asked to ask.
 */
export function synthesizeDenial(
  cache: Cache,
  name: DomainName,
  type: RrType,
  { space, accepted }: SynthesisTerms,
  now: Instant,
): SynthesizedDenial | null {
  const nsec = cache.findNsec(name, now);
  if (nsec === null || !isAtOrBelow(nsec.rrset.owner, space)) return null;
  const verdict = verdictOfNsec(nsec.rrset, name, type);
  const soa = soaOf(cache, nsec, accepted, now);
  if (soa === null || verdict.kind === "silent") return null;
  if (verdict.kind === "exists") {
    return verdict.hasType || type === "ANY" ? null : madeOf(soa, "type", [nsec], now);
  }
  const denying = nsecOfWildcard(cache, verdict.wildcard, type, now);
  if (denying === null || !isAtOrBelow(denying.entry.rrset.owner, space)) return null;
  if (signerOf(denying.entry)?.key !== soa.rrset.owner.key) return null;
  const isSameRecord = denying.entry.rrset.owner.key === nsec.rrset.owner.key;
  return madeOf(soa, denying.denies, isSameRecord ? [nsec] : [nsec, denying.entry], now);
}

/** The SOA record of the zone that signed the NSEC. */
function soaOf(cache: Cache, nsec: RecordsEntry, accepted: AcceptedTrust, now: Instant): RecordsEntry | null {
  const signer = signerOf(nsec);
  const found = signer === null ? null : cache.find(signer, "SOA", accepted, now);
  return found?.kind === "records" && found.entry.signatures !== null ? found.entry : null;
}

/** What shows that no wildcard stands for the name: none is there, or none of this type. */
function nsecOfWildcard(
  cache: Cache,
  wildcard: DomainName,
  type: RrType,
  now: Instant,
): { readonly entry: RecordsEntry; readonly denies: SynthesizedDenial["denies"] } | null {
  const entry = hasAnswer(cache, wildcard, type, now) ? null : cache.findNsec(wildcard, now);
  if (entry?.trust !== "secure") return null;
  const verdict = verdictOfNsec(entry.rrset, wildcard, type);
  if (verdict.kind === "silent" || (verdict.kind === "exists" && verdict.hasType)) return null;
  return { entry, denies: verdict.kind === "exists" ? "type" : "name" };
}

/** The wildcard's own records, or a denial of them, need another way. */
function hasAnswer(cache: Cache, wildcard: DomainName, type: RrType, now: Instant): boolean {
  const { kind } = cache.find(wildcard, type, ANSWERS, now);
  return kind !== "delegation" && kind !== "nothing";
}

/** The one zone that signed a set; null where there are several, or none. */
function signerOf({ signatures }: RecordsEntry): DomainName | null {
  const signers = signersIn(signatures);
  const [first] = signers;
  return first !== undefined && signers.every((signer) => signer.key === first.key) ? first : null;
}

function signersIn(signatures: RRset | null): readonly DomainName[] {
  return (signatures?.data ?? []).flatMap((data) => (data.type === "RRSIG" ? [data.signer] : []));
}

/** The SOA lives as long as the shortest of what it stands with, and no longer than its MINIMUM (query_synthttl). */
function madeOf(
  soa: RecordsEntry,
  denies: SynthesizedDenial["denies"],
  proof: readonly RecordsEntry[],
  now: Instant,
): SynthesizedDenial {
  const [data] = soa.rrset.data;
  const minimum = data?.type === "SOA" ? data.minimum : 0;
  const ttl = Math.min(minimum, ...[soa, ...proof].map((entry) => secondsLeft(entry, now)));
  return { denies, soa, ttl, proof };
}
