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

/** The counterpart of a name in whichever cluster knows it; of several reasons against it the most telling. */
export function mapNameInSite(twin: SiteTwin, name: DomainName): Mapping | null {
  const mappings = mappingsOf(twin).map(({ settings }) => mapName(name, settings));
  const known = mappings.find(({ kind }) => kind === "mapped");
  return known ?? mappings.find((mapping) => mapping.from !== null) ?? mappings[0] ?? null;
}

export function mapAllInSite(twin: SiteTwin): readonly (MappingTable & { readonly cluster: string })[] {
  return mappingsOf(twin).map(({ cluster, settings }) => ({ cluster, ...mapAll(settings) }));
}
