import {
  type DomainName,
  isAtOrBelow,
  numberOfRrType,
  type Rdata,
  type ResourceRecord,
  type RrClass,
  rrTypeNumbers,
} from "../dns/index.ts";
import { APEX, NONE } from "./store/name-table.ts";
import { ZoneStore } from "./store/zone-store.ts";
import { type PlacedSource, Zone } from "./zone.ts";

const FEW_ROWS = 64;
/** Records of a run that are looked at one by one. */
const MAX_STEPS = 8;

/** Takes records one by one, in the order of the file, and makes a zone of them. */
export class ZoneBuilder {
  readonly store: ZoneStore;
  /** The owner of the last record. */
  #node = APEX;
  /** The first of the records of this owner that stand together; all that came since are its. */
  #runStart = 0;
  /** TTLs by type of a long run. */
  #runTtls: Map<number, number> | null = null;

  /** @param rows about how many records are to come */
  constructor(apex: DomainName, rrClass: RrClass, rows: number = FEW_ROWS) {
    this.store = new ZoneStore(apex, rrClass, rows);
  }

  /** The node of a name at or below the apex. */
  nodeFor(name: DomainName): number {
    return this.store.path.make(name.key);
  }

  /** A node whose first record's line will not say its name. */
  spell(node: number, name: DomainName): void {
    if (this.store.records.firstOf(node) === NONE) this.store.spell(node, name);
  }

  /**
   * The TTL that a record gets. Within a run of records of one owner the first TTL of a set holds;
   * a later run brings its own, for the whole set (lib/dns/master.c load_text, lib/dns/rbtdb.c add32).
   */
  ttlFor(node: number, type: number, ttl: number): number {
    if (node !== this.#node) return ttl;
    const { records } = this.store;
    if (records.count - this.#runStart > MAX_STEPS) return this.#ttlsOfRun().get(type) ?? ttl;
    for (let record = this.#runStart; record < records.count; record += 1) {
      if (records.typeOf(record) === type) return records.ttlOf(record);
    }
    return ttl;
  }

  #ttlsOfRun(): ReadonlyMap<number, number> {
    const { records } = this.store;
    if (this.#runTtls === null) {
      this.#runTtls = new Map();
      for (let record = this.#runStart; record < records.count; record += 1) {
        this.#runTtls.set(records.typeOf(record), records.ttlOf(record));
      }
    }
    return this.#runTtls;
  }

  /** Adds a record that stands at this place, and gives its number. */
  add(node: number, type: number, ttl: number, place: number): number {
    const { records } = this.store;
    if (node !== this.#node) {
      this.#node = node;
      this.#runStart = records.count;
      this.#runTtls = null;
    }
    if (this.#runTtls !== null) this.#runTtls.set(type, ttl);
    if (type === rrTypeNumbers.DNAME || (type === rrTypeNumbers.NS && node !== APEX)) this.store.hasBarriers = true;
    return records.add(node, type, ttl, place);
  }

  /** A record that stands in no line. */
  addMade(owner: DomainName, ttl: number, data: Rdata, place: number): void {
    const node = this.nodeFor(owner);
    this.spell(node, owner);
    this.store.keepData(this.add(node, numberOfRrType(data.type), ttl, place), data);
  }

  /** The zone. The builder is used up. */
  finish(sources: readonly PlacedSource[]): Zone {
    return new Zone(this.store, sources);
  }
}

/** A zone of records at hand; those that are not below the apex are left out. */
export function zoneFromRecords(apex: DomainName, records: Iterable<ResourceRecord>, rrClass: RrClass = "IN"): Zone {
  const builder = new ZoneBuilder(apex, rrClass);
  for (const { owner, ttl, data } of records) if (isAtOrBelow(owner, apex)) builder.addMade(owner, ttl, data, 0);
  return builder.finish([]);
}
