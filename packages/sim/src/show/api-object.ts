import type {
  ClusterNode,
  CorefileConfigMap,
  EndpointSlice,
  LoadBalancerIpPool,
  Namespace,
  ObjectMeta,
  Pod,
  Service,
  ServicePort,
} from "@splithorizon/core";

/** An object as the API gives it: what is null or empty is left out, as the API server leaves it out. */
export type ApiObject = Readonly<Record<string, unknown>>;

/** Without the fields that say nothing. */
export function compact(fields: ApiObject): ApiObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => saysSomething(value)));
}

function saysSomething(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== "object" || Object.keys(value).length > 0;
}

export function metadataOf({
  name,
  namespace,
  labels,
  annotations,
  creationTimestamp,
  generateName,
  deletionTimestamp,
}: ObjectMeta): ApiObject {
  return compact({ annotations, creationTimestamp, deletionTimestamp, generateName, labels, name, namespace });
}

export function serviceObject(service: Service): ApiObject {
  const [clusterIP] = service.clusterIps;
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: metadataOf(service.metadata),
    spec: compact({
      allocateLoadBalancerNodePorts: service.allocateLoadBalancerNodePorts,
      clusterIP,
      clusterIPs: service.clusterIps,
      externalIPs: service.externalIps,
      externalName: service.externalName,
      externalTrafficPolicy: service.externalTrafficPolicy,
      healthCheckNodePort: service.healthCheckNodePort,
      internalTrafficPolicy: service.type === "ExternalName" ? null : service.internalTrafficPolicy,
      ipFamilies: service.ipFamilies,
      ipFamilyPolicy: service.ipFamilyPolicy,
      loadBalancerClass: service.loadBalancerClass,
      loadBalancerIP: service.loadBalancerIp,
      loadBalancerSourceRanges: service.loadBalancerSourceRanges,
      ports: service.ports.map(portObject),
      publishNotReadyAddresses: service.publishNotReadyAddresses ? true : null,
      selector: service.selector,
      sessionAffinity: service.sessionAffinity,
      type: service.type,
    }),
    status: compact({ conditions: service.conditions.map(compactCondition), loadBalancer: ingressOf(service) }),
  };
}

function portObject({ name, nodePort, port, protocol, targetPort }: ServicePort): ApiObject {
  return compact({ name, nodePort, port, protocol, targetPort: targetPort ?? port });
}

function compactCondition(condition: Service["conditions"][number]): ApiObject {
  return { ...condition };
}

function ingressOf({ loadBalancerIngress }: Service): ApiObject {
  const ingress = loadBalancerIngress.map((entry) =>
    entry.kind === "ip" ? { ip: entry.ip } : { hostname: entry.hostname },
  );
  return compact({ ingress });
}

export function podObject(pod: Pod): ApiObject {
  const [podIP] = pod.podIps;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: metadataOf(pod.metadata),
    spec: compact({
      dnsConfig: pod.dnsConfig === null ? null : compact({ ...pod.dnsConfig }),
      dnsPolicy: pod.dnsPolicy,
      hostNetwork: pod.hostNetwork ? true : null,
      hostname: pod.hostname,
      nodeName: pod.nodeName,
      subdomain: pod.subdomain,
    }),
    status: compact({
      conditions: [{ status: pod.ready ? "True" : "False", type: "Ready" }],
      phase: pod.phase,
      podIP,
      podIPs: pod.podIps.map((ip) => ({ ip })),
    }),
  };
}

export function nodeObject(node: ClusterNode): ApiObject {
  const [podCIDR] = node.podCidrs;
  const addresses = [
    ...node.internalIps.map((address) => ({ address, type: "InternalIP" })),
    ...node.externalIps.map((address) => ({ address, type: "ExternalIP" })),
    { address: node.hostname, type: "Hostname" },
  ];
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: metadataOf(node.metadata),
    spec: compact({ podCIDR, podCIDRs: node.podCidrs, unschedulable: node.unschedulable ? true : null }),
    status: compact({
      addresses,
      conditions: [{ status: node.ready ? "True" : "False", type: "Ready" }],
      nodeInfo: compact({ kubeletVersion: node.kubeletVersion }),
    }),
  };
}

export function endpointSliceObject(slice: EndpointSlice): ApiObject {
  return {
    addressType: slice.addressType,
    apiVersion: "discovery.k8s.io/v1",
    endpoints: slice.endpoints.map(({ addresses, ready, serving, terminating, hostname, nodeName, zone, targetRef }) =>
      compact({ addresses, conditions: compact({ ready, serving, terminating }), hostname, nodeName, targetRef, zone }),
    ),
    kind: "EndpointSlice",
    metadata: metadataOf(slice.metadata),
    ports: slice.ports.map(({ name, port, protocol }) => compact({ name, port, protocol })),
  };
}

export function configMapObject({ metadata, corefile }: CorefileConfigMap): ApiObject {
  return { apiVersion: "v1", data: { Corefile: corefile }, kind: "ConfigMap", metadata: metadataOf(metadata) };
}

export function namespaceObject({ metadata }: Namespace): ApiObject {
  return { apiVersion: "v1", kind: "Namespace", metadata: metadataOf(metadata), status: { phase: "Active" } };
}

export function poolObject(pool: LoadBalancerIpPool): ApiObject {
  return {
    apiVersion: pool.apiVersion,
    kind: "CiliumLoadBalancerIPPool",
    metadata: metadataOf(pool.metadata),
    spec: compact({
      allowFirstLastIPs: pool.allowFirstLastIps,
      blocks: pool.blocks.map((block) =>
        block.kind === "cidr" ? { cidr: block.cidr } : compact({ start: block.start, stop: block.stop }),
      ),
      disabled: pool.disabled,
      serviceSelector: pool.serviceSelector === null ? null : compact({ ...pool.serviceSelector }),
    }),
    status: compact({ conditions: pool.conditions.map(compactCondition) }),
  };
}
