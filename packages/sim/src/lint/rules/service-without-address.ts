import { blocksWith, waysInto } from "../corefile-view.ts";
import { rcodeOf } from "../evidence.ts";
import { nameBelow } from "../landmarks.ts";
import { placeOfObject, type UnnamedService, unnamedServices } from "../outside-services.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T7: external.go starts with the name error, and only an address changes it. */
export const serviceWithoutAddress: Rule = {
  traps: ["T7"],
  severity: "warning",
  check: (view) => {
    const clusters = new Set(blocksWith(view, "k8s_external").map(({ cluster }) => cluster.settings.name));
    return unnamedServices(view.twin)
      .filter(({ cluster, reason }) => reason === "pending" && clusters.has(cluster))
      .flatMap((service) => observe(view, service) ?? []);
  },
};

function observe(view: SiteView, { cluster, namespace, service }: UnnamedService): Observation | null {
  const span = placeOfObject(view.twin, cluster, `Service ${namespace}/${service}`);
  const [domain] = view.twin.clusters.get(cluster)?.settings.externalDomains ?? [];
  if (span === null || domain === undefined) return null;
  const name = nameBelow(domain, service, namespace);
  const evidence = waysInto(view, cluster).map((way) => view.ask({ ...way, name, type: "A" }));
  const shown = evidence.find((asked) => rcodeOf(asked) === "NXDOMAIN");
  return {
    span,
    message: `${namespace}/${service} waits for an address: until it has one ${name.text} is NXDOMAIN, and resolvers remember that.`,
    hint: "See which pool takes it: splithorizon show pools.",
    evidence: shown === undefined ? [] : [shown],
  };
}
