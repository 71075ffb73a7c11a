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

/** Headless services are answered otherwise; the others are alike. */
const MOST_SERVICES = 3;

function observe(view: SiteView, { cluster, block }: ReturnType<typeof blocksWith>[number]): Observation | null {
  const span = block.directives.get("k8s_external")?.tokens[0]?.span;
  const services = view.services.filter(
    (candidate) => candidate.cluster === cluster.settings.name && candidate.addresses.length > 0,
  );
  if (span === undefined) return null;
  for (const service of services.slice(0, MOST_SERVICES)) {
    const way = wayTo(view, service);
    if (way === null) continue;
    const { name, type } = service.question;
    const asked = view.ask({ ...way, name: nameBelow(name, "anything"), type });
    if (!hasData(asked)) continue;
    return {
      span,
      message: `${asked.inquiry.name.text} is ${dataOf(asked).join(", ")}, as ${service.name.text} is: k8s_external looks at no label in front of a service's name, so a misspelt name is answered too.`,
      evidence: [asked],
    };
  }
  return null;
}
