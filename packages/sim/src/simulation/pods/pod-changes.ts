import type { ClusterSnapshot, EndpointSlice, Pod, SliceEndpoint } from "@splithorizon/core";

type PodFields = Partial<Pick<Pod, "ready" | "containers" | "metadata">>;
type EndpointFields = Partial<Pick<SliceEndpoint, "ready" | "serving" | "terminating">>;

/** A pod's object and its endpoints with other fields; the same snapshot where neither is known. `pod`: `namespace/name`. */
export function withPod(
  snapshot: ClusterSnapshot,
  pod: string,
  fields: PodFields,
  endpoint: EndpointFields,
): ClusterSnapshot {
  const pods = mapChanged(snapshot.pods, (known) => (nameOfPod(known) === pod ? { ...known, ...fields } : known));
  const endpointSlices = mapChanged(snapshot.endpointSlices, (slice) =>
    withEndpoints(slice, (known) => (isOfPod(slice, known, pod) ? { ...known, ...endpoint } : known)),
  );
  const isSame = pods === snapshot.pods && endpointSlices === snapshot.endpointSlices;
  return isSame ? snapshot : { ...snapshot, pods, endpointSlices };
}

/**
 * A pod is being deleted: it is there until then, out of the endpoints for everybody who does not ask for terminating ones
 * (endpointslice/utils.go: ready is false, serving as the pod is).
 */
export function withTerminatingPod(snapshot: ClusterSnapshot, pod: string, deletionTimestamp: string): ClusterSnapshot {
  const known = snapshot.pods.find((one) => nameOfPod(one) === pod);
  const fields = known === undefined ? {} : { metadata: { ...known.metadata, deletionTimestamp } };
  return withPod(snapshot, pod, fields, { ready: false, terminating: true });
}

/** A pod that nobody has found a node for yet, among the others in order. */
export function withNewPod(snapshot: ClusterSnapshot, pod: Pod): ClusterSnapshot {
  const pods = [...snapshot.pods, pod].sort((one, other) => (nameOfPod(one) < nameOfPod(other) ? -1 : 1));
  return { ...snapshot, pods };
}

/** A pod's object and its endpoints are gone. */
export function withoutPod(snapshot: ClusterSnapshot, pod: string): ClusterSnapshot {
  return {
    ...snapshot,
    pods: snapshot.pods.filter((known) => nameOfPod(known) !== pod),
    endpointSlices: snapshot.endpointSlices.map((slice) => {
      const endpoints = slice.endpoints.filter((endpoint) => !isOfPod(slice, endpoint, pod));
      return endpoints.length === slice.endpoints.length ? slice : { ...slice, endpoints };
    }),
  };
}

/** A pod like others has come, not ready yet, with an endpoint wherever one of them has one. */
export function withPodLike(snapshot: ClusterSnapshot, pod: Pod, others: readonly string[]): ClusterSnapshot {
  const { namespace, name } = pod.metadata;
  const endpointSlices = snapshot.endpointSlices.map((slice) => {
    const model = slice.endpoints.find((endpoint) => others.some((other) => isOfPod(slice, endpoint, other)));
    // A slice holds one family's addresses (discovery.k8s.io addressType): a pod of two stacks has an endpoint in each.
    const addresses = pod.podIps.filter((ip) => ip.includes(":") === (slice.addressType === "IPv6"));
    if (model === undefined || addresses.length === 0) return slice;
    const added: SliceEndpoint = {
      ...model,
      addresses,
      ready: false,
      serving: false,
      terminating: false,
      nodeName: pod.nodeName,
      targetRef: { kind: "Pod", namespace, name },
    };
    return { ...slice, endpoints: [...slice.endpoints, added] };
  });
  const pods = [...snapshot.pods, pod].sort((one, other) => (nameOfPod(one) < nameOfPod(other) ? -1 : 1));
  return { ...snapshot, pods, endpointSlices };
}

export function nameOfPod({ metadata }: Pod): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function withEndpoints(slice: EndpointSlice, change: (endpoint: SliceEndpoint) => SliceEndpoint): EndpointSlice {
  const endpoints = mapChanged(slice.endpoints, change);
  return endpoints === slice.endpoints ? slice : { ...slice, endpoints };
}

function isOfPod({ metadata }: EndpointSlice, { targetRef }: SliceEndpoint, pod: string): boolean {
  return targetRef?.kind === "Pod" && `${targetRef.namespace || metadata.namespace}/${targetRef.name}` === pod;
}

/** The list itself where nothing has changed: who compares by identity sees no change. */
function mapChanged<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  const changed = items.map(change);
  return changed.some((item, index) => item !== items[index]) ? changed : items;
}
