import { type DomainName, moveName, type RRset, type RrType } from "../dns/index.ts";
import { invariant } from "../invariant.ts";
import { setOf, type Zone, type ZoneNode } from "./zone.ts";

/** What a zone says to a question (RFC 1034 section 4.3.2 step 3). Owners of sets that a wildcard gave are the question's name. */
export type ZoneAnswer =
  | {
      readonly kind: "data";
      /** One set; for ANY all that stand at the name, for RRSIG those of each type that is covered. */
      readonly rrsets: readonly RRset[];
      /** The wildcard that they were made from (RFC 4592 section 3.3). */
      readonly wildcard: DomainName | null;
    }
  | { readonly kind: "alias"; readonly rrset: RRset; readonly target: DomainName; readonly wildcard: DomainName | null }
  | {
      readonly kind: "dname";
      readonly rrset: RRset;
      /** The question's name with its tail replaced; null if that is too long: YXDOMAIN (RFC 6672 section 2.2). */
      readonly target: DomainName | null;
    }
  | {
      readonly kind: "referral";
      /** NS at the cut. */
      readonly cut: RRset;
      /** Addresses of servers whose names lie at or below a cut of this zone, this one or a sibling. */
      readonly glue: readonly RRset[];
      /** DS at the cut. */
      readonly ds: RRset | null;
    }
  | {
      readonly kind: "no-data";
      /** With the TTL of RFC 2308 section 3; null in a zone without SOA. */
      readonly soa: RRset | null;
      readonly wildcard: DomainName | null;
    }
  | {
      readonly kind: "name-error";
      readonly soa: RRset | null;
      /** The closest encloser (RFC 4592 section 3.3.1). */
      readonly encloser: DomainName;
    };

/** Answers a question for a name at or below the apex. The cost is a look for each label. */
export function lookUp(zone: Zone, name: DomainName, type: RrType): ZoneAnswer {
  const node = zone.find(name.key);
  if (node === null) return answerMissing(zone, name, type);
  if (node.barrier !== null) return answerBarrier(zone, node.barrier, name);
  if (node.isCut) return answerCut(zone, node, name, type);
  return answerNode(zone, node, name, type, null);
}

/** Types that the parent's side of a cut holds (RFC 4035 section 2.6; KEY and NSEC as in lib/dns/rbtdb.c zone_find). */
function answerCut(zone: Zone, node: ZoneNode, name: DomainName, type: RrType): ZoneAnswer {
  // Of a stub zone that is the parent's alone.
  if (type === "DS" && node.parent !== null) return answerNode(zone, node, name, type, null);
  const own = type === "NSEC" || type === "KEY" ? setOf(node, type) : null;
  return own === null ? referral(zone, node) : { kind: "data", rrsets: [own], wildcard: null };
}

function answerBarrier(zone: Zone, barrier: ZoneNode, name: DomainName): ZoneAnswer {
  return barrier.isCut ? referral(zone, barrier) : substitution(barrier, name);
}

function answerNode(
  zone: Zone,
  node: ZoneNode,
  name: DomainName,
  type: RrType,
  wildcard: DomainName | null,
): ZoneAnswer {
  const sets = type === "ANY" ? node.sets : setsToAnswer(node, type);
  const [first] = sets;
  if (first === undefined) return { kind: "no-data", soa: zone.negativeSoa, wildcard };
  const rrsets = wildcard === null ? sets : sets.map((set) => ({ ...set, owner: name }));
  const [rrset = first] = rrsets;
  const data = rrset.data[0];
  const isAlias = data?.type === "CNAME" && type !== "CNAME" && type !== "ANY";
  return isAlias ? { kind: "alias", rrset, target: data.target, wildcard } : { kind: "data", rrsets, wildcard };
}

/** The set asked for, else the CNAME; KEY, NSEC and RRSIG are never looked for at its target (RFC 4035 section 2.5). */
function setsToAnswer(node: ZoneNode, type: RrType): readonly RRset[] {
  // Signatures are a set for each type that they cover.
  if (type === "RRSIG") return node.sets.filter((set) => set.type === type);
  const own = setOf(node, type);
  if (own !== null) return [own];
  const alias = type === "KEY" || type === "NSEC" ? null : setOf(node, "CNAME");
  return alias === null ? [] : [alias];
}

function answerMissing(zone: Zone, name: DomainName, type: RrType): ZoneAnswer {
  const encloser = closestEncloser(zone, name);
  const barrier = encloser.barrier ?? (encloser.isCut || encloser.hasDname ? encloser : null);
  if (barrier !== null) return answerBarrier(zone, barrier, name);
  const { key } = encloser.name;
  const wildcard = zone.find(key === "." ? "*." : `*.${key}`);
  if (wildcard !== null) return answerNode(zone, wildcard, name, type, wildcard.name);
  return { kind: "name-error", soa: zone.negativeSoa, encloser: encloser.name };
}

function closestEncloser(zone: Zone, name: DomainName): ZoneNode {
  const node = zone.findNearest(name.key);
  invariant(node !== null, `${name.text} is not in the zone ${zone.apex.text}`);
  return node;
}

function substitution(node: ZoneNode, name: DomainName): ZoneAnswer {
  const rrset = setOf(node, "DNAME");
  const data = rrset?.data[0];
  invariant(rrset !== null && data?.type === "DNAME", "a node that has a DNAME has its set");
  const target = moveName(name, node.name, data.target);
  return { kind: "dname", rrset, target: typeof target === "string" ? null : target };
}

type Referral = ZoneAnswer & { readonly kind: "referral" };

/** Each cut's referral is made once. */
const referrals = new WeakMap<ZoneNode, Referral>();

function referral(zone: Zone, node: ZoneNode): Referral {
  const known = referrals.get(node);
  if (known !== undefined) return known;
  const cut = setOf(node, "NS");
  invariant(cut !== null, "a cut has NS");
  const made: Referral = { kind: "referral", cut, glue: glueOf(zone, cut), ds: setOf(node, "DS") };
  referrals.set(node, made);
  return made;
}

/** In-domain and sibling glue (RFC 9471 section 2); the address of a server that is ordinary data of this zone is none. */
function glueOf(zone: Zone, cut: RRset): readonly RRset[] {
  const glue = new Set<RRset>();
  for (const data of cut.data) {
    const host = data.type === "NS" ? zone.find(data.host.key) : null;
    const isBelowCut = host !== null && (host.barrier === null ? host.isCut : host.barrier.isCut);
    if (!isBelowCut) continue;
    for (const set of host.sets) if (set.type === "A" || set.type === "AAAA") glue.add(set);
  }
  return [...glue];
}
