import { clusterIndex, isHeadless, isReady, serviceKey } from "@splithorizon/core";
import { clusterNamesOf } from "@splithorizon/core/coredns";
import { rcodeOf } from "../evidence.ts";
import { nameBelow } from "../landmarks.ts";
import { placeOfObject } from "../outside-services.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T36: max-records-per-type is 100 unless it is said. */
export const tooManyEndpoints: Rule = {
  traps: ["T36"],
  severity: "warning",
  check: (view) => [...view.twin.clusters.values()].flatMap((cluster) => observe(view, cluster)),
};

const ADDRESS_TYPES = ["A", "AAAA"] as const;

type ClusterTwin = SiteView["twin"]["clusters"] extends ReadonlyMap<string, infer Twin> ? Twin : never;

function observe(view: SiteView, { settings, snapshot, corefile }: ClusterTwin): readonly Observation[] {
  const domains = corefile === null ? [] : clusterNamesOf(corefile);
  return snapshot.services.filter(isHeadless).flatMap((service) => {
    const { name, namespace } = service.metadata;
    const slices = clusterIndex(snapshot).slices.get(serviceKey(name, namespace)) ?? [];
    const count = slices.flatMap(({ endpoints }) =>
      endpoints.filter(isReady).flatMap(({ addresses }) => addresses),
    ).length;
    const names = domains.flatMap(({ clusterDomain, externalDomains }) => [
      nameBelow(clusterDomain, name, namespace, "svc"),
      ...externalDomains.map((domain) => nameBelow(domain, name, namespace)),
    ]);
    const failed = view.namedHosts
      .filter(({ settings: { views } }) =>
        views.some(({ options }) => count > options.maxRecordsPerType && options.maxRecordsPerType > 0),
      )
      .flatMap((host) =>
        names.flatMap((own) =>
          ADDRESS_TYPES.map((type) => view.ask({ from: view.clientOf(host), server: host.address, name: own, type })),
        ),
      )
      .filter((asked) => rcodeOf(asked) === "SERVFAIL");
    const [first] = failed;
    const span = placeOfObject(view.twin, settings.name, `Service ${namespace}/${name}`);
    if (first === undefined || span === null) return [];
    return [
      {
        span,
        message: `${namespace}/${name} has ${count} addresses; ${first.inquiry.server} takes 100 of one name at most, and answers SERVFAIL for ${first.inquiry.name.text}.`,
        hint: "Raise max-records-per-type of BIND.",
        evidence: [first],
      },
    ];
  });
}
