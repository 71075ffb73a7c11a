import type { DomainName } from "@splithorizon/core";
import { clusterNamesOf } from "@splithorizon/core/coredns";
import { type BlockOfCluster, blocksWith, directWays, servesName } from "../corefile-view.ts";
import { hasData } from "../evidence.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T25: the messages of a transfer pass the cache as any answer does. */
export const transferThroughCache: Rule = {
  traps: ["T25"],
  severity: "information",
  check: (view) => blocksWith(view, "transfer", "cache").flatMap((own) => observe(view, own) ?? []),
};

/** The cluster's own zone, k8s_external's, and those that the block is asked for. */
function zonesOf(cluster: BlockOfCluster["cluster"], block: BlockOfCluster["block"]): readonly DomainName[] {
  const names = cluster.corefile === null ? [] : clusterNamesOf(cluster.corefile);
  const served = names.flatMap(({ clusterDomain, externalDomains }) => [clusterDomain, ...externalDomains]);
  const own = block.zones.map(({ zone }) => zone).filter(({ labelCount }) => labelCount > 0);
  const all = [...served, ...own].filter((name) => servesName({ cluster, block }, name));
  return [...new Map(all.map((name) => [name.key, name])).values()];
}

function observe(view: SiteView, { cluster, block }: BlockOfCluster): Observation | null {
  const span = block.directives.get("transfer")?.tokens[0]?.span;
  if (span === undefined) return null;
  const zones = zonesOf(cluster, block);
  const inquiries = zones.flatMap((name) =>
    directWays(view, cluster).map((way) => ({ ...way, name, type: "AXFR" }) as const),
  );
  const copied = view.askUntil(inquiries, hasData);
  if (copied === null || copied.answer.kind !== "answered") return null;
  const zone = copied.inquiry.name;
  const ttls = new Set(copied.answer.messages.flatMap(({ answer }) => answer.map(({ ttl }) => ttl)));
  if (ttls.size !== 1) return null;
  return {
    span,
    message: `Whoever copies ${zone.text} gets TTL ${[...ttls].join()} on every record, the SOA too: the transfer passes this block's cache.`,
    hint: "Serve transfers from a server block without `cache`.",
    evidence: [copied],
  };
}
