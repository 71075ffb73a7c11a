import type { Landmark } from "../../../dns/index.ts";
import type { TemplateSettings } from "./settings.ts";

/** The zones of the templates. What a regular expression matches has no landmark. */
export function templateLandmarks(templates: readonly TemplateSettings[]): readonly Landmark[] {
  return templates.flatMap(({ zones }) =>
    zones.map((name): Landmark => ({ kind: "name", name, why: "zone of a template" })),
  );
}
