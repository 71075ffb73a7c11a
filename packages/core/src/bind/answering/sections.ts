import { appendAll } from "../../append.ts";
import { type DomainName, type ResourceRecord, type RRset, type RrType, recordsOf } from "../../dns/index.ts";
import type { Lots } from "../../resolution/index.ts";
import { inOrder } from "../follow.ts";
import { arrange, orderOf } from "../rrset-order.ts";
import type { RrsetOrderRule } from "../settings.ts";
import { type AddressRank, inRank, isRanked } from "./sortlist.ts";

export type SectionName = "answer" | "authority" | "additional";

/** What `rrset-order` and `sortlist` say. */
export interface RecordOrder {
  readonly rules: readonly RrsetOrderRule[];
  readonly rank: AddressRank | null;
}

/** Sets of one owner are spelled as the first of them. */
interface OwnerGroup {
  readonly owner: DomainName;
  readonly sets: RRset[];
}

const NO_RECORDS: readonly ResourceRecord[] = [];
const SECTIONS: readonly SectionName[] = ["answer", "authority", "additional"];

/** A reply's records in the making: in each section sets of one owner stand together (lib/dns/message.c). */
export class Sections {
  /** null: empty, as most sections of most answers are. */
  readonly #groups: Record<SectionName, Map<string, OwnerGroup> | null> = {
    answer: null,
    authority: null,
    additional: null,
  };

  /** Adds a set and what signs it, unless one of its name and type is in the section; says whether it was added. */
  add(section: SectionName, set: RRset): boolean {
    const groups = this.#groups[section] ?? new Map<string, OwnerGroup>();
    this.#groups[section] = groups;
    const group = groups.get(set.owner.key);
    if (group === undefined) groups.set(set.owner.key, { owner: set.owner, sets: [set] });
    else if (hasSet(group, set)) return false;
    else group.sets.push(set.owner === group.owner ? set : { ...set, owner: group.owner });
    return true;
  }

  /** Whether a set of this name and type stands in any section (lib/ns/query.c, query_isduplicate). */
  holds(owner: DomainName, type: RrType): boolean {
    return SECTIONS.some((section) => this.#groups[section]?.get(owner.key)?.sets.some((set) => set.type === type));
  }

  isEmpty(section: SectionName): boolean {
    return this.#groups[section] === null;
  }

  /** Whether a set of more than one record comes in an order that is drawn. */
  hasChoice({ rules, rank }: RecordOrder): boolean {
    const isDrawn = (set: RRset): boolean =>
      set.data.length > 1 && orderOf(rules, set) !== "sorted" && !isRanked(set.data, rank);
    return this.#hasSet("answer", isDrawn) || this.#hasSet("authority", isDrawn);
  }

  /** The records of answer or authority section. */
  records(section: "answer" | "authority", { rules, rank }: RecordOrder, lots: Lots): readonly ResourceRecord[] {
    const groups = this.#groups[section];
    if (groups === null) return NO_RECORDS;
    const records: ResourceRecord[] = [];
    for (const { sets } of groups.values()) {
      for (const set of sets) appendAll(records, recordsOf(ranked(withData(set, arrange(set, rules, lots)), rank)));
    }
    return records;
  }

  /** Always sorted. `first`: the address type that comes first, of the client's own family unless `preferred-glue` says it. */
  additionalRecords(first: "A" | "AAAA", { rank }: RecordOrder): readonly ResourceRecord[] {
    const groups = this.#groups.additional;
    if (groups === null) return NO_RECORDS;
    const sets = [...groups.values()].flatMap(({ sets: ofOwner }) => ofOwner);
    return inOrderOfUse(sets, first).flatMap((set) => recordsOf(ranked(withData(set, inOrder(set)), rank)));
  }

  /** The address that was asked for comes first among the glue of a referral (lib/ns/query.c, query_glueanswer). */
  prefer(owner: DomainName, type: RrType): void {
    const groups = this.#groups.additional;
    const group = groups?.get(owner.key);
    const set = group?.sets.find((candidate) => candidate.type === type);
    if (groups === null || group === undefined || set === undefined) return;
    const others = [...groups].filter(([key]) => key !== owner.key);
    groups.clear();
    groups.set(owner.key, { owner: group.owner, sets: [set, ...group.sets.filter((other) => other !== set)] });
    for (const [key, other] of others) groups.set(key, other);
  }

  clear(): void {
    for (const section of SECTIONS) this.#groups[section] = null;
  }

  #hasSet(section: SectionName, isMeant: (set: RRset) => boolean): boolean {
    for (const { sets } of this.#groups[section]?.values() ?? []) if (sets.some(isMeant)) return true;
    return false;
  }
}

function withData(set: RRset, data: RRset["data"]): RRset {
  return data === set.data ? set : { ...set, data };
}

function ranked(set: RRset, rank: AddressRank | null): RRset {
  return rank === null ? set : { ...set, data: inRank(set.data, rank) };
}

/** Signatures of two types at one name are two sets. */
function hasSet(group: OwnerGroup, set: RRset): boolean {
  const covered = coveredBy(set);
  return group.sets.some((known) => known.type === set.type && coveredBy(known) === covered);
}

function coveredBy(set: RRset): RrType | null {
  const [data] = set.data;
  return data?.type === "RRSIG" ? data.covered : null;
}

/** Addresses, then signatures and keys, then the rest (lib/dns/message.c, wrong_priority). */
function inOrderOfUse(sets: readonly RRset[], first: "A" | "AAAA"): readonly RRset[] {
  const rank = ({ type }: RRset): number => {
    if (type === first) return 0;
    if (type === "A" || type === "AAAA") return 1;
    return type === "RRSIG" || type === "DNSKEY" ? 2 : 3;
  };
  return [...sets].sort((left, right) => rank(left) - rank(right));
}
