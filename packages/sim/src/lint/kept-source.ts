import type { Service } from "@splithorizon/core";
import { makeNetwork } from "../network/index.ts";
import { clusterNetworkOf, type SiteTwin } from "../site/index.ts";

/** The same site where every service keeps its clients' own addresses: what its servers would say of them. */
export function withKeptSources(twin: SiteTwin): SiteTwin {
  const clusters = [...twin.clusters].map(([name, cluster]) => {
    const services = cluster.snapshot.services.map(keeping);
    return [name, clusterNetworkOf({ ...cluster, snapshot: { ...cluster.snapshot, services } })] as const;
  });
  return { ...twin, network: makeNetwork([...twin.network.stations.values()], new Map(clusters)) };
}

function keeping(service: Service): Service {
  return { ...service, externalTrafficPolicy: "Local" };
}
