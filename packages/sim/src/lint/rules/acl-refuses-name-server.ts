import type { Address } from "@splithorizon/core";
import { aclAbove, type BlockOfCluster, blocksWith, outsideAddressesOf, servesName } from "../corefile-view.ts";
import { rcodeOf } from "../evidence.ts";
import { serversBehind } from "../forwarding.ts";
import type { Observation, Rule } from "../rule.ts";
import type { NamedHost, SiteView } from "../site-view.ts";

/** T24, second half: under the policy Cluster the acl sees a node's address instead of the server's. */
export const aclRefusesNameServer: Rule = {
  traps: ["T24", "T35"],
  severity: "error",
  check: (view) => blocksWith(view, "acl").flatMap((own) => observe(view, own)),
};

function observe(view: SiteView, own: BlockOfCluster): readonly Observation[] {
  const { cluster, block } = own;
  const service = view.services.find((candidate) => candidate.cluster === cluster.settings.name);
  if (service === undefined || !servesName(own, service.name)) return [];
  const span = aclAbove(block, service.name)?.span;
  if (span === undefined) return [];
  return view.namedHosts.flatMap((host) => {
    const asked = outsideAddressesOf(cluster)
      .filter((server) => asks(view, host, server))
      .flatMap((server) => view.askEveryWay({ from: host.name, server, ...service.question }));
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

/** Whether a server's configuration leads it to this address. */
function asks(view: SiteView, host: NamedHost, server: Address): boolean {
  return view.zones.some((own) => own.host === host && serversBehind(view, own).includes(server));
}
