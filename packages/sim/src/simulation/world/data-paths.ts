import type { ClusterNetwork, Frontends } from "../../load-balancer/index.ts";
import { type ClusterTwin, clusterNetworkOf } from "../../site/index.ts";
import { type LeaseHolders, withHolders } from "./lease-holders.ts";

/** What the nodes of the clusters do with packets at the moment. */
export class DataPaths {
  readonly #leases = new Map<string, LeaseHolders>();
  /** By node whose agent does not run, the services as it knew them. */
  readonly #kept = new Map<string, Frontends>();

  setLeases(cluster: string, holders: LeaseHolders): void {
    this.#leases.set(cluster, holders);
  }

  /** Nobody tells the kernel of a node of changes any more. */
  keep(node: string, twin: ClusterTwin): void {
    if (twin.settings.dataPath.kind === "cilium") this.#kept.set(node, wholeOf(twin).frontends);
  }

  follow(node: string): void {
    this.#kept.delete(node);
  }

  /** The cluster is in another state, which is the same for packets. */
  stays(before: ClusterTwin, after: ClusterTwin): void {
    made.set(after, wholeOf(before));
  }

  networkOf(name: string, twin: ClusterTwin): ClusterNetwork {
    const network = withHolders(wholeOf(twin), this.#leases.get(name));
    return this.#kept.size === 0 ? network : { ...network, keptFrontends: this.#kept };
  }
}

/** Costs a walk over all services, so it is made once for each state of a cluster, and all forks of a site begin in the same one. */
const made = new WeakMap<ClusterTwin, ClusterNetwork>();

function wholeOf(twin: ClusterTwin): ClusterNetwork {
  const known = made.get(twin);
  if (known !== undefined) return known;
  const network = clusterNetworkOf(twin);
  made.set(twin, network);
  return network;
}
