import { clusterNamesOf } from "@splithorizon/core/coredns";
import { blocksWith, outsideAddressesOf } from "../corefile-view.ts";
import { hasData } from "../evidence.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T22, T23 and T24: whom an acl takes for a pod depends on the node that the packet came by. */
export const clusterZoneLeaks: Rule = {
  traps: ["T22", "T23", "T24"],
  severity: "warning",
  check: (view) => blocksWith(view, "transfer", "kubernetes").flatMap((own) => observe(view, own) ?? []),
};

function observe(view: SiteView, { cluster, block }: ReturnType<typeof blocksWith>[number]): Observation | null {
  const span = block.directives.get("transfer")?.tokens[0]?.span;
  const zone = cluster.corefile === null ? undefined : clusterNamesOf(cluster.corefile)[0]?.clusterDomain;
  if (span === undefined || zone === undefined) return null;
  const asked = view.strangers.flatMap((from) =>
    outsideAddressesOf(cluster).flatMap((server) => view.askEveryWay({ from, server, name: zone, type: "AXFR" })),
  );
  const leaked = asked.find(hasData);
  if (leaked === undefined) return null;
  const refused = asked.find((other) => other.inquiry.from === leaked.inquiry.from && !hasData(other));
  const { from, server } = leaked.inquiry;
  const sometimes = refused === undefined ? "" : ", by one node, and is refused by another";
  return {
    span,
    message: `${from} copies all of ${zone.text} from ${server}${sometimes}. The same goes for in-addr.arpa and for every zone below that this block serves.`,
    hint: "Set externalTrafficPolicy: Local on the DNS service, so that CoreDNS sees who asks; or leave `transfer` away.",
    evidence: refused === undefined ? [leaked] : [leaked, refused],
  };
}
