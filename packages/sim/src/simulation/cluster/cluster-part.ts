import { type ClusterSnapshot, type Pod, resourceName, timestampFromUnixSeconds } from "@splithorizon/core";
import { assertNever } from "../../invariant.ts";
import { type ClusterTwin, objectKey } from "../../site/index.ts";
import { mayBeAnnounced } from "../bgp/announced-now.ts";
import { BgpSessions } from "../bgp/bgp-sessions.ts";
import { AppliedPods } from "../pods/applied-pods.ts";
import { DeletedPods } from "../pods/deleted-pods.ts";
import { Evictions, whyEvicted } from "../pods/evictions.ts";
import { nodesBack } from "../pods/node-losses.ts";
import { nameOfPod } from "../pods/pod-changes.ts";
import { PodReadiness } from "../pods/pod-readiness.ts";
import { podsDeleted, podsMeant } from "../pods/pods-meant.ts";
import type { AppliedManifest } from "../world/applied-manifest.ts";
import type { Fault } from "../world/fault.ts";
import type {
  ObjectDeletion,
  ObjectPatch,
  PatchAnswer,
  PodDeletion,
  SimulationContext,
  SimulationPart,
} from "../world/part.ts";
import { applyObject } from "./apply-object.ts";
import { ClusterServices, type ServicePatchResult, type ServicesOwner } from "./cluster-services.ts";
import { EndpointSlices } from "./endpoint-slices.ts";
import { IpamOperator } from "./ipam-operator.ts";
import { L2Leases } from "./l2-leases.ts";
import { deletedResource, deleteObject } from "./object-deletion.ts";
import { PatchedObjects, patchableKind } from "./patched-objects.ts";

interface LivingCluster {
  readonly name: string;
  readonly services: ClusterServices;
  readonly objects: PatchedObjects;
  readonly operator: IpamOperator;
  readonly readiness: PodReadiness;
  readonly leases: L2Leases;
  readonly slices: EndpointSlices;
  readonly pods: AppliedPods;
  readonly deleted: DeletedPods;
  readonly evictions: Evictions;
  isLookedAfter(pod: string): boolean;
  snapshot(): ClusterSnapshot;
}

/**
 * Clusters through time: the API server's answer to a patch, the addresses that cilium-operator hands out and takes back,
 * nodes and pods that are lost, and the routes that nodes announce. The nodes' data path follows the objects at once.
 */
export class ClusterPart implements SimulationPart {
  readonly name = "cluster";
  readonly #context: SimulationContext;
  readonly #clusters: readonly LivingCluster[];
  readonly #sessions: BgpSessions;

  constructor(context: SimulationContext) {
    this.#context = { ...context, random: context.randomFor("cluster") };
    this.#clusters = [...context.world.clusters.values()].map((twin) => this.#makeCluster(twin));
    this.#sessions = new BgpSessions(this.#context);
  }

  start(): void {
    this.#context.world.watchSnapshots((name, before, after) => {
      const cluster = this.#clusters.find((candidate) => candidate.name === name);
      cluster?.slices.objectsChanged(before, after);
      cluster?.operator.objectsChanged();
      cluster?.leases.changed();
      if (cluster !== undefined && before.nodes !== after.nodes) nodesChanged(cluster, before, after);
      if (mayBeAnnounced(before, after)) this.#sessions.objectsChanged();
    });
    for (const { operator, leases } of this.#clusters) {
      leases.start();
      operator.start();
    }
  }

  injected(fault: Fault): void {
    this.#struck(fault, "injected");
  }

  healed(fault: Fault): void {
    this.#struck(fault, "healed");
  }

  /** Services, EndpointSlices, Pods, Nodes and pools. */
  patch(patch: ObjectPatch): PatchAnswer | null {
    const resource = resourceOf(patch.kind);
    if (resource === null) return null;
    for (const cluster of this.#clusters) {
      if (patch.cluster !== null && patch.cluster !== cluster.name) continue;
      const result = patchIn(cluster, patch);
      if (result === null) continue;
      for (const remark of result.remarks) this.#context.write("note", patch.name, () => remark);
      if (patchableKind(patch.kind) === "Pod") cluster.readiness.labelsChanged(`${patch.namespace}/${patch.name}`);
      return result.answer;
    }
    const text = `Error from server (NotFound): ${resource} "${patch.name}" not found`;
    return this.#clusters.length === 0 ? null : { isAccepted: false, text };
  }

  /** Everything but ConfigMaps. */
  apply(manifest: AppliedManifest, name: string | null): PatchAnswer | null {
    if (manifest.kind === "ConfigMap") return null;
    const cluster = name === null ? this.#clusters[0] : this.#clusters.find((one) => one.name === name);
    if (cluster === undefined) return null;
    const birth = { creationTimestamp: timestampFromUnixSeconds(this.#context.unixSeconds()) };
    const { answer, remarks } = applyObject(cluster, manifest, birth);
    for (const remark of remarks) this.#context.write("note", manifest.name, () => remark);
    return answer;
  }

  deleteObject(deletion: ObjectDeletion): PatchAnswer | null {
    const resource = deletedResource(deletion.kind);
    if (resource === null) return null;
    for (const cluster of this.#clusters) {
      if (deletion.cluster !== null && deletion.cluster !== cluster.name) continue;
      const answer = deleteObject(cluster, deletion);
      if (answer !== null) return answer;
    }
    const text = `Error from server (NotFound): ${resource} "${deletion.name}" not found`;
    return this.#clusters.length === 0 ? null : { isAccepted: false, text };
  }

  /** CoreDNS's are looked after elsewhere. */
  deletePods(deletion: PodDeletion): PatchAnswer | null {
    for (const cluster of this.#clusters) {
      const meant = podsMeant(cluster.snapshot(), deletion);
      if (!Array.isArray(meant)) return meant;
      const own = meant.filter((pod) => !cluster.isLookedAfter(nameOfPod(pod)));
      for (const pod of own) cluster.deleted.delete(pod, "is being deleted");
      if (own.length > 0) return podsDeleted(own);
    }
    return null;
  }

  programChanged(): void {
    // Nobody here looks at programs: CoreDNS's pods are looked after by whoever runs them.
  }

  #struck(fault: Fault, how: "injected" | "healed"): void {
    switch (fault.kind) {
      case "stop-operator":
        this.#operatorStruck(fault.cluster, how);
        return;
      case "end-session":
        if (how === "injected") this.#sessions.end(fault.node, fault.router);
        else this.#sessions.begin(fault.node, fault.router);
        return;
      case "stop-agent":
        this.#agentStruck(fault.node, how);
        return;
      case "unready":
        for (const { readiness } of this.#clusters) {
          readiness.setUnready(fault.pod, how === "injected" ? "unready" : "as-it-is");
        }
        return;
      case "crash":
        if (how === "injected") this.#sessions.crashed(fault.machine);
        else this.#sessions.booted(fault.machine);
        this.#machinesChanged();
        return;
      case "freeze":
      case "unplug":
      case "interface-down":
      case "cut":
        this.#sessions.waysChanged();
        this.#machinesChanged();
        return;
      case "kill":
      case "stop":
      case "hang":
      case "weather":
      case "mute-adverts":
      case "fail-script":
      case "hang-script":
      case "kill-vrrp-child":
        return;
      default:
        assertNever(fault);
    }
  }

  #agentStruck(node: string, how: "injected" | "healed"): void {
    const state = how === "injected" ? "stopped" : "runs";
    for (const { name, leases, snapshot } of this.#clusters) {
      if (!snapshot().nodes.some(({ metadata }) => metadata.name === node)) continue;
      this.#context.world.setAgent(name, node, state);
      leases.agentIs(node, state);
    }
    if (state === "stopped") this.#sessions.agentStopped(node);
    else this.#sessions.agentStarted(node);
  }

  #operatorStruck(name: string, how: "injected" | "healed"): void {
    const operator = this.#clusters.find((cluster) => cluster.name === name)?.operator;
    if (how === "injected") operator?.stop();
    else operator?.goOn();
  }

  #machinesChanged(): void {
    for (const { readiness, leases, pods } of this.#clusters) {
      readiness.machinesChanged();
      pods.nodesChanged();
      leases.changed();
    }
  }

  #makeCluster({ settings: { name, serviceCidrs } }: ClusterTwin): LivingCluster {
    const { world, random } = this.#context;
    const snapshot = (): ClusterSnapshot => snapshotOf(world.clusters.get(name));
    const setSnapshot: ServicesOwner["setSnapshot"] = (after, reach) => world.setSnapshot(name, after, reach);
    const read = world.makings.clusters.find(({ twin }) => twin.settings.name === name);
    const services = new ClusterServices({
      snapshot,
      setSnapshot,
      manifestOf: ({ metadata: { namespace, name: service } }) =>
        read?.manifests.objectAt(objectKey("Service", namespace, service)) ?? null,
      serviceCidrs,
      choose: (among) => random.below(among),
    });
    const isLookedAfter = (pod: string): boolean =>
      this.#context.isTended(pod, "coredns") && world.podsOf(name).coreDnsPods.some(({ name: own }) => own === pod);
    const objects = new PatchedObjects({
      snapshot,
      setSnapshot,
      manifestOf: (kind, namespace, object) => read?.manifests.objectAt(objectKey(kind, namespace, object)) ?? null,
    });
    const readiness = new PodReadiness(this.#context, { snapshot, setSnapshot }, isLookedAfter);
    const pods = new AppliedPods(this.#context, {
      cluster: name,
      snapshot,
      setSnapshot,
      isReadyNow: (pod) => readiness.becameReady(pod),
    });
    const created = (pod: string): void => pods.created(pod, {});
    const deleted = new DeletedPods(this.#context, { cluster: name, snapshot, setSnapshot, created });
    const evict = (pod: Pod): void => {
      if (!isLookedAfter(nameOfPod(pod))) deleted.delete(pod, whyEvicted(pod));
    };
    return {
      name,
      services,
      objects,
      snapshot,
      pods,
      deleted,
      isLookedAfter,
      evictions: new Evictions(this.#context, { snapshot, evict }),
      operator: new IpamOperator(this.#context, name, services, snapshot),
      readiness,
      leases: new L2Leases(this.#context, name, snapshot),
      slices: new EndpointSlices(this.#context, { snapshot, setSnapshot }),
    };
  }
}

/** Nodes that are lost lose their pods, those that are back learn what they have missed, and the scheduler looks again. */
function nodesChanged(
  { pods, deleted, evictions }: LivingCluster,
  before: ClusterSnapshot,
  after: ClusterSnapshot,
): void {
  evictions.changed(before, after);
  pods.nodesChanged();
  for (const node of nodesBack(before, after)) deleted.nodeIsReady(node);
}

const SERVICE_WORDS: readonly string[] = ["service", "services", "svc"];

/** As the API server names what it does not find; null: of a kind that is patched elsewhere, or nowhere. */
function resourceOf(word: string): string | null {
  if (SERVICE_WORDS.includes(word)) return "services";
  const kind = patchableKind(word);
  return kind === null || kind === "ConfigMap" ? null : resourceName(kind);
}

function patchIn({ services, objects }: LivingCluster, patch: ObjectPatch): ServicePatchResult | null {
  if (SERVICE_WORDS.includes(patch.kind)) return services.patch(patch);
  const kind = patchableKind(patch.kind);
  return kind === null ? null : objects.patch(kind, patch);
}

/** A cluster does not vanish from a site. */
function snapshotOf(twin: ClusterTwin | undefined): ClusterSnapshot {
  if (twin === undefined) throw new RangeError("a cluster that the site does not have");
  return twin.snapshot;
}
