import type { RRset } from "../../dns/index.ts";
import type { Zone } from "../../zone/index.ts";
import type { Presentable } from "../answering/answering.ts";
import { signaturesOf } from "../rrsets.ts";

const secured = new WeakMap<Zone, boolean>();

/** Whether a zone is served as a signed one: keys at the apex, and what denies (lib/dns/rbtdb.c, iszonesecure). */
export function isSecureZone(zone: Zone): boolean {
  let known = secured.get(zone);
  if (known === undefined) {
    const has = (type: "DNSKEY" | "NSEC" | "NSEC3PARAM"): boolean => zone.rrset(zone.apex, type) !== null;
    known = has("DNSKEY") && (has("NSEC") || has("NSEC3PARAM"));
    secured.set(zone, known);
  }
  return known;
}

/** A zone's set with its signatures; `from` is where it stands where a wildcard gave it another owner. */
export function presentable(zone: Zone, set: RRset, from: RRset["owner"] = set.owner): Presentable {
  const signatures = isSecureZone(zone) ? zone.rrset(from, "RRSIG") : null;
  if (signatures === null) return { set, signatures: null, isSecure: false };
  return { set, signatures: signaturesOf(set, [{ ...signatures, owner: set.owner }]), isSecure: false };
}

/** Signatures as one set for each type that they cover, each with the life of what it signs (RFC 4034 section 3). */
export function splitSignatures(set: RRset): readonly RRset[] {
  if (set.type !== "RRSIG") return [set];
  const byType = new Map<string, RRset>();
  for (const data of set.data) {
    if (data.type !== "RRSIG") continue;
    const known = byType.get(data.covered);
    byType.set(data.covered, { ...set, ttl: data.originalTtl, data: [...(known?.data ?? []), data] });
  }
  return [...byType.values()];
}
