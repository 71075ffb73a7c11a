import type { Address } from "@splithorizon/core";
import type { Packet } from "../network/packet.ts";
import type { ClusterNetwork, NodeAddresses } from "./cluster-network.ts";
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

/** Cilium's `ipv4-service-loopback-address`: a pod that reaches itself through a service. */
const CILIUM_LOOPBACK = "169.254.42.1" as Address;

/** The source that an endpoint sees (facts: lab.md's two tables); null where the objects do not tell the node's address. */
export function sourceAfter(rule: SourceRule, packet: Packet, backend: Backend): SeenSource | null {
  const own = kept(packet, "the client's own address stays");
  const addresses = rule.cluster.nodes.get(rule.node);
  return rule.cluster.dataPath.kind === "kube-proxy"
    ? sourceByKubeProxy(rule, addresses, packet, backend, own)
    : sourceByCilium(rule, addresses, packet, backend, own);
}

function kept(packet: Packet, why: string): SeenSource {
  return { address: packet.source.address, why, returns: "through-here" };
}

function written(address: Address | null | undefined, why: string): SeenSource | null {
  return address === null || address === undefined ? null : { address, why, returns: "through-here" };
}

/** iptables: KUBE-MARK-MASQ, then the address of the interface that the packet leaves by. */
function sourceByKubeProxy(
  rule: SourceRule,
  addresses: NodeAddresses | undefined,
  packet: Packet,
  backend: Backend,
  own: SeenSource,
): SeenSource | null {
  if (!isMasqueraded(rule, packet, backend)) return own;
  return backend.node === rule.node
    ? written(addresses?.gateway, `kube-proxy masquerades: ${rule.node}'s pod-side gateway address`)
    : written(addresses?.lan, `kube-proxy masquerades: ${rule.node}'s LAN address`);
}

/** Pods keep their address towards a cluster IP and, under Local, towards a load balancer's; everybody else is masqueraded but outsiders under Local. */
function isMasqueraded({ origin, kind, scope }: SourceRule, packet: Packet, backend: Backend): boolean {
  if (packet.source.address === backend.address) return true;
  if (origin === "node") return true;
  if (origin === "outside") return kind === "cluster-ip" || scope === "Cluster";
  return kind !== "cluster-ip" && scope === "Cluster";
}

function sourceByCilium(
  rule: SourceRule,
  addresses: NodeAddresses | undefined,
  packet: Packet,
  backend: Backend,
  own: SeenSource,
): SeenSource | null {
  if (packet.source.address === backend.address) return written(CILIUM_LOOPBACK, "the pod reaches itself");
  const isLocal = backend.node === rule.node;
  switch (rule.origin) {
    case "pod":
      return own;
    case "node":
      return isLocal || usesTunnel(rule)
        ? written(addresses?.ciliumHost, `${rule.node} sends through cilium_host`)
        : written(addresses?.lan, `${rule.node} sends from its LAN address`);
    case "outside":
      return isLocal || rule.scope === "Local" ? own : fromOutsideToRemote(rule, addresses, packet, own);
  }
}

function usesTunnel({ cluster }: SourceRule): boolean {
  return cluster.dataPath.kind === "cilium" && cluster.dataPath.routing === "tunnel";
}

/** SNAT unless the node hands the client's address on (DSR; hybrid: TCP alone). */
function fromOutsideToRemote(
  rule: SourceRule,
  addresses: NodeAddresses | undefined,
  packet: Packet,
  own: SeenSource,
): SeenSource | null {
  const { dataPath } = rule.cluster;
  const mode = dataPath.kind === "cilium" ? dataPath.mode : "snat";
  const isDirect = mode === "dsr" || (mode === "hybrid" && packet.protocol === "tcp");
  if (isDirect) return { ...own, returns: "directly", why: "direct server return: the client's own address stays" };
  return usesTunnel(rule)
    ? written(addresses?.ciliumHost, `SNAT into the tunnel: ${rule.node}'s cilium_host address`)
    : written(addresses?.lan, `SNAT: ${rule.node}'s LAN address`);
}
