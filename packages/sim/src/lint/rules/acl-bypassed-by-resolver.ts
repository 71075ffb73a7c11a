import { aclAbove, type BlockOfCluster, blocksWith, outsideAddressesOf, servesName } from "../corefile-view.ts";
import { type Evidence, hasData, isStoppedByAcl, rcodeOf } from "../evidence.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T14: BIND keeps what it was told, and serves it to whoever may ask BIND. */
export const aclBypassedByResolver: Rule = {
  traps: ["T14"],
  severity: "information",
  check: (view) => blocksWith(view, "acl").flatMap((own) => observe(view, own) ?? []),
};

function observe(view: SiteView, own: BlockOfCluster): Observation | null {
  const { cluster, block } = own;
  const service = view.services.find((candidate) => candidate.cluster === cluster.settings.name);
  if (service === undefined || !servesName(own, service.name)) return null;
  const span = aclAbove(block, service.name)?.span;
  if (span === undefined) return null;
  for (const from of view.strangers) {
    for (const server of outsideAddressesOf(cluster)) {
      const direct = view.ask({ from, server, ...service.question });
      if (!isStoppedByAcl(direct)) continue;
      const around = view.namedHosts
        .map((host) => view.ask({ from, server: host.address, ...service.question }))
        .find(hasData);
      if (around === undefined) continue;
      return {
        span,
        message: `This acl ${stopsHow(direct)} ${from}, which has the same answer from ${around.inquiry.server}: the acl guards CoreDNS, and no name.`,
        hint: "Who may know the names is decided by allow-query of the resolvers.",
        evidence: [direct, around],
      };
    }
  }
  return null;
}

/** `block`, `drop` and `filter` of the acl. */
function stopsHow(stopped: Evidence): string {
  const rcode = rcodeOf(stopped);
  if (rcode === null) return "drops what is asked by";
  return rcode === "REFUSED" ? "refuses" : "has an empty answer for";
}
