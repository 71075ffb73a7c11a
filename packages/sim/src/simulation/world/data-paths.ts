import type { ClusterNetwork, Frontends } from "../../load-balancer/index.ts";
import { type ClusterTwin, clusterNetworkOf } from "../../site/index.ts";
import { type LeaseHolders, withHolders } from "./lease-holders.ts";

/** What the nodes of the clusters do with packets at the moment. */
export class DataPaths {
  /** Costs a walk over all services, so it is made once for each state of a cluster. */
  readonly #made = new WeakMap<ClusterTwin, ClusterNetwork>();
  readonly #leases = new Map<string, LeaseHolders>();
  /** By node whose agent does not run, the services as it knew them. */
  readonly #kept = new Map<string, Frontends>();

  setLeases(cluster: string, holders: LeaseHolders): void {
    this.#leases.set(cluster, holders);
  }

  /** Nobody tells the kernel of a node of changes any more. */
  keep(node: string, twin: ClusterTwin): void {
    if (twin.settings.dataPath.kind === "cilium") this.#kept.set(node, this.#whole(twin).frontends);
  }

  follow(node: string): void {
    this.#kept.delete(node);
  }

  networkOf(name: string, twin: ClusterTwin): ClusterNetwork {
    const network = withHolders(this.#whole(twin), this.#leases.get(name));
    return this.#kept.size === 0 ? network : { ...network, keptFrontends: this.#kept };
  }

  #whole(twin: ClusterTwin): ClusterNetwork {
    const made = this.#made.get(twin) ?? clusterNetworkOf(twin);
    this.#made.set(twin, made);
    return made;
  }
}
