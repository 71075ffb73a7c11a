import type { ClusterSnapshot, EndpointSlice, Pod, Service, SliceEndpoint, SlicePort } from "@splithorizon/core";
import { isHeadless, selects } from "@splithorizon/core";

/** Whom EndpointSlices are looked after for: Services that select pods (endpointslice/reconciler.go). */
export function hasSlices({ type, selector }: Service): boolean {
  return type !== "ExternalName" && Object.keys(selector).length > 0;
}

const ENDED: ReadonlySet<string> = new Set(["Succeeded", "Failed"]);

/** Pods that a Service selects and that have an address. */
export function podsBehind({ pods }: ClusterSnapshot, service: Service): readonly Pod[] {
  const selector = { matchLabels: service.selector, matchExpressions: [] };
  return pods.filter(
    ({ metadata, phase, podIps }) =>
      metadata.namespace === service.metadata.namespace &&
      podIps.length > 0 &&
      !ENDED.has(phase) &&
      selects(selector, metadata.labels),
  );
}

/**
 * The slices of a Service as its controller wants them: one for each family of addresses and each set of ports that pods
 * come to, since a named port may be another one in another pod. Slices that there are keep their names, endpoints that
 * there are their states. `newName`: the end of a new slice's name.
 */
export function slicesOf(snapshot: ClusterSnapshot, service: Service, newName: () => string): readonly EndpointSlice[] {
  const before = snapshot.endpointSlices.filter((slice) => isOf(slice, service));
  const known = new Map(before.flatMap(({ endpoints }) => endpoints.map((one) => [keyOf(one), one] as const)));
  const pods = podsBehind(snapshot, service);
  return familiesOf(service).flatMap((addressType) => {
    const old = before.filter((slice) => slice.addressType === addressType);
    const groups = groupsOf(service, pods, addressType);
    return groups.map(({ ports, members }, at): EndpointSlice => {
      const kept = old.find((slice) => isSame(slice.ports, ports)) ?? old[at];
      const endpoints = members.map((pod) => {
        const endpoint = endpointOf(pod, service, addressType);
        return known.get(keyOf(endpoint)) ?? endpoint;
      });
      if (kept !== undefined) return { ...kept, endpoints, ports };
      return newSlice(service, { addressType, endpoints, ports }, newName());
    });
  });
}

type Content = Pick<EndpointSlice, "addressType" | "endpoints" | "ports">;

function newSlice({ metadata: { namespace, name, labels } }: Service, content: Content, end: string): EndpointSlice {
  return {
    ...content,
    serviceName: name,
    metadata: {
      name: `${name}-${end}`,
      namespace,
      labels: {
        ...labels,
        "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
        "kubernetes.io/service-name": name,
      },
      annotations: {},
      creationTimestamp: null,
      generateName: `${name}-`,
    },
  };
}

/** Without a word of it, those of the cluster's addresses. */
function familiesOf({ ipFamilies, clusterIps }: Service): readonly ("IPv4" | "IPv6")[] {
  if (ipFamilies.length > 0) return ipFamilies;
  const told = clusterIps.flatMap((ip) =>
    ip === "None" ? [] : [ip.includes(":") ? ("IPv6" as const) : ("IPv4" as const)],
  );
  return told.length > 0 ? [...new Set(told)] : ["IPv4"];
}

interface Group {
  readonly ports: readonly SlicePort[];
  readonly members: readonly Pod[];
}

/** Without any pod there is one slice, which is empty. */
function groupsOf(service: Service, pods: readonly Pod[], type: "IPv4" | "IPv6"): readonly Group[] {
  const groups = new Map<string, { readonly ports: readonly SlicePort[]; readonly members: Pod[] }>();
  for (const pod of pods.filter((one) => addressesOf(one, type).length > 0)) {
    const ports = portsFor(service, pod);
    const key = JSON.stringify(ports);
    const group = groups.get(key) ?? { ports, members: [] };
    groups.set(key, group);
    group.members.push(pod);
  }
  return groups.size > 0 ? [...groups.values()] : [{ ports: [], members: [] }];
}

/** A named target is a container's port of that name and protocol; a pod that has none has no such port (FindPort). */
function portsFor(service: Service, pod: Pod): readonly SlicePort[] {
  if (service.ports.length === 0 && isHeadless(service)) return [];
  return service.ports.flatMap(({ name, port, protocol, targetPort }): readonly SlicePort[] => {
    if (typeof targetPort !== "string") return [{ name, port: targetPort ?? port, protocol }];
    const found = pod.containerPorts.find((own) => own.name === targetPort && own.protocol === protocol);
    return found === undefined ? [] : [{ name, port: found.port, protocol }];
  });
}

function endpointOf(pod: Pod, service: Service, type: "IPv4" | "IPv6"): SliceEndpoint {
  const { namespace, name } = pod.metadata;
  const hasName = pod.hostname !== "" && pod.subdomain === service.metadata.name;
  return {
    addresses: addressesOf(pod, type).slice(0, 1),
    ready: pod.ready || service.publishNotReadyAddresses,
    serving: pod.ready,
    terminating: false,
    hostname: hasName ? pod.hostname : null,
    nodeName: pod.nodeName,
    zone: null,
    targetRef: { kind: "Pod", namespace, name },
  };
}

function keyOf({ addresses, targetRef }: SliceEndpoint): string {
  return `${targetRef?.name ?? ""} ${addresses.join(" ")}`;
}

export function isOf({ metadata, serviceName }: EndpointSlice, service: Service): boolean {
  return metadata.namespace === service.metadata.namespace && serviceName === service.metadata.name;
}

function addressesOf({ podIps }: Pod, type: "IPv4" | "IPv6"): Pod["podIps"] {
  return podIps.filter((ip) => ip.includes(":") === (type === "IPv6"));
}

function isSame(one: readonly SlicePort[], other: readonly SlicePort[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
