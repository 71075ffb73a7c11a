import type { ClusterSnapshot, ContainerProbes, Pod, Probe } from "@splithorizon/core";
import type { CoreDnsProcess } from "./coredns-process.ts";
import { KUBEADM_LIVENESS, type LivenessTimes } from "./liveness-probe.ts";
import { nameOfPod } from "./pod-changes.ts";
import { answerTo, type ProbeAnswer } from "./probe-target.ts";

/** What kubelet asks a CoreDNS container: what its Pod's manifest says, else what kubeadm's does. */
export class PodProbes {
  readonly #process: CoreDnsProcess;
  readonly #pod: Pod | undefined;
  /** null: the manifest says nothing of probes. */
  readonly #own: ContainerProbes | null;

  constructor(process: CoreDnsProcess, { pods }: ClusterSnapshot) {
    this.#process = process;
    this.#pod = pods.find((known) => nameOfPod(known) === process.pod);
    this.#own = this.#pod?.probes ?? null;
  }

  /** Whether the manifest decides which probes there are. */
  get areOwn(): boolean {
    return this.#own !== null;
  }

  get hasReadiness(): boolean {
    return this.#own === null || this.#own.readiness !== null;
  }

  get hasLiveness(): boolean {
    return this.#own === null || this.#own.liveness !== null;
  }

  get isReady(): boolean {
    const answer = this.#ask(this.#own?.readiness ?? null);
    return answer === null ? this.#process.saysReady : answer === "ok";
  }

  get health(): ProbeAnswer {
    return this.#ask(this.#own?.liveness ?? null) ?? this.#process.health;
  }

  /** Kubernetes' own where kubeadm's Deployment sets no times. */
  get readinessTimes(): { readonly delayMs: number; readonly periodMs: number; readonly failureThreshold: number } {
    const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 } = this.#own?.readiness ?? {};
    return { delayMs: initialDelaySeconds * 1000, periodMs: periodSeconds * 1000, failureThreshold };
  }

  get livenessTimes(): LivenessTimes {
    return this.#own?.liveness ?? KUBEADM_LIVENESS;
  }

  /** null: nothing of its own, or a command or gRPC, which are not played (SITE_UNSUPPORTED) and count as kubeadm's. */
  #ask(probe: Probe | null): ProbeAnswer | null {
    if (probe === null || probe.kind === "other" || this.#pod === undefined) return null;
    const { probed } = this.#process;
    return probed === null ? "refused" : answerTo(probe, this.#pod, probed);
  }
}
