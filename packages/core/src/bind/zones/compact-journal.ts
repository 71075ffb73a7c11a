import type { Zone } from "../../zone/index.ts";
import type { View } from "../view.ts";
import type { JournalLimit } from "../zone-settings.ts";
import { type Named, replaceZone } from "./held-zones.ts";
import { LENGTH_OCTETS, recordsOfWay, sizeOfWay, sizeOfZone, type ZoneDelta, type ZoneJournal } from "./journal.ts";

/** A header of 64 octets and an index of 56 places (lib/dns/journal.c, journal_file_create). */
const BEGINNING_OCTETS = 64 + 56 * 8;
const TRANSACTION_HEADER_OCTETS = 16;
/** DNS_JOURNAL_SIZE_MIN and DNS_JOURNAL_SIZE_MAX. */
const LEAST_OCTETS = 4096;
const MOST_OCTETS = 2 ** 31 - 1;

/** Up to where its file goes; 0: it has begun anew and is empty. */
export function octetsOfJournal(journal: ZoneJournal): number {
  return journal.reduce((sum, delta) => sum + octetsOfDelta(delta), journal.length === 0 ? 0 : BEGINNING_OCTETS);
}

function octetsOfDelta(delta: ZoneDelta): number {
  return TRANSACTION_HEADER_OCTETS + sizeOfWay([delta]) + LENGTH_OCTETS * recordsOfWay([delta]).length;
}

/**
 * Of a journal that has reached its size the last half is kept, less the step in which the half begins: nothing where the
 * last step alone is as large (dns_journal_compact, after zone_journal_compact has found the size).
 */
export function compactJournal(journal: ZoneJournal, limit: JournalLimit, zone: Zone): ZoneJournal {
  const target = targetOctets(limit, zone);
  const octets = octetsOfJournal(journal);
  if (journal.length === 0 || octets < target) return journal;
  const half = Math.floor((target - BEGINNING_OCTETS) / 2);
  let left = octets - BEGINNING_OCTETS;
  const first = journal.findIndex((delta) => {
    left -= octetsOfDelta(delta);
    return left < half;
  });
  return journal.slice(first + 1);
}

function targetOctets(limit: JournalLimit, zone: Zone): number {
  const wanted = limit === "twice-the-zone" ? 2 * sizeOfZone(zone) : limit;
  return Math.max(LEAST_OCTETS, Math.min(MOST_OCTETS, wanted));
}

/** A copy has been written to its file, to which its journal need not lead any more (lib/dns/zone.c, dump_done). */
export function compactWritten(views: readonly View[], view: View, { name }: Named): void {
  const zone = view.zones.at(name);
  if (zone === null || zone.data === null) return;
  replaceZone(views, zone, { ...zone, journal: compactJournal(zone.journal, zone.journalLimit, zone.data) });
}
