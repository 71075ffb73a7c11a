import type { View } from "../view.ts";
import type { PrimaryZone, SecondaryZone, StubZone, ZoneSettings } from "../zone-settings.ts";
import type { ZoneJournal } from "./journal.ts";
import type { LocalZone } from "./zone-table.ts";

/** A zone of whose changes others are told. */
export type ToldZone = PrimaryZone | SecondaryZone;

/** Also where another view has it `in-view`. */
export function replaceZone(views: readonly View[], before: LocalZone, after: LocalZone): void {
  for (const { zones } of views) if (zones.at(before.name) === before) zones.put(after);
}

/** A zone that is loaded or copied, wholly or its delegation. */
export type HeldZone = ToldZone | StubZone;

/** With the view whose statement it is. */
export interface PlacedZone {
  readonly view: View;
  readonly settings: HeldZone;
}

/** Zones that are loaded or copied. */
export function heldZones(views: readonly View[]): readonly PlacedZone[] {
  return views.flatMap((view) =>
    view.settings.zones.flatMap((settings) => (isHeld(settings) ? [{ view, settings }] : [])),
  );
}

function isHeld(settings: ZoneSettings): settings is HeldZone {
  return settings.kind === "primary" || settings.kind === "secondary" || settings.kind === "stub";
}

/** Whether a zone goes on in another statement: of the same kind, and in the same file (bin/named/zoneconf.c, named_zone_reusable). */
export function goesOnAs(before: ZoneSettings, now: ZoneSettings): boolean {
  return before.kind === now.kind && pathOf(before) === pathOf(now);
}

function pathOf(zone: ZoneSettings): string | null {
  return "file" in zone ? (zone.file?.path ?? null) : null;
}

export function journalOf(view: View, { name }: Named): ZoneJournal {
  return view.zones.at(name)?.journal ?? [];
}

export type Named = Pick<LocalZone, "name">;

/** By which a zone of a view is known. */
export function keyOf({ settings }: View, { name }: Named): string {
  return `${settings.name} ${name.key}`;
}
