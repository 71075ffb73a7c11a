import { type DomainName, type Rdata, type ResourceRecord, type RrClass, rrTypeFromNumber } from "../../dns/index.ts";
import { type Span, spanOf } from "../../text/index.ts";
import { NONE } from "../store/name-table.ts";
import type { ZoneStore } from "../store/zone-store.ts";
import type { KeptFile } from "./kept-file.ts";

/** Where a record and its owner's name stand. */
interface RecordPlace {
  readonly store: ZoneStore;
  readonly file: KeptFile;
  readonly record: number;
  /** The record that says the owner. */
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
    return this.#place.store.ownerOf(this.#place.namedBy);
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
  const namedBy = namesBy(store);
  const all: PlacedRecord[] = [];
  let file = files[0];
  for (let record = 0; record < store.records.count && file !== undefined; record += 1) {
    const place = store.records.placeOf(record);
    if (!isIn(file, place)) file = files.find((candidate) => isIn(candidate, place)) ?? file;
    all.push(new PlacedRecord({ store, file, record, namedBy: namedBy[record] ?? record }));
  }
  return all;
}

function isIn({ file, source }: KeptFile, place: number): boolean {
  return place >= file.base && place <= file.base + source.bytes.length;
}

/** For each record, the one that says its owner: itself, or one before it. */
function namesBy(store: ZoneStore): Int32Array {
  const { names, records } = store;
  const found = new Int32Array(records.count);
  for (let node = 0; node < names.count; node += 1) {
    let namedBy = NONE;
    for (let record = records.firstOf(node); record !== NONE; record = records.after(record)) {
      if (namedBy === NONE || store.saysOwner(record)) namedBy = record;
      found[record] = namedBy;
    }
  }
  return found;
}
