import { type ClusterSnapshot, laterBy } from "@splithorizon/core";
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
  readonly #context: SimulationContext;
  readonly #owner: NodeLossesOwner;
  /** Each loss of a node is another. */
  readonly #lost = new Map<string, object>();

  constructor(context: SimulationContext, owner: NodeLossesOwner) {
    this.#context = context;
    this.#owner = owner;
  }

  changed(before: ClusterSnapshot, after: ClusterSnapshot): void {
    if (before.nodes === after.nodes) return;
    for (const { metadata, ready } of after.nodes) {
      const { name } = metadata;
      if (ready === isReadyNode(before, name)) continue;
      this.#lost.delete(name);
      if (ready) this.#owner.isReady(name);
      else this.#wait(name);
    }
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
