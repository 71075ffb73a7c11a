import type { ClusterSnapshot, ContainerProbes, Pod, Probe } from "@splithorizon/core";
import { nameOfPod } from "../pods/pod-changes.ts";
import type { SimulationContext } from "../world/part.ts";
import type { CoreDnsProcess } from "./coredns-process.ts";
import { KillingProbe, type KillingProbeOwner } from "./killing-probe.ts";
import { answerTo, type ProbeAnswer } from "./probe-target.ts";

export type ProbesOwner = Pick<KillingProbeOwner, "later" | "isLeaving" | "kill" | "succeeded">;

/** What kubelet asks a CoreDNS container: what its Pod's manifest says, else what its Deployment is taken to say. */
export class PodProbes {
  readonly #process: CoreDnsProcess;
  readonly #pod: Pod | null;
  readonly #readiness: Probe | null;
  readonly #liveness: KillingProbe | null;
  readonly #startup: KillingProbe | null;

  /** `usual`: for a pod whose manifest says nothing of probes. */
  constructor(
    process: CoreDnsProcess,
    { pods }: ClusterSnapshot,
    usual: ContainerProbes,
    context: SimulationContext,
    owner: ProbesOwner,
  ) {
    this.#process = process;
    this.#pod = pods.find((known) => nameOfPod(known) === process.pod) ?? null;
    const own = this.#pod?.probes ?? usual;
    this.#readiness = played(own.readiness, usual.readiness);
    const killing = (kind: "liveness" | "startup", probe: Probe | null): KillingProbe | null => {
      const isAsked = (): boolean => kind === "startup" || this.hasStarted;
      const health = (): ProbeAnswer => this.#ask(probe);
      return probe && new KillingProbe(kind, process, context, { ...owner, health, isAsked }, probe);
    };
    this.#liveness = killing("liveness", played(own.liveness, usual.liveness));
    this.#startup = killing("startup", played(own.startup, usual.liveness));
  }

  /** Whether its startup probe has succeeded, if there is one. */
  get hasStarted(): boolean {
    return this.#startup?.hasSucceeded ?? true;
  }

  /** Without a readiness probe a container is ready as soon as it runs. */
  get isReady(): boolean {
    if (!this.hasStarted) return false;
    return this.#readiness === null ? this.#process.phase === "serving" : this.#ask(this.#readiness) === "ok";
  }

  get readinessTimes(): {
    readonly delayMs: number;
    readonly periodMs: number;
    readonly failureThreshold: number;
    readonly successThreshold: number;
  } {
    const {
      initialDelaySeconds = 0,
      periodSeconds = 10,
      failureThreshold = 3,
      successThreshold = 1,
    } = this.#readiness ?? {};
    return {
      delayMs: initialDelaySeconds * 1000,
      periodMs: periodSeconds * 1000,
      failureThreshold,
      successThreshold,
    };
  }

  /** Another container has been started. */
  started(): void {
    this.#startup?.started();
    this.#liveness?.started();
  }

  /** Its process has ended. @returns whether a probe ended it. */
  ended(): boolean {
    return [this.#startup?.ended(), this.#liveness?.ended()].includes(true);
  }

  /** Something has happened to it that a probe may see. */
  look(): void {
    this.#liveness?.look();
  }

  #ask(probe: Probe | null): ProbeAnswer {
    const { probed } = this.#process;
    if (probe === null || probed === null) return "refused";
    return answerTo(probe, this.#pod ?? { containerPorts: [] }, probed);
  }
}

/** What asks otherwise than is played (SITE_UNSUPPORTED) asks at its own times what the usual one asks. */
function played(probe: Probe | null, usual: Probe | null): Probe | null {
  if (probe?.kind !== "other") return probe;
  return usual && { ...probe, kind: usual.kind, port: usual.port, path: usual.path, scheme: usual.scheme };
}
