import { type ClusterSnapshot, laterBy, type Pod } from "@splithorizon/core";
import type { Cancel } from "../../sending/index.ts";
import { isNodeOnline } from "../world/node-link.ts";
import type { SimulationContext } from "../world/part.ts";
import { isReadyNode } from "./node-losses.ts";
import { withSelectedPod } from "./selected-pod.ts";

/** kubelet renews its Lease every 10 s, and the node controller looks every 5 s for one that is older than 50 s (--node-monitor-grace-period). */
const NODE_LOST_MS = { least: 40_000, most: 55_000 } as const;
/** Not measured: power, kubelet, its first word to the API server. */
const NODE_BACK_MS = { least: 15_000, most: 30_000 } as const;
/** From a pod's condition to the EndpointSlice: its controller waits a second for more of the same (endpointSliceChangeMinSyncDelay). */
const ENDPOINTS_MS = { least: 50, most: 1050 } as const;
/** Not measured: a readiness probe of the usual period after kubelet is back. */
const PROBE_MS = { least: 1000, most: 11_000 } as const;

/** Where a cluster's objects are. */
export interface ReadinessOwner {
  snapshot(): ClusterSnapshot;
  setSnapshot(snapshot: ClusterSnapshot): void;
}

/**
 * Which nodes and pods are ready, and which endpoints: by faults, and by the node controller, which hears nothing of a
 * node that is lost.
 */
export class PodReadiness {
  readonly #context: SimulationContext;
  readonly #owner: ReadinessOwner;
  /** Pods that somebody looks after otherwise: CoreDNS's, while they run. */
  readonly #looksAfter: (pod: string) => boolean;
  readonly #lost = new Map<string, Cancel>();
  readonly #unready = new Set<string>();
  /** Whether a pod was ready by itself before a fault or a lost node came: one that was not does not become ready by them. */
  readonly #byItself = new Map<string, boolean>();

  constructor(context: SimulationContext, owner: ReadinessOwner, looksAfter: (pod: string) => boolean) {
    this.#context = context;
    this.#owner = owner;
    this.#looksAfter = looksAfter;
  }

  /** A fault keeps a pod from being ready; healed, it is as it was by itself. Its kubelet tells of it, if anybody hears that. */
  setUnready(pod: string, state: "unready" | "as-it-is"): void {
    const [known] = this.#podsWhere((other) => nameOf(other) === pod);
    if (known === undefined || this.#looksAfter(pod)) return;
    if (this.#unready.has(pod) === (state === "unready")) return;
    this.#rememberAs(known, known.ready);
    if (state === "unready") this.#unready.add(pod);
    else this.#unready.delete(pod);
    this.#tell([known]);
  }

  /** A pod has other labels: the EndpointSlice controller looks again which Services select it. */
  labelsChanged(pod: string): void {
    this.#later(ENDPOINTS_MS, () => {
      const before = this.#owner.snapshot();
      const after = withSelectedPod(before, pod);
      if (after === before) return;
      this.#context.write("api", `pod/${pod}`, () => "is behind other Services now");
      this.#owner.setSnapshot(after);
    });
  }

  /** A pod has become ready by itself: it is told of where it is selected. */
  becameReady(pod: string): void {
    this.#byItself.delete(pod);
    this.#later(ENDPOINTS_MS, () => {
      this.#owner.setSnapshot(withSelectedPod(this.#owner.snapshot(), pod));
      this.#setEndpoints([pod]);
    });
  }

  /** Nodes that nobody hears of any more are found out, and those that are heard of again. */
  machinesChanged(): void {
    for (const { metadata, ready } of this.#owner.snapshot().nodes) {
      const { name } = metadata;
      const isHeard = isNodeOnline(this.#context, name);
      const plan = this.#lost.get(name);
      if (isHeard === ready) {
        plan?.();
        if (this.#lost.delete(name) && isHeard) this.#tellWhatWasMissed(name);
      } else if (plan === undefined) {
        this.#lost.set(
          name,
          this.#later(ready ? NODE_LOST_MS : NODE_BACK_MS, () => this.#judge(name)),
        );
      }
    }
  }

  #judge(node: string): void {
    this.#lost.delete(node);
    const isReady = isNodeOnline(this.#context, node);
    const snapshot = this.#owner.snapshot();
    const nodes = snapshot.nodes.map((known) => (known.metadata.name === node ? { ...known, ready: isReady } : known));
    this.#context.write("api", `node/${node}`, () =>
      isReady ? "is Ready" : "is NotReady: kubelet says nothing any more",
    );
    this.#owner.setSnapshot({ ...snapshot, nodes });
    const pods = this.#podsWhere((pod) => pod.nodeName === node);
    if (isReady) {
      // Nobody has seen the node go: what runs on it is not ready for that reason alone.
      for (const pod of pods) if (pod.phase === "Running") this.#rememberAs(pod, true);
      this.#later(PROBE_MS, () => this.#tellOf(node));
    } else {
      for (const pod of pods) this.#rememberAs(pod, pod.ready);
      this.#setReady(pods.map(nameOf), false);
    }
  }

  /** The node was away for less than the node controller waits, or again before its pods had been looked at. */
  #tellWhatWasMissed(node: string): void {
    const missed = this.#podsWhere((pod) => pod.nodeName === node && pod.ready !== this.#isFine(pod));
    if (missed.some((pod) => !this.#looksAfter(nameOf(pod)))) this.#later(PROBE_MS, () => this.#tellOf(node));
  }

  #tellOf(node: string): void {
    this.#tell(this.#podsWhere((pod) => pod.nodeName === node));
  }

  /** A kubelet tells how its pods are, but for those that somebody looks after; of a node that nobody hears it is told later. */
  #tell(pods: readonly Pod[]): void {
    const heard = pods.filter(({ nodeName }) => nodeName === null || this.#isHeard(nodeName));
    const own = heard.filter((pod) => !this.#looksAfter(nameOf(pod)));
    const fine = own.filter((pod) => this.#isFine(pod)).map(nameOf);
    this.#setReady(fine, true);
    this.#setReady(own.filter((pod) => pod.ready && !this.#isFine(pod)).map(nameOf), false);
    for (const pod of fine) this.#byItself.delete(pod);
  }

  /** A node that is up again and not Ready yet has not spoken. */
  #isHeard(node: string): boolean {
    return isNodeOnline(this.#context, node) && isReadyNode(this.#owner.snapshot(), node);
  }

  #isFine(pod: Pod): boolean {
    return !this.#unready.has(nameOf(pod)) && (this.#byItself.get(nameOf(pod)) ?? pod.ready);
  }

  /** What is known already stays: the first to look saw it undisturbed. */
  #rememberAs(pod: Pod, isReady: boolean): void {
    if (!this.#byItself.has(nameOf(pod))) this.#byItself.set(nameOf(pod), isReady);
  }

  #podsWhere(matches: (pod: Pod) => boolean): readonly Pod[] {
    return this.#owner.snapshot().pods.filter(matches);
  }

  /** The pods at once, their endpoints a moment later. */
  #setReady(names: readonly string[], isReady: boolean): void {
    if (names.length === 0) return;
    const snapshot = this.#owner.snapshot();
    const pods = snapshot.pods.map((pod) => {
      if (!names.includes(nameOf(pod)) || pod.ready === isReady) return pod;
      this.#context.write("api", `pod/${nameOf(pod)}`, () => (isReady ? "is ready" : "is not ready any more"));
      const ready = isReady ? pod.containers.total : 0;
      return { ...pod, ready: isReady, containers: { ...pod.containers, ready } };
    });
    this.#owner.setSnapshot({ ...snapshot, pods });
    this.#later(ENDPOINTS_MS, () => this.#setEndpoints(names));
  }

  /** As the pods are by then. */
  #setEndpoints(names: readonly string[]): void {
    const snapshot = this.#owner.snapshot();
    const readiness = new Map(snapshot.pods.map((pod) => [nameOf(pod), pod.ready]));
    const endpointSlices = snapshot.endpointSlices.map((slice) => {
      const endpoints = slice.endpoints.map((endpoint) => {
        const { targetRef } = endpoint;
        const pod =
          targetRef?.kind === "Pod" ? `${targetRef.namespace || slice.metadata.namespace}/${targetRef.name}` : "";
        const ready = readiness.get(pod);
        if (!names.includes(pod) || ready === undefined) return endpoint;
        const isReady = ready && endpoint.terminating !== true;
        if (endpoint.ready === isReady && endpoint.serving === ready) return endpoint;
        return { ...endpoint, ready: isReady, serving: ready };
      });
      return endpoints.every((endpoint, at) => endpoint === slice.endpoints[at]) ? slice : { ...slice, endpoints };
    });
    if (endpointSlices.some((slice, at) => slice !== snapshot.endpointSlices[at])) {
      this.#owner.setSnapshot({ ...snapshot, endpointSlices });
    }
  }

  #later({ least, most }: { readonly least: number; readonly most: number }, act: () => void): Cancel {
    const { agenda, random } = this.#context;
    return agenda.at(laterBy(this.#context.now(), random.between(least, most)), act);
  }
}

/** As faults name it. */
function nameOf({ metadata: { namespace, name } }: Pod): string {
  return `${namespace}/${name}`;
}
