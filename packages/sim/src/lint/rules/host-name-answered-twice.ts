import { blocksWith, waysInto } from "../corefile-view.ts";
import { type Evidence, hasData } from "../evidence.ts";
import { observeServices } from "../observe-services.ts";
import { type OutsideService, objectOf, placeOfObject } from "../outside-services.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T31: msg_to_dns.go makes the alias once for each port, with the TTL of the plugin kubernetes. */
export const hostNameAnsweredTwice: Rule = {
  traps: ["T31"],
  severity: "information",
  check: (view) => {
    const clusters = new Set(blocksWith(view, "k8s_external").map(({ cluster }) => cluster.settings.name));
    return observeServices(
      view.services.filter(({ cluster }) => clusters.has(cluster)),
      (service) => observe(view, service),
      (service) => show(view, service),
    );
  },
};

function observe({ twin }: SiteView, service: OutsideService): Observation | null {
  const name = `${service.namespace}/${service.service}`;
  const object = objectOf(twin, service);
  const hostName = object?.loadBalancerIngress.find((entry) => entry.kind === "hostname");
  const span = placeOfObject(twin, service.cluster, `Service ${name}`);
  if (object === null || hostName === undefined || object.ports.length < 2 || span === null) return null;
  return {
    span,
    message: `${name} has the host name ${hostName.hostname} and ${object.ports.length} ports: k8s_external answers the alias and its addresses once for each port, with the TTL of the plugin kubernetes.`,
  };
}

function show(view: SiteView, { cluster, name }: OutsideService): Evidence | null {
  const inquiries = waysInto(view, cluster).map((way) => ({ ...way, name, type: "A" }) as const);
  return view.askUntil(inquiries, hasData);
}
