import { type Question, type ResourceRecord, type RrType, rdataKey } from "../../dns/index.ts";

/** Where a record stood in the message that brought it; `null`: it was made here, or remembered by itself. */
export type ItemSection = "answer" | "authority" | "additional" | null;

/** A record that a lookup brought, and where it stood. */
export interface AnswerItem {
  readonly record: ResourceRecord;
  readonly section: ItemSection;
}

/** The three sections of a reply, as they are put together step by step along a chain of aliases. */
export interface Sections {
  readonly answer: readonly ResourceRecord[];
  readonly authority: readonly ResourceRecord[];
  readonly additional: readonly ResourceRecord[];
}

export const NO_SECTIONS: Sections = { answer: [], authority: [], additional: [] };

/** Types that only somebody who set DO gets beside an answer (dns-type.c dns_type_is_dnssec). */
const DNSSEC_TYPES: ReadonlySet<string> = new Set(["DS", "DNSKEY", "RRSIG", "NSEC", "NSEC3", "NSEC3PARAM"]);

/** Types that no alias leads elsewhere (dns-type.c dns_type_may_redirect). */
const UNREDIRECTED_TYPES: ReadonlySet<string> = new Set([
  "CNAME",
  "DNAME",
  "NSEC",
  "NSEC3",
  "RRSIG",
  "NXT",
  "SIG",
  "KEY",
  "ANY",
  "AXFR",
  "IXFR",
  "OPT",
  "TSIG",
  "TKEY",
]);

export function mayRedirect(type: RrType): boolean {
  return !UNREDIRECTED_TYPES.has(type);
}

/** Whether a record answers a question by itself. */
export function answersQuestion({ name, type, class: rrClass }: Question, record: ResourceRecord): boolean {
  const isOfType = type === "ANY" || record.data.type === type;
  const isOfClass = rrClass === "ANY" || record.class === rrClass;
  return isOfType && isOfClass && record.owner.key === name.key;
}

/** Whether a record is an alias at the name that is asked for. */
export function redirectsQuestion({ name, type, class: rrClass }: Question, record: ResourceRecord): boolean {
  const isOfClass = rrClass === "ANY" || record.class === rrClass;
  return mayRedirect(type) && record.data.type === "CNAME" && isOfClass && record.owner.key === name.key;
}

/**
 * Adds what one step brought: what answers the question goes to the answer section wherever it stood, the rest to where
 * it stood, and what is left of an answer section to the additional one (resolved-dns-stub.c dns_stub_assign_sections).
 */
export function assignSections(
  sections: Sections,
  items: readonly AnswerItem[],
  question: Question,
  withDnssec: "with-dnssec" | "without-dnssec",
): Sections {
  const direct: ResourceRecord[] = [];
  const standing = {
    answer: [] as ResourceRecord[],
    authority: [] as ResourceRecord[],
    additional: [] as ResourceRecord[],
  };
  const unplaced: ResourceRecord[] = [];
  for (const { record, section } of items) {
    if (answersQuestion(question, record) || redirectsQuestion(question, record)) direct.push(record);
    if (withDnssec === "without-dnssec" && DNSSEC_TYPES.has(record.data.type)) continue;
    (section === null ? unplaced : standing[section]).push(record);
  }
  const answer = joinRecords(sections.answer, direct);
  const authority = joinRecords(sections.authority, without(standing.authority, answer));
  const rest = without([...standing.answer, ...standing.additional, ...unplaced], answer);
  return { answer, authority, additional: joinRecords(sections.additional, without(rest, authority)) };
}

/** An RRset stands in one section alone: the earliest (dns_stub_suppress_duplicate_section_rrs). */
export function withoutRepeatedSets(sections: Sections): Sections {
  const { answer, authority, additional } = sections;
  if (authority.length === 0 && additional.length === 0) return sections;
  const answered = new Set(answer.map(setKey));
  const kept = authority.filter((record) => !answered.has(setKey(record)));
  const placed = new Set([...answered, ...kept.map(setKey)]);
  return { answer, authority: kept, additional: additional.filter((record) => !placed.has(setKey(record))) };
}

/** Owner, class and type. */
export function setKey({ owner, class: rrClass, data }: ResourceRecord): string {
  return `${owner.key} ${rrClass} ${data.type}`;
}

function recordKey(record: ResourceRecord): string {
  return `${setKey(record)} ${rdataKey(record.data)}`;
}

/** Where there are so few, comparing costs less than keys. */
const FEW = 8;

/** Of equal records the one that lives longer stays (resolved-dns-answer.c dns_answer_add). */
function joinRecords(left: readonly ResourceRecord[], right: readonly ResourceRecord[]): readonly ResourceRecord[] {
  if (right.length === 0) return left;
  if (left.length === 0 && right.length === 1) return right;
  const byKey = new Map(left.map((record) => [recordKey(record), record]));
  for (const record of right) {
    const known = byKey.get(recordKey(record));
    if (known === undefined || known.ttl < record.ttl) byKey.set(recordKey(record), record);
  }
  return [...byKey.values()];
}

function without(records: readonly ResourceRecord[], placed: readonly ResourceRecord[]): readonly ResourceRecord[] {
  if (records.length === 0 || placed.length === 0) return records;
  if (records.length <= FEW && placed.length <= FEW) {
    return records.filter((record) => !placed.some((other) => isSame(record, other)));
  }
  const keys = new Set(placed.map(recordKey));
  return records.filter((record) => !keys.has(recordKey(record)));
}

function isSame(left: ResourceRecord, right: ResourceRecord): boolean {
  if (left === right) return true;
  const isOfSet = left.data.type === right.data.type && left.owner.key === right.owner.key;
  return isOfSet && left.class === right.class && rdataKey(left.data) === rdataKey(right.data);
}
