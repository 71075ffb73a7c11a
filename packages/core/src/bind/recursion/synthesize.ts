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
  const signer = signerOf(nsec);
  const verdict = verdictOfNsec(nsec.rrset, name, type);
  if (signer === null || verdict.kind === "silent") return null;
  const soa = cache.find(signer, "SOA", accepted, now);
  if (soa.kind !== "records" || soa.entry.signatures === null) return null;
  if (verdict.kind === "exists") {
    return verdict.hasType || type === "ANY" ? null : madeOf(soa.entry, "type", [nsec], now);
  }
  const { wildcard } = verdict;
  if (hasAnswer(cache, wildcard, type, now)) return null;
  const denying = cache.findNsec(wildcard, now);
  if (denying === null || denying.trust !== "secure" || !isAtOrBelow(denying.rrset.owner, space)) return null;
  const ofWildcard = verdictOfNsec(denying.rrset, wildcard, type);
  if (ofWildcard.kind === "silent" || signerOf(denying)?.key !== signer.key) return null;
  if (ofWildcard.kind === "exists" && ofWildcard.hasType) return null;
  const proof = denying.rrset.owner.key === nsec.rrset.owner.key ? [nsec] : [nsec, denying];
  return madeOf(soa.entry, ofWildcard.kind === "exists" ? "type" : "name", proof, now);
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
