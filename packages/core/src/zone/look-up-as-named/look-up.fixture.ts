import {
  type DomainName,
  isAtOrBelow,
  nameOf,
  printRecord,
  type RRset,
  type RrType,
  recordsOf,
} from "../../dns/index.ts";
import { sourceFromText } from "../../text/index.ts";
import { lookUp, readZone, type Zone, type ZoneAnswer } from "../index.ts";

/**
 * A zone, and what named 9.18.49 said of names in it (`minimal-responses yes`): the question, rcode and `aa`, then the records of the answer section,
 * `authority` and `additional` in front of those of the others, each section sorted. Names of questions are below the origin; `@` is the origin itself.
 */
export interface LookUps {
  readonly origin: string;
  readonly zone: string;
  readonly answers: string;
}

/** Each question with the lines of its answer. */
export function questionsOf({ answers }: LookUps): readonly (readonly [question: string, answer: string])[] {
  return answers
    .slice(1)
    .split(/\n(?=\S)/)
    .map((block): readonly [string, string] => {
      const [question = "", ...rest] = block.trimEnd().split(": ");
      return [question, rest.join(": ")];
    });
}

export function zoneOf({ origin, zone }: LookUps): Zone {
  return readZone(sourceFromText("zone", zone.slice(1)), { origin: nameOf(origin) }).value;
}

interface Said {
  readonly answer: string[];
  rcode: string;
  authoritative: boolean;
  authority: readonly RRset[];
  additional: readonly RRset[];
}

/** What the zone says, as a server that goes on at targets in the same zone puts it. */
export function askZone(zone: Zone, question: string): string {
  const [name = "", type = ""] = question.split(" ");
  const said: Said = { answer: [], rcode: "NOERROR", authoritative: true, authority: [], additional: [] };
  const asked = name === "@" ? zone.apex : nameOf(`${name}.${zone.apex.text}`);
  follow(zone, asked, type as RrType, said, new Set());
  const lines = [
    ...said.answer.sort(inOrder),
    ...linesOf(said.authority).map((line) => `authority ${line}`),
    ...linesOf(said.additional).map((line) => `additional ${line}`),
  ];
  return [`${said.rcode}${said.authoritative ? " aa" : ""}`, ...lines.map((line) => `  ${line}`)].join("\n");
}

/** By octets. */
const inOrder = (left: string, right: string): number => (left < right ? -1 : 1);

function linesOf(sets: readonly RRset[]): readonly string[] {
  return sets
    .flatMap((set) => [...recordsOf(set)])
    .map((record) => printRecord(record).replaceAll(/\s+/g, " "))
    .sort(inOrder);
}

function follow(zone: Zone, name: DomainName, type: RrType, said: Said, seen: Set<string>): void {
  if (seen.has(name.key)) {
    said.rcode = "SERVFAIL";
    return;
  }
  seen.add(name.key);
  const answer = lookUp(zone, name, type);
  const target = targetOf(answer, name, type, said);
  if (target !== null && isAtOrBelow(target, zone.apex)) follow(zone, target, type, said, seen);
}

/** Notes what one step says; the name to go on with. */
function targetOf(answer: ZoneAnswer, name: DomainName, type: RrType, said: Said): DomainName | null {
  switch (answer.kind) {
    case "data":
      said.answer.push(...linesOf(answer.rrsets));
      return null;
    case "alias":
      said.answer.push(...linesOf([answer.rrset]));
      return answer.target;
    case "dname":
      return substitute(answer, name, type, said);
    case "referral":
      // RFC 1034 section 4.3.2: behind an alias the answer is authoritative still.
      said.authoritative = said.answer.length > 0;
      // A zone that is not signed keeps its DS for those who ask for them.
      said.authority = [answer.cut];
      said.additional = answer.glue;
      return null;
    case "no-data":
    case "name-error":
      if (answer.kind === "name-error") said.rcode = "NXDOMAIN";
      said.authority = answer.soa === null ? [] : [answer.soa];
      return null;
  }
}

/** RFC 6672 section 3.1: the CNAME has the DNAME's TTL; whoever asks for CNAME or ANY is content with it. */
function substitute(
  { rrset, target }: ZoneAnswer & { readonly kind: "dname" },
  name: DomainName,
  type: RrType,
  said: Said,
): DomainName | null {
  said.answer.push(...linesOf([rrset]));
  if (target === null) {
    said.rcode = "YXDOMAIN";
    return null;
  }
  const alias: RRset = { ...rrset, owner: name, type: "CNAME", data: [{ type: "CNAME", target }] };
  said.answer.push(...linesOf([alias]));
  return type === "CNAME" || type === "ANY" ? null : target;
}
