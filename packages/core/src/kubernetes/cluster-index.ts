import { assertNever } from "../invariant.ts";
import type {
  ClusterSnapshot,
  EndpointSlice,
  LabelSelector,
  Namespace,
  Pod,
  Service,
  SliceEndpoint,
} from "./cluster-snapshot.ts";

/** A cluster by the keys that questions come with. Made once per snapshot: an answer costs the same with ten services and with ten thousand. */
export interface ClusterIndex {
  readonly namespaces: ReadonlyMap<string, Namespace>;
  /** By `name.namespace`. */
  readonly services: ReadonlyMap<string, Service>;
  /** Slices of a service, by `name.namespace`, in the snapshot's order. */
  readonly slices: ReadonlyMap<string, readonly EndpointSlice[]>;
  readonly servicesByClusterIp: ReadonlyMap<string, readonly Service[]>;
  /** By `spec.externalIPs` and by the load balancer's addresses. */
  readonly servicesByExternalIp: ReadonlyMap<string, readonly Service[]>;
  readonly slicesByAddress: ReadonlyMap<string, readonly EndpointSlice[]>;
  readonly podsByIp: ReadonlyMap<string, readonly Pod[]>;
}

const indexes = new WeakMap<ClusterSnapshot, ClusterIndex>();

/** The index of a snapshot; made at the first use and kept as long as the snapshot. */
export function clusterIndex(snapshot: ClusterSnapshot): ClusterIndex {
  const known = indexes.get(snapshot);
  if (known !== undefined) return known;
  const made = makeIndex(snapshot);
  indexes.set(snapshot, made);
  return made;
}

/** `name.namespace`: names of Kubernetes objects have no dots that could confuse the two (DNS-1035 labels). */
export function serviceKey(name: string, namespace: string): string {
  return `${name}.${namespace}`;
}

/** Whether nobody said that an endpoint is not ready: null counts as ready (object/endpoint.go). */
export function isReady(endpoint: SliceEndpoint): boolean {
  return endpoint.ready !== false;
}

/** `spec.externalIPs`, then the load balancer's addresses and host names, in order, for any type of service (object/service.go). */
export function externalAddressesOf(service: Service): readonly string[] {
  const ingress = service.loadBalancerIngress.map((entry) => (entry.kind === "ip" ? entry.ip : entry.hostname));
  return [...service.externalIps, ...ingress];
}

/** The first cluster IP decides (object/service.go Headless). */
export function isHeadless(service: Service): boolean {
  return service.clusterIps[0] === "None";
}

/** Kubernetes' label selectors; null selects nothing. */
export function selects(selector: LabelSelector | null, labels: Readonly<Record<string, string>>): boolean {
  if (selector === null) return false;
  const labelOf = (key: string): string | undefined => (Object.hasOwn(labels, key) ? labels[key] : undefined);
  const matchesLabels = Object.entries(selector.matchLabels).every(([key, value]) => labelOf(key) === value);
  return (
    matchesLabels && selector.matchExpressions.every((expression) => satisfies(expression, labelOf(expression.key)))
  );
}

function satisfies(expression: LabelSelector["matchExpressions"][number], value: string | undefined): boolean {
  const { operator, values } = expression;
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    default:
      return assertNever(operator);
  }
}

function makeIndex(snapshot: ClusterSnapshot): ClusterIndex {
  return {
    namespaces: new Map(snapshot.namespaces.map((namespace) => [namespace.metadata.name, namespace])),
    services: new Map(
      snapshot.services.map((service) => [serviceKey(service.metadata.name, service.metadata.namespace), service]),
    ),
    slices: groupBy(snapshot.endpointSlices, (slice) => [serviceKey(slice.serviceName, slice.metadata.namespace)]),
    servicesByClusterIp: groupBy(snapshot.services, (service) => service.clusterIps),
    servicesByExternalIp: groupBy(snapshot.services, externalAddressesOf),
    slicesByAddress: groupBy(snapshot.endpointSlices, (slice) =>
      slice.endpoints.filter(isReady).flatMap((endpoint) => endpoint.addresses),
    ),
    podsByIp: groupBy(
      snapshot.pods.filter((pod) => !ENDED.has(pod.phase)),
      (pod) => pod.podIps,
    ),
  };
}

/** Pods in these phases have no record (object/pod.go). */
const ENDED: ReadonlySet<string> = new Set(["Succeeded", "Failed", "Unknown"]);

function groupBy<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of new Set(keysOf(item))) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return groups;
}
