import { type ClusterSnapshot, laterBy, type Pod } from "@splithorizon/core";
import { isReadyNode } from "./node-losses.ts";
import type { SimulationContext } from "./part.ts";
import { nameOfPod } from "./pod-changes.ts";

/** What the DefaultTolerationSeconds admission gives to a pod without a word of its own. */
const USUAL_SECONDS = 300;
/** They tolerate everything for ever: the DaemonSet controller says so, and a static pod is its kubelet's alone. */
const STAYING: ReadonlySet<string> = new Set(["DaemonSet", "Node"]);

export interface EvictionsOwner {
  snapshot(): ClusterSnapshot;
  evict(pod: Pod): void;
}

/** Pods of nodes that nobody hears of are deleted when they have tolerated that for long enough (pkg/controller/tainteviction). */
export class Evictions {
  readonly #context: SimulationContext;
  readonly #owner: EvictionsOwner;
  /** Each loss of a node is another. */
  readonly #lost = new Map<string, object>();

  constructor(context: SimulationContext, owner: EvictionsOwner) {
    this.#context = context;
    this.#owner = owner;
  }

  changed(before: ClusterSnapshot, after: ClusterSnapshot): void {
    if (before.nodes === after.nodes) return;
    for (const { metadata, ready } of after.nodes) {
      const { name } = metadata;
      if (ready === isReadyNode(before, name)) continue;
      this.#lost.delete(name);
      if (ready) continue;
      const loss = {};
      this.#lost.set(name, loss);
      for (const pod of after.pods) if (pod.nodeName === name) this.#plan(pod, name, loss);
    }
  }

  #plan(pod: Pod, node: string, loss: object): void {
    const seconds = pod.unreachableTolerationSeconds ?? USUAL_SECONDS;
    if (seconds === "for-ever" || STAYING.has(pod.controller?.kind ?? "")) return;
    this.#context.agenda.at(laterBy(this.#context.now(), seconds * 1000), () => {
      if (this.#lost.get(node) !== loss) return;
      const known = this.#owner.snapshot().pods.find((other) => nameOfPod(other) === nameOfPod(pod));
      if (known !== undefined) this.#owner.evict(known);
    });
  }
}

/** As the journal says it of each. */
export function whyEvicted({ unreachableTolerationSeconds: seconds = USUAL_SECONDS }: Pod): string {
  return `is being deleted: its node has been unreachable for ${seconds} s`;
}
