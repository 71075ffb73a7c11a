import type { DomainName } from "@splithorizon/core";
import { clusterNamesOf } from "@splithorizon/core/coredns";
import { type BlockOfCluster, blocksWith, outsideAddressesOf } from "../corefile-view.ts";
import { type Evidence, hasData } from "../evidence.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T22, T23 and T24: whom an acl takes for a pod depends on the node that the packet came by. */
export const clusterZoneLeaks: Rule = {
  traps: ["T22", "T23", "T24"],
  severity: "warning",
  check: (view) => blocksWith(view, "transfer", "kubernetes").flatMap((own) => observe(view, own) ?? []),
};

function observe(view: SiteView, { cluster, block }: BlockOfCluster): Observation | null {
  const span = block.directives.get("transfer")?.tokens[0]?.span;
  const names = cluster.corefile === null ? [] : clusterNamesOf({ ...cluster.corefile, blocks: [block] });
  const [own] = names;
  if (span === undefined || own === undefined) return null;
  const { clusterDomain } = own;
  // By whichever zone it is asked for, the records are those of the cluster's domain (kubernetes/xfr.go).
  const zones = [clusterDomain, ...own.clusterZones.filter(({ key }) => key !== clusterDomain.key)];
  for (const zone of zones) {
    const copy = copyOf(view, cluster, zone);
    if (copy === null) continue;
    const { from, server } = copy.leaked.inquiry;
    const sometimes = copy.refused === undefined ? "" : ", by one node, and is refused by another";
    const evidence = copy.refused === undefined ? [copy.leaked] : [copy.leaked, copy.refused];
    const copies = `${from} copies all of ${clusterDomain.text} from ${server}${sometimes}`;
    return zone === clusterDomain
      ? {
          span,
          message: `${copies}. The same goes for in-addr.arpa and for every zone below that this block serves.`,
          hint: "Set externalTrafficPolicy: Local on the DNS service, so that CoreDNS sees who asks; or leave `transfer` away.",
          evidence,
        }
      : {
          span,
          message: `${copies}, if it asks for ${zone.text}: a transfer of any zone of kubernetes has the same records.`,
          hint: `Write the acl without a zone, or name ${zone.text} there too; or leave \`transfer\` away.`,
          evidence,
        };
  }
  return null;
}

interface Copy {
  readonly leaked: Evidence;
  /** The same question by another node. */
  readonly refused: Evidence | undefined;
}

/** The first stranger that gets a zone; null: none does. */
function copyOf(view: SiteView, cluster: BlockOfCluster["cluster"], zone: DomainName): Copy | null {
  const asked = view.strangers.flatMap((from) =>
    outsideAddressesOf(cluster).flatMap((server) => view.askEveryWay({ from, server, name: zone, type: "AXFR" })),
  );
  const leaked = asked.find(hasData);
  if (leaked === undefined) return null;
  return { leaked, refused: asked.find((other) => other.inquiry.from === leaked.inquiry.from && !hasData(other)) };
}
