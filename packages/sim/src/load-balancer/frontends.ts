import {
  type Address,
  type ClusterSnapshot,
  type Prefix,
  type Protocol,
  parseAddress,
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
}

export type Frontends = ReadonlyMap<string, Frontend>;

const protocols: ReadonlyMap<Protocol, Packet["protocol"]> = new Map([
  ["UDP", "udp"],
  ["TCP", "tcp"],
]);

export function frontendKey(address: Address, port: number, protocol: Packet["protocol"]): string {
  return `${address} ${port} ${protocol}`;
}

/** A node port is one frontend for all nodes of a family. */
export function nodePortKey(like: Address, port: number, protocol: Packet["protocol"]): string {
  return `node-port/${like.includes(":") ? "ipv6" : "ipv4"} ${port} ${protocol}`;
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
  const add = (key: string, kind: Frontend["kind"], like: Address): void => {
    if (found.has(key)) return;
    const isSameFamily = (other: Address): boolean => other.includes(":") === like.includes(":");
    const backends = endpoints.filter((backend) => isSameFamily(backend.address));
    const ranges = kind === "load-balancer" ? rangesOf(service) : [];
    const sourceRanges = ranges.filter((range) => isSameFamily(range.address));
    found.set(key, { kind, service, backends, sourceRanges });
  };
  for (const { kind, address } of addressesOf(service)) add(frontendKey(address, port.port, protocol), kind, address);
  if (port.nodePort === null) return;
  for (const like of FAMILIES) add(nodePortKey(like, port.nodePort, protocol), "node-port", like);
}

const FAMILIES: readonly Address[] = ["0.0.0.0", "::"].flatMap((text) => parseAddress(text) ?? []);

function addressesOf(service: Service): readonly { readonly kind: Frontend["kind"]; readonly address: Address }[] {
  return [
    ...service.clusterIps.flatMap((address) => (address === "None" ? [] : [{ kind: "cluster-ip" as const, address }])),
    ...loadBalancerAddresses(service).map((address) => ({ kind: "load-balancer" as const, address })),
    ...service.externalIps.map((address) => ({ kind: "external-ip" as const, address })),
  ];
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
