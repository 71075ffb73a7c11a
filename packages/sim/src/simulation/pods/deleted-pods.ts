import { type ClusterSnapshot, laterBy, type Pod, timestampFromUnixSeconds } from "@splithorizon/core";
import type { PodPlace } from "../../site/index.ts";
import { isNodeOnline } from "../world/node-link.ts";
import type { SimulationContext } from "../world/part.ts";
import { randomWord } from "./new-pod.ts";
import { isReadyNode } from "./node-losses.ts";
import { nameOfPod, withNewPod, withoutPod, withTerminatingPod } from "./pod-changes.ts";

/** Between the API server, the controllers, the scheduler and kubelet; not measured. */
export const CONTROLLER_MS = 50;
/** terminationGracePeriodSeconds, Kubernetes' own. */
export const GRACE_SECONDS = 30;
/** Not measured: kubelet, and a container that ends when it hears SIGTERM, as most do. */
const STOP_MS = { least: 100, most: 2000 } as const;
const SUFFIX_LETTERS = 5;

export interface DeletedPodsOwner {
  readonly cluster: string;
  snapshot(): ClusterSnapshot;
  setSnapshot(snapshot: ClusterSnapshot): void;
  /** Its object has just been stored: the scheduler and kubelet do the rest. */
  created(pod: string): void;
}

/** Pods that somebody has deleted: they end, and their controllers make others. */
export class DeletedPods {
  readonly #context: SimulationContext;
  readonly #owner: DeletedPodsOwner;
  readonly #leaving = new Map<string, Pod>();

  constructor(context: SimulationContext, owner: DeletedPodsOwner) {
    this.#context = context;
    this.#owner = owner;
  }

  delete(pod: Pod, why: string): void {
    const name = nameOfPod(pod);
    if (this.#leaving.has(name)) return;
    this.#context.write("api", `pod/${name}`, () => why);
    if (pod.controller?.kind === "Node") {
      this.#context.write("api", `pod/${name}`, () => "is made again by its kubelet: it is a static pod");
      return;
    }
    this.#leaving.set(name, pod);
    const until = timestampFromUnixSeconds(this.#context.unixSeconds() + GRACE_SECONDS);
    this.#owner.setSnapshot(withTerminatingPod(this.#owner.snapshot(), name, until));
    if (takesAnotherName(pod)) this.#later(CONTROLLER_MS, () => this.#replace(pod));
    this.#end(pod);
  }

  /** Its kubelet is heard of: it learns what was deleted meanwhile. */
  nodeIsReady(node: string): void {
    for (const pod of this.#leaving.values()) if (pod.nodeName === node) this.#end(pod);
  }

  /** One without a node is gone at once; of a lost node it stays until somebody hears of its kubelet. */
  #end(pod: Pod): void {
    const { nodeName } = pod;
    if (nodeName === null) {
      this.#gone(pod);
      return;
    }
    if (!this.#isHeard(nodeName)) return;
    const { least, most } = STOP_MS;
    this.#later(this.#context.random.between(least, most), () => {
      if (this.#isHeard(nodeName)) this.#gone(pod);
    });
  }

  #gone(pod: Pod): void {
    const name = nameOfPod(pod);
    if (!this.#leaving.delete(name)) return;
    const { world, machines } = this.#context;
    this.#owner.setSnapshot(withoutPod(this.#owner.snapshot(), name));
    const { pods, coreDnsPods } = world.podsOf(this.#owner.cluster);
    world.setPods(this.#owner.cluster, { pods: pods.filter((place: PodPlace) => place.name !== name), coreDnsPods });
    machines.carry(name, null);
    this.#context.write("api", `pod/${name}`, () => "is gone");
    if (pod.controller !== undefined && !takesAnotherName(pod)) this.#later(CONTROLLER_MS, () => this.#replace(pod));
  }

  #replace(like: Pod): void {
    const { deletionTimestamp: _, ...metadata } = like.metadata;
    const pod: Pod = {
      ...like,
      metadata: {
        ...metadata,
        name: this.#nameFor(like),
        creationTimestamp: timestampFromUnixSeconds(this.#context.unixSeconds()),
      },
      nodeName: like.controller?.kind === "DaemonSet" ? like.nodeName : null,
      phase: "Pending",
      podIps: [],
      ready: false,
      containers: { total: like.containers.total, ready: 0, restarts: 0 },
    };
    this.#owner.setSnapshot(withNewPod(this.#owner.snapshot(), pod));
    this.#context.write("api", `pod/${nameOfPod(pod)}`, () => `comes in place of ${like.metadata.name}`);
    this.#owner.created(nameOfPod(pod));
  }

  /** The controller's own, and an end; a StatefulSet's pods keep theirs. */
  #nameFor({ metadata, controller }: Pod): string {
    if (controller === undefined || controller.kind === "StatefulSet") return metadata.name;
    return `${controller.name}-${randomWord(this.#context.random, SUFFIX_LETTERS)}`;
  }

  #isHeard(node: string): boolean {
    return isNodeOnline(this.#context, node) && isReadyNode(this.#owner.snapshot(), node);
  }

  #later(ms: number, act: () => void): void {
    this.#context.agenda.at(laterBy(this.#context.now(), ms), act);
  }
}

/** Who counts pods makes another as soon as one is being deleted; who has one for each name or node waits until it is gone. */
function takesAnotherName({ controller }: Pod): boolean {
  return controller !== undefined && controller.kind !== "StatefulSet" && controller.kind !== "DaemonSet";
}
