import type { ClusterSnapshot } from "@splithorizon/core";
import type { PodPlace } from "../../site/index.ts";

/** Of a cluster: all pods with a network of their own, and those that run CoreDNS. */
export interface ClusterPods {
  readonly pods: readonly PodPlace[];
  readonly coreDnsPods: readonly PodPlace[];
}

export type SnapshotWatcher = (cluster: string, before: ClusterSnapshot, after: ClusterSnapshot) => void;
