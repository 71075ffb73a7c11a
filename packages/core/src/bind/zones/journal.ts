import {
  compareSerials,
  type DomainName,
  labelsOf,
  octetsOfRdata,
  type ResourceRecord,
  type RRset,
  recordsOf,
} from "../../dns/index.ts";
import { type Zone, zoneFromRecords } from "../../zone/index.ts";

/** From one version of a zone to the next: its SOA first on either side (RFC 1995 section 4). */
export interface ZoneDelta {
  readonly from: number;
  readonly to: number;
  readonly removed: readonly ResourceRecord[];
  readonly added: readonly ResourceRecord[];
  /** How many of them the journal does not count. */
  readonly uncounted: number;
}

/** What named keeps in a zone's journal file, oldest first (lib/dns/journal.c). */
export type ZoneJournal = readonly ZoneDelta[];

/** How a version came: by differences; as a whole; or as the whole that `rndc retransfer` has asked for. */
export type Arrival = ZoneJournal | "whole" | "retransferred";

/** TYPE, CLASS, TTL and RDLENGTH. */
const RECORD_HEADER_OCTETS = 10;
/** TTL, TYPE and CLASS, which a database counts once for a set (lib/dns/rbtdb.c, recordsize). */
const SET_HEADER_OCTETS = 8;

/** Records of an IXFR that named writes into its journal at once, which then counts the last of such lots alone (lib/dns/xfrin.c, ixfr_putdata; measured). */
const WRITTEN_AT_ONCE = 101;
/** What stands in front of each record in a journal. */
export const LENGTH_OCTETS = 4;

/** null: one of them has no SOA. */
export function deltaBetween(before: Zone, after: Zone): ZoneDelta | null {
  const [old, fresh] = [before.soa, after.soa];
  const [from, to] = [soaIn(old?.data[0]), soaIn(fresh?.data[0])];
  if (old === null || fresh === null || from === null || to === null) return null;
  const [had, has] = [keyed(before, old), keyed(after, fresh)];
  const gone = [...had].filter(([key]) => !has.has(key)).map(([, record]) => record);
  const come = [...has].filter(([key]) => !had.has(key)).map(([, record]) => record);
  return { from, to, removed: [...recordsOf(old), ...gone], added: [...recordsOf(fresh), ...come], uncounted: 0 };
}

/** Whether a version is the other one, SOA and all. */
export function isUnchanged(before: Zone, after: Zone): boolean {
  const delta = deltaBetween(before, after);
  const [old, fresh] = [delta?.removed[0], delta?.added[0]];
  if (delta === null || old === undefined || fresh === undefined) return false;
  return delta.removed.length === 1 && delta.added.length === 1 && keyOf(old) === keyOf(fresh);
}

function keyed(zone: Zone, soa: RRset): ReadonlyMap<string, ResourceRecord> {
  return new Map(contentsOf(zone, soa).map((record) => [keyOf(record), record]));
}

/** A TTL that is another is another record. */
function keyOf({ owner, ttl, data }: ResourceRecord): string {
  return `${owner.key} ${data.type} ${ttl} ${octetsOfRdata(data).join(" ")}`;
}

/** Everything but the SOA. */
export function contentsOf(zone: Zone, soa: RRset): readonly ResourceRecord[] {
  return zone.names.flatMap((name) => {
    const sets = zone.find(name.key)?.sets ?? [];
    return sets.filter((set) => set !== soa).flatMap(recordsOf);
  });
}

/** The way from a version to another; null: the journal does not know it, or leads elsewhere (dns_journal_iter_init). */
export function wayBetween(journal: ZoneJournal, serial: number, end: number): ZoneJournal | null {
  const first = journal.findIndex(({ from }) => from === serial);
  const last = journal.findIndex(({ to }) => to === end);
  return first === -1 || last < first ? null : journal.slice(first, last + 1);
}

/** Goes on from where the journal ends; one that does not fit begins anew. */
export function addDelta(journal: ZoneJournal, delta: ZoneDelta): ZoneJournal {
  const last = journal.at(-1);
  return last === undefined || last.to === delta.from ? [...journal, delta] : [delta];
}

/** What an IXFR's answer holds between the two SOAs that enclose it. */
export function recordsOfWay(way: ZoneJournal): readonly ResourceRecord[] {
  return way.flatMap(({ removed, added }) => [...removed, ...added]);
}

/** Octets of the records of a way, not compressed. */
export function sizeOfWay(way: ZoneJournal): number {
  return recordsOfWay(way).reduce(
    (sum, { owner, data }) => sum + nameOctets(owner) + RECORD_HEADER_OCTETS + octetsOfRdata(data).length,
    0,
  );
}

/** What named takes for the octets of a way: the journal's, less what stands in front of the records that it counts (dns_journal_iter_init). */
export function toldSizeOfWay(way: ZoneJournal): number {
  return sizeOfWay(way) + LENGTH_OCTETS * way.reduce((sum, { uncounted }) => sum + uncounted, 0);
}

/** What named takes for the size of the whole zone (lib/dns/rbtdb.c, getsize). */
export function sizeOfZone(zone: Zone): number {
  let octets = 0;
  for (const { sets } of zone.nodes()) {
    for (const { owner, data } of sets) {
      octets += nameOctets(owner) + SET_HEADER_OCTETS;
      for (const rdata of data) octets += octetsOfRdata(rdata).length;
    }
  }
  return octets;
}

function nameOctets(name: DomainName): number {
  return labelsOf(name).reduce((sum, label) => sum + label.length + 1, 1);
}

/** Reads the differences of an IXFR; null: serials that do not follow each other, or no end (lib/dns/xfrin.c, xfr_rr). */
export function readWay(records: readonly ResourceRecord[], held: number): ZoneJournal | null {
  const end = soaIn(records[0]?.data);
  const way: ZoneDelta[] = [];
  let at = 1;
  for (let from = held; from !== end; ) {
    const removed = sideAt(records, at);
    const added = sideAt(records, at + removed.length);
    const to = soaIn(added[0]?.data);
    if (soaIn(removed[0]?.data) !== from || to === null || compareSerials(to, from) !== "newer") return null;
    const count = removed.length + added.length;
    way.push({ from, to, removed, added, uncounted: count - (count % WRITTEN_AT_ONCE) });
    at += count;
    from = to;
  }
  return at === records.length - 1 && soaIn(records[at]?.data) === end ? way : null;
}

/** A SOA and what stands behind it up to the next. */
function sideAt(records: readonly ResourceRecord[], at: number): readonly ResourceRecord[] {
  const next = records.findIndex((record, place) => place > at && record.data.type === "SOA");
  return at < records.length ? records.slice(at, next === -1 ? records.length : next) : [];
}

function soaIn(data: ResourceRecord["data"] | undefined): number | null {
  return data?.type === "SOA" ? data.serial : null;
}

/** The zone after a way; null: something that should go is not there, or something that should come is (lib/dns/diff.c, "not exact"). */
export function follow(zone: Zone, way: ZoneJournal): Zone | null {
  if (zone.soa === null) return null;
  const records = new Map([...recordsOf(zone.soa), ...contentsOf(zone, zone.soa)].map((one) => [keyOf(one), one]));
  for (const { removed, added } of way) {
    for (const record of removed) if (!records.delete(keyOf(record))) return null;
    for (const record of added) {
      if (records.has(keyOf(record))) return null;
      records.set(keyOf(record), record);
    }
  }
  return zoneFromRecords(zone.apex, [...records.values()]);
}
