import type { DomainName, ServicePort } from "@splithorizon/core";
import { hasData, rcodeOf } from "../evidence.ts";
import { nameBelow } from "../landmarks.ts";
import { objectOf } from "../outside-services.ts";
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
  for (const { inside, port } of namedPortsOf(view)) {
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

/** So many stand for all: those of one shape are answered alike. */
const MOST_SERVICES = 3;

/** A port that has a name, of each of the first services that have one. */
function namedPortsOf(view: SiteView): readonly { readonly inside: DomainName; readonly port: ServicePort }[] {
  return view.services
    .flatMap((service) => {
      const port = objectOf(view.twin, service)?.ports.find(({ name }) => name !== "");
      return port === undefined ? [] : [{ inside: service.inside, port }];
    })
    .slice(0, MOST_SERVICES);
}
