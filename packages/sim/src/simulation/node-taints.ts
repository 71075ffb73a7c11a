import type { ClusterNode } from "@splithorizon/core";

/** --unhealthy-zone-threshold, and how many it takes at the least (ComputeZoneState). */
const UNHEALTHY_ZONE = { threshold: 0.55, moreThan: 2 } as const;
/** --large-cluster-size-threshold: up to so many nodes nothing is evicted from a zone that is disrupted in part. */
const LARGE_ZONE = 50;

/** Nodes that have the taint from now on, and that have it no more. */
export interface TaintChange {
  readonly given: readonly string[];
  readonly taken: readonly string[];
}

/**
 * Which lost nodes have node.kubernetes.io/unreachable:NoExecute. Where most of a zone is lost no more nodes are given it,
 * and where no node is left all lose it again: it is then the API server that has lost its network, as likely as not
 * (pkg/controller/nodelifecycle/node_lifecycle_controller.go, handleDisruption; read, not run). That one node in ten
 * seconds is tainted at the most is left out.
 */
export class NodeTaints {
  #tainted: ReadonlySet<string> | null = null;

  /** A node that was lost before anything was seen has its taint for long. */
  follow(before: readonly ClusterNode[], after: readonly ClusterNode[]): TaintChange {
    const known = this.#tainted ?? new Set(before.filter(({ ready }) => !ready).map(nameOf));
    const now = new Set(after.filter((node) => !node.ready && isTainted(node, after, known)).map(nameOf));
    this.#tainted = now;
    return {
      given: [...now].filter((name) => !known.has(name)),
      taken: [...known].filter((name) => !now.has(name)),
    };
  }
}

function nameOf({ metadata }: ClusterNode): string {
  return metadata.name;
}

/** By how its zone stands; who has it keeps it while any node is Ready. */
function isTainted(node: ClusterNode, nodes: readonly ClusterNode[], known: ReadonlySet<string>): boolean {
  const counted = nodes.filter(isCounted);
  if (counted.length > 0 && counted.every(({ ready }) => !ready)) return false;
  if (known.has(nameOf(node))) return true;
  const zone = counted.filter((other) => zoneOf(other) === zoneOf(node));
  const lost = zone.filter(({ ready }) => !ready).length;
  const { threshold, moreThan } = UNHEALTHY_ZONE;
  const isPartial = lost < zone.length && lost > moreThan && lost / zone.length >= threshold;
  return !isPartial || zone.length > LARGE_ZONE;
}

function isCounted({ metadata }: ClusterNode): boolean {
  return metadata.labels["node.kubernetes.io/exclude-disruption"] === undefined;
}

function zoneOf({ metadata: { labels } }: ClusterNode): string {
  return [labels["topology.kubernetes.io/region"], labels["topology.kubernetes.io/zone"]].join(" ");
}
