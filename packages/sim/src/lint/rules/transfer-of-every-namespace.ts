import type { DomainName } from "@splithorizon/core";
import { clusterNamesOf, type ServerBlock } from "@splithorizon/core/coredns";
import { blocksWith, directWays, linesOf, usesOf } from "../corefile-view.ts";
import { hasData } from "../evidence.ts";
import { zoneNamed } from "../landmarks.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T27: ExternalServices walks all services, whatever `namespaces` says. */
export const transferOfEveryNamespace: Rule = {
  traps: ["T27"],
  severity: "warning",
  check: (view) =>
    blocksWith(view, "transfer", "k8s_external", "kubernetes").flatMap((own) => observe(view, own) ?? []),
};

/** `transfer [ZONES...]`: without any, all that the block serves. */
function isTransferred(block: ServerBlock, zone: DomainName): boolean {
  return usesOf(block, "transfer").some((use) => {
    const words = (linesOf(use)[0] ?? []).slice(1).filter(({ text }) => text !== "{");
    return words.length === 0 || words.some(({ text }) => zoneNamed(text)?.key === zone.key);
  });
}

const FILTERS: readonly string[] = ["namespaces", "namespace_labels"];

function observe(view: SiteView, { cluster, block }: ReturnType<typeof blocksWith>[number]): Observation | null {
  const filter = block.directives.get("kubernetes")?.tokens.find(({ text }) => FILTERS.includes(text));
  const zone = cluster.corefile === null ? undefined : clusterNamesOf(cluster.corefile)[0]?.externalDomains[0];
  if (filter === undefined || zone === undefined || !isTransferred(block, zone)) return null;
  const copied = directWays(view, cluster)
    .map((way) => view.ask({ ...way, name: zone, type: "AXFR" }))
    .find(hasData);
  return {
    span: filter.span,
    message: `\`${filter.text}\` filters questions alone: a transfer of ${zone.text} has the services of all namespaces, and only the first SRV record of each name.`,
    hint: "Leave `transfer` away, or restrict it to servers that may know every namespace.",
    evidence: copied === undefined ? [] : [copied],
  };
}
