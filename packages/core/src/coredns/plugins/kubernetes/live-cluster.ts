import type { Address } from "../../../dns/index.ts";
import type { ClusterView } from "../../../kubernetes/index.ts";
import type { ExternalSource, PluginContext } from "../../plugin.ts";
import type { ClusterRecords } from "./cluster-records.ts";
import { ClusterLookUp } from "./look-up.ts";
import type { KubernetesSettings } from "./settings.ts";

/** What the plugin's informers hold at the moment. What can be found in it is made when somebody asks after a change. */
export class LiveCluster {
  readonly settings: KubernetesSettings;
  readonly #context: PluginContext;
  #view: ClusterView;
  #lookUp: ClusterLookUp | null = null;

  constructor(settings: KubernetesSettings, context: PluginContext, view: ClusterView) {
    this.settings = settings;
    this.#context = context;
    this.#view = view;
  }

  get view(): ClusterView {
    return this.#view;
  }

  get lookUp(): ClusterLookUp {
    this.#lookUp ??= new ClusterLookUp(this.settings, this.#context, this.#view);
    return this.#lookUp;
  }

  get records(): ClusterRecords {
    return this.lookUp.records;
  }

  get ownAddresses(): readonly Address[] {
    return this.lookUp.ownAddresses;
  }

  change(view: ClusterView): void {
    this.#view = view;
    this.#lookUp = null;
  }
}

/** What k8s_external takes from it: always of the moment. */
export function externalSourceOf(cluster: LiveCluster): ExternalSource {
  const { settings } = cluster;
  return {
    get clusterView() {
      return cluster.view;
    },
    ttl: settings.ttl,
    isNamespaceExposed: (namespace) => cluster.records.isExposed(namespace),
    limitsNamespaces: settings.namespaces.size > 0,
    get index() {
      return cluster.records.index;
    },
    endpointName: (endpoint, address) => cluster.records.endpointName(endpoint, address),
  };
}
