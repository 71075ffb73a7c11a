import type { DomainName, Instant, RRset, RrType } from "../../dns/index.ts";
import { lookUp, type Zone, type ZoneAnswer } from "../../zone/index.ts";
import { cutOfZone } from "../recursion/cuts.ts";
import {
  addDelegationProof,
  addNameErrorProof,
  addNoDataProof,
  addWildcardProof,
  isHashedName,
} from "../signed/denial-proofs.ts";
import { presentable } from "../signed/signed-zone.ts";
import type { LocalZone } from "../zones/zone-table.ts";
import type { Answering } from "./answering.ts";
import { chooseSets } from "./any.ts";
import { addSet, addZoneAuthority, addZoneSoa } from "./authority.ts";
import { answerDname } from "./chains.ts";
import { denyThroughDns64, showThroughDns64 } from "./dns64.ts";
import { answerFromCache, type LocalCut, needOf } from "./from-cache.ts";
import type { StepResult } from "./step-result.ts";
import { DONE, failWith, restartAt } from "./steps.ts";

/** Answers the current name from a local zone (RFC 1034 section 4.3.2 step 3). */
export function answerFromZone(state: Answering, zone: LocalZone, data: Zone, now: Instant): StepResult {
  const answer = find(state, zone.dataFor?.(state.name) ?? data);
  if (zone.notModelled !== null) state.notModelled ??= zone.notModelled;
  if (zone.signedBy !== null && showsSigning(state, answer)) state.notModelled ??= zone.signedBy;
  state.isFromZone = answer.kind !== "referral";
  if (state.restarts === 0) state.authoritative = answer.kind !== "referral" && zone.kind !== "mirror";
  switch (answer.kind) {
    case "data":
      return answerData(state, zone, data, answer.rrsets, answer.wildcard, now);
    case "alias":
      addSet(state, "answer", presentable(data, answer.rrset, answer.wildcard ?? undefined), now);
      if (answer.wildcard !== null) addWildcardProof(state, data, answer.rrset.owner);
      return restartAt(state, answer.target);
    case "dname":
      return answerZoneDname(state, data, answer.rrset, now);
    case "referral":
      return answerReferral(state, zone, data, answer, now);
    case "no-data":
      // A name that is made and holds nothing has no list of what it holds (lib/dns/sdb.c).
      if (zone.dataFor !== null && state.type === "ANY") return failWith(state, "SERVFAIL");
      return answerNoData(state, data, answer.wildcard, now);
    case "name-error":
      return answerNameError(state, zone, data, now);
  }
}

/** Types that named changes, or makes, where it signs a zone itself. */
const MADE_BY_SIGNING: ReadonlySet<RrType> = new Set<RrType>([
  ...(["SOA", "ANY", "DNSKEY", "RRSIG", "NSEC", "NSEC3", "NSEC3PARAM", "CDS", "CDNSKEY", "TYPE65534"] as const),
]);

/** Whether an answer holds signatures, keys or the serial of a zone that named signs itself. */
function showsSigning(state: Answering, { kind }: ZoneAnswer): boolean {
  const isDenial = kind === "no-data" || kind === "name-error";
  return state.wantsDnssec || isDenial || MADE_BY_SIGNING.has(state.askedType);
}

function find({ name, type, view }: Answering, data: Zone): ZoneAnswer {
  const answer = lookUp(data, name, type);
  const isHidden = answer.kind === "no-data" && view.version !== "9.18" && isEmptyWildcard(data, answer.wildcard);
  return isHidden || isOnlyHash(answer, data, name) ? nameError(data) : answer;
}

/** Names that hold nothing but NSEC3 are not there for questions (lib/dns/rbtdb.c keeps them in a tree of their own). */
function isOnlyHash({ kind }: ZoneAnswer, data: Zone, name: DomainName): boolean {
  return (kind === "data" || kind === "no-data") && isHashedName(data, name);
}

/** Since 9.20 nothing is made from a wildcard that is only there because of names below it, where RFC 4592 has it answer NODATA. */
function isEmptyWildcard(data: Zone, wildcard: DomainName | null): boolean {
  return wildcard !== null && data.find(wildcard.key)?.sets.length === 0;
}

function nameError(data: Zone): ZoneAnswer {
  return { kind: "name-error", soa: data.negativeSoa, encloser: data.apex };
}

function answerData(
  state: Answering,
  zone: LocalZone,
  data: Zone,
  sets: readonly RRset[],
  wildcard: DomainName | null,
  now: Instant,
): StepResult {
  const chosen = state.type === "ANY" ? chooseSets(state, data, sets) : sets;
  if (chosen.length === 0) return state.askedType === "ANY" ? DONE : answerNoData(state, data, null, now);
  const isApexNs = state.askedType === "NS" && state.name.key === data.apex.key;
  // Who primes gets the root's glue whatever `minimal-responses` says.
  if (isApexNs && data.apex.labelCount === 0) {
    state.withoutAdditional = false;
    state.glueZone = zone;
  }
  const items = chosen.map((set) => presentable(data, spelled(state, zone, set), wildcard ?? undefined));
  return showThroughDns64(state, items, (shown) => {
    for (const item of shown) addSet(state, "answer", item, now);
    const hasOwnNs = isApexNs || (state.askedType === "ANY" && chosen.some((set) => set.type === "NS"));
    if (!hasOwnNs) addZoneAuthority(state, data, now);
    if (wildcard !== null) addWildcardProof(state, data, state.name);
    return DONE;
  });
}

/** Built-in databases give owners back in the client's spelling. */
function spelled(state: Answering, zone: LocalZone, set: RRset): RRset {
  return zone.kind === "empty" || zone.kind === "built-in" ? { ...set, owner: state.name } : set;
}

/** Where the alias itself was asked for, the answer ends with the zone's name servers as any other does. */
function answerZoneDname(state: Answering, data: Zone, dname: RRset, now: Instant): StepResult {
  const step = answerDname(state, presentable(data, dname));
  const isAsked = state.askedType === "CNAME" || state.askedType === "ANY";
  if (state.rcode === "NOERROR" && isAsked) addZoneAuthority(state, data, now);
  return step;
}

/** NODATA (RFC 2308 section 2.2). */
function answerNoData(state: Answering, data: Zone, wildcard: DomainName | null, now: Instant): StepResult {
  return denyThroughDns64(state, data.negativeSoa?.ttl ?? null, () => {
    addZoneSoa(state, data, "as-it-is", now);
    addNoDataProof(state, data, wildcard);
    return DONE;
  });
}

function answerNameError(state: Answering, zone: LocalZone, data: Zone, now: Instant): StepResult {
  state.rcode = "NXDOMAIN";
  // `zero-no-soa-ttl`: who asked for the SOA of a name that does not exist shall not keep the denial.
  const isBrief = zone.zeroNoSoaTtl && state.askedType === "SOA";
  addZoneSoa(state, data, isBrief ? "not-to-be-kept" : "as-it-is", now);
  addNameErrorProof(state, data);
  return DONE;
}

/** Below a delegation: the cache, then other servers; who may not recurse gets the referral. */
function answerReferral(
  state: Answering,
  zone: LocalZone,
  data: Zone,
  referral: ZoneAnswer & { readonly kind: "referral" },
  now: Instant,
): StepResult {
  if (!state.isRecursive && state.type === "DS") {
    const child = state.view.zones.at(state.name);
    if (child?.data != null && child !== zone) return answerFromZone(state, child, child.data, now);
  }
  const cut = state.isRecursive ? cutOfZone(zone, state.name) : null;
  const local: LocalCut = { zone, data, nameServers: referral.cut, cut };
  if (state.isRecursive) return answerFromCache(state, local, now) ?? needOf(state, local, now);
  giveDelegation(state, local, now);
  return DONE;
}

/** A referral: NS, glue, and what shows whether the child is signed. */
export function giveDelegation(state: Answering, { zone, data, nameServers }: LocalCut, now: Instant): void {
  if (data === null || nameServers === null) return;
  state.withoutAdditional = false;
  state.glueZone = zone;
  addSet(state, "authority", presentable(data, nameServers), now);
  state.glueZone = null;
  addDelegationProof(state, data, nameServers.owner);
}
