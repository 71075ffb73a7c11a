import type { Address } from "@splithorizon/core";
import { blocksWith, outsideAddressesOf } from "../corefile-view.ts";
import { rcodeOf } from "../evidence.ts";
import type { Observation, Rule } from "../rule.ts";
import type { NamedHost, SiteView } from "../site-view.ts";

/** T24, second half: under the policy Cluster the acl sees a node's address instead of the server's. */
export const aclRefusesNameServer: Rule = {
  traps: ["T24", "T35"],
  severity: "error",
  check: (view) => blocksWith(view, "acl").flatMap((own) => observe(view, own)),
};

const LOTS = [0, 1, 2] as const;

function observe(view: SiteView, { cluster, block }: ReturnType<typeof blocksWith>[number]): readonly Observation[] {
  const span = block.directives.get("acl")?.tokens[0]?.span;
  const service = view.services.find((candidate) => candidate.cluster === cluster.settings.name);
  if (span === undefined || service === undefined) return [];
  return view.namedHosts.flatMap((host) => {
    const asked = outsideAddressesOf(cluster)
      .filter((server) => asks(view, host, server))
      .flatMap((server) =>
        LOTS.map((lot) => view.ask({ from: host.name, server, name: service.name, type: "A", lot })),
      );
    const refused = asked.filter((one) => rcodeOf(one) === "REFUSED");
    const [first] = refused;
    if (first === undefined) return [];
    const when = refused.length < asked.length ? "on some ways through the nodes, " : "";
    return [
      {
        span,
        message: `${when}${host.name} is refused when it asks ${first.inquiry.server} for its clients: they get SERVFAIL for ${service.name.text}.`,
        hint: "Set externalTrafficPolicy: Local on the DNS service, and admit every server's own address beside the virtual one.",
        evidence: [first],
      },
    ];
  });
}

/** Whether a server's configuration leads it to this address: a delegation or a forwarder. */
function asks(view: SiteView, host: NamedHost, server: Address): boolean {
  return view.zones.some((own) => {
    if (own.host !== host) return false;
    const { zone } = own;
    const forwarders = "forwarders" in zone ? (zone.forwarders ?? []) : [];
    return (
      forwarders.some(({ address }) => address === server) || view.cutsOf(own).some(({ glue }) => glue.includes(server))
    );
  });
}
