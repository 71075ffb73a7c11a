import { type Address, prefixCovers } from "@splithorizon/core";
import type { Packet } from "../network/packet.ts";
import { addressOfFamily, type ClusterNetwork, type NodeAddresses } from "./cluster-network.ts";
import type { Backend } from "./endpoints.ts";
import type { Frontend } from "./frontends.ts";

/** Where a packet came from, as the node that handles it sees it. */
export type OriginClass = "pod" | "node" | "outside";

/** What decides about the source address that an endpoint sees. */
export interface SourceRule {
  readonly cluster: ClusterNetwork;
  /** The node that translates. */
  readonly node: string;
  readonly origin: OriginClass;
  readonly kind: Frontend["kind"];
  /** externalTrafficPolicy. */
  readonly scope: "Cluster" | "Local";
}

export interface SeenSource {
  readonly address: Address;
  readonly why: string;
  readonly returns: "through-here" | "directly";
}

/** The source that an endpoint sees (facts: lab.md's two tables); null where the objects do not tell the node's address. */
export function sourceAfter(rule: SourceRule, packet: Packet, backend: Backend): SeenSource | null {
  return rule.cluster.dataPath.kind === "kube-proxy"
    ? sourceByKubeProxy(rule, packet, backend)
    : sourceByCilium(rule, packet, backend);
}

function kept(packet: Packet, why = "the client's own address stays"): SeenSource {
  return { address: packet.source.address, why, returns: "through-here" };
}

function written(addresses: readonly Address[] | undefined, backend: Backend, why: string): SeenSource | null {
  const address = addressOfFamily(addresses ?? [], backend.address);
  return address === null ? null : { address, why, returns: "through-here" };
}

function nodeOf({ cluster, node }: SourceRule): NodeAddresses | undefined {
  return cluster.nodes.get(node);
}

/** Masquerading happens behind routing: to a pod of its own with the bridge's address, to anybody else with the LAN's. */
function sourceByKubeProxy(rule: SourceRule, packet: Packet, backend: Backend): SeenSource | null {
  const own = nodeOf(rule);
  const isOnHost = own?.lan.includes(backend.address) === true;
  if (isOnHost && rule.origin !== "node")
    return kept(packet, "the endpoint is the node itself: nothing is masqueraded");
  if (!isMasqueraded(rule, packet, backend)) return kept(packet);
  return backend.node === rule.node
    ? written(own?.gateways, backend, `kube-proxy masquerades: ${rule.node}'s pod-side gateway address`)
    : written(own?.lan, backend, `kube-proxy masquerades: ${rule.node}'s LAN address`);
}

/** Pods keep their address towards a cluster IP and, under Local, towards a load balancer's; everybody else is masqueraded but outsiders under Local. */
function isMasqueraded({ origin, kind, scope }: SourceRule, packet: Packet, backend: Backend): boolean {
  if (packet.source.address === backend.address) return true;
  if (origin === "node") return true;
  if (origin === "outside") return kind === "cluster-ip" || scope === "Cluster";
  return kind !== "cluster-ip" && scope === "Cluster";
}

function sourceByCilium(rule: SourceRule, packet: Packet, backend: Backend): SeenSource | null {
  switch (rule.origin) {
    case "pod":
      return kept(packet);
    case "node":
      return fromNode(rule, packet, backend);
    case "outside":
      return backend.node === rule.node ? kept(packet) : fromOutsideToRemote(rule, packet, backend);
  }
}

/** The socket is given the endpoint's address before the kernel takes a source: the one of the route to the endpoint. */
function fromNode(rule: SourceRule, packet: Packet, backend: Backend): SeenSource | null {
  if (!isPod(rule, backend)) return kept(packet);
  return backend.node === rule.node || usesTunnel(rule)
    ? written(nodeOf(rule)?.ciliumHosts, backend, `${rule.node} sends through cilium_host`)
    : written(nodeOf(rule)?.lan, backend, `${rule.node} sends from its LAN address`);
}

function isPod({ cluster }: SourceRule, { address }: Backend): boolean {
  return cluster.podCidrs.some((prefix) => prefixCovers(prefix, address));
}

function usesTunnel({ cluster }: SourceRule): boolean {
  return cluster.dataPath.kind === "cilium" && cluster.dataPath.routing === "tunnel";
}

/** SNAT unless the node hands the client's address on (DSR; hybrid: TCP alone). What is no pod is not reached through the tunnel. */
function fromOutsideToRemote(rule: SourceRule, packet: Packet, backend: Backend): SeenSource | null {
  const { dataPath } = rule.cluster;
  const mode = dataPath.kind === "cilium" ? dataPath.mode : "snat";
  const isDirect = mode === "dsr" || (mode === "hybrid" && packet.protocol === "tcp");
  if (isDirect && backend.node !== null) {
    return { ...kept(packet, "direct server return: the client's own address stays"), returns: "directly" };
  }
  return usesTunnel(rule) && isPod(rule, backend)
    ? written(nodeOf(rule)?.ciliumHosts, backend, `SNAT into the tunnel: ${rule.node}'s cilium_host address`)
    : written(nodeOf(rule)?.lan, backend, `SNAT: ${rule.node}'s LAN address`);
}
