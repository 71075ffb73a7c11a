import {
  type Address,
  type ClusterSnapshot,
  type Prefix,
  type Protocol,
  parsePrefix,
  type Service,
  type ServicePort,
} from "@splithorizon/core";
import type { Packet } from "../network/packet.ts";
import { type Backend, endpointsOf } from "./endpoints.ts";

/** An address and port at which nodes take traffic for a service. */
export interface Frontend {
  readonly kind: "cluster-ip" | "load-balancer" | "external-ip" | "node-port";
  readonly service: Service;
  /** Of the address's family. */
  readonly backends: readonly Backend[];
  /** `loadBalancerSourceRanges` of the address's family. */
  readonly sourceRanges: readonly Prefix[];
  /** Of a node port the node whose address this is. */
  readonly node: string | null;
}

export type Frontends = ReadonlyMap<string, Frontend>;

const protocols: ReadonlyMap<Protocol, Packet["protocol"]> = new Map([
  ["UDP", "udp"],
  ["TCP", "tcp"],
]);

export function frontendKey(address: Address, port: number, protocol: Packet["protocol"]): string {
  return `${address} ${port} ${protocol}`;
}

/** Every frontend of a cluster; of two services that claim one place the first by name keeps it. */
export function frontendsOf(snapshot: ClusterSnapshot): Frontends {
  const found = new Map<string, Frontend>();
  for (const service of snapshot.services) {
    if (service.type === "ExternalName") continue;
    for (const port of service.ports) addPort(found, snapshot, service, port);
  }
  return found;
}

function addPort(found: Map<string, Frontend>, snapshot: ClusterSnapshot, service: Service, port: ServicePort): void {
  const protocol = protocols.get(port.protocol);
  if (protocol === undefined) return;
  const endpoints = endpointsOf(snapshot, service, port);
  for (const { kind, address, number, node } of addressesOf(snapshot, service, port)) {
    const key = frontendKey(address, number, protocol);
    if (found.has(key)) continue;
    const isSameFamily = (other: Address): boolean => other.includes(":") === address.includes(":");
    const backends = endpoints.filter((backend) => isSameFamily(backend.address));
    const sourceRanges =
      kind === "load-balancer" ? rangesOf(service).filter((range) => isSameFamily(range.address)) : [];
    found.set(key, { kind, service, backends, sourceRanges, node });
  }
}

interface Place {
  readonly kind: Frontend["kind"];
  readonly address: Address;
  readonly number: number;
  readonly node: string | null;
}

function addressesOf(snapshot: ClusterSnapshot, service: Service, port: ServicePort): readonly Place[] {
  const { nodePort } = port;
  const at = (kind: Frontend["kind"], address: Address): Place => ({ kind, address, number: port.port, node: null });
  return [
    ...service.clusterIps.flatMap((ip) => (ip === "None" ? [] : [at("cluster-ip", ip)])),
    ...loadBalancerAddresses(service).map((ip) => at("load-balancer", ip)),
    ...service.externalIps.map((ip) => at("external-ip", ip)),
    ...(nodePort === null ? [] : nodePortsOf(snapshot, nodePort)),
  ];
}

function nodePortsOf({ nodes }: ClusterSnapshot, number: number): readonly Place[] {
  return nodes.flatMap(({ metadata, internalIps, externalIps }) =>
    [...internalIps, ...externalIps].map((address) => ({ kind: "node-port", address, number, node: metadata.name })),
  );
}

function rangesOf({ loadBalancerSourceRanges }: Service): readonly Prefix[] {
  return loadBalancerSourceRanges.flatMap((text) => {
    const prefix = parsePrefix(text.trim());
    return typeof prefix === "string" ? [] : [{ address: prefix.address, length: prefix.length }];
  });
}

/** What the status says, for services of type LoadBalancer alone: nodes look at no other's. */
export function loadBalancerAddresses(service: Service): readonly Address[] {
  if (service.type !== "LoadBalancer") return [];
  return service.loadBalancerIngress.flatMap((ingress) => (ingress.kind === "ip" ? [ingress.ip] : []));
}
