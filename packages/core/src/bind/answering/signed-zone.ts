import type { RRset } from "../../dns/index.ts";
import type { Zone } from "../../zone/index.ts";
import { signaturesOf } from "../rrsets.ts";
import type { Presentable } from "./answering.ts";

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
