import type { Landmark } from "../../../dns/index.ts";
import type { AutoSettings } from "./settings.ts";

/** The zones, and every name of their files. */
export function autoLandmarks({ zones }: AutoSettings): readonly Landmark[] {
  return zones.flatMap(({ origin, path, zone }) => [
    { kind: "name", name: origin, why: "zone of the auto plugin" } as const,
    ...[...zone.elements()].map(({ name }): Landmark => ({ kind: "name", name, why: `a name of ${path}` })),
  ]);
}
