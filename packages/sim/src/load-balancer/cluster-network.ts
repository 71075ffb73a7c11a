import { type Address, type ClusterSnapshot, type Prefix, parsePrefix, prefixCovers } from "@splithorizon/core";
import type { Packet } from "../network/packet.ts";
import type { DataPath } from "../site/model.ts";
import { type Frontends, frontendsOf } from "./frontends.ts";

/** The addresses of a node that a translation may write. */
export interface NodeAddresses {
  readonly name: string;
  /** On the nodes' network. */
  readonly lan: Address | null;
  /** The first address of its pod CIDR: the pod side of kube-proxy's usual bridge. */
  readonly gateway: Address | null;
  /** Cilium's `cilium_host`, which lies in the pod CIDR. */
  readonly ciliumHost: Address | null;
  readonly podCidrs: readonly Prefix[];
}

/** What the nodes of one cluster do with packets. */
export interface ClusterNetwork {
  readonly dataPath: DataPath;
  readonly podCidrs: readonly Prefix[];
  readonly nodes: ReadonlyMap<string, NodeAddresses>;
  readonly frontends: Frontends;
  /** The address that a pod's packet carries when it leaves the cluster from this node; null: its own. */
  masqueradeAddress(node: string, packet: Packet): Address | null;
}

export function makeClusterNetwork(
  snapshot: ClusterSnapshot,
  dataPath: DataPath,
  podCidrs: readonly Prefix[],
): ClusterNetwork {
  const nodes = nodeAddressesOf(snapshot);
  const nodeIps = snapshot.nodes.flatMap((node) => [...node.internalIps, ...node.externalIps]);
  return {
    dataPath,
    podCidrs,
    nodes,
    frontends: frontendsOf(snapshot, nodeIps),
    masqueradeAddress: (node, { destination }) => {
      const staysInside = podCidrs.some((prefix) => prefixCovers(prefix, destination.address));
      return dataPath.masquerade && !staysInside ? (nodes.get(node)?.lan ?? null) : null;
    },
  };
}

/** By the node's name. Pod CIDRs come from the Node, or from Cilium's own IPAM where the Node has none. */
export function nodeAddressesOf(snapshot: ClusterSnapshot): ReadonlyMap<string, NodeAddresses> {
  const ciliumNodes = new Map(snapshot.ciliumNodes.map((node) => [node.metadata.name, node]));
  return new Map(
    snapshot.nodes.map((node) => {
      const { name } = node.metadata;
      const cilium = ciliumNodes.get(name);
      const texts = node.podCidrs.length > 0 ? node.podCidrs : (cilium?.podCidrs ?? []);
      const podCidrs = texts.flatMap((text) => {
        const prefix = parsePrefix(text);
        return typeof prefix === "string" ? [] : [prefix];
      });
      const lan = node.internalIps[0] ?? null;
      const ciliumHost = cilium?.ciliumInternalIps[0] ?? null;
      return [name, { name, lan, gateway: gatewayOf(podCidrs), ciliumHost, podCidrs }];
    }),
  );
}

/** The network's first address, as CNI's host-local IPAM hands it to the bridge (IPv4 alone). */
function gatewayOf(podCidrs: readonly Prefix[]): Address | null {
  const prefix = podCidrs.find(({ address }) => !address.includes(":"));
  if (prefix === undefined) return null;
  const parts = prefix.address.split(".");
  return [...parts.slice(0, 3), String(Number(parts[3]) + 1)].join(".") as Address;
}
