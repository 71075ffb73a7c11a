import { type ClusterNode, type ClusterSnapshot, type JsonMap, laterBy, type Pod } from "@splithorizon/core";
import type { PodPlace } from "../../site/index.ts";
import { isNodeOnline } from "../world/node-link.ts";
import type { SimulationContext } from "../world/part.ts";
import { freeAddressesOn } from "./new-pod.ts";
import { isReadyNode } from "./node-losses.ts";
import { nameOfPod } from "./pod-changes.ts";

/** Not measured: the scheduler's word, and kubelet's sandbox with an address for it. */
const BIND_MS = { least: 50, most: 500 } as const;
/** Not measured: a container of an image that is there. */
const CONTAINER_START_MS = { least: 300, most: 1200 } as const;

export interface AppliedPodsOwner {
  readonly cluster: string;
  snapshot(): ClusterSnapshot;
  setSnapshot(snapshot: ClusterSnapshot): void;
  /** It is ready: its Services learn of it. */
  isReadyNow(pod: string): void;
}

/** Pods that somebody has made by hand: the scheduler finds a node, kubelet an address, and the containers start. */
export class AppliedPods {
  readonly #context: SimulationContext;
  readonly #owner: AppliedPodsOwner;
  /** Pods that no node takes, with what the scheduler looks at. */
  readonly #waiting = new Map<string, JsonMap>();

  constructor(context: SimulationContext, owner: AppliedPodsOwner) {
    this.#context = context;
    this.#owner = owner;
  }

  /** The object has just been stored. `manifest`: what the scheduler looks at. */
  created(pod: string, manifest: JsonMap): void {
    const known = this.#find(pod);
    if (known === null) return;
    this.#write({ ...known, phase: "Pending" });
    this.#later(BIND_MS, () => this.#bind(pod, manifest));
  }

  /** The scheduler looks again at those that wait, for a node may take them now. */
  nodesChanged(): void {
    for (const [pod, manifest] of this.#waiting) this.#later(BIND_MS, () => this.#bind(pod, manifest));
  }

  #bind(pod: string, manifest: JsonMap): void {
    const known = this.#find(pod);
    if (known === null || known.podIps.length > 0) {
      this.#waiting.delete(pod);
      return;
    }
    const snapshot = this.#owner.snapshot();
    const node = this.#nodeFor(known, manifest, snapshot);
    if (node === null) {
      if (!this.#waiting.has(pod)) this.#context.write("api", `pod/${pod}`, () => "waits: no node takes it");
      this.#waiting.set(pod, manifest);
      return;
    }
    this.#waiting.delete(pod);
    const podIps = known.hostNetwork ? node.internalIps : freeAddressesOn(node, snapshot);
    const placed = { ...known, nodeName: node.metadata.name, podIps };
    this.#context.write("api", `pod/${pod}`, () => `comes on ${node.metadata.name} with ${podIps.join(", ")}`);
    this.#write(placed);
    this.#place(placed);
    this.#later(CONTAINER_START_MS, () => this.#start(pod));
  }

  /** One that its manifest names; else of those with the labels that it wants the one with the fewest pods. */
  #nodeFor({ nodeName }: Pod, manifest: JsonMap, { nodes, pods }: ClusterSnapshot): ClusterNode | null {
    if (nodeName !== null) return nodes.find(({ metadata }) => metadata.name === nodeName) ?? null;
    const wanted = nodeSelectorOf(manifest);
    const { machines, random } = this.#context;
    const fit = nodes
      .filter(({ ready, unschedulable, podCidrs }) => ready && !unschedulable && podCidrs.length > 0)
      .filter(({ metadata }) => wanted.every(([key, value]) => metadata.labels[key] === value))
      .filter(({ metadata }) => machines.stateOf(metadata.name) === "up")
      .map((node) => ({ node, count: pods.filter((pod) => pod.nodeName === node.metadata.name).length }));
    const least = Math.min(...fit.map(({ count }) => count));
    const best = fit.filter(({ count }) => count === least);
    return best[random.below(Math.max(1, best.length))]?.node ?? null;
  }

  /** It is a machine from now on, unless it shares its node's network. */
  #place(pod: Pod): void {
    const { world, machines } = this.#context;
    const { pods, coreDnsPods } = world.podsOf(this.#owner.cluster);
    const place: PodPlace = { name: nameOfPod(pod), addresses: pod.podIps, node: pod.nodeName ?? "", pod };
    if (!pod.hostNetwork) machines.carry(place.name, place.node);
    world.setPods(this.#owner.cluster, { pods: pod.hostNetwork ? pods : [...pods, place], coreDnsPods });
  }

  #start(pod: string): void {
    const known = this.#find(pod);
    if (known === null) return;
    if (!this.#isHeard(known.nodeName ?? "")) {
      this.#later(CONTAINER_START_MS, () => this.#start(pod));
      return;
    }
    const containers = { ...known.containers, ready: known.containers.total };
    this.#context.write("api", `pod/${pod}`, () => "is ready");
    this.#write({ ...known, phase: "Running", ready: true, containers });
    this.#owner.isReadyNow(pod);
  }

  /** Its kubelet speaks to the API server: a node that has been lost does so when it is Ready again. */
  #isHeard(node: string): boolean {
    return isNodeOnline(this.#context, node) && isReadyNode(this.#owner.snapshot(), node);
  }

  #find(pod: string): Pod | null {
    return this.#owner.snapshot().pods.find((known) => nameOfPod(known) === pod) ?? null;
  }

  #write(pod: Pod): void {
    const snapshot = this.#owner.snapshot();
    const pods = snapshot.pods.map((known) => (nameOfPod(known) === nameOfPod(pod) ? pod : known));
    this.#owner.setSnapshot({ ...snapshot, pods });
  }

  #later({ least, most }: { readonly least: number; readonly most: number }, act: () => void): void {
    const { agenda, random } = this.#context;
    agenda.at(laterBy(this.#context.now(), random.between(least, most)), act);
  }
}

function nodeSelectorOf({ spec }: JsonMap): readonly (readonly [string, unknown])[] {
  const selector = isMap(spec) ? spec["nodeSelector"] : null;
  return isMap(selector) ? Object.entries(selector) : [];
}

function isMap(value: unknown): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
