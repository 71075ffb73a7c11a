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

/** What a zone keeps: names and records as numbers, and where to read the rest. Objects are made when somebody asks for them. */
export class ZoneStore {
  readonly apex: DomainName;
  readonly class: RrClass;
  readonly names: NameTable;
  readonly records: RecordTable;
  readonly path: KeyPath;
  /** Names of nodes whose first record begins with no owner. */
  readonly #spelled = new Map<number, DomainName>();
  /** Data that stand in no line: of records from elsewhere, and those that $GENERATE made. */
  readonly #made = new Map<number, Rdata>();
  readonly #stretches: Stretch[] = [];
  /** Whether anything hides names below it. */
  hasBarriers = false;

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

  spell(node: number, name: DomainName): void {
    this.#spelled.set(node, name);
  }

  /** Whether no line says the record. */
  isMade(record: number): boolean {
    return this.#made.has(record);
  }

  keepData(record: number, data: Rdata): void {
    this.#made.set(record, data);
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
    const spelled = this.#spelled.get(node);
    if (spelled !== undefined) return spelled;
    const record = this.records.firstOf(node);
    if (record === NONE) return node === APEX ? this.apex : null;
    return this.ownerAt(record);
  }

  /** The owner that a record's line begins with. */
  ownerAt(record: number): DomainName {
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

  /** In the order in which each type appeared. */
  setsOf(node: number, owner: DomainName): readonly RRset[] {
    const { records } = this;
    const first = records.firstOf(node);
    if (first === NONE) return [];
    if (records.after(first) === NONE) return [this.#setOf([first], owner)];
    const byType = new Map<number, number[]>();
    for (let record = first; record !== NONE; record = records.after(record)) {
      const type = records.typeOf(record);
      const known = byType.get(type);
      if (known === undefined) byType.set(type, [record]);
      else known.push(record);
    }
    return Array.from(byType.values(), (all) => this.#setOf(all, owner));
  }

  /** The TTL is that of the run of lines that came last ({@link ZoneBuilder.ttlFor}). */
  #setOf(all: readonly number[], owner: DomainName): RRset {
    const [first = 0] = all;
    const type = rrTypeFromNumber(this.records.typeOf(first));
    const ttl = this.records.ttlOf(all.at(-1) ?? first);
    const data = all.map((record) => this.dataOf(record, type));
    return { owner, class: this.class, type, ttl, data: all.length === 1 ? data : withoutRepeats(data) };
  }

  dataOf(record: number, type: RrType): Rdata {
    const made = this.#made.get(record);
    if (made !== undefined) return made;
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

/** A record that comes again says nothing (RFC 2181 section 5.2). */
function withoutRepeats(all: readonly Rdata[]): readonly Rdata[] {
  const keys = new Set<string>();
  return all.filter((data) => {
    const before = keys.size;
    return keys.add(rdataKey(data)).size > before;
  });
}

function ancestor(name: DomainName, labels: number): DomainName {
  let current = name;
  for (let left = labels; left > 0; left -= 1) {
    invariant(current.parent !== null, "an empty non-terminal is above a name of the zone");
    current = current.parent;
  }
  return current;
}
