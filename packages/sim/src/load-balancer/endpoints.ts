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
  /** null: outside the cluster's nodes. */
  readonly node: string | null;
}

/**
 * Where traffic for one port of a service may go: the ready endpoints, and where no endpoint is ready those that still
 * serve while they terminate (KEP-1669, in kube-proxy and Cilium alike).
 */
export function backendsOf(snapshot: ClusterSnapshot, service: Service, port: ServicePort): readonly Backend[] {
  const all = endpointsOf(snapshot, service, port);
  const ready = all.filter(({ endpoint }) => isReady(endpoint));
  const chosen = ready.length > 0 ? ready : all.filter(({ endpoint }) => isServingWhileTerminating(endpoint));
  return uniqueBackends(chosen.map(({ backend }) => backend));
}

/** Ready endpoints on one node: what keeps a route announced and a health check green. */
export function readyBackendsOn(snapshot: ClusterSnapshot, service: Service, node: string): readonly Backend[] {
  const all = service.ports.flatMap((port) => endpointsOf(snapshot, service, port));
  const ready = all.filter(({ endpoint, backend }) => isReady(endpoint) && backend.node === node);
  const byAddress = new Map(ready.map(({ backend }) => [backend.address, backend]));
  return [...byAddress.values()];
}

function isServingWhileTerminating({ serving, terminating }: SliceEndpoint): boolean {
  return terminating === true && serving !== false;
}

interface FoundEndpoint {
  readonly backend: Backend;
  readonly endpoint: SliceEndpoint;
}

function endpointsOf(snapshot: ClusterSnapshot, service: Service, port: ServicePort): readonly FoundEndpoint[] {
  const index = clusterIndex(snapshot);
  const slices = index.slices.get(serviceKey(service.metadata.name, service.metadata.namespace)) ?? [];
  return slices.flatMap((slice) => {
    const target = slice.ports.find(({ name, protocol }) => name === port.name && protocol === port.protocol);
    if (target === undefined) return [];
    return slice.endpoints.flatMap((endpoint) => {
      const [address] = endpoint.addresses;
      if (address === undefined) return [];
      const node = endpoint.nodeName ?? index.podsByIp.get(address)?.[0]?.nodeName ?? null;
      return [{ endpoint, backend: { address, port: target.port ?? port.port, node } }];
    });
  });
}

function uniqueBackends(backends: readonly Backend[]): readonly Backend[] {
  const byPlace = new Map(backends.map((backend) => [`${backend.address} ${backend.port}`, backend]));
  return [...byPlace.values()];
}
