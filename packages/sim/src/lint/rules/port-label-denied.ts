import { hasData, rcodeOf } from "../evidence.ts";
import { nameBelow } from "../landmarks.ts";
import type { Observation, Rule } from "../rule.ts";
import type { NamedHost, SiteView } from "../site-view.ts";

/** T18: parse.go takes a lone label for an endpoint; RFC 8020 lets a resolver believe that nothing stands below. */
export const portLabelDenied: Rule = {
  traps: ["T18"],
  severity: "information",
  check: (view) => view.namedHosts.flatMap((host) => observe(view, host) ?? []),
};

function observe(view: SiteView, host: NamedHost): Observation | null {
  const from = view.clientOf(host);
  for (const { cluster, namespace, service, inside } of view.services) {
    const object = view.twin.clusters
      .get(cluster)
      ?.snapshot.services.find(({ metadata }) => metadata.name === service && metadata.namespace === namespace);
    const port = object?.ports.find(({ name }) => name !== "");
    if (port === undefined) continue;
    const above = nameBelow(inside, `_${port.protocol.toLowerCase()}`);
    const denied = view.ask({ from, server: host.address, name: above, type: "A" });
    const below = view.ask({ from, server: host.address, name: nameBelow(above, `_${port.name}`), type: "SRV" });
    if (rcodeOf(denied) !== "NXDOMAIN" || !hasData(below)) continue;
    return {
      span: host.made.host.bind?.config.span ?? host.made.host.span,
      message: `CoreDNS denies ${above.text} though ${below.inquiry.name.text} exists: a resolver behind ${host.name} that takes a denial for everything below (RFC 8020) loses the port's name.`,
      evidence: [denied, below],
    };
  }
  return null;
}
