import type { RRset } from "../../dns/index.ts";
import { setOf, signaturesAt, spelledAs, type Zone } from "../../zone/index.ts";
import type { Presentable } from "../answering/answering.ts";

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

/** A zone's set with its signatures, which have a TTL of their own unless that of the set was cut (for a denial); `from` is where it stands where a wildcard gave it another owner. */
export function presentable(zone: Zone, given: RRset, from: RRset["owner"] = given.owner): Presentable {
  const set = from.key === given.owner.key ? given : spelledByWildcard(zone, given, from);
  const node = isSecureZone(zone) ? zone.find(from.key) : null;
  const signatures = node === null ? null : signaturesAt(node, set.type);
  if (node === null || signatures === null) return { set, signatures: null, isSecure: false };
  const isShortened = set.ttl !== setOf(node, set.type)?.ttl;
  const ttl = isShortened ? Math.min(set.ttl, signatures.ttl) : signatures.ttl;
  return { set, signatures: { ...signatures, ttl, owner: set.owner }, isSecure: false };
}

/** The name asked for, in the spelling of the wildcard's own set. */
function spelledByWildcard(zone: Zone, set: RRset, wildcard: RRset["owner"]): RRset {
  const node = zone.find(wildcard.key);
  const own = node === null ? null : setOf(node, set.type);
  return own === null ? set : { ...set, owner: spelledAs(set.owner, own.owner) };
}
