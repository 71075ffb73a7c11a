import type { Probe } from "@splithorizon/core";
import type { SimulationContext } from "../world/part.ts";
import type { CoreDnsProcess } from "./coredns-process.ts";
import type { ProbeAnswer } from "./probe-target.ts";

/** terminationGracePeriodSeconds, Kubernetes' own: then comes SIGKILL. */
const GRACE_MS = 30_000;

export interface KillingProbeOwner {
  /** What the probe meets now. */
  health(): ProbeAnswer;
  /** Whether the startup probe lets it be asked: of a startup probe itself always. */
  isAsked(): boolean;
  /** A startup probe has had its success. */
  succeeded(): void;
  /** Stands still with its node. */
  later(ms: number, act: () => void): void;
  /** A pod that is being deleted is not asked any more (pkg/kubelet/prober/worker.go). */
  isLeaving(): boolean;
  kill(): void;
}

/**
 * A liveness probe, or the startup probe before it, which has its container end where so many in a row fail. A liveness
 * probe is not asked while the answer is known: it begins with what it may see, at the moment that the worker's ticker
 * has anyway. A startup probe is asked from the start until it succeeds (pkg/kubelet/prober/worker.go).
 */
export class KillingProbe {
  readonly #kind: "liveness" | "startup";
  readonly #process: CoreDnsProcess;
  readonly #context: SimulationContext;
  readonly #owner: KillingProbeOwner;
  readonly #times: Probe;
  readonly #periodMs: number;
  #asksFrom = 0;
  #failures = 0;
  #isAsking = false;
  #isEnding = false;
  /** Of a startup probe. */
  #hasSucceeded = true;
  /** Where the ticker stands: the pod's worker outlives its containers. */
  #tickMs: number | null = null;
  /** Raised with each container: what is under way is about the one before. */
  #life = 0;

  constructor(
    kind: "liveness" | "startup",
    process: CoreDnsProcess,
    context: SimulationContext,
    owner: KillingProbeOwner,
    times: Probe,
  ) {
    this.#kind = kind;
    this.#times = times;
    this.#periodMs = times.periodSeconds * 1000;
    this.#process = process;
    this.#context = context;
    this.#owner = owner;
  }

  /** A container that has been there for long has had the success of its startup probe. */
  get hasSucceeded(): boolean {
    return this.#hasSucceeded;
  }

  /** Another container has been started. */
  started(): void {
    this.#asksFrom = this.#context.now() + this.#times.initialDelaySeconds * 1000;
    if (this.#kind === "liveness") return;
    this.#hasSucceeded = false;
    this.look();
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
    if (this.#isAsking || this.#isEnding || this.#isKnown) return;
    this.#isAsking = true;
    this.#tickMs ??= this.#context.randomFor(`${this.#kind} probe of ${this.#process.pod}`).between(0, this.#periodMs);
    const sinceTick = (this.#context.now() + this.#periodMs - this.#tickMs) % this.#periodMs;
    this.#later(this.#periodMs - sinceTick, () => this.#tick());
  }

  /** Whether nothing would come of asking. */
  get #isKnown(): boolean {
    return this.#kind === "startup" ? this.#hasSucceeded : this.#owner.health() === "ok";
  }

  #tick(): void {
    if (this.#isEnding || this.#owner.isLeaving()) return;
    const isAsked = this.#context.now() >= this.#asksFrom && this.#owner.isAsked();
    const health = this.#owner.health();
    if (isAsked && health === "ok") {
      this.#isAsking = false;
      this.#succeeded();
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
      if (hasAnswered) this.#succeeded();
      else this.#failed();
    });
  }

  #succeeded(): void {
    this.#failures = 0;
    if (this.#hasSucceeded) return;
    this.#hasSucceeded = true;
    this.#owner.succeeded();
  }

  #failed(): void {
    this.#failures += 1;
    if (this.#failures < this.#times.failureThreshold || this.#owner.isLeaving()) return;
    // worker.go, onHold: nobody asks again before there is another container.
    this.#isEnding = true;
    this.#isAsking = false;
    const { pod } = this.#process;
    this.#context.write("process", pod, () => `Container coredns failed ${this.#kind} probe, will be restarted`);
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
