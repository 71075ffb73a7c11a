import {
  type Address,
  addressBytes,
  type ClusterSnapshot,
  ipv4FromBytes,
  ipv6FromBytes,
  isIpv4,
  type Prefix,
  parsePrefix,
  prefixCovers,
} from "@splithorizon/core";
import type { Packet } from "../network/packet.ts";
import type { DataPath } from "../site/model.ts";
import { type Frontends, frontendsOf } from "./frontends.ts";
import { type L2Candidate, l2CandidatesOf } from "./l2-announcement.ts";

/** The addresses of a node that a translation may write; of each list at most one of a family counts, the first. */
export interface NodeAddresses {
  readonly name: string;
  /** On the nodes' network. */
  readonly lan: readonly Address[];
  /** The first address of its pod CIDR: the pod side of kube-proxy's usual bridge. */
  readonly gateways: readonly Address[];
  /** Cilium's `cilium_host`, which lies in the pod CIDR. */
  readonly ciliumHosts: readonly Address[];
  readonly podCidrs: readonly Prefix[];
}

/** What the nodes of one cluster do with packets. */
export interface ClusterNetwork {
  readonly dataPath: DataPath;
  readonly podCidrs: readonly Prefix[];
  readonly nodes: ReadonlyMap<string, NodeAddresses>;
  readonly frontends: Frontends;
  /** By node whose agent does not run, the services that its kernel still knows. */
  readonly keptFrontends: ReadonlyMap<string, Frontends>;
  /** Nodes by the addresses that their node ports stand at. */
  readonly nodesByAddress: ReadonlyMap<Address, string>;
  /** Nodes of which one answers ARP for a service's address (CiliumL2AnnouncementPolicy). */
  readonly l2Candidates: ReadonlyMap<Address, readonly L2Candidate[]>;
  /** The address that a pod's packet carries when it leaves the cluster from this node; null: its own. */
  masqueradeAddress(node: string, packet: Packet): Address | null;
}

export function makeClusterNetwork(
  snapshot: ClusterSnapshot,
  dataPath: DataPath,
  podCidrs: readonly Prefix[],
): ClusterNetwork {
  const nodes = nodeAddressesOf(snapshot);
  const ownCidrs = [...podCidrs, ...[...nodes.values()].flatMap((node) => node.podCidrs)];
  return {
    dataPath,
    podCidrs: ownCidrs,
    nodes,
    frontends: frontendsOf(snapshot),
    keptFrontends: new Map(),
    nodesByAddress: new Map(
      snapshot.nodes.flatMap(({ metadata, internalIps, externalIps }) =>
        [...internalIps, ...externalIps].map((address) => [address, metadata.name] as const),
      ),
    ),
    // Announcing needs Cilium's own data path (docs.cilium.io, L2 Announcements, Prerequisites).
    l2Candidates: dataPath.kind === "cilium" ? l2CandidatesOf(snapshot) : new Map(),
    masqueradeAddress: (node, { destination }) => {
      const staysInside = ownCidrs.some((prefix) => prefixCovers(prefix, destination.address));
      if (!dataPath.masquerade || staysInside) return null;
      return addressOfFamily(nodes.get(node)?.lan ?? [], destination.address);
    },
  };
}

/** The first address of the same family as `like`. */
export function addressOfFamily(addresses: readonly Address[], like: Address): Address | null {
  return addresses.find((address) => address.includes(":") === like.includes(":")) ?? null;
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
        return typeof prefix === "string" ? [] : [{ address: prefix.address, length: prefix.length }];
      });
      const ciliumHosts = cilium?.ciliumInternalIps ?? [];
      return [name, { name, lan: node.internalIps, gateways: podCidrs.map(secondAddress), ciliumHosts, podCidrs }];
    }),
  );
}

/** The one behind the network's own, as CNI's host-local IPAM hands it to the bridge. */
function secondAddress({ address }: Prefix): Address {
  const bytes = addressBytes(address);
  const last = bytes.length - 1;
  bytes[last] = (bytes[last] ?? 0) + 1;
  return isIpv4(address) ? ipv4FromBytes(bytes) : ipv6FromBytes(bytes);
}
