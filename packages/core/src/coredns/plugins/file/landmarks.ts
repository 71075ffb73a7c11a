import type { Landmark } from "../../../dns/index.ts";
import type { FileSettings } from "./settings.ts";

/** The zones, and every name of their files. */
export function fileLandmarks({ zones }: FileSettings): readonly Landmark[] {
  return zones.flatMap(({ origin, path, zone }) => [
    { kind: "name", name: origin, why: `zone of the file plugin` } as const,
    ...[...(zone?.elements() ?? [])].map(({ name }): Landmark => ({ kind: "name", name, why: `a name of ${path}` })),
  ]);
}
