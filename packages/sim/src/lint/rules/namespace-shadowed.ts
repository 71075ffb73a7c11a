import { waysInto } from "../corefile-view.ts";
import { type Evidence, rcodeOf } from "../evidence.ts";
import { nameBelow } from "../landmarks.ts";
import { observeServices } from "../observe-services.ts";
import { placeOfObject, type UnnamedService, unnamedServices } from "../outside-services.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T8: apex.go takes every name below `dns.<zone>` for one of its name servers. */
export const namespaceShadowed: Rule = {
  traps: ["T8"],
  severity: "warning",
  check: (view) =>
    observeServices(
      unnamedServices(view.twin).filter(({ reason }) => reason === "shadowed-by-apex"),
      (service) => observe(view, service),
      (service) => show(view, service),
    ),
};

function observe(view: SiteView, { cluster, domain, namespace, service }: UnnamedService): Observation | null {
  const span = placeOfObject(view.twin, cluster, `Service ${namespace}/${service}`);
  if (span === null) return null;
  return {
    span,
    message: `${namespace}/${service} has no name outside: ${nameBelow(domain, namespace).text} is where k8s_external has its own name servers.`,
    hint: "Give k8s_external another `apex`, or the namespace another name.",
  };
}

function show(view: SiteView, { cluster, domain, namespace, service }: UnnamedService): Evidence | null {
  const question = { name: nameBelow(domain, service, namespace), type: "A" } as const;
  const inquiries = waysInto(view, cluster).map((way) => ({ ...way, ...question }));
  return view.askUntil(inquiries, (asked) => rcodeOf(asked) === "NXDOMAIN");
}
