import {
  type ClusterChange,
  type ClusterSnapshot,
  type ClusterView,
  changesBetween,
  laterBy,
  viewAfter,
  type WatchedKind,
} from "@splithorizon/core";
import { viewOf } from "../../site/index.ts";
import type { SimulationContext } from "../world/part.ts";

/**
 * A watch brings a change within milliseconds, and now and then takes a second where the API server is busy. Not measured:
 * no sheet has a number for it.
 */
const LAG_MS = { least: 5, most: 50, slow: 1000, slowOneIn: 20 } as const;

export interface InformerOwner {
  /** Does it when the process runs: one that is stopped does it when it goes on. */
  whenRunning(act: () => void): void;
  /** The process holds another cluster from now on. */
  told(view: ClusterView): void;
  heard(change: ClusterChange): void;
}

/**
 * What one CoreDNS process holds of its cluster. Each kind of object has a watch of its own: events of one kind come in the
 * order in which they happened, each with a delay drawn for this process.
 */
export class Informers {
  readonly #context: SimulationContext;
  readonly #owner: InformerOwner;
  #kinds: readonly WatchedKind[] = [];
  #view: ClusterView | null = null;
  /** What the API server has. */
  #latest: ClusterSnapshot | null = null;
  readonly #lastDue = new Map<WatchedKind, number>();
  #pending = 0;
  /** Raised when what is under way is of no use any more. */
  #life = 0;

  constructor(context: SimulationContext, owner: InformerOwner) {
    this.#context = context;
    this.#owner = owner;
  }

  /** The site has been at rest for long: in step since before the beginning. */
  rest(snapshot: ClusterSnapshot, kinds: readonly WatchedKind[]): void {
    this.#begin(kinds, viewOf(snapshot), snapshot);
  }

  /** All lists have been read: adds count for the serial of the cluster's zone, and not for that of k8s_external (T26). */
  sync(snapshot: ClusterSnapshot, kinds: readonly WatchedKind[]): ClusterView {
    const { services, endpointSlices, pods } = snapshot;
    const isEmpty = services.length + endpointSlices.length + (kinds.includes("pods") ? pods.length : 0) === 0;
    const serial = isEmpty ? 0 : this.#context.unixSeconds();
    const since = this.#context.now();
    const view: ClusterView = { snapshot, isSynced: true, serial, externalSerial: 0, since };
    this.#begin(kinds, view, snapshot);
    return view;
  }

  /** The process has gone lame or is gone: nothing reaches it any more. */
  stop(): void {
    this.#life += 1;
    this.#view = null;
  }

  changed(before: ClusterSnapshot, after: ClusterSnapshot): void {
    if (this.#view === null) return;
    this.#latest = after;
    for (const change of changesBetween(before, after, this.#kinds)) this.#plan(change);
  }

  #begin(kinds: readonly WatchedKind[], view: ClusterView, snapshot: ClusterSnapshot): void {
    this.#life += 1;
    this.#kinds = kinds;
    this.#view = view;
    this.#latest = snapshot;
    this.#pending = 0;
    this.#lastDue.clear();
  }

  #plan(change: ClusterChange): void {
    const { agenda } = this.#context;
    const now = this.#context.now();
    const due = Math.max(now + this.#lag(), this.#lastDue.get(change.kind) ?? 0);
    this.#lastDue.set(change.kind, due);
    this.#pending += 1;
    const life = this.#life;
    agenda.at(laterBy(now, due - now), () =>
      this.#owner.whenRunning(() => {
        if (life === this.#life) this.#hear(change);
      }),
    );
  }

  #lag(): number {
    const { random } = this.#context;
    const { least, most, slow, slowOneIn } = LAG_MS;
    return random.happens(1 / slowOneIn) ? random.between(most, slow) : random.between(least, most);
  }

  #hear(change: ClusterChange): void {
    const { view } = { view: this.#view };
    if (view === null) return;
    this.#pending -= 1;
    const after = viewAfter(view, change, this.#context.unixSeconds(), this.#context.now());
    // In step again: processes that hold the same cluster share what is made of it.
    const isInStep = this.#pending === 0 && this.#latest !== null;
    this.#view = isInStep && this.#latest !== null ? { ...after, snapshot: this.#latest } : after;
    this.#owner.heard(change);
    this.#owner.told(this.#view);
  }
}
