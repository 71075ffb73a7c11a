import type { Landmark } from "../../../dns/index.ts";
import type { SecondarySettings } from "./settings.ts";

/** The zones; what stands in them is known to their primaries. */
export function secondaryLandmarks({ zones }: SecondarySettings): readonly Landmark[] {
  return zones.map(({ origin }) => ({ kind: "name", name: origin, why: "zone of the secondary plugin" }));
}
