import {
  type Address,
  type ClusterSnapshot,
  clusterIndex,
  isReady,
  type Service,
  type ServicePort,
  type SliceEndpoint,
  serviceKey,
} from "@splithorizon/core";

/** A pod, or a host, behind a service. */
export interface Backend {
  readonly address: Address;
  readonly port: number;
  /** `nodeName` of the EndpointSlice, which decides what is local; null where a slice made by hand does not say. */
  readonly nodeName: string | null;
  /** The node that a packet to it ends at; null: outside the cluster's nodes. */
  readonly node: string | null;
  readonly state: "ready" | "terminating";
}

/** Every endpoint of one port that could get traffic: ready, or still serving while it terminates. Both families. */
export function endpointsOf(snapshot: ClusterSnapshot, service: Service, port: ServicePort): readonly Backend[] {
  const index = clusterIndex(snapshot);
  const slices = index.slices.get(serviceKey(service.metadata.name, service.metadata.namespace)) ?? [];
  const found = slices.flatMap((slice) => {
    const target = slice.ports.find(({ name, protocol }) => name === port.name && protocol === port.protocol);
    if (target === undefined || slice.addressType === "FQDN") return [];
    return slice.endpoints.flatMap((endpoint): readonly Backend[] => {
      const [address] = endpoint.addresses;
      const state = stateOf(endpoint);
      if (address === undefined || state === null) return [];
      const { nodeName } = endpoint;
      const node = nodeName ?? index.podsByIp.get(address)?.[0]?.nodeName ?? null;
      return [{ address, port: target.port ?? port.port, nodeName, node, state }];
    });
  });
  return [...new Map(found.map((backend) => [`${backend.address} ${backend.port}`, backend])).values()];
}

function stateOf(endpoint: SliceEndpoint): Backend["state"] | null {
  if (isReady(endpoint)) return "ready";
  return endpoint.terminating === true && endpoint.serving !== false ? "terminating" : null;
}

/**
 * The endpoints that a data path takes of those that its policy leaves: the ready ones, and where none is ready those
 * that still serve while they terminate (KEP-1669; kube-proxy pkg/proxy/topology.go, and Cilium alike).
 */
export function usable(backends: readonly Backend[]): readonly Backend[] {
  const ready = backends.filter(({ state }) => state === "ready");
  return ready.length > 0 ? ready : backends;
}

/** Where traffic for one port of a service may go when no policy keeps it on a node. */
export function backendsOf(snapshot: ClusterSnapshot, service: Service, port: ServicePort): readonly Backend[] {
  return usable(endpointsOf(snapshot, service, port));
}

/** Ready endpoints on one node, by address: what keeps a route announced and kube-proxy's health check green. */
export function readyBackendsOn(snapshot: ClusterSnapshot, service: Service, node: string): readonly Backend[] {
  const all = service.ports.flatMap((port) => endpointsOf(snapshot, service, port));
  const ready = all.filter(({ state, nodeName }) => state === "ready" && nodeName === node);
  return [...new Map(ready.map((backend) => [backend.address, backend])).values()];
}
