import { type DomainName, type Rdata, type ResourceRecord, type RrClass, rrTypeFromNumber } from "../../dns/index.ts";
import { type Span, spanOf } from "../../text/index.ts";
import { NONE } from "../store/name-table.ts";
import type { ZoneStore } from "../store/zone-store.ts";
import type { KeptFile } from "./kept-file.ts";
import { SPACE, TAB } from "./octets.ts";

/** Where a record and its owner's name stand. */
interface RecordPlace {
  readonly store: ZoneStore;
  readonly file: KeptFile;
  readonly record: number;
  readonly node: number;
  /** The record whose line says the owner; NONE if none does. */
  readonly namedBy: number;
}

/** A record and the place that says it; what it says is read when somebody asks. */
export class PlacedRecord implements ResourceRecord {
  readonly #place: RecordPlace;
  #data: Rdata | null = null;

  constructor(place: RecordPlace) {
    this.#place = place;
  }

  /** In the spelling of its own line. */
  get owner(): DomainName {
    const { store, namedBy, node } = this.#place;
    return namedBy === NONE ? store.nameOf(node) : store.ownerAt(namedBy);
  }

  get class(): RrClass {
    return this.#place.store.class;
  }

  /** Seconds: what it got when it was read. */
  get ttl(): number {
    const { store, record } = this.#place;
    return store.records.ttlOf(record);
  }

  get data(): Rdata {
    const { store, record } = this.#place;
    this.#data ??= store.dataOf(record, rrTypeFromNumber(store.records.typeOf(record)));
    return this.#data;
  }

  /** The line that says it; for $GENERATE that of the directive. */
  get span(): Span {
    const { store, file, record } = this.#place;
    const start = store.records.placeOf(record) - file.file.base;
    return spanOf(file.source, start, file.endOfLineAt(start));
  }
}

/** Every record in the order in which they were read. */
export function placedRecords(store: ZoneStore, files: readonly KeptFile[]): readonly PlacedRecord[] {
  const nodes = ownersOf(store);
  const all: PlacedRecord[] = [];
  let file = files[0];
  let namedBy = NONE;
  for (let record = 0; record < store.records.count && file !== undefined; record += 1) {
    const place = store.records.placeOf(record);
    if (!isIn(file, place)) file = files.find((candidate) => isIn(candidate, place)) ?? file;
    const node = nodes[record] ?? NONE;
    if (store.isMade(record)) namedBy = NONE;
    else if (!beginsBlank(file, place)) namedBy = record;
    else if (record === 0 || nodes[record - 1] !== node) namedBy = NONE;
    all.push(new PlacedRecord({ store, file, record, node, namedBy }));
  }
  return all;
}

function isIn({ file, source }: KeptFile, place: number): boolean {
  return place >= file.base && place <= file.base + source.bytes.length;
}

function beginsBlank({ file, source }: KeptFile, place: number): boolean {
  const first = source.bytes[place - file.base];
  return first === SPACE || first === TAB;
}

/** The node of each record. */
function ownersOf({ names, records }: ZoneStore): Int32Array {
  const nodes = new Int32Array(records.count);
  for (let node = 0; node < names.count; node += 1) {
    for (let record = records.firstOf(node); record !== NONE; record = records.after(record)) nodes[record] = node;
  }
  return nodes;
}
