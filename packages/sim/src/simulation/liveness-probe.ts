import type { CoreDnsProcess } from "./coredns-process.ts";
import type { SimulationContext } from "./part.ts";

/** kubeadm's Deployment of CoreDNS (cmd/kubeadm/app/phases/addons/dns/manifests.go, Kubernetes 1.36.3); the period is Kubernetes' own. */
const INITIAL_DELAY_MS = 60_000;
const TIMEOUT_MS = 5000;
const PERIOD_MS = 10_000;
const PROBES_THAT_FAIL = 5;
/** terminationGracePeriodSeconds, Kubernetes' own: then comes SIGKILL. */
const GRACE_MS = 30_000;

export interface LivenessOwner {
  /** Stands still with its node. */
  later(ms: number, act: () => void): void;
  /** A pod that is being deleted is not asked any more (pkg/kubelet/prober/worker.go). */
  isLeaving(): boolean;
  kill(): void;
}

/**
 * Asks one container's `/health` every ten seconds, and has it end where five in a row fail. Nothing is asked while the
 * answer is known: it begins with what a probe may see, at the moment that the worker's ticker has anyway.
 */
export class LivenessProbe {
  readonly #process: CoreDnsProcess;
  readonly #context: SimulationContext;
  readonly #owner: LivenessOwner;
  #asksFrom = 0;
  #failures = 0;
  #isAsking = false;
  #isEnding = false;
  /** Where the ticker stands: the pod's worker outlives its containers. */
  #tickMs: number | null = null;
  /** Raised with each container: what is under way is about the one before. */
  #life = 0;

  constructor(process: CoreDnsProcess, context: SimulationContext, owner: LivenessOwner) {
    this.#process = process;
    this.#context = context;
    this.#owner = owner;
  }

  /** Another container has been started. */
  started(): void {
    this.#asksFrom = this.#context.now() + INITIAL_DELAY_MS;
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
    if (this.#isAsking || this.#isEnding || this.#process.health === "ok") return;
    this.#isAsking = true;
    this.#tickMs ??= this.#context.randomFor(`liveness probe of ${this.#process.pod}`).between(0, PERIOD_MS);
    const sinceTick = (this.#context.now() + PERIOD_MS - this.#tickMs) % PERIOD_MS;
    this.#later(PERIOD_MS - sinceTick, () => this.#tick());
  }

  #tick(): void {
    if (this.#isEnding || this.#owner.isLeaving()) return;
    const isAsked = this.#context.now() >= this.#asksFrom;
    const { health } = this.#process;
    if (isAsked && health === "ok") {
      this.#failures = 0;
      this.#isAsking = false;
      return;
    }
    this.#later(PERIOD_MS, () => this.#tick());
    if (isAsked && health === "refused") this.#failed();
    else if (isAsked) this.#wait();
  }

  /** A process that hangs lets the kernel take the connection, and may answer yet. */
  #wait(): void {
    let hasAnswered = false;
    this.#process.whenRunning(() => {
      hasAnswered = true;
    });
    this.#later(TIMEOUT_MS, () => {
      if (hasAnswered) this.#failures = 0;
      else this.#failed();
    });
  }

  #failed(): void {
    this.#failures += 1;
    if (this.#failures < PROBES_THAT_FAIL || this.#owner.isLeaving()) return;
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
