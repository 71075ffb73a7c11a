import { clusterNamesOf } from "@splithorizon/core/coredns";
import { blocksWith, directWays } from "../corefile-view.ts";
import { hasData } from "../evidence.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T25: the messages of a transfer pass the cache as any answer does. */
export const transferThroughCache: Rule = {
  traps: ["T25"],
  severity: "information",
  check: (view) => blocksWith(view, "transfer", "cache").flatMap((own) => observe(view, own) ?? []),
};

function observe(view: SiteView, { cluster, block }: ReturnType<typeof blocksWith>[number]): Observation | null {
  const span = block.directives.get("transfer")?.tokens[0]?.span;
  const zone = cluster.corefile === null ? undefined : clusterNamesOf(cluster.corefile)[0]?.clusterDomain;
  if (span === undefined || zone === undefined) return null;
  const copied = directWays(view, cluster)
    .map((way) => view.ask({ ...way, name: zone, type: "AXFR" }))
    .find(hasData);
  if (copied === undefined || copied.answer.kind !== "answered") return null;
  const ttls = new Set(copied.answer.messages.flatMap(({ answer }) => answer.map(({ ttl }) => ttl)));
  if (ttls.size !== 1) return null;
  return {
    span,
    message: `Whoever copies ${zone.text} gets TTL ${[...ttls].join()} on every record, the SOA too: the transfer passes this block's cache.`,
    hint: "Serve transfers from a server block without `cache`.",
    evidence: [copied],
  };
}
