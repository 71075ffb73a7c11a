import { ancestorWithLabels, type DomainName, labelKeys, type RRset, wildcardBelow } from "../../dns/index.ts";
import type { Zone } from "../../zone/index.ts";
import type { Answering } from "../answering/answering.ts";
import { type HashedNames, hashedNamesOf, nsec3For } from "./hashed-names.ts";
import { nsecFor } from "./plain-chain.ts";
import { isSecureZone, presentable } from "./signed-zone.ts";

/** Whether a name holds nothing but NSEC3: it is not there for questions (lib/dns/rbtdb.c keeps these in a tree of their own). */
export function isHashedName(zone: Zone, name: DomainName): boolean {
  const sets = zone.find(name.key)?.sets ?? [];
  return sets.some((set) => set.type === "NSEC3") && sets.every((set) => set.type === "NSEC3" || set.type === "RRSIG");
}

function isWanted(state: Answering, zone: Zone): boolean {
  return state.wantsDnssec && isSecureZone(zone);
}

function prove(state: Answering, zone: Zone, set: RRset | null): void {
  if (set !== null) state.put("authority", presentable(zone, set));
}

/** NODATA (RFC 4035 section 3.1.3.1, 3.1.3.4; RFC 5155 section 7.2.3 to 7.2.5; lib/ns/query.c, query_sign_nodata). */
export function addNoDataProof(state: Answering, zone: Zone, wildcard: DomainName | null): void {
  if (!isWanted(state, zone)) return;
  const chain = hashedNamesOf(zone);
  if (chain !== null) {
    if (wildcard === null) proveByClosest(state, zone, chain, state.name);
    else proveByHashes(state, zone, chain, state.name, "and-no-wildcard");
  } else if (wildcard === null) prove(state, zone, nsecFor(zone, state.name));
  else {
    addWildcardProof(state, zone, state.name);
    prove(state, zone, zone.rrset(wildcard, "NSEC"));
  }
}

/** A name error (RFC 4035 section 3.1.3.2; RFC 5155 section 7.2.2): nothing at the name, and no wildcard for it. */
export function addNameErrorProof(state: Answering, zone: Zone): void {
  if (!isWanted(state, zone)) return;
  const chain = hashedNamesOf(zone);
  if (chain !== null) {
    proveByHashes(state, zone, chain, state.name, "and-no-wildcard");
    return;
  }
  const covering = nsecFor(zone, state.name);
  prove(state, zone, covering);
  const wildcard = covering === null ? null : wildcardFor(state.name, covering);
  if (wildcard !== null && !isThere(zone, wildcard)) prove(state, zone, nsecFor(zone, wildcard));
}

/** An answer from a wildcard (RFC 4035 section 3.1.3.3; RFC 5155 section 7.2.6): nothing stands at `name` itself. */
export function addWildcardProof(state: Answering, zone: Zone, name: DomainName): void {
  if (!isWanted(state, zone)) return;
  const chain = hashedNamesOf(zone);
  if (chain !== null) proveByHashes(state, zone, chain, name, "and-that-is-all");
  else if (!isThere(zone, name)) prove(state, zone, nsecFor(zone, name));
}

/** A referral (RFC 4035 section 3.1.4; RFC 5155 section 7.2.7): DS, or that there is none (lib/ns/query.c, query_addds). */
export function addDelegationProof(state: Answering, zone: Zone, cut: DomainName): void {
  if (!isWanted(state, zone)) return;
  const own = zone.rrset(cut, "DS") ?? zone.rrset(cut, "NSEC");
  const item = own === null ? null : presentable(zone, own);
  const chain = hashedNamesOf(zone);
  if (item !== null && item.signatures !== null) state.put("authority", item);
  else if (chain !== null) proveByClosest(state, zone, chain, cut);
}

/**
 * The record at the name's hash; with opt-out the name may have none, then those of the closest encloser that has, and what
 * covers the next closer name (lib/ns/query.c, query_findclosestnsec3 with `exact`).
 */
function proveByClosest(state: Answering, zone: Zone, chain: HashedNames, name: DomainName): void {
  const encloser = closestProvable(zone, chain, name);
  if (encloser === null) return;
  prove(state, zone, encloser.set);
  if (encloser.name.key === name.key) return;
  prove(state, zone, nsec3For(chain, ancestorWithLabels(name, encloser.name.labelCount + 1))?.set ?? null);
}

interface Encloser {
  readonly name: DomainName;
  readonly set: RRset;
}

/** Up from the name while its hash is only covered, and by a span that leaves names out. */
function closestProvable(zone: Zone, chain: HashedNames, name: DomainName): Encloser | null {
  for (let at = name; ; at = at.parent ?? at) {
    const found = nsec3For(chain, at);
    if (found === null) return null;
    const isLeftOut = found.how === "covers" && isOptOut(found.set);
    if (!isLeftOut || at.labelCount < zone.apex.labelCount || at.parent === null) return { name: at, set: found.set };
  }
}

function isOptOut(set: RRset): boolean {
  const [data] = set.data;
  return data?.type === "NSEC3" && (data.flags & 1) === 1;
}

/** The closest encloser, the next closer name, and the wildcard that could have matched (query_addwildcardproof). */
function proveByHashes(
  state: Answering,
  zone: Zone,
  chain: HashedNames,
  name: DomainName,
  how: "and-no-wildcard" | "and-that-is-all",
): void {
  let there = name;
  while (!isThere(zone, there) && there.parent !== null) there = there.parent;
  const encloser = closestProvable(zone, chain, there);
  if (encloser === null) return;
  if (how === "and-no-wildcard") prove(state, zone, encloser.set);
  if (encloser.name.labelCount < name.labelCount) {
    prove(state, zone, nsec3For(chain, ancestorWithLabels(name, encloser.name.labelCount + 1))?.set ?? null);
  }
  const wildcard = how === "and-no-wildcard" ? wildcardBelow(encloser.name) : "none";
  if (typeof wildcard !== "string") prove(state, zone, nsec3For(chain, wildcard)?.set ?? null);
}

/** Empty non-terminals are there; what holds only NSEC3 is not. */
function isThere(zone: Zone, name: DomainName): boolean {
  return zone.find(name.key) !== null && !isHashedName(zone, name);
}

/** The wildcard that could have matched: below what the name has in common with either end of the span. */
function wildcardFor(name: DomainName, covering: RRset): DomainName | null {
  const [data] = covering.data;
  if (data?.type !== "NSEC") return null;
  const common = Math.max(commonLabels(name, covering.owner), commonLabels(name, data.nextName));
  if (common === name.labelCount) return null;
  const wildcard = wildcardBelow(ancestorWithLabels(name, common));
  return typeof wildcard === "string" ? null : wildcard;
}

function commonLabels(left: DomainName, right: DomainName): number {
  const [ofLeft, ofRight] = [labelKeys(left), labelKeys(right)];
  let common = 0;
  while (common < ofLeft.length && ofLeft.at(-1 - common) === ofRight.at(-1 - common)) common += 1;
  return common;
}
