import { type ClusterSnapshot, laterBy } from "@splithorizon/core";
import { NodeTaints } from "./node-taints.ts";
import type { SimulationContext } from "./part.ts";

/** node.kubernetes.io/unreachable:NoExecute is tolerated so long (the DefaultTolerationSeconds admission). */
const TOLERATION_MS = 300_000;

export interface NodeLossesOwner {
  /** Its kubelet has renewed its Lease. */
  isReady(node: string): void;
  /** It has been unreachable for longer than pods tolerate. */
  isUntolerated(node: string): void;
}

/** Which nodes are not Ready, and for how long: the taint that each then has is tolerated for a while. */
export class NodeLosses {
  readonly #context: Pick<SimulationContext, "agenda" | "now">;
  readonly #owner: NodeLossesOwner;
  readonly #taints = new NodeTaints();
  /** Each taint of a node is another. */
  readonly #lost = new Map<string, object>();

  constructor(context: Pick<SimulationContext, "agenda" | "now">, owner: NodeLossesOwner) {
    this.#context = context;
    this.#owner = owner;
  }

  changed(before: ClusterSnapshot, after: ClusterSnapshot): void {
    if (before.nodes === after.nodes) return;
    const { given, taken } = this.#taints.follow(before.nodes, after.nodes);
    for (const node of taken) this.#lost.delete(node);
    for (const node of given) this.#wait(node);
    const back = after.nodes.filter(({ metadata, ready }) => ready && !isReadyNode(before, metadata.name));
    for (const { metadata } of back) this.#owner.isReady(metadata.name);
  }

  #wait(node: string): void {
    const loss = {};
    this.#lost.set(node, loss);
    this.#context.agenda.at(laterBy(this.#context.now(), TOLERATION_MS), () => {
      if (this.#lost.get(node) === loss) this.#owner.isUntolerated(node);
    });
  }
}

/** A node that the objects do not show is nobody's business. */
export function isReadyNode({ nodes }: ClusterSnapshot, node: string): boolean {
  return nodes.find(({ metadata }) => metadata.name === node)?.ready ?? true;
}
