import {
  type ClusterNode,
  type ClusterSnapshot,
  laterBy,
  type Pod,
  timestampFromUnixSeconds,
  unixSecondsFromTimestamp,
} from "@splithorizon/core";
import { CONTROLLER_MS, GRACE_SECONDS } from "../pods/deleted-pods.ts";
import { whyEvicted } from "../pods/evictions.ts";
import { deploymentOf, hashOf, podLike, templateHash } from "../pods/new-pod.ts";
import { nameOfPod, withoutPod, withPodLike, withTerminatingPod } from "../pods/pod-changes.ts";
import { podsToDelete } from "../pods/pods-to-delete.ts";
import { withSelectedPod } from "../pods/selected-pod.ts";
import type { ObjectPatch, PatchAnswer, SimulationContext } from "../world/part.ts";
import type { DeploymentChange } from "./deployment-patch.ts";
import { deploymentChange } from "./deployment-patch.ts";
import { DeploymentRollout } from "./deployment-rollout.ts";

/** kubelet's SIGTERM reaches the process so soon after the pod has been deleted. */
const MOST_TERM_MS = 200;

export interface DeploymentOwner {
  snapshot(): ClusterSnapshot;
  setSnapshot(snapshot: ClusterSnapshot): void;
  /** Pods that run CoreDNS and that nobody has told to go. */
  pods(): readonly string[];
  isReady(pod: string): boolean;
  /** Since when, in Unix seconds; null: since it came. */
  readySince(pod: string): number | null;
  /** The pod is a machine from now on, and its container will start. */
  came(pod: Pod): void;
  terminate(pod: string): void;
  kill(pod: string): void;
  /** Its process has ended for good: the machine is gone. */
  left(pod: string): void;
}

/** The Deployment that CoreDNS's pods belong to: with another template all of them are replaced, as its strategy lets them. */
export class CoreDnsDeployment {
  readonly #context: SimulationContext;
  readonly #owner: DeploymentOwner;
  readonly #leaving = new Set<string>();
  /** Pods in whose place no node took another. */
  readonly #waiting: Pod[] = [];
  /** How many have gone whose ReplicaSet has not made another yet. */
  #missing = 0;
  /** How many of these are not wanted any more. */
  #surplus = 0;
  #rollout: DeploymentRollout | null = null;
  /** As somebody has patched it: what its pods are like, also when there are none, and how many there are to be. */
  #patched: Patched | null = null;

  constructor(context: SimulationContext, owner: DeploymentOwner) {
    this.#context = context;
    this.#owner = owner;
  }

  isLeaving(pod: string): boolean {
    return this.#leaving.has(pod);
  }

  /** null: this is another Deployment, or the objects show no pods of it. */
  patch({ namespace, name, type, body }: ObjectPatch): PatchAnswer | null {
    const known = this.#asItIs(namespace, name);
    if (known === null) return null;
    const change = deploymentChange({ type, body }, known.replicas);
    const refusal = whyRefused(name, change, this.#rollout);
    if (refusal !== null) return { isAccepted: false, text: refusal };
    const text = `deployment.apps/${name} patched`;
    if (change.kind === "none") return { isAccepted: true, text: `${text} (no change)` };
    if (change.kind !== "pods") return { isAccepted: true, text };
    this.#patched = { ...known, replicas: change.replicas ?? known.replicas };
    if (change.template) this.#rollOut(this.#patched);
    else this.#later(CONTROLLER_MS, () => this.#scale());
    return { isAccepted: true, text };
  }

  #asItIs(namespace: string, name: string): Patched | null {
    const [model] = this.#podsOf({ namespace, name }).flatMap((pod) => this.#objectOf(pod) ?? []);
    const patched = this.#patched?.namespace === namespace && this.#patched.name === name ? this.#patched : null;
    if (model === undefined) return patched;
    const replicas = patched?.replicas ?? this.#podsOf({ namespace, name }).length + this.#missing;
    return { namespace, name, model, hash: patched?.hash ?? hashOf(nameOfPod(model)), replicas };
  }

  #podsOf({ namespace, name }: Pick<Patched, "namespace" | "name">): readonly string[] {
    const isOwn = (pod: string): boolean => pod.startsWith(`${namespace}/`) && deploymentOf(pod) === name;
    return this.#owner.pods().filter((pod) => isOwn(pod) && this.#objectOf(pod) !== null);
  }

  /** Another template. Another count beside it is seen to first, with pods of the old one (deployment_controller.go isScalingEvent). */
  #rollOut(patched: Patched): void {
    if (this.#rollout === null) this.#scale();
    const hash = templateHash(this.#context.random);
    this.#patched = { ...patched, hash };
    const pods = this.#podsOf(patched);
    const actions = {
      isReady: (pod: string) => this.#owner.isReady(pod) && !this.#leaving.has(pod),
      create: () => this.#create(patched.model, hash),
      delete: (pod: string) => this.#delete(pod),
      stuck: () => this.#context.write("api", patched.name, () => "no node takes another pod"),
    };
    this.#rollout = new DeploymentRollout(actions, pods, patched.replicas);
    this.#later(CONTROLLER_MS, () => this.step());
  }

  /** The ReplicaSet controller: as many pods as there are to be, of which those that are still to come count. */
  #scale(): void {
    const patched = this.#patched;
    if (patched === null || this.#rollout !== null) return;
    const pods = this.#podsOf(patched);
    for (let lacks = patched.replicas - pods.length - this.#missing; lacks > 0; lacks -= 1) this.#fill(patched);
    const tooMany = pods.length + this.#missing - patched.replicas;
    const notThereYet = Math.min(Math.max(0, tooMany), this.#missing);
    const waiting = this.#waiting.splice(0, notThereYet).length;
    this.#missing -= notThereYet;
    this.#surplus += notThereYet - waiting;
    for (const pod of this.#mostDispensable(pods, tooMany - notThereYet)) this.#delete(pod);
  }

  #fill({ model, hash, name }: Patched): void {
    if (this.#create(model, hash) !== null) return;
    this.#wait(model);
    this.#context.write("api", name, () => "no node takes another pod");
  }

  #mostDispensable(pods: readonly string[], count: number): readonly string[] {
    if (count <= 0) return [];
    const { random } = this.#context;
    const ranked = pods.flatMap((pod) => {
      const object = this.#objectOf(pod);
      if (object === null) return [];
      const createdAt = unixSecondsFromTimestamp(object.metadata.creationTimestamp ?? "") ?? 0;
      const readySince = this.#owner.readySince(pod) ?? createdAt;
      const { restarts } = object.containers;
      return [{ name: pod, node: object.nodeName ?? "", isReady: object.ready, readySince, restarts, createdAt }];
    });
    return podsToDelete(ranked, count, this.#context.unixSeconds(), (among) => random.below(among));
  }

  /** `kubectl delete pod`: the ReplicaSet makes another of the same template at once. */
  deletePod(pod: string): void {
    const model = this.#objectOf(pod);
    if (model === null || this.#leaving.has(pod)) return;
    this.#delete(pod);
    this.#replaceLater(model);
  }

  /** Its node has been lost for too long: another takes its place at once; the node's kubelet hears of it when it is back. */
  evict(pod: string): void {
    const model = this.#objectOf(pod);
    if (model === null) return;
    this.#leave(pod, whyEvicted(model));
    this.#replaceLater(model);
  }

  /** A node may take now what none took before. */
  nodesChanged(): void {
    for (const model of this.#waiting.splice(0)) this.#later(CONTROLLER_MS, () => this.#replace(model));
    if (this.#rollout !== null) this.#later(CONTROLLER_MS, () => this.step());
  }

  #replaceLater(model: Pod): void {
    this.#missing += 1;
    this.#later(CONTROLLER_MS, () => this.#replace(model));
  }

  #wait(model: Pod): void {
    this.#missing += 1;
    this.#waiting.push(model);
  }

  #replace(model: Pod): void {
    const pod = nameOfPod(model);
    if (this.#surplus > 0) {
      this.#surplus -= 1;
      return;
    }
    this.#missing -= 1;
    // Whoever rolls out counts for himself, and has no use for it any more.
    if (this.#rollout?.pods.includes(pod) === false) return;
    const made = this.#create(model, hashOf(pod));
    this.#rollout?.replaced(pod, made);
    if (made === null) {
      // Who is rolled out makes as many as are missing by itself.
      if (this.#rollout === null) this.#wait(model);
      this.#context.write("api", deploymentOf(pod), () => "no node takes another pod");
    }
    this.step();
  }

  step(): void {
    const rollout = this.#rollout;
    if (rollout === null) return;
    const before = rollout.pods.join(" ");
    rollout.step();
    if (rollout.isOver) {
      this.#rollout = null;
      this.#context.write("api", "deployment", () => "has been rolled out");
    } else if (rollout.pods.join(" ") !== before) this.#later(CONTROLLER_MS, () => this.step());
  }

  /** Its process has ended. @returns whether it was told to: then nobody starts another. */
  ended(pod: string): boolean {
    if (!this.#leaving.delete(pod)) return false;
    this.#later(CONTROLLER_MS, () => {
      this.#owner.setSnapshot(withoutPod(this.#owner.snapshot(), pod));
      this.#owner.left(pod);
      this.#context.write("api", pod, () => "is gone");
    });
    return true;
  }

  #create(model: Pod, hash: string): string | null {
    const { random } = this.#context;
    const snapshot = this.#owner.snapshot();
    const node = this.#chooseNode(snapshot);
    if (node === null) return null;
    const pod = podLike(model, node, hash, snapshot, random, this.#context.unixSeconds());
    if (pod === null) return null;
    const name = nameOfPod(pod);
    const like = withPodLike(snapshot, pod, [...this.#owner.pods(), ...this.#leaving]);
    // Where none of the others is left to be like, the Services' selectors say where it belongs.
    this.#owner.setSnapshot(withSelectedPod(like, name));
    this.#context.write("api", name, () => `comes on ${node.metadata.name} with ${pod.podIps.join(", ")}`);
    this.#owner.came(pod);
    return name;
  }

  /** By the scheduler's liking for nodes without a pod of this kind; of equal ones it draws. */
  #chooseNode({ nodes, pods }: ClusterSnapshot): ClusterNode | null {
    const own = new Set(this.#owner.pods());
    const loads = nodes
      .filter(({ ready, unschedulable, podCidrs }) => ready && !unschedulable && podCidrs.length > 0)
      .filter(({ metadata }) => this.#context.machines.stateOf(metadata.name) === "up")
      .map((node) => {
        const here = pods.filter((pod) => pod.nodeName === node.metadata.name && own.has(nameOfPod(pod)));
        return { node, count: here.length };
      });
    const least = Math.min(...loads.map(({ count }) => count));
    const best = loads.filter(({ count }) => count === least);
    return best[this.#context.random.below(Math.max(1, best.length))]?.node ?? null;
  }

  /** Out of the endpoints for everybody who is not asked for terminating ones, and told to end at the same time. */
  #delete(pod: string): void {
    this.#leave(pod, "is being deleted");
    this.#later(this.#context.random.between(0, MOST_TERM_MS), () => this.#owner.terminate(pod));
    this.#later(GRACE_SECONDS * 1000, () => {
      if (this.#leaving.has(pod)) this.#owner.kill(pod);
    });
  }

  #leave(pod: string, why: string): void {
    this.#leaving.add(pod);
    this.#context.write("api", pod, () => why);
    const until = timestampFromUnixSeconds(this.#context.unixSeconds() + GRACE_SECONDS);
    this.#owner.setSnapshot(withTerminatingPod(this.#owner.snapshot(), pod, until));
  }

  #objectOf(pod: string): Pod | null {
    return this.#owner.snapshot().pods.find((known) => nameOfPod(known) === pod) ?? null;
  }

  #later(ms: number, act: () => void): void {
    this.#context.agenda.at(laterBy(this.#context.now(), ms), act);
  }
}

interface Patched {
  readonly namespace: string;
  readonly name: string;
  readonly model: Pod;
  /** Of its template. */
  readonly hash: string;
  readonly replicas: number;
}

function whyRefused(name: string, change: DeploymentChange, rollout: DeploymentRollout | null): string | null {
  if (change.kind === "invalid") return `The Deployment "${name}" is invalid: ${change.cause}`;
  const isScaledMeanwhile = change.kind === "pods" && change.replicas !== null && rollout !== null;
  const field = isScaledMeanwhile
    ? "spec.replicas while it is rolled out"
    : change.kind === "unmodelled"
      ? change.field
      : null;
  const modelled = "spec.template, spec.replicas and metadata";
  return field && `deployment "${name}": of a Deployment ${modelled} can be patched here, and not ${field}`;
}
