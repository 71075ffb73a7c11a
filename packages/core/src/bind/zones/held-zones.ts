import type { View } from "../view.ts";
import type { PrimaryZone, SecondaryZone } from "../zone-settings.ts";
import type { LocalZone } from "./zone-table.ts";

/** A zone of whose changes others are told. */
export type ToldZone = PrimaryZone | SecondaryZone;

/** Also where another view has it `in-view`. */
export function replaceZone(views: readonly View[], before: LocalZone, after: LocalZone): void {
  for (const { zones } of views) if (zones.at(before.name) === before) zones.put(after);
}

/** Zones that are loaded or copied, each with the view whose statement it is. */
export function heldZones(views: readonly View[]): readonly { readonly view: View; readonly settings: ToldZone }[] {
  return views.flatMap((view) =>
    view.settings.zones.flatMap((settings) =>
      settings.kind === "primary" || settings.kind === "secondary" ? [{ view, settings }] : [],
    ),
  );
}

export type Named = Pick<LocalZone, "name">;

/** By which a zone of a view is known. */
export function keyOf({ settings }: View, { name }: Named): string {
  return `${settings.name} ${name.key}`;
}
