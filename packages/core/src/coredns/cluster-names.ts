import type { DomainName } from "../dns/index.ts";
import { type ClusterSnapshot, clusterIndex, selects } from "../kubernetes/index.ts";
import { emptyFileTree } from "../text/index.ts";
import { type Corefile, Dispenser, type ServerBlock } from "./corefile/index.ts";
import type { SettingsContext } from "./plugin-entry.ts";
import { readExternalSettings } from "./plugins/k8s_external/settings.ts";
import { type KubernetesSettings, readKubernetesSettings } from "./plugins/kubernetes/settings.ts";
import type { PluginName } from "./versions.ts";

/** What a server block makes of a cluster's names: the settings of its plugins kubernetes and k8s_external. */
export interface ClusterNames {
  /** The first zone of kubernetes that is no reverse zone: `cluster.local.` */
  readonly clusterDomain: DomainName;
  /** All zones of kubernetes in the order of its line, reverse zones among them. */
  readonly clusterZones: readonly DomainName[];
  /** Zones of k8s_external in the order of its line; empty without that plugin. */
  readonly externalDomains: readonly DomainName[];
  /** The label of k8s_external's name servers. */
  readonly apexLabel: string;
  readonly headless: boolean;
  readonly endpointPodNames: boolean;
  /** Whether a namespace exists in this snapshot and is let through by `namespaces` or `namespace_labels`. */
  isExposed(namespace: string, snapshot: ClusterSnapshot): boolean;
}

/** One entry for each server block with the plugin kubernetes, in the order of the file. */
export function clusterNamesOf(corefile: Corefile): readonly ClusterNames[] {
  return corefile.blocks.flatMap((block) => namesOfBlock(block, corefile) ?? []);
}

function namesOfBlock(block: ServerBlock, corefile: Corefile): ClusterNames | null {
  const kubernetes = block.directives.get("kubernetes");
  if (kubernetes === undefined) return null;
  const context = contextOf(block, corefile);
  const { value: inside } = readKubernetesSettings(new Dispenser(kubernetes.tokens), context);
  if (inside.primaryZone === null) return null;
  const outside = block.directives.get("k8s_external");
  const external = outside === undefined ? null : readExternalSettings(new Dispenser(outside.tokens), context).value;
  return {
    clusterDomain: inside.primaryZone,
    clusterZones: inside.zones,
    externalDomains: external?.zones ?? [],
    apexLabel: external?.apex ?? "dns",
    headless: external?.headless ?? false,
    endpointPodNames: inside.endpointPodNames,
    isExposed: (namespace, snapshot) => isExposed(inside, namespace, snapshot),
  };
}

function contextOf(block: ServerBlock, { version }: Corefile): SettingsContext {
  return {
    zones: block.zones.map(({ zone }) => zone),
    version,
    files: emptyFileTree,
    resolveFile: (path) => path,
    hostname: "",
    interfaces: null,
    hostNameServers: [],
    hostSearch: [],
    siblings: new Set<PluginName>(block.directives.keys()),
  };
}

function isExposed(settings: KubernetesSettings, namespace: string, snapshot: ClusterSnapshot): boolean {
  const object = clusterIndex(snapshot).namespaces.get(namespace);
  if (object === undefined) return false;
  if (settings.namespaces.size > 0 && !settings.namespaces.has(namespace)) return false;
  return settings.namespaceSelector === null || selects(settings.namespaceSelector, object.metadata.labels);
}
