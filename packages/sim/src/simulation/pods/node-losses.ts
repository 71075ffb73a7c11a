import type { ClusterSnapshot } from "@splithorizon/core";

/** A node that the objects do not show is nobody's business. */
export function isReadyNode({ nodes }: ClusterSnapshot, node: string): boolean {
  return nodes.find(({ metadata }) => metadata.name === node)?.ready ?? true;
}

/** Those whose kubelets have renewed their Leases after they were not heard of. */
export function nodesBack(before: ClusterSnapshot, after: ClusterSnapshot): readonly string[] {
  if (before.nodes === after.nodes) return [];
  return after.nodes.flatMap(({ metadata: { name }, ready }) => (ready && !isReadyNode(before, name) ? [name] : []));
}
