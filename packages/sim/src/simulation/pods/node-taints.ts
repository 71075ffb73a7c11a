import type { ClusterNode } from "@splithorizon/core";
import type { QueuedNode } from "./taint-queue.ts";

/** --unhealthy-zone-threshold, and how many it takes at the least (ComputeZoneState). */
const UNHEALTHY_ZONE = { threshold: 0.55, moreThan: 2 } as const;
/** --large-cluster-size-threshold: up to so many nodes nothing is evicted from a zone that is disrupted in part. */
const LARGE_ZONE = 50;
/** --node-eviction-rate 0.1 a second, and --secondary-node-eviction-rate 0.01 in a large zone that is disrupted in part. */
const EVERY_MS = { usual: 10_000, disrupted: 100_000 } as const;

/** Nodes that have the taint from now on, and that have it no more. */
export interface TaintChange {
  readonly given: readonly QueuedNode[];
  readonly taken: readonly string[];
}

/**
 * Which lost nodes have node.kubernetes.io/unreachable:NoExecute. Where most of a zone is lost no more nodes are given it,
 * and where no node is left all lose it again: it is then the API server that has lost its network, as likely as not
 * (pkg/controller/nodelifecycle/node_lifecycle_controller.go, handleDisruption; read, not run).
 */
export class NodeTaints {
  #tainted: ReadonlySet<string> | null = null;
  /** Lost before anything was seen: they have their taint for long. */
  #old: ReadonlySet<string> = new Set();

  /** `hasTaint`: those that were given it may still wait for their turn. */
  follow(
    before: readonly ClusterNode[],
    after: readonly ClusterNode[],
    hasTaint: (node: string) => boolean,
  ): TaintChange {
    if (this.#tainted === null) this.#old = new Set(before.filter(({ ready }) => !ready).map(nameOf));
    const known = this.#tainted ?? this.#old;
    const hasIt = (node: ClusterNode): boolean => this.#old.has(nameOf(node)) || hasTaint(nameOf(node));
    const tainted = after.filter((node) => !node.ready && isTainted(node, after, hasIt));
    const now = new Set(tainted.map(nameOf));
    this.#tainted = now;
    this.#old = new Set([...this.#old].filter((name) => now.has(name)));
    const wasLost = new Set(before.filter(({ ready }) => !ready).map(nameOf));
    const given = tainted
      .filter((node) => !known.has(nameOf(node)))
      .map((node): QueuedNode => {
        const everyMs = isPartial(zoneAround(node, after)) ? EVERY_MS.disrupted : EVERY_MS.usual;
        return { name: nameOf(node), zone: zoneOf(node), everyMs, isReleased: wasLost.has(nameOf(node)) };
      });
    return { given, taken: [...known].filter((name) => !now.has(name)) };
  }
}

function nameOf({ metadata }: ClusterNode): string {
  return metadata.name;
}

/** By how its zone stands; who has it keeps it while any node is Ready. */
function isTainted(node: ClusterNode, nodes: readonly ClusterNode[], hasIt: (node: ClusterNode) => boolean): boolean {
  const counted = nodes.filter(isCounted);
  if (counted.length > 0 && counted.every(({ ready }) => !ready)) return false;
  if (hasIt(node)) return true;
  const zone = zoneAround(node, nodes);
  return !isPartial(zone) || zone.length > LARGE_ZONE;
}

function zoneAround(node: ClusterNode, nodes: readonly ClusterNode[]): readonly ClusterNode[] {
  return nodes.filter((other) => isCounted(other) && zoneOf(other) === zoneOf(node));
}

function isPartial(zone: readonly ClusterNode[]): boolean {
  const lost = zone.filter(({ ready }) => !ready).length;
  const { threshold, moreThan } = UNHEALTHY_ZONE;
  return lost < zone.length && lost > moreThan && lost / zone.length >= threshold;
}

function isCounted({ metadata }: ClusterNode): boolean {
  return metadata.labels["node.kubernetes.io/exclude-disruption"] === undefined;
}

function zoneOf({ metadata: { labels } }: ClusterNode): string {
  return [labels["topology.kubernetes.io/region"], labels["topology.kubernetes.io/zone"]].join(" ");
}
