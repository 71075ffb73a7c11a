import { blocksWith, linesOf, usesOf, waysInto } from "../corefile-view.ts";
import { hasData, rcodeOf } from "../evidence.ts";
import { zoneNamed } from "../landmarks.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T9: setup.go assigns the zones of each line, and adds up the options. */
export const externalZonesOverwritten: Rule = {
  traps: ["T9"],
  severity: "warning",
  check: (view) => blocksWith(view, "k8s_external").flatMap((own) => observe(view, own)),
};

function observe(view: SiteView, { cluster, block }: ReturnType<typeof blocksWith>[number]): readonly Observation[] {
  const uses = usesOf(block, "k8s_external");
  const zonesOf = (use: (typeof uses)[number]): readonly string[] =>
    (linesOf(use)[0] ?? [])
      .slice(1)
      .map(({ text }) => text)
      .filter((text) => text !== "{");
  const keyOf = (zone: string): string => zoneNamed(zone)?.key ?? zone;
  const kept = new Set(zonesOf(uses.at(-1) ?? []).map(keyOf));
  return uses.slice(0, -1).flatMap((use) => {
    const lost = zonesOf(use).filter((zone) => !kept.has(keyOf(zone)));
    const [first] = use;
    if (lost.length === 0 || first === undefined) return [];
    const evidence = lost.flatMap((zone) => {
      const name = zoneNamed(zone);
      if (name === null) return [];
      const asked = waysInto(view, cluster.settings.name).map((way) => view.ask({ ...way, name, type: "SOA" }));
      return asked.find((one) => rcodeOf(one) !== null && !hasData(one)) ?? [];
    });
    return [
      {
        span: first.span,
        message: `A later k8s_external line takes the place of this one: ${lost.join(", ")} is not served.`,
        hint: "Write all zones on one line.",
        evidence: evidence.slice(0, 1),
      },
    ];
  });
}
