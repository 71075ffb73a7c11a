import {
  type DomainName,
  type Rdata,
  type RRset,
  type RrClass,
  type RrType,
  rdataKey,
  rrTypeFromNumber,
} from "../../dns/index.ts";
import { invariant } from "../../invariant.ts";
import { KeyPath } from "./key-path.ts";
import type { LaterRecords } from "./later-records.ts";
import { APEX, NameTable, NONE } from "./name-table.ts";
import { RecordTable } from "./record-table.ts";

/** From this record on records stand there, until the next stretch. */
interface Stretch {
  readonly firstRecord: number;
  readonly later: LaterRecords;
}

/** A record that stands in no line. */
export interface KeptRecord {
  readonly owner: DomainName;
  readonly data: Rdata;
}

interface OpenSet {
  readonly records: number[];
  /** The record that says the owner of the first. */
  readonly namedBy: number;
}

/** What a zone keeps: names and records as numbers, and where to read the rest. Objects are made when somebody asks for them. */
export class ZoneStore {
  readonly apex: DomainName;
  readonly class: RrClass;
  readonly names: NameTable;
  readonly records: RecordTable;
  readonly path: KeyPath;
  /** Owners of records that begin a run and whose lines do not say them. */
  readonly #owners = new Map<number, DomainName>();
  /** Records that stand in no line: from elsewhere, or made by $GENERATE. */
  readonly #kept = new Map<number, KeptRecord>();
  readonly #stretches: Stretch[] = [];
  /** Whether anything hides names below it. */
  hasBarriers = false;
  /** Whether NS at the apex are a delegation too: of the zone nothing else is known (`zoneOfDelegation`). */
  isCutAtApex = false;

  /** @param rows about how many records are to come */
  constructor(apex: DomainName, rrClass: RrClass, rows: number) {
    this.apex = apex;
    this.class = rrClass;
    this.names = new NameTable(rows);
    this.records = new RecordTable(rows);
    this.path = new KeyPath(apex, this.names);
  }

  /** The records that come next stand there. */
  beginStretch(later: LaterRecords): void {
    const last = this.#stretches.at(-1);
    if (last?.later === later) return;
    const firstRecord = this.records.count;
    if (last?.firstRecord === firstRecord) this.#stretches.pop();
    this.#stretches.push({ firstRecord, later });
  }

  /** Owner of a record that begins a run, and whose line does not say it. */
  spell(record: number, owner: DomainName): void {
    this.#owners.set(record, owner);
  }

  keep(record: number, kept: KeptRecord): void {
    this.#kept.set(record, kept);
  }

  /** As its first record spells it; an empty non-terminal, as the first name below it does. */
  nameOf(node: number): DomainName {
    let labels = 0;
    for (let below = node; below !== NONE; below = this.names.firstChildOf(below), labels += 1) {
      const name = this.#ownName(below);
      if (name !== null) return ancestor(name, labels);
    }
    invariant(false, "there is a record at or below each name of a zone");
  }

  #ownName(node: number): DomainName | null {
    const record = this.records.firstOf(node);
    if (record === NONE) return node === APEX ? this.apex : null;
    return this.ownerOf(record);
  }

  /** Whether a record says its owner itself; another has that of the one before it at its node that does. */
  saysOwner(record: number): boolean {
    if (this.#kept.has(record) || this.#owners.has(record)) return true;
    const later = this.#laterOf(record);
    return !later.beginsBlank(this.records.placeOf(record) - later.base);
  }

  /** The owner as a record says it. */
  ownerOf(record: number): DomainName {
    const known = this.#kept.get(record)?.owner ?? this.#owners.get(record);
    if (known !== undefined) return known;
    const later = this.#laterOf(record);
    return later.ownerAt(this.records.placeOf(record) - later.base);
  }

  /** Of the first record at a node or below it. */
  placeOf(node: number): number {
    for (let below = node; below !== NONE; below = this.names.firstChildOf(below)) {
      const record = this.records.firstOf(below);
      if (record !== NONE) return this.records.placeOf(record);
    }
    return 0;
  }

  /** In the order in which each appeared; `name` is the node's. Of signatures there is a set for each type that they cover. */
  setsOf(node: number, name: DomainName): readonly RRset[] {
    const { records } = this;
    const sets = new Map<number, OpenSet>();
    let namedBy = NONE;
    for (let record = records.firstOf(node); record !== NONE; record = records.after(record)) {
      if (namedBy === NONE || this.saysOwner(record)) namedBy = record;
      const known = sets.get(records.kindOf(record));
      if (known === undefined) sets.set(records.kindOf(record), { records: [record], namedBy });
      else known.records.push(record);
    }
    return Array.from(sets.values(), (set) => {
      const type = rrTypeFromNumber(records.typeOf(set.records[0] ?? NONE));
      return this.#closeSet(set, type, node, name);
    });
  }

  /** Spelled as its first record has it; with the TTL of the run of lines that came last ({@link OwnerRun}). */
  #closeSet(set: OpenSet, type: RrType, node: number, name: DomainName): RRset {
    const { records } = this;
    const spelled = set.namedBy === records.firstOf(node) ? name : this.ownerOf(set.namedBy);
    const data = set.records.map((record) => this.dataOf(record, type));
    return {
      owner: spelled.text === name.text ? name : spelled,
      class: this.class,
      type,
      ttl: records.ttlOf(set.records.at(-1) ?? NONE),
      data: data.length === 1 ? data : this.#withoutRepeats(data, set.records),
    };
  }

  /** A record that comes again says nothing (RFC 2181 section 5.2), but how its names are spelled: in one run of lines the last time counts. */
  #withoutRepeats(all: readonly Rdata[], records: readonly number[]): readonly Rdata[] {
    const found = new Map<string, { readonly data: Rdata; readonly run: number }>();
    let run = 0;
    for (const [at, data] of all.entries()) {
      if (this.records.beginsRun(records[at] ?? 0)) run += 1;
      const key = rdataKey(data);
      if ((found.get(key)?.run ?? run) === run) found.set(key, { data, run });
    }
    return Array.from(found.values(), ({ data }) => data);
  }

  dataOf(record: number, type: RrType): Rdata {
    const kept = this.#kept.get(record);
    if (kept !== undefined) return kept.data;
    const later = this.#laterOf(record);
    return later.dataAt(this.records.placeOf(record) - later.base, type);
  }

  #laterOf(record: number): LaterRecords {
    let low = 0;
    for (let high = this.#stretches.length - 1; low < high; ) {
      const middle = (low + high + 1) >> 1;
      if ((this.#stretches[middle]?.firstRecord ?? 0) <= record) low = middle;
      else high = middle - 1;
    }
    const stretch = this.#stretches[low];
    invariant(stretch !== undefined, "a record stands in a file or is kept");
    return stretch.later;
  }
}

function ancestor(name: DomainName, labels: number): DomainName {
  let current = name;
  for (let left = labels; left > 0; left -= 1) {
    invariant(current.parent !== null, "an empty non-terminal is above a name of the zone");
    current = current.parent;
  }
  return current;
}
