import { patchableKind } from "../cluster/patched-objects.ts";
import type { AppliedManifest } from "../world/applied-manifest.ts";
import type { Fault, Program } from "../world/fault.ts";
import type { ObjectPatch, PatchAnswer, PodDeletion, SimulationContext, SimulationPart } from "../world/part.ts";
import { CoreDnsCluster } from "./coredns-cluster.ts";

/** Healed, a node's kubelet speaks to the API server again. */
const BACK_ON_THE_NETWORK: readonly Fault["kind"][] = ["crash", "unplug", "interface-down"];

/** The CoreDNS pods of all clusters: informers that lag, Corefiles that are read again, processes that end and are started again. */
export class CoreDnsPart implements SimulationPart {
  readonly name = "coredns";
  readonly #context: SimulationContext;
  readonly #clusters: readonly CoreDnsCluster[];

  constructor(context: SimulationContext) {
    this.#context = { ...context, random: context.randomFor("coredns") };
    this.#clusters = [...context.world.clusters.values()].map(
      ({ settings }) => new CoreDnsCluster(settings, this.#context),
    );
  }

  start(): void {
    for (const cluster of this.#clusters) cluster.start();
    this.#context.world.watchSnapshots((name, before, after) => {
      this.#clusters.find((cluster) => cluster.name === name)?.snapshotChanged(before, after);
    });
  }

  injected(fault: Fault): void {
    if (fault.kind === "crash") for (const cluster of this.#clusters) cluster.nodeCrashed(fault.machine);
    if (fault.kind === "unready") this.#of(fault.pod)?.setUnready(fault.pod, "unready");
    else if (fault.kind === "hang" && fault.program === "coredns") this.#of(fault.machine)?.disturbed(fault.machine);
  }

  healed(fault: Fault): void {
    if (BACK_ON_THE_NETWORK.includes(fault.kind) && "machine" in fault) {
      for (const cluster of this.#clusters) cluster.nodeIsBack(fault.machine);
    }
    if (fault.kind === "freeze" || fault.kind === "crash") for (const cluster of this.#clusters) cluster.nodeGoesOn();
    if (fault.kind === "unready") this.#of(fault.pod)?.setUnready(fault.pod, "as-it-is");
    else if (fault.kind === "hang" && fault.program === "coredns") this.#of(fault.machine)?.disturbed(fault.machine);
  }

  patch(patch: ObjectPatch): PatchAnswer | null {
    const isConfigMap = patchableKind(patch.kind) === "ConfigMap";
    if (!isConfigMap && patch.kind !== "deployment") return null;
    for (const cluster of this.#clusters) {
      if (patch.cluster !== null && patch.cluster !== cluster.name) continue;
      const answer = isConfigMap ? cluster.patchConfigMap(patch) : cluster.patchDeployment(patch);
      if (answer !== null) return answer;
    }
    if (!isConfigMap || this.#clusters.length === 0) return null;
    return { isAccepted: false, text: `Error from server (NotFound): configmaps "${patch.name}" not found` };
  }

  /** ConfigMaps: one of them is the Corefile. */
  apply(manifest: AppliedManifest, name: string | null): PatchAnswer | null {
    if (manifest.kind !== "ConfigMap") return null;
    const cluster = name === null ? this.#clusters[0] : this.#clusters.find((one) => one.name === name);
    return cluster?.applyConfigMap(manifest) ?? null;
  }

  deletePods(deletion: PodDeletion): PatchAnswer | null {
    for (const cluster of this.#clusters) {
      const answer = cluster.deletePods(deletion);
      if (answer === null) continue;
      for (const line of answer.text.split("\n")) this.#context.write("api", deletion.namespace, () => line);
      return answer;
    }
    return null;
  }

  fileChanged(path: string): void {
    for (const cluster of this.#clusters) cluster.fileChanged(path);
  }

  tends(machine: string, program: Program): boolean {
    return program === "coredns" && this.#of(machine) !== undefined;
  }

  terminate(machine: string, program: Program): boolean {
    const cluster = program === "coredns" ? this.#of(machine) : undefined;
    cluster?.terminate(machine);
    return cluster !== undefined;
  }

  programChanged(machine: string, program: Program, state: "started" | "ended"): void {
    if (program !== "coredns") return;
    const cluster = this.#of(machine);
    if (state === "started") cluster?.programStarted(machine);
    else cluster?.programEnded(machine);
  }

  #of(pod: string): CoreDnsCluster | undefined {
    return this.#clusters.find((cluster) => cluster.has(pod));
  }
}
