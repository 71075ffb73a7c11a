import {
  type DomainName,
  isAtOrBelow,
  type ResourceRecord,
  type RrType,
  sameName,
  wildcardBelow,
} from "../../dns/index.ts";
import { addressesAt, type GoZone, glueFor, recordsOfType, withSignatures, type ZoneElement } from "./go-zone.ts";

/** A question as a zone sees it. */
export interface ZoneQuestion {
  /** In lower case, at or below the zone's origin. */
  readonly name: DomainName;
  readonly type: RrType;
  /** Whether signatures and NSEC records belong to the answer. */
  readonly dnssecOk: boolean;
  /** How often this question has come back through CoreDNS's front door. */
  readonly loops: number;
}

/** plugin/file Result, with what goes into the three sections. */
export interface Looked {
  readonly kind: "success" | "name-error" | "delegation" | "no-data" | "server-failure" | "unsendable";
  readonly answer: readonly ResourceRecord[];
  readonly authority: readonly ResourceRecord[];
  readonly additional: readonly ResourceRecord[];
}

const NOTHING: readonly ResourceRecord[] = [];
export const FAILURE: Looked = {
  kind: "server-failure",
  answer: NOTHING,
  authority: NOTHING,
  additional: NOTHING,
};
/** An answer with a name that no message can carry: the server fails to pack it, and says nothing. */
export const UNSENDABLE: Looked = { ...FAILURE, kind: "unsendable" };

/** The SOA as it stands in the file: its TTL is not lowered to the MINIMUM. */
export function soaOf({ apex }: GoZone, dnssecOk: boolean): readonly ResourceRecord[] {
  if (apex.soa === null) return NOTHING;
  return dnssecOk ? [apex.soa, ...apex.soaSignatures] : [apex.soa];
}

export function nameServersOf({ apex }: GoZone, dnssecOk: boolean): readonly ResourceRecord[] {
  return dnssecOk ? [...apex.nameServers, ...apex.nameServerSignatures] : apex.nameServers;
}

/** SOA and NS of the origin, which stand beside the tree. */
export function answerApex(zone: GoZone, type: "SOA" | "NS", dnssecOk: boolean): Looked {
  const nameServers = nameServersOf(zone, dnssecOk);
  if (type === "SOA") {
    return { kind: "success", answer: soaOf(zone, dnssecOk), authority: nameServers, additional: NOTHING };
  }
  const additional = glueFor(zone, nameServers, dnssecOk);
  return { kind: "success", answer: nameServers, authority: NOTHING, additional };
}

/** What stands at an element or at a wildcard's, alias apart. `owner`: the name in place of the wildcard's. */
export function answerFrom(
  zone: GoZone,
  question: ZoneQuestion,
  element: ZoneElement,
  owner: DomainName | null,
): Looked {
  const { type, dnssecOk } = question;
  if (recordsOfType(element, type).length === 0) {
    const nsec = dnssecOk ? withSignatures(element, "NSEC", true) : NOTHING;
    return { kind: "no-data", answer: NOTHING, authority: [...soaOf(zone, dnssecOk), ...nsec], additional: NOTHING };
  }
  const answer = ownedBy(owner, withSignatures(element, type, dnssecOk));
  // An NSEC says that no name closer than the wildcard exists.
  const nsec = owner !== null && dnssecOk ? nsecBefore(zone, owner) : NOTHING;
  const authority = [...nameServersOf(zone, dnssecOk), ...nsec];
  return { kind: "success", answer, authority, additional: additionalFor(zone, answer, dnssecOk) };
}

/** tree.Elem TypeForWildcard. */
export function ownedBy(owner: DomainName | null, records: readonly ResourceRecord[]): readonly ResourceRecord[] {
  return owner === null ? records : records.map((record) => ({ ...record, owner }));
}

/** NXDOMAIN; NOERROR for an empty non-terminal, which is no element of its own. */
export function deny(zone: GoZone, { name, dnssecOk }: ZoneQuestion): Looked {
  const kind = zone.hasDescendant(name) ? "success" : "name-error";
  const soa = soaOf(zone, dnssecOk);
  const authority = dnssecOk ? [...soa, ...denial(zone, name, kind)] : soa;
  return { kind, answer: NOTHING, authority, additional: NOTHING };
}

/** The NSEC before the name and, for NXDOMAIN, the one before the wildcard of the closest encloser. */
function denial(zone: GoZone, name: DomainName, kind: "success" | "name-error"): readonly ResourceRecord[] {
  const before = zone.previous(name);
  if (before === null) return NOTHING;
  const nsec = withSignatures(before, "NSEC", true);
  const encloser = kind === "name-error" ? closestEncloser(zone, name) : null;
  const wildcard = encloser === null ? "empty" : wildcardBelow(encloser.name);
  const beforeWildcard = typeof wildcard === "string" ? null : zone.previous(wildcard);
  if (beforeWildcard === null || sameName(beforeWildcard.name, before.name)) return nsec;
  return [...nsec, ...withSignatures(beforeWildcard, "NSEC", true)];
}

function nsecBefore(zone: GoZone, name: DomainName): readonly ResourceRecord[] {
  const before = zone.previous(name);
  return before === null ? NOTHING : withSignatures(before, "NSEC", true);
}

/** plugin/file/closest.go: names of one label are not looked at, except the origin. */
function closestEncloser(zone: GoZone, name: DomainName): ZoneElement | null {
  for (let at: DomainName | null = name; at !== null && at.labelCount > 1; at = at.parent) {
    const element = zone.find(at);
    if (element !== null) return element;
  }
  return zone.find(zone.origin);
}

/** A referral where an element has NS; DS at the cut itself is the parent's own. */
export function delegationAt(zone: GoZone, element: ZoneElement, question: ZoneQuestion): Looked | null {
  const { name, type, dnssecOk } = question;
  const nameServers = recordsOfType(element, "NS");
  if (nameServers.length === 0 || (type === "DS" && sameName(element.name, name))) return null;
  const additional = glueFor(zone, nameServers, dnssecOk);
  const ds = dnssecOk ? withSignatures(element, "DS", true) : NOTHING;
  return { kind: "delegation", answer: NOTHING, authority: [...nameServers, ...ds], additional };
}

/** Addresses of the zone's own hosts that MX, SRV, SVCB and HTTPS name, once each. */
export function additionalFor(
  zone: GoZone,
  answer: readonly ResourceRecord[],
  dnssecOk: boolean,
): readonly ResourceRecord[] {
  const seen = new Set<string>();
  return answer.flatMap((record) => {
    const target = targetOf(record);
    if (target === null || seen.has(target.key) || !isAtOrBelow(target, zone.origin)) return NOTHING;
    seen.add(target.key);
    const element = zone.find(target);
    return element === null ? NOTHING : addressesAt(element, dnssecOk);
  });
}

function targetOf({ data }: ResourceRecord): DomainName | null {
  switch (data.type) {
    case "MX":
      return data.exchange;
    case "SRV":
    case "SVCB":
    case "HTTPS":
      return data.target;
    default:
      return null;
  }
}
