import { printPrefix } from "@splithorizon/core";
import type { ClusterTwin } from "../site/index.ts";

/** What `kubectl cluster-info dump` tells of the cluster's blocks, as the tutorial greps it out. */
export function showClusterCidrs({ settings: { podCidrs, serviceCidrs } }: ClusterTwin): string {
  const pods = podCidrs.map(printPrefix).join(",");
  const services = serviceCidrs.map(printPrefix).join(",");
  return `Pods CIDR: ${pods}\nService CIDR (Cluster IP): ${services}\n`;
}
