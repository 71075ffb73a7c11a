import type { LoadBalancerIpPool, Service } from "../cluster-snapshot.ts";
import { AddressBook, type IpamChooser, OperatorPanic } from "./address-book.ts";
import type { IpamEvent, IpamSettings, IpamUpdate } from "./ipam-contract.ts";
import { IpamPool } from "./ipam-pool.ts";
import { rangesOf } from "./pool-range.ts";
import { type ServiceRange, ServiceView } from "./service-view.ts";
import { settleConflicts, unmark } from "./settle-conflicts.ts";

/**
 * Cilium's LB-IPAM 1.20.2 (operator/pkg/lbipam) as a state machine: objects go in, status comes out. Where Cilium walks
 * over a Go map the order is asked for, since there is none (facts: cilium.md).
 */
export class LoadBalancerIpam {
  readonly #settings: IpamSettings;
  readonly #choose: IpamChooser;
  /** As the API server has them: what a restart begins with. */
  readonly #services = new Map<string, Service>();
  readonly #pools = new Map<string, LoadBalancerIpPool>();
  #book: AddressBook;
  #views = new Map<string, ServiceView>();
  /** `dormant`: there is no pool. `failing`: each start ends in the same panic. */
  #state: "dormant" | "running" | "failing" = "dormant";
  #updates: IpamUpdate[] = [];

  constructor(settings: IpamSettings, choose: IpamChooser) {
    this.#settings = settings;
    this.#choose = choose;
    this.#book = new AddressBook(choose);
  }

  /** The operator starts, and reads everything. */
  start(pools: readonly LoadBalancerIpPool[], services: readonly Service[]): readonly IpamUpdate[] {
    this.#services.clear();
    this.#pools.clear();
    for (const pool of pools) this.#pools.set(pool.metadata.name, pool);
    for (const service of services) this.#services.set(keyOf(service), service);
    return this.#report(() => this.#initialise());
  }

  /** One object has changed. */
  take(event: IpamEvent): readonly IpamUpdate[] {
    const wasRunning = this.#state === "running";
    this.#remember(event);
    return this.#report(() => {
      if (wasRunning) this.#handle(event);
      else this.#initialise();
    });
  }

  #remember(event: IpamEvent): void {
    switch (event.kind) {
      case "service":
        this.#services.set(keyOf(event.service), event.service);
        return;
      case "service-gone":
        this.#services.delete(`${event.namespace}/${event.name}`);
        return;
      case "pool":
        this.#pools.set(event.pool.metadata.name, event.pool);
        return;
      case "pool-gone":
        this.#pools.delete(event.name);
    }
  }

  /** A panic ends the process; the next one begins with what was written until then. */
  #report(act: () => void): readonly IpamUpdate[] {
    this.#updates = [];
    if (!this.#survives(act) && !this.#survives(() => this.#initialise())) this.#state = "failing";
    return this.#updates;
  }

  #survives(act: () => void): boolean {
    try {
      act();
      return true;
    } catch (fault) {
      if (!(fault instanceof OperatorPanic)) throw fault;
      this.#updates.push({ kind: "panic", why: fault.message });
      return false;
    }
  }

  /** Waits for a pool, then imports what the services' status says before anybody gets anything new. */
  #initialise(): void {
    this.#book = new AddressBook(this.#choose);
    this.#views = new Map();
    this.#state = "dormant";
    for (const pool of this.#inOrder([...this.#pools.values()], "conflict")) this.#poolChanged(pool);
    if (this.#book.pools.size === 0) return;
    this.#state = "running";
    for (const service of this.#services.values()) {
      if (this.#isOurs(service)) this.#views.set(keyOf(service), new ServiceView(service, this.#settings.families));
    }
    this.#revalidate();
    this.#count();
  }

  #handle(event: IpamEvent): void {
    switch (event.kind) {
      case "service":
        this.#serviceChanged(event.service);
        return;
      case "service-gone":
        this.#serviceGone(`${event.namespace}/${event.name}`);
        return;
      case "pool":
        this.#poolChanged(event.pool);
        return;
      case "pool-gone":
        this.#poolGone(event.name);
    }
  }

  #poolChanged(pool: LoadBalancerIpPool): void {
    const known = this.#book.pools.get(pool.metadata.name);
    if (known !== undefined && isSameSpec(known.object, pool)) return;
    const ends = rangesOf(pool);
    if (ends === null) {
      // The operator logs an error; a pool that it knows keeps the blocks that it had.
      if (known !== undefined) known.object = pool;
      return;
    }
    const isRefused = ends.some((end) => end.isRefused);
    if (known === undefined) {
      if (isRefused) return;
      const made = new IpamPool(pool, ends);
      this.#book.pools.set(made.name, made);
      if (unmark(made)) this.#writePool(made);
    } else {
      this.#dropAllocations(known.change(pool, ends));
      // It gives the change up with an error; what it tries again is a pool that it takes for unchanged.
      if (isRefused) return;
      this.#revalidate();
    }
    this.#settle();
  }

  #poolGone(name: string): void {
    const pool = this.#book.pools.get(name);
    if (pool !== undefined) {
      const robbed = this.#dropAllocations(pool.ranges);
      this.#book.pools.delete(name);
      for (const view of robbed) this.#reconcile(view);
    }
    this.#settle();
    if (this.#book.pools.size === 0) this.#initialise();
  }

  /** deleteRangeAllocations: who shares the address is not told. */
  #dropAllocations(ranges: readonly ServiceRange[]): readonly ServiceView[] {
    const robbed = [...this.#views.values()].filter((view) =>
      view.allocated.some(({ range }) => ranges.includes(range)),
    );
    for (const view of robbed) view.allocated = view.allocated.filter(({ range }) => !ranges.includes(range));
    return this.#inOrder(robbed, "service");
  }

  #serviceChanged(service: Service): void {
    const key = keyOf(service);
    const known = this.#views.get(key);
    if (!this.#isOurs(service)) {
      if (known !== undefined) this.#giveUp(known);
      this.#satisfyAll();
      return;
    }
    const view = known ?? new ServiceView(service, this.#settings.families);
    view.read(service, this.#settings.families);
    this.#book.strip(view);
    this.#reconcile(view);
    this.#views.set(key, view);
    this.#satisfyAll();
  }

  /** It is somebody else's from now on. */
  #giveUp(view: ServiceView): void {
    this.#serviceGone(`${view.namespace}/${view.name}`);
    view.dropStatus();
    this.#writeService(view);
  }

  #serviceGone(key: string): void {
    const view = this.#views.get(key);
    if (view !== undefined) this.#book.forget(view);
    this.#views.delete(key);
    this.#satisfyAll();
  }

  #isOurs({ type, loadBalancerClass }: Service): boolean {
    if (type !== "LoadBalancer") return false;
    const { classes, servesDefault } = this.#settings;
    return loadBalancerClass === null ? servesDefault : classes.includes(loadBalancerClass);
  }

  #reconcile(view: ServiceView): void {
    const isImported = this.#book.import(view);
    const isSatisfied = !view.isSatisfied && this.#book.satisfy(view);
    if (isImported || isSatisfied) this.#writeService(view);
  }

  /** Those that have what they want keep it before anybody else gets something. */
  #revalidate(): void {
    const views = [...this.#views.values()];
    const order = [
      ...this.#inOrder(
        views.filter(({ isSatisfied }) => isSatisfied),
        "service",
      ),
      ...this.#inOrder(
        views.filter(({ isSatisfied }) => !isSatisfied),
        "service",
      ),
    ];
    const changed = new Set<ServiceView>();
    for (const view of order) {
      this.#book.strip(view);
      if (this.#book.import(view)) changed.add(view);
    }
    for (const view of order) {
      if (!view.isSatisfied && this.#book.satisfy(view)) changed.add(view);
      if (changed.has(view)) this.#writeService(view);
    }
  }

  #settle(): void {
    const order = (pools: readonly IpamPool[]): readonly IpamPool[] => this.#inOrder(pools, "conflict");
    for (const pool of settleConflicts([...this.#book.pools.values()], order)) this.#writePool(pool);
    this.#satisfyAll();
  }

  #satisfyAll(): void {
    const waiting = [...this.#views.values()].filter(({ isSatisfied }) => !isSatisfied);
    for (const view of this.#inOrder(waiting, "service")) {
      if (this.#book.satisfy(view)) this.#writeService(view);
    }
    this.#count();
  }

  #count(): void {
    for (const pool of this.#book.pools.values()) if (pool.count()) this.#writePool(pool);
  }

  /** Any order may come out; one alone needs no lot. */
  #inOrder<T>(items: readonly T[], why: "service" | "conflict"): readonly T[] {
    const left = [...items];
    const ordered: T[] = [];
    while (left.length > 0) ordered.push(...left.splice(left.length > 1 ? this.#choose(left.length, why) : 0, 1));
    return ordered;
  }

  /** What changes nothing the API server tells nobody. */
  #writeService({ namespace, name, ingress, conditions }: ServiceView): void {
    const key = `${namespace}/${name}`;
    const service = this.#services.get(key);
    if (service === undefined || isSameStatus(service, { ingress, conditions })) return;
    this.#services.set(key, { ...service, loadBalancerIngress: ingress, conditions });
    this.#updates.push({ kind: "service-status", namespace, name, ingress, conditions });
  }

  #writePool({ name, conditions }: IpamPool): void {
    const pool = this.#pools.get(name);
    if (pool !== undefined) this.#pools.set(name, { ...pool, conditions });
    this.#updates.push({ kind: "pool-status", name, conditions });
  }
}

function keyOf({ metadata: { namespace, name } }: Service): string {
  return `${namespace}/${name}`;
}

function isSameStatus(service: Service, { ingress, conditions }: Pick<ServiceView, "ingress" | "conditions">): boolean {
  return JSON.stringify([service.loadBalancerIngress, service.conditions]) === JSON.stringify([ingress, conditions]);
}

function isSameSpec(one: LoadBalancerIpPool, other: LoadBalancerIpPool): boolean {
  const specOf = ({ blocks, serviceSelector, allowFirstLastIps, disabled }: LoadBalancerIpPool): string =>
    JSON.stringify([blocks, serviceSelector, allowFirstLastIps, disabled]);
  return specOf(one) === specOf(other);
}
