import {
  type ClusterSnapshot,
  type Pod,
  type Source,
  sourceFromText,
  timestampFromUnixSeconds,
  withLastApplied,
} from "@splithorizon/core";
import { type ClusterSettings, objectKey, type PodPlace } from "../../site/index.ts";
import type { ServicePatchResult } from "../cluster/cluster-services.ts";
import { PatchedObjects } from "../cluster/patched-objects.ts";
import type { ObjectName } from "../cluster/stored-lists.ts";
import { Evictions } from "../pods/evictions.ts";
import { isReadyNode, nodesBack } from "../pods/node-losses.ts";
import { nameOfPod } from "../pods/pod-changes.ts";
import { podsDeleted, podsMeant } from "../pods/pods-meant.ts";
import { type AppliedManifest, whyNotCreated } from "../world/applied-manifest.ts";
import type { ObjectPatch, PatchAnswer, PodDeletion, SimulationContext } from "../world/part.ts";
import { residentOf } from "../world/start-program.ts";
import { CoreDnsDeployment } from "./coredns-deployment.ts";
import { CoreDnsProcess } from "./coredns-process.ts";
import { Kubelet } from "./kubelet.ts";

/** The ConfigMap of kubeadm's name, which its pods mount. */
const CONFIG_MAP = "kube-system/coredns";

/** The CoreDNS pods of one cluster, and who looks after them. */
export class CoreDnsCluster {
  readonly name: string;
  readonly #settings: ClusterSettings;
  readonly #context: SimulationContext;
  readonly #processes = new Map<string, CoreDnsProcess>();
  readonly #kubelet: Kubelet;
  readonly #deployment: CoreDnsDeployment;
  readonly #objects: PatchedObjects;
  readonly #evictions: Evictions;

  constructor(settings: ClusterSettings, context: SimulationContext) {
    this.name = settings.name;
    this.#settings = settings;
    this.#context = context;
    const { manifests } = context.world.makings.clusters.find(({ twin }) => twin.settings === settings) ?? {};
    this.#objects = new PatchedObjects({
      snapshot: () => this.snapshot(),
      setSnapshot: (snapshot) => context.world.setSnapshot(this.name, snapshot),
      manifestOf: (kind, namespace, name) => manifests?.objectAt(objectKey(kind, namespace, name)) ?? null,
    });
    this.#evictions = new Evictions(context, {
      snapshot: () => this.snapshot(),
      evict: (pod) => this.#evict(nameOfPod(pod)),
    });
    this.#kubelet = new Kubelet(context, {
      snapshot: () => this.snapshot(),
      setSnapshot: (snapshot) => context.world.setSnapshot(this.name, snapshot),
      isLeaving: (pod) => this.#deployment.isLeaving(pod),
      readinessChanged: () => this.#deployment.step(),
      doesNotStart: (pod) => this.#processes.get(pod)?.failed(),
    });
    this.#deployment = new CoreDnsDeployment(context, {
      snapshot: () => this.snapshot(),
      setSnapshot: (snapshot) => context.world.setSnapshot(this.name, snapshot),
      pods: () => [...this.#processes.keys()].filter((pod) => !this.#deployment.isLeaving(pod)),
      isReady: (pod) => this.#kubelet.isReady(pod),
      readySince: (pod) => this.#kubelet.readySince(pod),
      came: (pod) => this.#came(pod),
      terminate: (pod) => this.terminate(pod),
      kill: (pod) => context.endProgram(pod, "coredns"),
      left: (pod) => this.#left(pod),
    });
  }

  start(): void {
    for (const { name } of this.#context.world.podsOf(this.name).coreDnsPods) {
      const resident = residentOf(this.#context.world, name, "coredns");
      const process = this.#add(name);
      if (resident !== null) process.rest(resident);
      this.#kubelet.keep(process, "at-rest");
    }
  }

  has(pod: string): boolean {
    return this.#processes.has(pod);
  }

  snapshot(): ClusterSnapshot {
    const known = this.#context.world.clusters.get(this.name);
    if (known === undefined) throw new RangeError(`no cluster ${this.name}`);
    return known.snapshot;
  }

  snapshotChanged(before: ClusterSnapshot, after: ClusterSnapshot): void {
    for (const process of this.#processes.values()) process.snapshotChanged(before, after);
    this.#evictions.changed(before, after);
    for (const node of nodesBack(before, after)) this.#nodeIsReady(node);
    if (before.nodes !== after.nodes) this.#deployment.nodesChanged();
  }

  programStarted(pod: string): void {
    const resident = residentOf(this.#context.world, pod, "coredns");
    if (resident !== null) this.#processes.get(pod)?.start(resident);
  }

  programEnded(pod: string): void {
    const process = this.#processes.get(pod);
    if (process === undefined || process.phase === "gone") return;
    process.ended();
    if (!this.#deployment.ended(pod)) this.#kubelet.ended(pod);
  }

  terminate(pod: string): void {
    const process = this.#processes.get(pod);
    if (process?.phase === "gone") this.#deployment.ended(pod);
    else process?.terminate();
  }

  patchDeployment(patch: ObjectPatch): PatchAnswer | null {
    return this.#deployment.patch(patch);
  }

  /** null: none of them is CoreDNS's. `kubectl` says it of each, once it is gone. */
  deletePods(deletion: PodDeletion): PatchAnswer | null {
    const meant = podsMeant(this.snapshot(), deletion);
    if (!Array.isArray(meant)) return meant;
    const own = meant.filter((pod) => this.#processes.has(nameOfPod(pod)));
    for (const pod of own) this.#deployment.deletePod(nameOfPod(pod));
    return own.length === 0 ? null : podsDeleted(own);
  }

  /** A process stands still or goes on. */
  disturbed(pod: string): void {
    this.#kubelet.changed(pod, "otherwise");
  }

  nodeCrashed(node: string): void {
    for (const pod of this.#processes.keys()) {
      if (this.#context.machines.isOn(pod, node)) this.#kubelet.nodeCrashed(pod);
    }
  }

  /** Power or cable are back before anybody has missed the node: its kubelet comes up, if it has gone down. */
  nodeIsBack(node: string): void {
    if (!isReadyNode(this.snapshot(), node)) return;
    for (const pod of this.#processes.keys()) {
      if (this.#context.machines.isOn(pod, node)) this.#kubelet.nodeIsBack(pod);
    }
  }

  /** One that has stood still or was without power takes pods again. */
  nodeGoesOn(): void {
    this.#deployment.nodesChanged();
  }

  /** Its kubelet has renewed its Lease: it tells of its pods, starts what has ended, and hears of what was deleted meanwhile. */
  #nodeIsReady(node: string): void {
    for (const [pod, process] of this.#processes) {
      if (!this.#context.machines.isOn(pod, node)) continue;
      if (!this.#deployment.isLeaving(pod)) this.#kubelet.nodeIsReady(pod);
      else if (process.phase === "gone") this.#deployment.ended(pod);
      else process.terminate();
    }
  }

  /** It is deleted, and its ReplicaSet makes another elsewhere. */
  #evict(pod: string): void {
    if (this.#processes.has(pod) && !this.#deployment.isLeaving(pod)) this.#deployment.evict(pod);
  }

  setUnready(pod: string, state: "unready" | "as-it-is"): void {
    this.#kubelet.setUnready(pod, state);
  }

  /** The Corefile or a file that it imports stands in a folder of the site: all pods have it at once. */
  fileChanged(path: string): void {
    const { corefile, folders } = this.#settings.coreDns;
    if (path !== corefile?.path && !folders.some((folder) => path.startsWith(`${folder}/`))) return;
    const { files, clusters } = this.#context.world;
    const found = files.lookUp(path);
    const isCorefile = path === corefile?.path || folders.some((folder) => path === `${folder}/Corefile`);
    const own = clusters.get(this.name)?.corefile?.documents[0]?.source ?? null;
    for (const [pod, process] of this.#processes) {
      const source = isCorefile && found.kind === "file" ? found.source : (this.#context.world.mountedAt(pod) ?? own);
      if (source !== null) this.#context.world.mount(pod, source);
      process.corefileChanged();
    }
  }

  /** null: it knows no such ConfigMap. */
  patchConfigMap(patch: ObjectPatch): PatchAnswer | null {
    const key = `${patch.namespace}/${patch.name}`;
    const before = this.#corefileOf(key);
    const result = this.#objects.patch("ConfigMap", patch);
    if (result === null) return null;
    this.#configMapWritten(patch, before, result);
    return result.answer;
  }

  applyConfigMap(applied: AppliedManifest): PatchAnswer {
    const { namespace, name, manifest } = applied;
    const named = { namespace, name };
    const before = this.#corefileOf(`${namespace}/${name}`);
    const current = this.#objects.stored("ConfigMap", named);
    const sent = withLastApplied(manifest);
    const why = current === null ? whyNotCreated(this.snapshot(), namespace, sent) : null;
    if (why !== null) return { isAccepted: false, text: why };
    const birth = { creationTimestamp: timestampFromUnixSeconds(this.#context.unixSeconds()) };
    const result =
      current === null
        ? this.#objects.create("ConfigMap", sent, named, birth)
        : this.#objects.applyTo(applied, "ConfigMap", current);
    this.#configMapWritten(named, before, result);
    return result.answer;
  }

  #configMapWritten({ namespace, name }: ObjectName, before: string | null, { remarks }: ServicePatchResult): void {
    const key = `${namespace}/${name}`;
    for (const remark of remarks) this.#context.write("note", name, () => remark);
    const after = this.#corefileOf(key);
    if (after !== null && after !== before && this.#isMounted(key)) {
      this.#bring(sourceFromText(`${key} (Corefile)`, after));
    }
  }

  #corefileOf(key: string): string | null {
    const found = this.snapshot().corefiles.find(({ metadata }) => `${metadata.namespace}/${metadata.name}` === key);
    return found?.corefile ?? null;
  }

  #came(pod: Pod): void {
    const { world, machines } = this.#context;
    const place: PodPlace = { name: nameOfPod(pod), addresses: pod.podIps, node: pod.nodeName ?? "", pod };
    const { pods, coreDnsPods } = world.podsOf(this.name);
    world.setPods(this.name, { pods: [...pods, place], coreDnsPods: [...coreDnsPods, place] });
    machines.carry(place.name, place.node);
    const mounted = this.#newest();
    if (mounted !== null) world.mount(place.name, mounted);
    this.#kubelet.keep(this.#add(place.name), "new");
    this.#kubelet.startNew(place.name);
  }

  #left(pod: string): void {
    const { world, machines } = this.#context;
    const isOther = ({ name }: PodPlace): boolean => name !== pod;
    const { pods, coreDnsPods } = world.podsOf(this.name);
    this.#processes.delete(pod);
    this.#kubelet.drop(pod);
    // Somebody may have started it again meanwhile.
    this.#context.endProgram(pod, "coredns");
    world.setPods(this.name, { pods: pods.filter(isOther), coreDnsPods: coreDnsPods.filter(isOther) });
    machines.carry(pod, null);
    this.#deployment.step();
  }

  /** What a pod that comes now has mounted. */
  #newest(): Source | null {
    const { settings, world } = { settings: this.#settings, world: this.#context.world };
    if (settings.coreDns.corefile !== null) {
      const found = world.files.lookUp(settings.coreDns.corefile.path);
      return found.kind === "file" ? found.source : null;
    }
    const { corefiles } = this.snapshot();
    const usual = corefiles.find(({ metadata }) => `${metadata.namespace}/${metadata.name}` === CONFIG_MAP);
    const own = usual ?? (corefiles.length === 1 ? corefiles[0] : undefined);
    return own === undefined ? null : sourceFromText(`${CONFIG_MAP} (Corefile)`, own.corefile);
  }

  #bring(corefile: Source): void {
    for (const pod of this.#processes.keys()) this.#kubelet.bring(pod, corefile);
  }

  /** A Corefile that site.yaml names is what the pods have, whatever the ConfigMap says. */
  #isMounted(key: string): boolean {
    if (this.#settings.coreDns.corefile !== null) return false;
    return key === CONFIG_MAP || this.snapshot().corefiles.length === 1;
  }

  #add(pod: string): CoreDnsProcess {
    const process = new CoreDnsProcess(pod, this.#context, {
      snapshot: () => this.snapshot(),
      serves: (corefile, how) => {
        this.#context.world.setCorefile(this.name, corefile);
        this.#kubelet.changed(pod, how);
      },
      exits: () => this.#context.endProgram(pod, "coredns"),
    });
    this.#processes.set(pod, process);
    return process;
  }
}
