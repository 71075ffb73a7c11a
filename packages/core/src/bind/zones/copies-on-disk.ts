import type { View } from "../view.ts";
import type { CopiedZone } from "./copy.ts";
import { type HeldZone, journalOf, replaceZone } from "./held-zones.ts";
import type { SavedCopy } from "./saved-zones.ts";
import type { Secondary } from "./secondary.ts";

/** What lies in a copy's file; none where it has none, or nothing has been written there. */
export function savedCopyOf(view: View, settings: HeldZone, secondary: Secondary | undefined): readonly SavedCopy[] {
  const path = secondary?.settings.file?.path;
  const zone = secondary?.saved ?? null;
  if (secondary === undefined || path === undefined || zone === null) return [];
  const { isBehind, savedAt } = secondary;
  return [{ path, zone, journal: journalOf(view, settings), isBehind, savedAt }];
}

/** A copy and its journal as they lay on the disk. */
export function restoreCopy(
  views: readonly View[],
  view: View,
  { name }: Pick<CopiedZone, "name">,
  saved: SavedCopy | null,
): void {
  const zone = view.zones.at(name);
  const held = { data: saved?.zone ?? null, journal: saved?.journal ?? [] };
  if (zone !== null) replaceZone(views, zone, { ...zone, ...held });
}
