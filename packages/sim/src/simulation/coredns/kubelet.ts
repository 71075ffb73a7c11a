import { type ClusterSnapshot, laterBy, type Source } from "@splithorizon/core";
import { nameOfPod, withPod } from "../pods/pod-changes.ts";
import { isNodeOnline } from "../world/node-link.ts";
import type { SimulationContext } from "../world/part.ts";
import type { CoreDnsProcess } from "./coredns-process.ts";
import { PodProbes, type ProbesOwner } from "./pod-probes.ts";
import { KUBEADM_PROBES, probesOfWell } from "./usual-probes.ts";

/** A pod is looked at again after a minute, and up to half as long again (kubelet's syncFrequency, workerResyncIntervalJitterFactor). */
const RESYNC_MS = { least: 60_000, most: 90_000 } as const;
/** The two loops of its volume manager, one behind the other. */
const MOUNT_MS = 200;
/** kubelet lists the containers once a second, and sees then what has ended. */
const RELIST_MS = 1000;
/** Not measured: a container of an image that is there. */
const CONTAINER_START_MS = { least: 300, most: 1200 } as const;
/** kubelet's back-off: none at first, then doubled from ten seconds to five minutes, forgotten after twice that. */
const BACK_OFF_MS = { first: 10_000, most: 300_000, forgottenAfter: 600_000 } as const;
/** Not measured: from power to kubelet's first word to the API server, as in pod-readiness.ts. */
const KUBELET_BACK_MS = { least: 15_000, most: 30_000 } as const;
/** A container that has just started is asked at once. */
const FIRST_PROBE_MS = { least: 100, most: 1000 } as const;
/** From kubelet's word over the API server to the endpoints (the EndpointSlice controller). */
const ENDPOINTS_MS = 100;

export interface KubeletOwner {
  snapshot(): ClusterSnapshot;
  setSnapshot(snapshot: ClusterSnapshot): void;
  readinessChanged(): void;
  /** Whether somebody has told it to go. */
  isLeaving(pod: string): boolean;
  /** Its own Corefile keeps it from starting. */
  doesNotStart(pod: string): void;
}

interface Container {
  readonly process: CoreDnsProcess;
  readonly probes: PodProbes;
  isReady: boolean;
  /** In Unix seconds; null: since before the beginning, or never. */
  readySince: number | null;
  startedAt: number;
  /** When the container before this one ended; null: none did. */
  endedAt: number | null;
  starts: number;
  /** null: the next restart is at once. */
  backOffMs: number | null;
  /** How often its state was looked at anew: what was planned before is of no use. */
  turn: number;
  /** `planned`: it will be started; `forgotten`: the power failed, and with it what kubelet had in mind. */
  restart: "none" | "planned" | "forgotten";
  /** Which of its plans to start it holds. */
  plan: number;
}

/** What the kubelets do for CoreDNS's pods: they start what has ended, ask whether it is ready, and bring the ConfigMap. */
export class Kubelet {
  readonly #context: SimulationContext;
  readonly #owner: KubeletOwner;
  readonly #containers = new Map<string, Container>();
  /** Pods that a fault keeps from being ready. */
  readonly #unready = new Set<string>();
  /** All pods are of one Deployment: of one that says nothing of probes, pods that are well tell what they can be. */
  #usual = KUBEADM_PROBES;

  constructor(context: SimulationContext, owner: KubeletOwner) {
    this.#context = context;
    this.#owner = owner;
  }

  /** `state`: a pod that has been there for long is ready. */
  keep(process: CoreDnsProcess, state: "at-rest" | "new"): void {
    const isReady = state === "at-rest";
    const starts = isReady ? 1 : 0;
    if (isReady && process.probed !== null) this.#usual = probesOfWell(process.probed.settings);
    const { snapshot } = this.#owner;
    const probes = new PodProbes(process, snapshot(), this.#usual, this.#context, this.#probesOwner(process.pod));
    const times = { startedAt: this.#context.now(), endedAt: null, backOffMs: null, readySince: null };
    const blank = { turn: 0, restart: "none", plan: 0 } as const;
    this.#containers.set(process.pod, { process, probes, isReady, starts, ...times, ...blank });
  }

  #probesOwner(pod: string): ProbesOwner {
    return {
      later: (ms, act) => this.#later(pod, ms, act),
      isLeaving: () => this.#owner.isLeaving(pod),
      kill: () => this.#context.endProgram(pod, "coredns"),
      succeeded: () => this.changed(pod, "started"),
    };
  }

  drop(pod: string): void {
    this.#containers.delete(pod);
  }

  isReady(pod: string): boolean {
    return this.#containers.get(pod)?.isReady ?? false;
  }

  readySince(pod: string): number | null {
    return this.#containers.get(pod)?.readySince ?? null;
  }

  /** A fault keeps a pod from being ready, whatever it says of itself; healed, it is as its next probe finds it. */
  setUnready(pod: string, state: "unready" | "as-it-is"): void {
    const container = this.#containers.get(pod);
    if (state === "as-it-is") {
      this.#unready.delete(pod);
      this.changed(pod, "otherwise");
      return;
    }
    this.#unready.add(pod);
    if (container !== undefined) this.#later(pod, ENDPOINTS_MS, () => this.#judge(container));
  }

  /** Brings a ConfigMap's new content into a pod, at that pod's own next turn. */
  bring(pod: string, corefile: Source): void {
    const { random } = this.#context;
    const afterMs = random.between(0, random.between(RESYNC_MS.least, RESYNC_MS.most)) + random.between(0, MOUNT_MS);
    this.#later(pod, afterMs, () => {
      const container = this.#containers.get(pod);
      // A pod that has been told to go gets nothing new (volume_manager's populator, ShouldPodContainersBeTerminating).
      if (container === undefined || container.process.phase === "lame") return;
      this.#context.world.mount(pod, corefile);
      // A node that comes back mounts what there is then.
      if (this.#context.machines.stateOf(pod) === "down") return;
      this.#context.write("file", pod, () => "has the ConfigMap's new Corefile");
      container.process.corefileChanged();
    });
  }

  /** Starts a new pod's container. */
  startNew(pod: string): void {
    const container = this.#containers.get(pod);
    if (container !== undefined) this.#planStart(container, this.#between(CONTAINER_START_MS));
  }

  /** Its node has no power any more: kubelet keeps its back-offs in memory. */
  nodeCrashed(pod: string): void {
    const container = this.#containers.get(pod);
    if (container === undefined) return;
    container.restart = "forgotten";
    container.backOffMs = null;
  }

  /** After its machine kubelet comes up, and finds its containers gone; after its cable alone it has gone on. */
  nodeIsBack(pod: string): void {
    const hasCrashed = this.#containers.get(pod)?.restart === "forgotten";
    const afterMs = hasCrashed ? this.#between(KUBELET_BACK_MS) : 0;
    this.#later(pod, afterMs, () => this.nodeIsReady(pod));
  }

  /** It speaks to the API server again: it tells of the pod as it is, and starts what has ended meanwhile. */
  nodeIsReady(pod: string): void {
    const container = this.#containers.get(pod);
    if (container === undefined) return;
    if (container.restart === "forgotten") container.restart = "none";
    // Without the API server a kubelet that has come up knows of no pods.
    if (!this.#isHeard(pod)) return;
    this.#later(pod, ENDPOINTS_MS, () => this.#judge(container));
    // One that waits for its back-off goes on waiting.
    if (!this.#isGone(container) || container.restart === "planned") return;
    this.#planStart(container, this.#between(CONTAINER_START_MS));
  }

  /** Its process has ended, and nobody wants the pod to go: kubelet starts another. */
  ended(pod: string): void {
    const container = this.#containers.get(pod);
    const why = container?.probes.ended() === true ? "by-kubelet" : "by-itself";
    if (container === undefined || this.#context.machines.stateOf(pod) === "down") return;
    const seenAfter = this.#context.random.between(0, RELIST_MS);
    this.#later(pod, seenAfter + ENDPOINTS_MS, () => this.#judge(container));
    const waitMs = this.#backOff(container, why);
    if (waitMs > 0) this.#context.write("process", pod, () => `waits ${waitMs / 1000} s before it is started again`);
    this.#planStart(container, Math.max(seenAfter, waitMs) + this.#between(CONTAINER_START_MS));
  }

  /** doBackOff (kuberuntime_manager.go): who ends a container itself starts the next in the same turn, and looks at the end of the one before. */
  #backOff(container: Container, why: "by-itself" | "by-kubelet"): number {
    const now = this.#context.now();
    if (now - container.startedAt > BACK_OFF_MS.forgottenAfter) container.backOffMs = null;
    const waitMs = container.backOffMs ?? 0;
    const { endedAt } = container;
    container.endedAt = now;
    if (why === "by-kubelet" && endedAt === null) return 0;
    container.backOffMs = Math.min(waitMs === 0 ? BACK_OFF_MS.first : waitMs * 2, BACK_OFF_MS.most);
    return why === "by-kubelet" && endedAt !== null && now - endedAt >= waitMs ? 0 : waitMs;
  }

  /** Something has happened to it that a probe may see. */
  changed(pod: string, how: "started" | "otherwise"): void {
    const container = this.#containers.get(pod);
    if (container === undefined) return;
    container.probes.look();
    const { isReady } = container;
    if (isReady === this.#isFine(container)) return;
    const { random } = this.#context;
    container.turn += 1;
    const { turn } = container;
    const { delayMs, periodMs, failureThreshold, successThreshold } = container.probes.readinessTimes;
    const isNew = how === "started" && delayMs === 0;
    const soon = isNew ? this.#between(FIRST_PROBE_MS) : random.between(0, periodMs);
    const waitMs = Math.max(0, container.startedAt + delayMs - this.#context.now());
    const inARow = (isReady ? failureThreshold : successThreshold) - 1;
    const firstMs = isReady ? random.between(0, periodMs) : waitMs + soon;
    const afterMs = firstMs + periodMs * inARow;
    this.#later(pod, afterMs + ENDPOINTS_MS, () => {
      if (container.turn === turn) this.#judge(container);
    });
  }

  /** Of several plans the newest is kept, and none that its machine forgot with its power. */
  #planStart(container: Container, ms: number): void {
    const { pod } = container.process;
    container.restart = "planned";
    container.plan += 1;
    const { plan } = container;
    this.#later(pod, ms, () => {
      if (container.plan !== plan || container.restart !== "planned") return;
      container.restart = "none";
      this.#start(pod);
    });
  }

  #start(pod: string): void {
    const container = this.#containers.get(pod);
    if (container === undefined || container.process.phase !== "gone") return;
    if (this.#context.machines.stateOf(pod) === "down") return;
    container.startedAt = this.#context.now();
    container.probes.started();
    this.#context.startProgram(pod, "coredns");
    this.#countRestart(pod, container);
    if (!this.#isGone(container)) return;
    this.#owner.doesNotStart(pod);
    this.ended(pod);
  }

  /** `kubectl get pods` counts every start but the first. */
  #countRestart(pod: string, container: Container): void {
    container.starts += 1;
    if (container.starts === 1) return;
    const before = this.#owner.snapshot();
    const known = before.pods.find((other) => nameOfPod(other) === pod);
    if (known === undefined) return;
    const containers = { ...known.containers, restarts: known.containers.restarts + 1 };
    this.#owner.setSnapshot(withPod(before, pod, { containers }, {}));
  }

  /** Whether its node's kubelet and the API server can speak. */
  #isHeard(pod: string): boolean {
    const { nodeName = null } = this.#owner.snapshot().pods.find((other) => nameOfPod(other) === pod) ?? {};
    return nodeName === null || isNodeOnline(this.#context, nodeName);
  }

  #isGone({ process }: Container): boolean {
    return process.phase === "gone";
  }

  #isFine({ process, probes }: Container): boolean {
    return !this.#unready.has(process.pod) && probes.isReady;
  }

  #judge(container: Container): void {
    const { pod } = container.process;
    if (this.#containers.get(pod) !== container) return;
    const isFine = this.#isFine(container);
    const before = this.#owner.snapshot();
    const known = before.pods.find((other) => nameOfPod(other) === pod);
    const { ready = container.isReady } = known ?? {};
    // Nobody hears of it: the node controller says what is to be thought of the pod.
    if (!this.#isHeard(pod)) return;
    if (isFine === container.isReady && isFine === ready) return;
    container.isReady = isFine;
    if (isFine) container.readySince = this.#context.unixSeconds();
    const counts = known?.containers ?? { total: 1, ready: 1, restarts: 0 };
    const containers = { ...counts, ready: isFine ? counts.total : counts.total - 1 };
    const endpoint = { ready: isFine, serving: isFine };
    // The node controller has said so before.
    if (isFine !== ready) this.#context.write("process", pod, () => (isFine ? "is ready" : "is not ready any more"));
    const after = withPod(before, pod, { ready: isFine, containers }, endpoint);
    if (after !== before) this.#owner.setSnapshot(after);
    this.#owner.readinessChanged();
  }

  #between({ least, most }: { readonly least: number; readonly most: number }): number {
    return this.#context.random.between(least, most);
  }

  /** A kubelet stands still with its node. */
  #later(pod: string, ms: number, act: () => void): void {
    const { agenda, machines } = this.#context;
    agenda.at(laterBy(this.#context.now(), ms), () => machines.whenGoingOn(pod, act));
  }
}
