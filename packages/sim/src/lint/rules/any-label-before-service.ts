import { blocksWith, wayTo } from "../corefile-view.ts";
import { dataOf, hasData } from "../evidence.ts";
import { nameBelow } from "../landmarks.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T6: external.go looks at the endpoint's label of headless services alone. */
export const anyLabelBeforeService: Rule = {
  traps: ["T6"],
  severity: "information",
  check: (view) => blocksWith(view, "k8s_external").flatMap((own) => observe(view, own) ?? []),
};

function observe(view: SiteView, { cluster, block }: ReturnType<typeof blocksWith>[number]): Observation | null {
  const span = block.directives.get("k8s_external")?.tokens[0]?.span;
  const service = view.services.find(
    (candidate) => candidate.cluster === cluster.settings.name && candidate.addresses.length > 0,
  );
  const way = service === undefined ? null : wayTo(view, service);
  if (span === undefined || service === undefined || way === null) return null;
  const asked = view.ask({ ...way, name: nameBelow(service.name, "anything"), type: "A" });
  if (!hasData(asked)) return null;
  return {
    span,
    message: `${asked.inquiry.name.text} is ${dataOf(asked).join(", ")}, as ${service.name.text} is: k8s_external looks at no label in front of a service's name, so a misspelt name is answered too.`,
    evidence: [asked],
  };
}
