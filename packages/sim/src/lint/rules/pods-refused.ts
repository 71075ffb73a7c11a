import { aclAbove, type BlockOfCluster, blocksWith, servesName } from "../corefile-view.ts";
import { type Evidence, isStoppedByAcl, rcodeOf } from "../evidence.ts";
import { podsOf } from "../pods-of.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T14: pods ask by their own addresses, which the tutorial's acl does not have. */
export const podsRefused: Rule = {
  traps: ["T14"],
  severity: "warning",
  check: (view) => blocksWith(view, "acl").flatMap((own) => observe(view, own) ?? []),
};

function observe(view: SiteView, own: BlockOfCluster): Observation | null {
  const { cluster, block } = own;
  const service = view.services.find((candidate) => candidate.cluster === cluster.settings.name);
  if (service === undefined || !servesName(own, service.name)) return null;
  const span = aclAbove(block, service.name)?.span;
  if (span === undefined) return null;
  const refused = podsOf(view.twin, cluster)
    .map((from) => view.ask({ from, server: null, ...service.question }))
    .filter((asked) => isStoppedByAcl(asked));
  const [first] = refused;
  if (first === undefined) return null;
  const { podCidrs } = cluster.settings;
  return {
    span,
    message: `${refused.length === 1 ? `The pod ${first.inquiry.from} is` : `${refused.length} pods, ${first.inquiry.from} among them, are`} ${deniedHow(first)} ${service.name.text} by the cluster's own DNS; inside it is ${service.inside.text} that works.`,
    hint: `If pods are to use names outside, allow ${podCidrs.map(({ address, length }) => `${address}/${length}`).join(" ")} too.`,
    evidence: [first],
  };
}

/** `block`, `drop` and `filter` of the acl, as the pod sees them. */
function deniedHow(stopped: Evidence): string {
  const rcode = rcodeOf(stopped);
  if (rcode === null) return "given no answer for";
  return rcode === "REFUSED" ? "refused" : "given an empty answer for";
}
