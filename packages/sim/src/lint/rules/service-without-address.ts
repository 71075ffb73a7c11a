import { blocksWith, waysInto } from "../corefile-view.ts";
import { type Evidence, rcodeOf } from "../evidence.ts";
import { nameBelow } from "../landmarks.ts";
import { observeServices } from "../observe-services.ts";
import { placeOfObject, type UnnamedService, unnamedServices } from "../outside-services.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T7: external.go starts with the name error, and only an address changes it. */
export const serviceWithoutAddress: Rule = {
  traps: ["T7"],
  severity: "warning",
  check: (view) => {
    const clusters = new Set(blocksWith(view, "k8s_external").map(({ cluster }) => cluster.settings.name));
    const pending = unnamedServices(view.twin).filter(
      ({ cluster, reason }) => reason === "pending" && clusters.has(cluster),
    );
    return observeServices(
      pending,
      (service) => observe(view, service),
      (service) => show(view, service),
    );
  },
};

function observe(view: SiteView, { cluster, domain, namespace, service }: UnnamedService): Observation | null {
  const span = placeOfObject(view.twin, cluster, `Service ${namespace}/${service}`);
  if (span === null) return null;
  return {
    span,
    message: `${namespace}/${service} waits for an address: until it has one ${nameBelow(domain, service, namespace).text} is NXDOMAIN, and resolvers remember that.`,
    hint: "See which pool takes it: splithorizon show pools.",
  };
}

function show(view: SiteView, { cluster, domain, namespace, service }: UnnamedService): Evidence | null {
  const question = { name: nameBelow(domain, service, namespace), type: "A" } as const;
  const inquiries = waysInto(view, cluster).map((way) => ({ ...way, ...question }));
  return view.askUntil(inquiries, (asked) => rcodeOf(asked) === "NXDOMAIN");
}
