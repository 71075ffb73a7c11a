import { type ClusterSnapshot, laterBy, type Pod } from "@splithorizon/core";
import type { SimulationContext } from "../world/part.ts";
import { NodeTaints } from "./node-taints.ts";
import { nameOfPod } from "./pod-changes.ts";
import { TaintQueue } from "./taint-queue.ts";

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
  readonly #context: Pick<SimulationContext, "agenda" | "now">;
  readonly #owner: EvictionsOwner;
  readonly #taints = new NodeTaints();
  readonly #queue: TaintQueue;
  /** Each taint of a node is another. */
  readonly #lost = new Map<string, object>();

  constructor(context: Pick<SimulationContext, "agenda" | "now">, owner: EvictionsOwner) {
    this.#context = context;
    this.#owner = owner;
    this.#queue = new TaintQueue(context, (node) => this.#tainted(node));
  }

  changed(before: ClusterSnapshot, after: ClusterSnapshot): void {
    if (before.nodes === after.nodes) return;
    const { given, taken } = this.#taints.follow(before.nodes, after.nodes, (node) => this.#lost.has(node));
    for (const node of taken) {
      this.#lost.delete(node);
      this.#queue.remove(node);
    }
    for (const node of given) this.#queue.add(node);
  }

  #tainted(node: string): void {
    const loss = {};
    this.#lost.set(node, loss);
    for (const pod of this.#owner.snapshot().pods) if (pod.nodeName === node) this.#plan(pod, node, loss);
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
