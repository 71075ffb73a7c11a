import type {
  ClusterNode,
  ClusterSnapshot,
  EndpointSlice,
  LoadBalancerIpPool,
  ObjectMeta,
  Pod,
  Service,
} from "@splithorizon/core";
import { ageOf } from "./age.ts";
import {
  type ApiObject,
  configMapObject,
  endpointSliceObject,
  nodeObject,
  podObject,
  poolObject,
  serviceObject,
} from "./api-object.ts";
import { useOf } from "./pool-addresses.ts";

/** One row of a table and the object behind it. */
export interface Resource {
  readonly metadata: ObjectMeta;
  readonly object: ApiObject;
  readonly cells: readonly string[];
  /** Behind the others with `-o wide`. */
  readonly wide: readonly string[];
}

/** A kind as kubectl lists it. */
export interface ResourceKind {
  /** As in `services "x" not found`, with the API group of kinds that have one. */
  readonly plural: string;
  readonly isNamespaced: boolean;
  readonly headers: readonly string[];
  readonly wideHeaders: readonly string[];
  /** `atSeconds`: seconds since 1970, for AGE. */
  readonly list: (snapshot: ClusterSnapshot, atSeconds: number) => readonly Resource[];
}

const none = "<none>";

export const services: ResourceKind = {
  plural: "services",
  isNamespaced: true,
  headers: ["NAME", "TYPE", "CLUSTER-IP", "EXTERNAL-IP", "PORT(S)", "AGE"],
  wideHeaders: ["SELECTOR"],
  list: (snapshot, atSeconds) =>
    snapshot.services.map((service) => ({
      metadata: service.metadata,
      object: serviceObject(service),
      cells: [
        service.metadata.name,
        service.type,
        service.clusterIps[0] ?? none,
        externalIpOf(service),
        portsOf(service),
        ageOf(service.metadata.creationTimestamp, atSeconds),
      ],
      wide: [formatLabels(service.selector)],
    })),
};

/**
 * pkg/printers/internalversion getServiceExternalIP; the API server makes its tables with Wide, so that nothing is cut
 * (pkg/printers/storage ConvertToTable).
 */
function externalIpOf(service: Service): string {
  const { type, externalIps } = service;
  if (type === "ExternalName") return service.externalName;
  const all = [...(type === "LoadBalancer" ? ingressOf(service) : []), ...externalIps];
  if (all.length > 0) return all.join(",");
  return type === "LoadBalancer" ? "<pending>" : none;
}

/** Sorted, each once (loadBalancerStatusStringer). */
function ingressOf({ loadBalancerIngress }: Service): readonly string[] {
  const all = loadBalancerIngress.map((entry) => (entry.kind === "ip" ? entry.ip : entry.hostname));
  return [...new Set(all)].sort();
}

function portsOf({ ports }: Service): string {
  const pieces = ports.map(({ port, nodePort, protocol }) =>
    nodePort === null || nodePort === 0 ? `${port}/${protocol}` : `${port}:${nodePort}/${protocol}`,
  );
  return pieces.join(",") || none;
}

function formatLabels(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return pairs.sort().join(",") || none;
}

export const pods: ResourceKind = {
  plural: "pods",
  isNamespaced: true,
  headers: ["NAME", "READY", "STATUS", "RESTARTS", "AGE"],
  wideHeaders: ["IP", "NODE", "NOMINATED NODE", "READINESS GATES"],
  list: (snapshot, atSeconds) =>
    snapshot.pods.map((pod) => ({
      metadata: pod.metadata,
      object: podObject(pod),
      cells: [
        pod.metadata.name,
        `${pod.containers.ready}/${pod.containers.total}`,
        statusOf(pod),
        String(pod.containers.restarts),
        ageOf(pod.metadata.creationTimestamp, atSeconds),
      ],
      wide: [pod.podIps[0] ?? none, pod.nodeName ?? none, none, none],
    })),
};

/** Who has come to his end is not being ended (kubectl's printers.go, IsPodPhaseTerminal). */
function statusOf({ phase, metadata }: Pod): string {
  const isOver = phase === "Succeeded" || phase === "Failed";
  if (metadata.deletionTimestamp !== undefined && !isOver) return "Terminating";
  return phase === "Succeeded" ? "Completed" : phase;
}

export const nodes: ResourceKind = {
  plural: "nodes",
  isNamespaced: false,
  headers: ["NAME", "STATUS", "ROLES", "AGE", "VERSION"],
  wideHeaders: ["INTERNAL-IP", "EXTERNAL-IP", "OS-IMAGE", "KERNEL-VERSION", "CONTAINER-RUNTIME"],
  list: (snapshot, atSeconds) =>
    snapshot.nodes.map((node) => ({
      metadata: node.metadata,
      object: nodeObject(node),
      cells: [
        node.metadata.name,
        `${node.ready ? "Ready" : "NotReady"}${node.unschedulable ? ",SchedulingDisabled" : ""}`,
        rolesOf(node),
        ageOf(node.metadata.creationTimestamp, atSeconds),
        node.kubeletVersion,
      ],
      wide: [node.internalIps[0] ?? none, node.externalIps[0] ?? none, "<unknown>", "<unknown>", "<unknown>"],
    })),
};

const ROLE_PREFIX = "node-role.kubernetes.io/";

function rolesOf({ metadata: { labels } }: ClusterNode): string {
  const roles = Object.entries(labels).flatMap(([key, value]) => {
    if (key.startsWith(ROLE_PREFIX) && key.length > ROLE_PREFIX.length) return [key.slice(ROLE_PREFIX.length)];
    return key === "kubernetes.io/role" && value !== "" ? [value] : [];
  });
  return roles.sort().join(",") || none;
}

export const endpointSlices: ResourceKind = {
  plural: "endpointslices.discovery.k8s.io",
  isNamespaced: true,
  headers: ["NAME", "ADDRESSTYPE", "PORTS", "ENDPOINTS", "AGE"],
  wideHeaders: [],
  list: (snapshot, atSeconds) =>
    snapshot.endpointSlices.map((slice) => ({
      metadata: slice.metadata,
      object: endpointSliceObject(slice),
      cells: [
        slice.metadata.name,
        slice.addressType,
        firstThree(slice.ports.map(portText)),
        firstThree(slice.endpoints.flatMap(({ addresses }) => addresses)),
        ageOf(slice.metadata.creationTimestamp, atSeconds),
      ],
      wide: [],
    })),
};

function portText({ name, port }: EndpointSlice["ports"][number]): string {
  return port === null ? name || "*" : String(port);
}

/** formatDiscoveryPorts, formatDiscoveryEndpoints. */
function firstThree(all: readonly string[]): string {
  if (all.length === 0) return "<unset>";
  const shown = all.slice(0, 3).join(",");
  return all.length > 3 ? `${shown} + ${all.length - 3} more...` : shown;
}

export const configMaps: ResourceKind = {
  plural: "configmaps",
  isNamespaced: true,
  headers: ["NAME", "DATA", "AGE"],
  wideHeaders: [],
  list: (snapshot, atSeconds) =>
    snapshot.corefiles.map((configMap) => ({
      metadata: configMap.metadata,
      object: configMapObject(configMap),
      cells: [configMap.metadata.name, "1", ageOf(configMap.metadata.creationTimestamp, atSeconds)],
      wide: [],
    })),
};

export const pools: ResourceKind = {
  plural: "ciliumloadbalancerippools.cilium.io",
  isNamespaced: false,
  headers: ["NAME", "DISABLED", "CONFLICTING", "IPS AVAILABLE", "AGE"],
  wideHeaders: [],
  list: (snapshot, atSeconds) =>
    snapshot.loadBalancerIpPools.map((pool) => ({
      metadata: pool.metadata,
      object: poolObject(pool),
      cells: [
        pool.metadata.name,
        String(pool.disabled),
        conflictOf(pool),
        String(availableIn(pool, snapshot)),
        ageOf(pool.metadata.creationTimestamp, atSeconds),
      ],
      wide: [],
    })),
};

function conflictOf({ conditions }: LoadBalancerIpPool): string {
  return conditions.find(({ type }) => type === "cilium.io/PoolConflict")?.status ?? "False";
}

function availableIn(pool: LoadBalancerIpPool, snapshot: ClusterSnapshot): bigint {
  const { total, taken } = useOf(pool, snapshot);
  return total - BigInt(taken.length);
}
