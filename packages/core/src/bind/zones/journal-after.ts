import type { Zone } from "../../zone/index.ts";
import type { SecondaryZone } from "../zone-settings.ts";
import { addDelta, deltaBetween, type ZoneJournal } from "./journal.ts";
import type { LocalZone } from "./zone-table.ts";

/** Without a file there is no journal; a version that comes whole ends it, unless its differences are looked for. */
export function journalAfter(
  { data: held, journal }: LocalZone,
  { file, contents }: SecondaryZone,
  data: Zone,
  way: ZoneJournal | null,
): ZoneJournal {
  if (file === null) return [];
  if (way !== null) return way.reduce(addDelta, journal);
  const delta = held === null || !contents.journalsDifferences ? null : deltaBetween(held, data);
  return delta === null ? [] : addDelta(journal, delta);
}
