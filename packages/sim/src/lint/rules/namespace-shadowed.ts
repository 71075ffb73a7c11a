import { clusterNamesOf } from "@splithorizon/core/coredns";
import { waysInto } from "../corefile-view.ts";
import { rcodeOf } from "../evidence.ts";
import { nameBelow } from "../landmarks.ts";
import { placeOfObject, type UnnamedService, unnamedServices } from "../outside-services.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T8: apex.go takes every name below `dns.<zone>` for one of its name servers. */
export const namespaceShadowed: Rule = {
  traps: ["T8"],
  severity: "warning",
  check: (view) =>
    unnamedServices(view.twin)
      .filter(({ reason }) => reason === "shadowed-by-apex")
      .flatMap((service) => observe(view, service) ?? []),
};

function observe(view: SiteView, { cluster, namespace, service }: UnnamedService): Observation | null {
  const span = placeOfObject(view.twin, cluster, `Service ${namespace}/${service}`);
  const corefile = view.twin.clusters.get(cluster)?.corefile ?? null;
  const domain =
    corefile === null ? undefined : clusterNamesOf(corefile).flatMap(({ externalDomains }) => externalDomains)[0];
  if (span === null || domain === undefined) return null;
  const name = nameBelow(domain, service, namespace);
  const shown = waysInto(view, cluster)
    .map((way) => view.ask({ ...way, name, type: "A" }))
    .find((asked) => rcodeOf(asked) === "NXDOMAIN");
  return {
    span,
    message: `${namespace}/${service} has no name outside: ${nameBelow(domain, namespace).text} is where k8s_external has its own name servers.`,
    hint: "Give k8s_external another `apex`, or the namespace another name.",
    evidence: shown === undefined ? [] : [shown],
  };
}
