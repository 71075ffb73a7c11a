import { clusterNamesOf } from "@splithorizon/core/coredns";
import { blocksWith, directWays } from "../corefile-view.ts";
import { hasData, rcodeOf } from "../evidence.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T30: local.go parses the addresses of `bind` as CIDR, which they are not. */
export const ownAddressesUnknown: Rule = {
  traps: ["T30"],
  severity: "warning",
  check: (view) => blocksWith(view, "kubernetes", "bind").flatMap((own) => observe(view, own) ?? []),
};

function observe(view: SiteView, { cluster, block }: ReturnType<typeof blocksWith>[number]): Observation | null {
  const span = block.directives.get("bind")?.tokens[0]?.span;
  const zone = cluster.corefile === null ? undefined : clusterNamesOf(cluster.corefile)[0]?.clusterDomain;
  if (span === undefined || zone === undefined) return null;
  const asked = directWays(view, cluster)
    .map((way) => view.ask({ ...way, name: zone, type: "NS" }))
    .find((one) => rcodeOf(one) === "NOERROR");
  if (asked === undefined || hasData(asked)) return null;
  return {
    span,
    message: `With \`bind\` CoreDNS does not know which addresses are its own: ${zone.text} NS is empty, and so are the name servers of k8s_external's zones.`,
    hint: "Leave `bind` away in a pod.",
    evidence: [asked],
  };
}
