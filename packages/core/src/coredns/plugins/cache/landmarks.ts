import type { Landmark } from "../../../dns/index.ts";
import type { CacheSettings } from "./settings.ts";

/** Names from which on answers are kept, and those of which some are not. */
export function cacheLandmarks(settings: CacheSettings): readonly Landmark[] {
  const zones = [...settings.zones, ...settings.withoutSuccess, ...settings.withoutDenial];
  return zones.map((name) => ({ kind: "name", name, why: "a zone of the cache plugin" }));
}
