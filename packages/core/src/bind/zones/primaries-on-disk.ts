import type { View } from "../view.ts";
import type { PrimaryZone } from "../zone-settings.ts";
import { heldZones, journalOf, replaceZone } from "./held-zones.ts";
import { goOnByJournal } from "./roll-forward.ts";
import { journalFor, type SavedJournal, type ZonesBeginning } from "./saved-zones.ts";
import { sayBroken } from "./take-earlier.ts";

interface Place {
  readonly views: readonly View[];
  say(line: string): void;
}

/** Its file, and what its journal has made of it. */
export function beginPrimary(
  { views, say }: Place,
  view: View,
  settings: PrimaryZone,
  beginning: ZonesBeginning,
): void {
  const zone = view.zones.at(settings.name);
  if (zone === null || beginning.since !== "started") return;
  if (zone.data === null) sayBroken({ view, zone, settings }, say);
  const journal = journalFor(settings, beginning.journals ?? []);
  if (journal.length === 0) return;
  if (zone.data === null) replaceZone(views, zone, { ...zone, journal });
  else goOnByJournal(views, { view, zone, data: zone.data }, journal, say);
}

/** Journals of primaries that stay on the disk. */
export function savedJournals(views: readonly View[]): readonly SavedJournal[] {
  return heldZones(views).flatMap(({ view, settings }) => {
    const journal = journalOf(view, settings);
    const isKeptBeside = settings.kind === "primary" && settings.file !== null && journal.length > 0;
    return isKeptBeside ? [{ path: settings.file.path, journal }] : [];
  });
}

/** The files of all primaries. */
export function filesOfPrimaries(views: readonly View[]): readonly { readonly path: string }[] {
  return heldZones(views).flatMap(({ settings }) =>
    settings.kind === "primary" && settings.file !== null ? [settings.file] : [],
  );
}
