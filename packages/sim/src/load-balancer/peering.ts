import type { Address, BgpClusterConfig, BgpPeerConfig, ClusterNode, ClusterSnapshot } from "@splithorizon/core";
import { selects, unixSecondsFromTimestamp } from "@splithorizon/core";
import { addressOfFamily } from "./cluster-network.ts";

/** A router that nodes may speak BGP with. */
export interface BgpSpeaker {
  readonly asn: number;
  /** The TCP port that it listens on. */
  readonly port: number;
  readonly addresses: readonly Address[];
  readonly neighbours: readonly Address[];
}

/** What a node's agent wants of its session with a router, before they have agreed. */
export interface Peering {
  readonly node: string;
  readonly config: BgpPeerConfig;
  /** Both are in one AS: iBGP. */
  readonly isInternal: boolean;
  readonly connectRetrySeconds: number;
  readonly holdSeconds: number;
  readonly keepAliveSeconds: number;
  /** How long the router is asked to keep the routes of an agent that restarts; null: graceful restart is off. */
  readonly restartSeconds: number | null;
}

/** Cilium's own, where a CiliumBGPPeerConfig says nothing (pkg/k8s/apis/cilium.io/v2/bgp_peer_types.go). */
const DEFAULT = { connectRetry: 120, hold: 90, keepAlive: 30, restart: 120 } as const;
const BGP_PORT = 179;

type Instance = BgpClusterConfig["instances"][number];
type Peer = Instance["peers"][number];

/**
 * Cluster config -> instance -> peer -> peer config. A peer without a config and a config that is not there have no
 * session.
 */
export function peeringsOf(snapshot: ClusterSnapshot, node: ClusterNode, router: BgpSpeaker): readonly Peering[] {
  const instances = clusterConfigOf(snapshot, node)?.instances ?? [];
  return instances.flatMap((instance) =>
    instance.peers
      .filter((peer) => knowEachOther(peer, node, router))
      .flatMap(({ peerConfigRef }) => snapshot.bgpPeerConfigs.filter(({ metadata }) => metadata.name === peerConfigRef))
      .filter((config) => canConnect(instance, config, router))
      .map((config) => peering(node.metadata.name, instance, config, router)),
  );
}

/**
 * A node belongs to one cluster config, which it has from the first that selected it: the others have a condition
 * ClusterConfigConflict and no say (operator/pkg/bgp/cluster.go upsertNodeConfigs). Who was first is told by their age; of
 * one age it is chance, and here the first by name. One without a selector takes every node.
 */
function clusterConfigOf(snapshot: ClusterSnapshot, { metadata: { labels } }: ClusterNode): BgpClusterConfig | null {
  const all = snapshot.bgpClusterConfigs.filter(
    ({ nodeSelector }) => nodeSelector === null || selects(nodeSelector, labels),
  );
  const [first] = all.toSorted((one, other) => ageOf(one) - ageOf(other));
  return first ?? null;
}

function ageOf({ metadata: { creationTimestamp } }: BgpClusterConfig): number {
  return unixSecondsFromTimestamp(creationTimestamp ?? "") ?? 0;
}

/** Both sides name each other, and the AS number is the expected one; none given takes any. */
function knowEachOther({ peerAddress, peerAsn }: Peer, node: ClusterNode, router: BgpSpeaker): boolean {
  if (peerAddress === null || !router.addresses.includes(peerAddress)) return false;
  if (peerAsn !== null && peerAsn !== 0 && peerAsn !== router.asn) return false;
  const own = addressOfFamily(node.internalIps, peerAddress);
  return own !== null && router.neighbours.includes(own);
}

/** An agent goes to the router's port; the router finds one only where `localPort` lets it listen, on BGP's own port. */
function canConnect({ localPort }: Instance, { transport }: BgpPeerConfig, router: BgpSpeaker): boolean {
  return (transport.peerPort ?? BGP_PORT) === router.port || localPort === BGP_PORT;
}

function peering(node: string, { localAsn }: Instance, config: BgpPeerConfig, router: BgpSpeaker): Peering {
  const { timers, gracefulRestart, restartTimeSeconds } = config;
  return {
    node,
    config,
    isInternal: localAsn === router.asn,
    connectRetrySeconds: timers.connectRetryTimeSeconds ?? DEFAULT.connectRetry,
    holdSeconds: timers.holdTimeSeconds ?? DEFAULT.hold,
    keepAliveSeconds: timers.keepAliveTimeSeconds ?? DEFAULT.keepAlive,
    restartSeconds: gracefulRestart ? (restartTimeSeconds ?? DEFAULT.restart) : null,
  };
}
