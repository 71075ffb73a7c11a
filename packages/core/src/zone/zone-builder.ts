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
import { kindOf } from "./store/record-table.ts";
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
  ttlFor(kind: number, ttl: number): number {
    return this.#run.ttlOf(kind, ttl);
  }

  /** Adds a record of the run, of a {@link kindOf}, that stands at this place, and gives its number. For NS, `hint` is {@link hintOf} its host. */
  add(kind: number, ttl: number, place: number, hint: number): number {
    const record = this.#addTo(this.#run.node, kind, ttl, place);
    this.#run.note(record, kind, ttl, hint);
    return record;
  }

  #addTo(node: number, kind: number, ttl: number, place: number): number {
    if (kind === rrTypeNumbers.DNAME || (kind === rrTypeNumbers.NS && node !== APEX)) this.store.hasBarriers = true;
    return this.store.records.add(node, kind, ttl, place);
  }

  /** A record that stands in no line. */
  addMade(owner: DomainName, ttl: number, data: Rdata): void {
    this.enter(owner);
    const kind = kindOfData(data);
    this.store.keep(this.add(kind, this.ttlFor(kind, ttl), 0, hintOfData(data)), { owner, data });
  }

  /** One that $GENERATE makes at a place. It goes into the zone at once, so a run that has begun and has the same set has the last word. */
  addGenerated(owner: DomainName, ttl: number, data: Rdata, place: number): void {
    const node = this.nodeFor(owner);
    const kind = kindOfData(data);
    this.#run.interrupt();
    const got = node === this.#run.node ? this.#run.ttlOf(kind, ttl) : ttl;
    this.store.keep(this.#addTo(node, kind, got, place), { owner, data });
    this.store.records.markRun();
  }

  /** The zone. The builder is used up. */
  finish(sources: readonly PlacedSource[]): Zone {
    return new Zone(this.store, sources);
  }
}

/** {@link kindOf} a record. */
export function kindOfData(data: Rdata): number {
  return kindOf(numberOfRrType(data.type), coveredBy(data));
}

/** 0 for what is no signature. SIG (RFC 2535 section 4.1) is kept as octets, which begin with the type. */
function coveredBy(data: Rdata): number {
  if (data.type === "RRSIG") return numberOfRrType(data.covered);
  if (data.type !== "SIG" || !("octets" in data)) return 0;
  return ((data.octets[0] ?? 0) << 8) | (data.octets[1] ?? 0);
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

/**
 * Of a zone its SOA, the servers that it names and their addresses below it, as a stub zone has them: whatever is asked
 * for in it, the answer is a delegation to those servers (lib/dns/rbtdb.c, dns_dbtype_stub).
 */
export function zoneOfDelegation(apex: DomainName, records: Iterable<ResourceRecord>): Zone {
  const builder = new ZoneBuilder(apex, "IN");
  builder.store.hasBarriers = true;
  builder.store.isCutAtApex = true;
  for (const { owner, ttl, data } of records) if (isAtOrBelow(owner, apex)) builder.addMade(owner, ttl, data);
  return builder.finish([]);
}
