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
import { type Backend, backendsOf } from "./endpoints.ts";

/** An address and port at which nodes take traffic for a service. */
export interface Frontend {
  readonly kind: "cluster-ip" | "external" | "node-port";
  readonly service: Service;
  readonly backends: readonly Backend[];
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

/** Every frontend of a cluster; of two services that claim one place the first by name keeps it. */
export function frontendsOf(snapshot: ClusterSnapshot, nodeAddresses: readonly Address[]): Frontends {
  const found = new Map<string, Frontend>();
  for (const service of snapshot.services) {
    if (service.type === "ExternalName") continue;
    for (const port of service.ports) addPort(found, snapshot, service, port, nodeAddresses);
  }
  return found;
}

function addPort(
  found: Map<string, Frontend>,
  snapshot: ClusterSnapshot,
  service: Service,
  port: ServicePort,
  nodeAddresses: readonly Address[],
): void {
  const protocol = protocols.get(port.protocol);
  if (protocol === undefined) return;
  const backends = backendsOf(snapshot, service, port);
  const sourceRanges = service.loadBalancerSourceRanges.flatMap((text) => {
    const prefix = parsePrefix(text.trim());
    return typeof prefix === "string" ? [] : [prefix];
  });
  const add = (kind: Frontend["kind"], address: Address, number: number, ranges: readonly Prefix[]): void => {
    const key = frontendKey(address, number, protocol);
    if (!found.has(key)) found.set(key, { kind, service, backends, sourceRanges: ranges });
  };
  for (const ip of service.clusterIps) if (ip !== "None") add("cluster-ip", ip, port.port, []);
  for (const ip of service.externalIps) add("external", ip, port.port, []);
  for (const ip of loadBalancerAddresses(service)) add("external", ip, port.port, sourceRanges);
  const { nodePort } = port;
  if (nodePort !== null) for (const ip of nodeAddresses) add("node-port", ip, nodePort, []);
}

/** What the status says, for services of type LoadBalancer alone: nodes look at no other's. */
export function loadBalancerAddresses(service: Service): readonly Address[] {
  if (service.type !== "LoadBalancer") return [];
  return service.loadBalancerIngress.flatMap((ingress) => (ingress.kind === "ip" ? [ingress.ip] : []));
}
