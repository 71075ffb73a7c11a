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
  const direct = items
    .map(({ record }) => record)
    .filter((record) => answersQuestion(question, record) || redirectsQuestion(question, record));
  const answer = joinRecords(sections.answer, direct);
  const wanted = items.filter(({ record }) => withDnssec === "with-dnssec" || !DNSSEC_TYPES.has(record.data.type));
  const standing = (section: ItemSection): readonly ResourceRecord[] =>
    wanted.filter((item) => item.section === section).map(({ record }) => record);
  const authority = joinRecords(sections.authority, without(standing("authority"), answer));
  const placed = [...answer, ...authority];
  const rest = [...standing("answer"), ...standing("additional"), ...standing(null)];
  return { answer, authority, additional: joinRecords(sections.additional, without(rest, placed)) };
}

/** An RRset stands in one section alone: the earliest (dns_stub_suppress_duplicate_section_rrs). */
export function withoutRepeatedSets({ answer, authority, additional }: Sections): Sections {
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

/** Of equal records the one that lives longer stays (resolved-dns-answer.c dns_answer_add). */
function joinRecords(left: readonly ResourceRecord[], right: readonly ResourceRecord[]): readonly ResourceRecord[] {
  const byKey = new Map(left.map((record) => [recordKey(record), record]));
  for (const record of right) {
    const known = byKey.get(recordKey(record));
    if (known === undefined || known.ttl < record.ttl) byKey.set(recordKey(record), record);
  }
  return [...byKey.values()];
}

function without(records: readonly ResourceRecord[], placed: readonly ResourceRecord[]): readonly ResourceRecord[] {
  const keys = new Set(placed.map(recordKey));
  return records.filter((record) => !keys.has(recordKey(record)));
}
