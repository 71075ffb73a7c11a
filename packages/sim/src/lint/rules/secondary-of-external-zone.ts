import { isAtOrBelow } from "@splithorizon/core";
import { clusterNamesOf } from "@splithorizon/core/coredns";
import { outsideAddressesOf } from "../corefile-view.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView, ZoneOfHost } from "../site-view.ts";

/** T19 and T26: the serial is 0 after each start, and neither a new service nor a deleted one raises it. */
export const secondaryOfExternalZone: Rule = {
  traps: ["T19", "T26"],
  severity: "warning",
  check: (view) => view.zones.flatMap((own) => observe(view, own) ?? []),
};

function observe(view: SiteView, { host, zone }: ZoneOfHost): Observation | null {
  if (zone.kind !== "secondary") return null;
  const clusters = [...view.twin.clusters.values()];
  const cluster = clusters.find(({ settings, corefile }) => {
    const served = corefile === null ? [] : clusterNamesOf(corefile).flatMap(({ externalDomains }) => externalDomains);
    return [...served, ...settings.externalDomains].some((domain) => isAtOrBelow(zone.name, domain));
  });
  const own = cluster === undefined ? [] : outsideAddressesOf(cluster);
  const primary = zone.primaries.find(({ address }) => own.includes(address));
  if (primary === undefined) return null;
  const asked = view.ask({ from: host.name, server: primary.address, name: zone.name, type: "SOA" });
  return {
    span: zone.span,
    message: `${host.name} copies ${zone.name.text} from CoreDNS, whose serial is 0 after each start, differs between its pods, and does not rise when a service appears with its address or is deleted: the copy stays old. (refresh is 7200, not the 14400 of its README.)`,
    hint: "Forward or delegate the zone instead of copying it.",
    evidence: [asked],
  };
}
