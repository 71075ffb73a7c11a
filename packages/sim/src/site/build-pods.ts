import {
  type Address,
  type ClusterSnapshot,
  type Pod,
  parsePrefix,
  type Service,
  type SliceEndpoint,
} from "@splithorizon/core";
import type { PodPlace } from "./build-cluster-stations.ts";
import type { ClusterSettings } from "./model.ts";

/** Pods in these phases have no network any more. */
const ENDED: ReadonlySet<string> = new Set(["Succeeded", "Failed"]);

/** Name of the pod that stands for CoreDNS where the objects show none. */
export const ASSUMED_POD = "kube-system/coredns";
const ASSUMED_POD_CIDR = "10.244.0.0/16";

/**
 * Pods with a network of their own: those of the objects, then those that only an EndpointSlice tells of.
 * `taken` are addresses that machines outside the cluster's pods have.
 */
export function podsOf(snapshot: ClusterSnapshot, taken: ReadonlySet<Address>): readonly PodPlace[] {
  const own = snapshot.pods.filter((pod) => !pod.hostNetwork && !ENDED.has(pod.phase) && pod.podIps.length > 0);
  const places = own.map(placeOfPod);
  const known = new Set<Address>([...taken, ...places.flatMap(({ addresses }) => addresses)]);
  const told = snapshot.endpointSlices.flatMap(({ endpoints, metadata }) =>
    endpoints.flatMap((endpoint) => placeOfEndpoint(endpoint, metadata.namespace, known)),
  );
  const names = new Set(places.map(({ name }) => name));
  // What a slice says of a pod whose object has other addresses is of an earlier life of that pod.
  return [...places, ...joined(told.filter(({ name }) => !names.has(name)))];
}

/** A pod has one slice for each family of addresses, and is one machine. */
function joined(told: readonly PodPlace[]): readonly PodPlace[] {
  const byName = new Map<string, PodPlace>();
  for (const place of told) {
    const known = byName.get(place.name);
    const addresses = [...(known?.addresses ?? []), ...place.addresses];
    byName.set(place.name, { ...place, node: known?.node || place.node, addresses });
  }
  return [...byName.values()];
}

function placeOfPod(pod: Pod): PodPlace {
  const { namespace, name } = pod.metadata;
  return { name: `${namespace}/${name}`, addresses: pod.podIps, node: pod.nodeName ?? "", pod };
}

/** Claims the addresses, so that two slices of one pod make one place. */
function placeOfEndpoint(
  { addresses, targetRef, nodeName }: SliceEndpoint,
  namespace: string,
  known: Set<Address>,
): readonly PodPlace[] {
  const own = addresses.filter((address) => !known.has(address));
  const [first] = own;
  if (first === undefined) return [];
  for (const address of own) known.add(address);
  const name =
    targetRef?.kind === "Pod" ? `${targetRef.namespace || namespace}/${targetRef.name}` : `${namespace}/${first}`;
  return [{ name, addresses: own, node: nodeName ?? "", pod: null }];
}

/** The Service that pods ask: kubeadm's name, then the label that every installer sets. */
export function dnsServiceOf({ services }: ClusterSnapshot): Service | null {
  const named = services.find(({ metadata }) => metadata.namespace === "kube-system" && metadata.name === "kube-dns");
  return named ?? services.find(({ metadata }) => metadata.labels["k8s-app"] === "kube-dns") ?? null;
}

/** The pods that run CoreDNS: the DNS service's endpoints and those it selects, else those with kubeadm's label. */
export function coreDnsPodsOf(snapshot: ClusterSnapshot, pods: readonly PodPlace[]): readonly PodPlace[] {
  const service = dnsServiceOf(snapshot);
  if (service === null) return pods.filter(({ pod }) => pod?.metadata.labels["k8s-app"] === "kube-dns");
  const { name, namespace } = service.metadata;
  const slices = snapshot.endpointSlices.filter(
    (slice) => slice.serviceName === name && slice.metadata.namespace === namespace,
  );
  const endpoints = new Set(slices.flatMap((slice) => slice.endpoints.flatMap(({ addresses }) => addresses)));
  return pods.filter(
    ({ addresses, pod }) => addresses.some((address) => endpoints.has(address)) || isSelected(service, pod),
  );
}

function isSelected({ selector, metadata }: Service, pod: Pod | null): boolean {
  const wanted = Object.entries(selector);
  if (pod === null || wanted.length === 0 || pod.metadata.namespace !== metadata.namespace) return false;
  return wanted.every(([key, value]) => Object.hasOwn(pod.metadata.labels, key) && pod.metadata.labels[key] === value);
}

/**
 * A Corefile without any pod that could run it: a partial site. One is assumed, on the tenth address of the pods' range,
 * or on the last one where there are fewer.
 */
export function assumedCoreDnsPod({ podCidrs }: ClusterSettings): PodPlace {
  const own = podCidrs.find(({ address }) => !address.includes(":"));
  const prefix = own ?? parsePrefix(ASSUMED_POD_CIDR);
  const { address: base, length } = typeof prefix === "string" ? { address: "10.244.0.0", length: 16 } : prefix;
  const octets = base.split(".").map(Number);
  const last = (octets[3] ?? 0) + Math.min(10, 2 ** (32 - length) - 1);
  const address = [...octets.slice(0, 3), last].join(".") as Address;
  return { name: ASSUMED_POD, addresses: [address], node: "", pod: null };
}
