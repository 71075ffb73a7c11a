/** kubeadm's Deployment of CoreDNS says `maxUnavailable: 1`, and of `maxSurge` nothing: a quarter, rounded up. */
const MOST_UNAVAILABLE = 1;
const SURGE = 0.25;

export interface RolloutOwner {
  isReady(pod: string): boolean;
  /** Makes a pod; null: no node takes one. */
  create(): string | null;
  delete(pod: string): void;
  /** No node takes another pod. */
  stuck(): void;
}

/** The Deployment controller at a rolling update: which pods it makes and deletes, whenever something has changed. */
export class DeploymentRollout {
  readonly #owner: RolloutOwner;
  readonly #old: Set<string>;
  readonly #fresh = new Set<string>();
  readonly replicas: number;

  /** `replicas`: how many there are to be, which in the middle of another rollout are not as many as there are. */
  constructor(owner: RolloutOwner, pods: readonly string[], replicas: number = pods.length) {
    this.#owner = owner;
    this.#old = new Set(pods);
    this.replicas = replicas;
  }

  /** Pods that are there and that nobody has told to go. */
  get pods(): readonly string[] {
    return [...this.#old, ...this.#fresh];
  }

  /** A pod has been deleted by somebody else: its ReplicaSet has made another of the same template; null: no node takes one. */
  replaced(pod: string, by: string | null): void {
    for (const set of [this.#old, this.#fresh]) if (set.delete(pod) && by !== null) set.add(by);
  }

  get isOver(): boolean {
    return this.#old.size === 0 && [...this.#fresh].every((pod) => this.#owner.isReady(pod));
  }

  /** deployment/rolling.go: first the new ones up, then the old ones down. */
  step(): void {
    const most = this.replicas + Math.ceil(this.replicas * SURGE);
    while (this.#fresh.size < this.replicas && this.pods.length < most) {
      const made = this.#owner.create();
      if (made === null) {
        this.#owner.stuck();
        break;
      }
      this.#fresh.add(made);
    }
    for (const pod of this.#removable()) {
      this.#old.delete(pod);
      this.#owner.delete(pod);
    }
  }

  /** Those that are not ready first; of the others as many as leave enough that are. */
  #removable(): readonly string[] {
    const least = this.replicas - MOST_UNAVAILABLE;
    const waiting = [...this.#fresh].filter((pod) => !this.#owner.isReady(pod)).length;
    const most = Math.max(0, this.pods.length - least - waiting);
    const unready = [...this.#old].filter((pod) => !this.#owner.isReady(pod)).slice(0, most);
    const available = this.pods.filter((pod) => this.#owner.isReady(pod)).length;
    const ready = [...this.#old].filter((pod) => this.#owner.isReady(pod));
    const spare = Math.max(0, Math.min(most - unready.length, available - least));
    return [...unready, ...ready.slice(0, spare)];
  }
}
