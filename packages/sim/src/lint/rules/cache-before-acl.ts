import { pluginOrder } from "@splithorizon/core/coredns";
import { blocksWith, directWays } from "../corefile-view.ts";
import { hasData, type Inquiry, isStoppedByAcl } from "../evidence.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T14: plugin.cfg of 1.14.2 to 1.14.6 has the cache in front of the acl. */
export const cacheBeforeAcl: Rule = {
  traps: ["T14"],
  severity: "warning",
  check: (view) => blocksWith(view, "acl", "cache").flatMap((own) => observe(view, own) ?? []),
};

function observe(view: SiteView, { cluster, block }: ReturnType<typeof blocksWith>[number]): Observation | null {
  const { version } = cluster.settings.coreDns;
  const order = pluginOrder(version);
  const span = block.directives.get("acl")?.tokens[0]?.span;
  if (span === undefined || order.indexOf("cache") > order.indexOf("acl")) return null;
  const shown = servedToRefused(view, cluster);
  return {
    span,
    message: `CoreDNS ${version} looks into its cache before this acl: what one client may ask is served to everybody until it expires.`,
    hint: "Use a release before 1.14.2 or from 1.14.7 on; or keep what is guarded out of the cache.",
    evidence: shown,
  };
}

/** Somebody who is refused, and who is served once somebody else has asked. */
function servedToRefused(
  view: SiteView,
  cluster: ReturnType<typeof blocksWith>[number]["cluster"],
): Observation["evidence"] & object {
  const service = view.services.find((candidate) => candidate.cluster === cluster.settings.name);
  if (service === undefined) return [];
  const inquiries = directWays(view, cluster).map((way): Inquiry => ({ ...way, ...service.question }));
  const allowed = inquiries.find((inquiry) => hasData(view.ask(inquiry)));
  const refused = inquiries.find((inquiry) => isStoppedByAcl(view.ask(inquiry)));
  if (allowed === undefined || refused === undefined) return [];
  const [, second] = view.askInTurn([allowed, refused]);
  return second !== undefined && hasData(second) ? [view.ask(refused), second] : [];
}
