import {
  type DomainName,
  isAtOrBelow,
  numberOfRrType,
  type Rdata,
  type ResourceRecord,
  type RrClass,
  rrTypeNumbers,
} from "../dns/index.ts";
import { hintOf, OwnerRun, type SuspendedRun } from "./owner-run.ts";
import { APEX } from "./store/name-table.ts";
import { ZoneStore } from "./store/zone-store.ts";
import { type PlacedSource, Zone } from "./zone.ts";

const FEW_ROWS = 64;

/** Takes records one by one, in the order of the file, and makes a zone of them. */
export class ZoneBuilder {
  readonly store: ZoneStore;
  readonly #run: OwnerRun;

  /** @param rows about how many records are to come */
  constructor(apex: DomainName, rrClass: RrClass, rows: number = FEW_ROWS) {
    this.store = new ZoneStore(apex, rrClass, rows);
    this.#run = new OwnerRun(this.store);
  }

  /** The node of a name at or below the apex. */
  nodeFor(name: DomainName): number {
    return this.store.path.make(name.key);
  }

  /** Whose records come. True: they begin a run. */
  enter(owner: DomainName): boolean {
    const spelling = owner.text === owner.key ? null : owner.text;
    return this.enterNode(this.nodeFor(owner), spelling, hintOf(owner));
  }

  /** {@link OwnerRun.enter}. */
  enterNode(node: number, spelling: string | null, hint: number): boolean {
    return this.#run.enter(node, spelling, hint);
  }

  /** An owner that is not in the zone. */
  leave(owner: DomainName): void {
    this.#run.leave(owner);
  }

  suspendRun(): SuspendedRun {
    return this.#run.suspend();
  }

  resumeRun(suspended: SuspendedRun): void {
    this.#run.resume(suspended);
  }

  /** {@link OwnerRun.isAtApex}. */
  isAtApex(owner: DomainName): boolean {
    return this.#run.isAtApex(owner);
  }

  /** The TTL that a record of the run gets. */
  ttlFor(type: number, ttl: number): number {
    return this.#run.ttlOf(type, ttl);
  }

  /** Adds a record of the run that stands at this place, and gives its number. For NS, `hint` is {@link hintOf} its host. */
  add(type: number, ttl: number, place: number, hint: number): number {
    const record = this.#addTo(this.#run.node, type, ttl, place);
    this.#run.note(record, type, ttl, hint);
    return record;
  }

  #addTo(node: number, type: number, ttl: number, place: number): number {
    if (type === rrTypeNumbers.DNAME || (type === rrTypeNumbers.NS && node !== APEX)) this.store.hasBarriers = true;
    return this.store.records.add(node, type, ttl, place);
  }

  /** A record that stands in no line. */
  addMade(owner: DomainName, ttl: number, data: Rdata): void {
    this.enter(owner);
    const type = numberOfRrType(data.type);
    this.store.keep(this.add(type, this.ttlFor(type, ttl), 0, hintOfData(data)), { owner, data });
  }

  /** One that $GENERATE makes at a place. It goes into the zone at once, so a run that has begun and has the same set has the last word. */
  addGenerated(owner: DomainName, ttl: number, data: Rdata, place: number): void {
    const node = this.nodeFor(owner);
    const type = numberOfRrType(data.type);
    this.#run.interrupt();
    const got = node === this.#run.node ? this.#run.ttlOf(type, ttl) : ttl;
    this.store.keep(this.#addTo(node, type, got, place), { owner, data });
    this.store.records.markRun();
  }

  /** The zone. The builder is used up. */
  finish(sources: readonly PlacedSource[]): Zone {
    return new Zone(this.store, sources);
  }
}

/** {@link hintOf} the host of an NS record; of others it is not asked. */
export function hintOfData(data: Rdata): number {
  return data.type === "NS" ? hintOf(data.host) : 0;
}

/** A zone of records at hand; those that are not below the apex are left out. */
export function zoneFromRecords(apex: DomainName, records: Iterable<ResourceRecord>, rrClass: RrClass = "IN"): Zone {
  const builder = new ZoneBuilder(apex, rrClass);
  for (const { owner, ttl, data } of records) if (isAtOrBelow(owner, apex)) builder.addMade(owner, ttl, data);
  return builder.finish([]);
}
