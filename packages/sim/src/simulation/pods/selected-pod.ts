import {
  type ClusterSnapshot,
  type EndpointSlice,
  type Pod,
  type Service,
  type SliceEndpoint,
  selects,
} from "@splithorizon/core";

/**
 * A pod's endpoints as the selectors of the Services want them: taken out of the slices of those that select it no more,
 * put into the first slice of each family of those that do now. Slices without a Service, or whose Service has no selector, are
 * somebody else's work. The same snapshot where nothing changes. `pod`: `namespace/name`.
 */
export function withSelectedPod(snapshot: ClusterSnapshot, pod: string): ClusterSnapshot {
  const known = snapshot.pods.find(({ metadata }) => `${metadata.namespace}/${metadata.name}` === pod);
  if (known === undefined) return snapshot;
  const changed = new Map<EndpointSlice, EndpointSlice>();
  for (const service of snapshot.services.filter((one) => isLookedAfter(one, known))) {
    const slices = snapshot.endpointSlices.filter((slice) => isOf(slice, service));
    const isSelected = selects({ matchLabels: service.selector, matchExpressions: [] }, known.metadata.labels);
    if (!isSelected) for (const slice of slices) changed.set(slice, without(slice, known));
    else for (const slice of slicesWithout(slices, known)) changed.set(slice, withEndpoint(slice, known, service));
  }
  const endpointSlices = snapshot.endpointSlices.map((slice) => changed.get(slice) ?? slice);
  const isSame = endpointSlices.every((slice, at) => slice === snapshot.endpointSlices[at]);
  return isSame ? snapshot : { ...snapshot, endpointSlices };
}

function isLookedAfter({ metadata, selector, type }: Service, pod: Pod): boolean {
  return metadata.namespace === pod.metadata.namespace && type !== "ExternalName" && Object.keys(selector).length > 0;
}

function isOf({ metadata, serviceName }: EndpointSlice, service: Service): boolean {
  return metadata.namespace === service.metadata.namespace && serviceName === service.metadata.name;
}

function targets({ targetRef }: SliceEndpoint, { metadata }: Pod): boolean {
  return targetRef?.kind === "Pod" && targetRef.name === metadata.name;
}

/** The first slice of each family in which the pod has an address and no endpoint yet. */
function slicesWithout(slices: readonly EndpointSlice[], pod: Pod): readonly EndpointSlice[] {
  const families = new Set(slices.map(({ addressType }) => addressType));
  return [...families].flatMap((family) => {
    const own = slices.filter(({ addressType }) => addressType === family);
    const hasIt = own.some(({ endpoints }) => endpoints.some((endpoint) => targets(endpoint, pod)));
    return hasIt || addressesOf(pod, family).length === 0 ? [] : own.slice(0, 1);
  });
}

function without(slice: EndpointSlice, pod: Pod): EndpointSlice {
  const endpoints = slice.endpoints.filter((endpoint) => !targets(endpoint, pod));
  return endpoints.length === slice.endpoints.length ? slice : { ...slice, endpoints };
}

function withEndpoint(slice: EndpointSlice, pod: Pod, service: Service): EndpointSlice {
  const { namespace, name } = pod.metadata;
  // endpointslice/util ShouldSetHostname: a name of its own below its own Service alone.
  const isNamed = pod.hostname !== "" && pod.subdomain === service.metadata.name;
  const endpoint: SliceEndpoint = {
    addresses: addressesOf(pod, slice.addressType).slice(0, 1),
    ready: pod.ready,
    serving: pod.ready,
    terminating: false,
    hostname: isNamed ? pod.hostname : null,
    nodeName: pod.nodeName,
    zone: null,
    targetRef: { kind: "Pod", namespace, name },
  };
  return { ...slice, endpoints: [...slice.endpoints, endpoint] };
}

function addressesOf({ podIps }: Pod, type: EndpointSlice["addressType"]): Pod["podIps"] {
  return podIps.filter((ip) => ip.includes(":") === (type === "IPv6"));
}
