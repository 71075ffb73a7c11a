import { type DomainName, isBelow, DomainName as Name, sameName, wildcardBelow } from "../../dns/index.ts";
import {
  answerApex,
  answerFrom,
  delegationAt,
  deny,
  FAILURE,
  type Looked,
  ownedBy,
  soaOf,
  type ZoneQuestion,
} from "./answers.ts";
import { type Chase, follow, substitute } from "./chase.ts";
import { type GoZone, recordsOfType, withSignatures, type ZoneElement } from "./go-zone.ts";

/** A question that goes round through CoreDNS is given up at its ninth turn. */
const MOST_LOOPS = 8;

/** The last wildcard that was met on the way down; `element` null: it is an empty non-terminal. */
interface Wildcard {
  readonly name: DomainName;
  readonly element: ZoneElement | null;
}

interface Walked {
  readonly kind: "walked";
  /** At the name itself. */
  readonly element: ZoneElement | null;
  readonly wildcard: Wildcard | null;
}

/** plugin/file/lookup.go Lookup: what the zone says, or an alias that must be followed through CoreDNS itself. */
export function lookUpInZone(zone: GoZone, question: ZoneQuestion): Looked | Chase {
  const { name, type, dnssecOk } = question;
  if (zone.apex.soa === null) return FAILURE;
  if (sameName(name, zone.origin) && (type === "SOA" || type === "NS")) return answerApex(zone, type, dnssecOk);
  if (question.loops > MOST_LOOPS) return FAILURE;
  const walked = walkDown(zone, question);
  if (walked.kind !== "walked") return walked;
  const { element, wildcard } = walked;
  if (element !== null) return answerOrFollow(zone, question, element, null);
  if (wildcard === null || hasCloserName(zone, name, wildcard.name)) return deny(zone, question);
  if (wildcard.element !== null) return answerOrFollow(zone, question, wildcard.element, name);
  return { kind: "no-data", answer: [], authority: soaOf(zone, dnssecOk), additional: [] };
}

/** Label by label from the origin: a DNAME or a cut ends the way; what is missing may have a wildcard beside it. */
function walkDown(zone: GoZone, question: ZoneQuestion): Walked | Looked | Chase {
  let element: ZoneElement | null = null;
  let wildcard: Wildcard | null = null;
  for (const name of pathBelow(zone.origin, question.name)) {
    element = zone.find(name);
    if (element === null) {
      wildcard = wildcardBeside(zone, name) ?? wildcard;
      continue;
    }
    const ended = substitute(zone, question, element) ?? delegationAt(zone, element, question);
    if (ended !== null) return ended;
  }
  return { kind: "walked", element, wildcard };
}

/** From the origin down to the name. */
function pathBelow(origin: DomainName, name: DomainName): readonly DomainName[] {
  const path: DomainName[] = [];
  for (let at: DomainName | null = name; at !== null && at.labelCount >= origin.labelCount; at = at.parent)
    path.push(at);
  return path.reverse();
}

/** `*` in place of the first label. A name of one label has the root there (wildcard.go and dns.NextLabel). */
function wildcardBeside(zone: GoZone, { parent }: DomainName): Wildcard | null {
  const name = parent === null || parent.labelCount === 0 ? Name.root : wildcardBelow(parent);
  if (typeof name === "string") return null;
  const element = zone.find(name);
  if (element !== null) return { name: element.name, element };
  return name.labelCount > 0 && zone.hasDescendant(name) ? { name, element: null } : null;
}

/** An empty non-terminal between the wildcard's parent and the name is the closest encloser (RFC 4592 section 4.4). */
function hasCloserName(zone: GoZone, name: DomainName, wildcard: DomainName): boolean {
  const parent = wildcard.key.startsWith("*.") ? wildcard.parent : null;
  if (parent === null) return false;
  for (let at = name.parent; at !== null && isBelow(at, parent); at = at.parent) {
    if (zone.hasDescendant(at)) return true;
  }
  return false;
}

function answerOrFollow(
  zone: GoZone,
  question: ZoneQuestion,
  element: ZoneElement,
  owner: DomainName | null,
): Looked | Chase {
  const aliases = recordsOfType(element, "CNAME");
  if (aliases.length === 0 || question.type === "CNAME") return answerFrom(zone, question, element, owner);
  // Signatures over a wildcard's alias keep the wildcard as their owner.
  const signatures = withSignatures(element, "CNAME", question.dnssecOk).slice(aliases.length);
  return follow(zone, question, [...ownedBy(owner, aliases), ...signatures]);
}
