import type { Probe } from "@splithorizon/core";
import type { CoreDnsProcess } from "./coredns-process.ts";
import type { SimulationContext } from "./part.ts";
import type { ProbeAnswer } from "./probe-target.ts";

/** kubeadm's Deployment of CoreDNS (cmd/kubeadm/app/phases/addons/dns/manifests.go, Kubernetes 1.36.3); the period is Kubernetes' own. */
export const KUBEADM_LIVENESS: LivenessTimes = {
  initialDelaySeconds: 60,
  timeoutSeconds: 5,
  periodSeconds: 10,
  failureThreshold: 5,
};
/** terminationGracePeriodSeconds, Kubernetes' own: then comes SIGKILL. */
const GRACE_MS = 30_000;

export type LivenessTimes = Pick<
  Probe,
  "initialDelaySeconds" | "timeoutSeconds" | "periodSeconds" | "failureThreshold"
>;

export interface LivenessOwner {
  /** What the probe meets now. */
  health(): ProbeAnswer;
  /** Stands still with its node. */
  later(ms: number, act: () => void): void;
  /** A pod that is being deleted is not asked any more (pkg/kubelet/prober/worker.go). */
  isLeaving(): boolean;
  kill(): void;
}

/**
 * Asks one container's `/health`, as kubeadm deploys it every ten seconds, and has it end where five in a row fail. Nothing is asked while the
 * answer is known: it begins with what a probe may see, at the moment that the worker's ticker has anyway.
 */
export class LivenessProbe {
  readonly #process: CoreDnsProcess;
  readonly #context: SimulationContext;
  readonly #owner: LivenessOwner;
  readonly #times: LivenessTimes;
  readonly #periodMs: number;
  #asksFrom = 0;
  #failures = 0;
  #isAsking = false;
  #isEnding = false;
  /** Where the ticker stands: the pod's worker outlives its containers. */
  #tickMs: number | null = null;
  /** Raised with each container: what is under way is about the one before. */
  #life = 0;

  constructor(process: CoreDnsProcess, context: SimulationContext, owner: LivenessOwner, times: LivenessTimes) {
    this.#times = times;
    this.#periodMs = times.periodSeconds * 1000;
    this.#process = process;
    this.#context = context;
    this.#owner = owner;
  }

  /** Another container has been started. */
  started(): void {
    this.#asksFrom = this.#context.now() + this.#times.initialDelaySeconds * 1000;
  }

  /** Its process has ended. @returns whether it was this that ended it. */
  ended(): boolean {
    const hasEnded = this.#isEnding;
    this.#life += 1;
    this.#failures = 0;
    this.#isAsking = false;
    this.#isEnding = false;
    return hasEnded;
  }

  /** Something has happened to it that a probe may see. */
  look(): void {
    if (this.#isAsking || this.#isEnding || this.#owner.health() === "ok") return;
    this.#isAsking = true;
    this.#tickMs ??= this.#context.randomFor(`liveness probe of ${this.#process.pod}`).between(0, this.#periodMs);
    const sinceTick = (this.#context.now() + this.#periodMs - this.#tickMs) % this.#periodMs;
    this.#later(this.#periodMs - sinceTick, () => this.#tick());
  }

  #tick(): void {
    if (this.#isEnding || this.#owner.isLeaving()) return;
    const isAsked = this.#context.now() >= this.#asksFrom;
    const health = this.#owner.health();
    if (isAsked && health === "ok") {
      this.#failures = 0;
      this.#isAsking = false;
      return;
    }
    this.#later(this.#periodMs, () => this.#tick());
    if (isAsked && health === "refused") this.#failed();
    else if (isAsked) this.#wait();
  }

  /** A process that hangs lets the kernel take the connection, and may answer yet. */
  #wait(): void {
    let hasAnswered = false;
    this.#process.whenRunning(() => {
      hasAnswered = true;
    });
    this.#later(this.#times.timeoutSeconds * 1000, () => {
      if (hasAnswered) this.#failures = 0;
      else this.#failed();
    });
  }

  #failed(): void {
    this.#failures += 1;
    if (this.#failures < this.#times.failureThreshold || this.#owner.isLeaving()) return;
    // worker.go, onHold: nobody asks again before there is another container.
    this.#isEnding = true;
    this.#isAsking = false;
    const { pod } = this.#process;
    this.#context.write("process", pod, () => "Container coredns failed liveness probe, will be restarted");
    this.#later(GRACE_MS, () => this.#owner.kill());
    this.#process.terminate();
  }

  #later(ms: number, act: () => void): void {
    const life = this.#life;
    this.#owner.later(ms, () => {
      if (life === this.#life) act();
    });
  }
}
