import { blocksWith, waysInto } from "../corefile-view.ts";
import { dataOf, rcodeOf } from "../evidence.ts";
import { placeOfObject } from "../outside-services.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T31: msg_to_dns.go makes the alias once for each port, with the TTL of the plugin kubernetes. */
export const hostNameAnsweredTwice: Rule = {
  traps: ["T31"],
  severity: "information",
  check: (view) => {
    const clusters = new Set(blocksWith(view, "k8s_external").map(({ cluster }) => cluster));
    return [...clusters].flatMap((cluster) => observe(view, cluster));
  },
};

function observe(
  view: SiteView,
  { settings, snapshot }: ReturnType<typeof blocksWith>[number]["cluster"],
): readonly Observation[] {
  return view.services.flatMap(({ cluster, namespace, service, name }) => {
    const object = snapshot.services.find(
      ({ metadata }) => metadata.name === service && metadata.namespace === namespace,
    );
    const hostName = object?.loadBalancerIngress.find((entry) => entry.kind === "hostname");
    const span = placeOfObject(view.twin, cluster, `Service ${namespace}/${service}`);
    if (
      cluster !== settings.name ||
      object === undefined ||
      hostName === undefined ||
      object.ports.length < 2 ||
      span === null
    )
      return [];
    const asked = waysInto(view, cluster).map((way) => view.ask({ ...way, name, type: "A" }));
    const shown = asked.find((one) => rcodeOf(one) !== null && dataOf(one).length > 0);
    return [
      {
        span,
        message: `${namespace}/${service} has the host name ${hostName.hostname} and ${object.ports.length} ports: k8s_external answers the alias and its addresses once for each port, with the TTL of the plugin kubernetes.`,
        evidence: shown === undefined ? [] : [shown],
      },
    ];
  });
}
