import { type Int32Column, longer32 } from "./columns.ts";
import { NONE } from "./name-table.ts";

const MAX_SEEN = 8;
/** The sign, beside a {@link kindOf}. */
const BEGINS_RUN = 0x80000000 | 0;
const KIND_BITS = 0x7fffffff;
const TYPE_BITS = 0xffff;
const COVERED_BITS = 0x7fff;

/**
 * What tells the sets of one owner apart: the type, and of a signature the type that it covers as well, for named keeps
 * the signatures of each set apart, with a TTL of their own (lib/dns/rdataslab, RBTDB_RDATATYPE_VALUE). Of types from 32768 on the low bits count.
 */
export function kindOf(type: number, covered: number): number {
  return type | ((covered & COVERED_BITS) << 16);
}

/**
 * Records by node, chained in the order in which they came. Links are one more than what they point to: 0 points nowhere.
 * A record is its type, its TTL and its place in the files; its data are read there when somebody asks.
 */
export class RecordTable {
  count = 0;
  // By node.
  #firsts: Int32Column;
  #lasts: Int32Column;
  // By record.
  #places: Int32Column;
  /** {@link kindOf}, and whether it begins a run. */
  #kinds: Int32Column;
  #ttls: Int32Column;
  #nexts: Int32Column;

  constructor(rows: number) {
    this.#firsts = new Int32Array(rows);
    this.#lasts = new Int32Array(rows);
    this.#places = new Int32Array(rows);
    this.#kinds = new Int32Array(rows);
    this.#ttls = new Int32Array(rows);
    this.#nexts = new Int32Array(rows);
  }

  /** The last record is the first of a run of records of its owner. */
  markRun(): void {
    const record = this.count - 1;
    this.#kinds[record] = (this.#kinds[record] ?? 0) | BEGINS_RUN;
  }

  beginsRun(record: number): boolean {
    return (this.#kinds[record] ?? 0) < 0;
  }

  /** The number of the record. */
  add(node: number, kind: number, ttl: number, place: number): number {
    const record = this.count;
    if (record === this.#places.length) this.#lengthenRecords();
    if (node >= this.#firsts.length) this.#lengthenNodes(node);
    this.#places[record] = place;
    this.#kinds[record] = kind;
    this.#ttls[record] = ttl;
    const last = this.#lasts[node] ?? 0;
    if (last === 0) this.#firsts[node] = record + 1;
    else this.#nexts[last - 1] = record + 1;
    this.#lasts[node] = record + 1;
    this.count = record + 1;
    return record;
  }

  #lengthenRecords(): void {
    this.#places = longer32(this.#places);
    this.#kinds = longer32(this.#kinds);
    this.#ttls = longer32(this.#ttls);
    this.#nexts = longer32(this.#nexts);
  }

  #lengthenNodes(node: number): void {
    this.#firsts = longer32(this.#firsts, node + 1);
    this.#lasts = longer32(this.#lasts, node + 1);
  }

  /** NONE at an empty non-terminal. */
  firstOf(node: number): number {
    return (this.#firsts[node] ?? 0) - 1;
  }

  /** The next record of the same node. */
  after(record: number): number {
    return (this.#nexts[record] ?? 0) - 1;
  }

  typeOf(record: number): number {
    return (this.#kinds[record] ?? 0) & TYPE_BITS;
  }

  kindOf(record: number): number {
    return (this.#kinds[record] ?? 0) & KIND_BITS;
  }

  /** The TTL that it got when it was read; its set has that of its last. */
  ttlOf(record: number): number {
    return this.#ttls[record] ?? 0;
  }

  placeOf(record: number): number {
    return this.#places[record] ?? 0;
  }

  hasType(node: number, type: number): boolean {
    for (let record = this.firstOf(node); record !== NONE; record = this.after(record)) {
      if (this.typeOf(record) === type) return true;
    }
    return false;
  }

  /** How many records a node has; one that comes twice counts twice. */
  sizeOf(node: number): number {
    let count = 0;
    for (let record = this.firstOf(node); record !== NONE; record = this.after(record)) count += 1;
    return count;
  }

  /** Whether two records of a node may have one type; a long chain is not looked through. */
  mayRepeatType(node: number): boolean {
    const seen: number[] = [];
    for (let record = this.firstOf(node); record !== NONE; record = this.after(record)) {
      const type = this.typeOf(record);
      if (seen.length === MAX_SEEN || seen.includes(type)) return true;
      seen.push(type);
    }
    return false;
  }

  /** Whether a node has more records than so many. */
  hasMoreThan(node: number, limit: number): boolean {
    let record = this.firstOf(node);
    for (let count = 0; count < limit && record !== NONE; count += 1) record = this.after(record);
    return record !== NONE;
  }
}
