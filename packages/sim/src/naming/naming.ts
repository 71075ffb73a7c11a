import {
  type DomainName,
  type Mapping,
  type MappingSettings,
  type MappingTable,
  mapAll,
  mapName,
} from "@splithorizon/core";
import { type ClusterNames, clusterNamesOf } from "@splithorizon/core/coredns";
import type { ClusterTwin, SiteTwin } from "../site/index.ts";

/** A cluster's naming table, and which server block of its Corefile makes it. */
export interface ClusterMapping {
  readonly cluster: string;
  readonly settings: MappingSettings;
}

/**
 * What decides about names, for every server block with the plugin kubernetes. Where the Corefile has no k8s_external
 * yet, the `externalDomains` of site.yaml say what the names outside would be.
 */
export function mappingsOf({ clusters }: SiteTwin): readonly ClusterMapping[] {
  return [...clusters.values()].flatMap((cluster) => {
    const blocks = cluster.corefile === null ? [] : clusterNamesOf(cluster.corefile);
    return blocks.map((names) => ({ cluster: cluster.settings.name, settings: settingsOf(cluster, names) }));
  });
}

function settingsOf({ settings, snapshot }: ClusterTwin, names: ClusterNames): MappingSettings {
  const { clusterDomain, apexLabel, headless, endpointPodNames } = names;
  return {
    snapshot,
    clusterDomain,
    externalDomains: names.externalDomains.length > 0 ? names.externalDomains : settings.externalDomains,
    apexLabel,
    headless,
    endpointPodNames,
    isExposed: (namespace) => names.isExposed(namespace, snapshot),
  };
}

/** What became of a name in one cluster. */
export interface NameOfCluster {
  readonly cluster: string;
  readonly mapping: Mapping;
}

/**
 * The counterpart of a name in each cluster that has one, since clusters may have one domain inside; else the most telling
 * of the reasons against it. Empty: no cluster has names.
 */
export function mapNameInClusters(twin: SiteTwin, name: DomainName): readonly NameOfCluster[] {
  const all = mappingsOf(twin).map(({ cluster, settings }) => ({ cluster, mapping: mapName(name, settings) }));
  const known = all.filter(({ mapping }) => mapping.kind === "mapped");
  const told = known.filter((one, at) => known.findIndex(({ cluster }) => cluster === one.cluster) === at);
  return told.length > 0 ? told : [all.find(({ mapping }) => mapping.from !== null) ?? all[0] ?? []].flat();
}

/** As {@link mapNameInClusters}, in the first of them. */
export function mapNameInSite(twin: SiteTwin, name: DomainName): Mapping | null {
  return mapNameInClusters(twin, name)[0]?.mapping ?? null;
}

export function mapAllInSite(twin: SiteTwin): readonly (MappingTable & { readonly cluster: string })[] {
  return mappingsOf(twin).map(({ cluster, settings }) => ({ cluster, ...mapAll(settings) }));
}
