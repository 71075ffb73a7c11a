import type { Zone } from "../../zone/index.ts";
import type { View } from "../view.ts";
import type { SecondaryZone } from "../zone-settings.ts";
import type { CopiedZone } from "./copy.ts";
import { replaceZone } from "./held-zones.ts";
import { type Arrival, addDelta, deltaBetween, type ZoneJournal } from "./journal.ts";
import type { LocalZone } from "./zone-table.ts";

/** Without a file there is no journal; a version that comes whole ends it, unless its differences are looked for (zone_replacedb). */
function journalAfter(
  { data: held, journal }: LocalZone,
  { file, contents }: SecondaryZone,
  data: Zone,
  arrival: Arrival,
): ZoneJournal {
  if (file === null) return [];
  if (typeof arrival !== "string") return arrival.reduce(addDelta, journal);
  const looks = arrival === "whole" && contents.journalsDifferences;
  const delta = held === null || !looks ? null : deltaBetween(held, data);
  return delta === null ? [] : addDelta(journal, delta);
}

/** A copy answers this from now on; null: it has expired, and its journal lies beside its file as before. */
export function showVersion(
  views: readonly View[],
  view: View,
  settings: CopiedZone,
  data: Zone | null,
  arrival: Arrival,
): void {
  const zone = view.zones.at(settings.name);
  if (zone === null) return;
  const isWhole = data !== null && settings.kind === "secondary";
  const journal = isWhole ? journalAfter(zone, settings, data, arrival) : zone.journal;
  replaceZone(views, zone, { ...zone, data, journal });
}
