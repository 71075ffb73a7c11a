import { compareNames } from "../../dns/index.ts";
import type { ViewSettings } from "../settings.ts";
import type { View } from "../view.ts";
import type { PrimaryZone, SecondaryZone, StubZone, ZoneSettings } from "../zone-settings.ts";
import { soaOf } from "./copy.ts";
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

/** Zones that are loaded or copied, in the order in which named keeps and loads them: that of their names (lib/dns/zt.c). */
export function heldZones(views: readonly View[]): readonly PlacedZone[] {
  return views.flatMap((view) => heldOf(view.settings).map((settings) => ({ view, settings })));
}

/** What a configuration says does not change, and each server that is made of it asks. */
const heldOfViews = new WeakMap<ViewSettings, readonly HeldZone[]>();

function heldOf(settings: ViewSettings): readonly HeldZone[] {
  const known = heldOfViews.get(settings);
  if (known !== undefined) return known;
  const held = inOrderOfNames(settings.zones.filter(isHeld));
  heldOfViews.set(settings, held);
  return held;
}

export function inOrderOfNames<Zone extends Named>(zones: readonly Zone[]): readonly Zone[] {
  return zones.toSorted((one, other) => compareNames(one.name, other.name));
}

function isHeld(settings: ZoneSettings): settings is HeldZone {
  return settings.kind === "primary" || settings.kind === "secondary" || settings.kind === "stub";
}

/** A zone's statement and its view; of an `in-view` those of the view that it points to, whose zone it is. */
export function ownerOf(
  views: readonly View[],
  view: View,
  { name }: Named,
): { readonly view: View; readonly settings: ZoneSettings } | null {
  const settings = view.settings.zones.find((zone) => zone.name.key === name.key);
  if (settings === undefined) return null;
  if (settings.kind !== "in-view") return { view, settings };
  const other = views.find((candidate) => candidate.settings.name === settings.view);
  return other === undefined || other === view ? null : ownerOf(views, other, settings);
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

/** `_default lab. 7` for each zone that is loaded or copied; `none` where it has no data: not loaded, not come yet, expired. */
export function serialsOf(views: readonly View[]): readonly string[] {
  return heldZones(views).map(({ view, settings }) => {
    const serial = soaOf(view.zones.at(settings.name)?.data ?? null)?.serial;
    return `${keyOf(view, settings)} ${serial ?? "none"}`;
  });
}
