import { type Address, isIpv6 } from "../../dns/index.ts";
import type { IpamPool } from "./ipam-pool.ts";
import {
  type Allocated,
  type ServiceRange,
  type ServiceView,
  type SharedAddress,
  whyNotShared,
} from "./service-view.ts";

/** What a choice is between: `among` equals, of which Cilium takes whichever a Go map brings first. */
export type IpamChooser = (among: number, why: "pool" | "service" | "conflict") => number;

/** Where an address may be had from. */
type Found =
  | { readonly kind: "range"; readonly range: ServiceRange }
  | { readonly kind: "not-selected" }
  | { readonly kind: "nowhere" };

/** Cilium's operator dereferences what is not there: it ends, and is started anew. */
export class OperatorPanic extends Error {
  override readonly name: string = "OperatorPanic";
}

/** Pools, and which service has which of their addresses (lbipam.go; each method names the function it stands for). */
export class AddressBook {
  readonly pools: Map<string, IpamPool> = new Map();
  readonly #sharing = new Map<string, SharedAddress[]>();
  readonly #choose: IpamChooser;

  constructor(choose: IpamChooser) {
    this.#choose = choose;
  }

  /** stripInvalidAllocations: what a service may no longer have is taken from it, the last first. */
  strip(view: ServiceView): void {
    for (const allocated of view.allocated.toReversed()) {
      if (this.#isStillGood(view, allocated)) continue;
      const shared = this.#sharedBy(allocated);
      if (shared !== undefined) this.#leave(view, allocated, shared);
      view.allocated = view.allocated.filter((other) => other !== allocated);
    }
  }

  #isStillGood(view: ServiceView, { address, range }: Allocated): boolean {
    const shared = range.holderOf(address);
    if (shared === undefined || shared === null) {
      throw new OperatorPanic(`${address} is nobody's, though ${view.namespace}/${view.name} has it`);
    }
    const pool = this.pools.get(range.pool);
    if (pool?.selects(view) !== true) return false;
    if (whyNotShared(shared, view) !== null) return false;
    const { addresses, ipv4, ipv6 } = view.request;
    if (addresses.length > 0) return addresses.includes(address);
    return isIpv6(address) ? ipv6 : ipv4;
  }

  #sharedBy({ address, range }: Allocated): SharedAddress | undefined {
    return range.holderOf(address) ?? undefined;
  }

  /** The last one who has it frees it. Its key is looked up as it is now: under an older one the address stays known. */
  #leave(view: ServiceView, { address, range }: Allocated, shared: SharedAddress): void {
    const at = shared.services.indexOf(view);
    if (at < 0) return;
    shared.services.splice(at, 1);
    if (shared.services.length > 0) return;
    range.release(address);
    const { sharingKey } = view.request;
    const group = this.#sharing.get(sharingKey);
    if (sharingKey === "" || group === undefined) return;
    const left = group.filter((other) => other !== shared);
    if (left.length === 0) this.#sharing.delete(sharingKey);
    else this.#sharing.set(sharingKey, left);
  }

  /** stripOrImportIngresses: of the written status what it has or may have stays. @returns whether it has changed. */
  import(view: ServiceView): boolean {
    const before = view.ingress;
    const kept = before.filter((entry) => entry.kind === "ip" && this.#keeps(view, entry.ip));
    const ips = kept.flatMap((entry) => (entry.kind === "ip" ? [entry.ip] : []));
    view.ingress = kept.filter((_entry, at) => ips[at] !== ips[at - 1]);
    return view.ingress.length !== before.length;
  }

  #keeps(view: ServiceView, address: Address): boolean {
    if (view.allocated.some((allocated) => allocated.address === address)) return true;
    const { addresses, ipv4, ipv6, sharingKey } = view.request;
    if (addresses.length > 0 && !addresses.includes(address)) return false;
    if (isIpv6(address) ? !ipv6 : !ipv4) return false;
    const found = this.#rangeOf(view, address);
    if (found.kind !== "range") return false;
    const { range } = found;
    const holder = range.holderOf(address);
    if (holder === undefined) {
      this.#take(view, range, address);
      return true;
    }
    if (holder === null || sharingKey === "" || whyNotShared(holder, view) !== null) return false;
    this.#join(view, holder);
    return true;
  }

  #take(view: ServiceView, range: ServiceRange, address: Address): void {
    const shared: SharedAddress = { address, range, services: [view] };
    range.take(address, shared);
    view.allocated = [...view.allocated, { address, range }];
    const { sharingKey } = view.request;
    if (sharingKey === "") return;
    this.#sharing.set(sharingKey, [...(this.#sharing.get(sharingKey) ?? []), shared]);
  }

  #join(view: ServiceView, shared: SharedAddress): void {
    shared.services.push(view);
    view.allocated = [...view.allocated, { address: shared.address, range: shared.range }];
  }

  /**
   * findRangeOfIP. Blocks that are open do not overlap, but for those that a marked pool was given later (measured): then
   * the pool is a lot.
   */
  #rangeOf(view: ServiceView, address: Address): Found {
    const covering = this.#ranges().filter(({ range }) => !range.isDisabled && range.covers(address));
    const fitting = covering.filter(({ pool }) => pool.selects(view));
    const pools = [...new Set(fitting.map(({ pool }) => pool))];
    const chosen = pools.length > 1 ? pools[this.#choose(pools.length, "pool")] : pools[0];
    const found = fitting.find(({ pool }) => pool === chosen);
    if (found !== undefined) return { kind: "range", range: found.range };
    return { kind: covering.length > 0 ? "not-selected" : "nowhere" };
  }

  #ranges(): readonly { readonly pool: IpamPool; readonly range: ServiceRange }[] {
    return [...this.pools.values()].flatMap((pool) => pool.ranges.map((range) => ({ pool, range })));
  }

  /** satisfyService. @returns whether the status has changed. */
  satisfy(view: ServiceView): boolean {
    const { addresses } = view.request;
    const told =
      addresses.length > 0
        ? addresses.map((address) => this.#giveThis(view, address)).includes(true)
        : this.#giveFamilies(view);
    const missing = view.allocated.filter(
      ({ address }) => !view.ingress.some((entry) => entry.kind === "ip" && entry.ip === address),
    );
    view.ingress = [...view.ingress, ...missing.map(({ address }) => ({ kind: "ip" as const, ip: address }))];
    const isNews = view.isSatisfied && view.setSatisfied("True", "satisfied", "");
    return isNews || missing.length > 0 || told;
  }

  /** satisfySpecificIPRequests. */
  #giveThis(view: ServiceView, address: Address): boolean {
    if (view.allocated.some((allocated) => allocated.address === address)) return false;
    const found = this.#rangeOf(view, address);
    if (found.kind === "nowhere") {
      return view.setSatisfied("False", "no_pool", `No pool exists with a CIDR containing '${address}'`);
    }
    if (found.kind === "not-selected") {
      const message = `The pool with the CIDR containing '${address}', doesn't select this service`;
      return view.setSatisfied("False", "pool_selector_mismatch", message);
    }
    const { range } = found;
    const holder = range.holderOf(address);
    if (holder === undefined) {
      this.#take(view, range, address);
      return false;
    }
    if (view.request.sharingKey === "") {
      return view.setSatisfied(
        "False",
        "already_allocated",
        `The IP '${address}' is already allocated to another service`,
      );
    }
    if (holder === null)
      throw new OperatorPanic(`${address} is kept back by allowFirstLastIPs, and asked for with a sharing key`);
    const why = whyNotShared(holder, view);
    if (why !== null) {
      const message = `The IP '${address}' is already allocated to an incompatible service. Reason: ${why}`;
      return view.setSatisfied("False", "already_allocated_incompatible_service", message);
    }
    this.#join(view, holder);
    return false;
  }

  /**
   * satisfyGenericIPRequests. Whether there is anything to write is told by the family that was looked for last: where
   * neither can be had, the second finds the condition that the first has set, and nothing is written (measured).
   */
  #giveFamilies(view: ServiceView): boolean {
    const { ipv4, ipv6 } = view.request;
    const lacks = (isSix: boolean): boolean => !view.allocated.some(({ address }) => isIpv6(address) === isSix);
    const [lacksFour, lacksSix] = [ipv4 && lacks(false), ipv6 && lacks(true)];
    const isNews = lacksFour && this.#giveAny(view, "ipv4");
    return lacksSix ? this.#giveAny(view, "ipv6") : isNews;
  }

  /** satisfyGenericRequest. */
  #giveAny(view: ServiceView, family: "ipv4" | "ipv6"): boolean {
    const isOfFamily = (address: Address): boolean => isIpv6(address) === (family === "ipv6");
    const { sharingKey } = view.request;
    const group = sharingKey === "" ? [] : (this.#sharing.get(sharingKey) ?? []);
    const shared = group.find((one) => isOfFamily(one.address) && whyNotShared(one, view) === null);
    if (shared !== undefined) {
      this.#join(view, shared);
      return false;
    }
    return this.#giveNext(view, family);
  }

  /** allocateIPAddress: of one pool the first range that has something left; the pool by lot. */
  #giveNext(view: ServiceView, family: "ipv4" | "ipv6"): boolean {
    const open = this.#ranges().filter(
      ({ pool, range }) => !range.isDisabled && range.isIpv6 === (family === "ipv6") && pool.selects(view),
    );
    const pools = [...new Set(open.filter(({ range }) => range.next !== null).map(({ pool }) => pool))];
    const chosen = pools.length > 1 ? pools[this.#choose(pools.length, "pool")] : pools[0];
    for (const { pool, range } of open) {
      const { next } = range;
      if (pool !== chosen || next === null) continue;
      this.#take(view, range, next);
      return false;
    }
    return open.length > 0
      ? view.setSatisfied(
          "False",
          "out_of_ips",
          "All enabled CiliumLoadBalancerIPPools that match this service ran out of allocatable IPs",
        )
      : view.setSatisfied("False", "no_pool", "There are no enabled CiliumLoadBalancerIPPools that match this service");
  }

  /** handleDeletedService. */
  forget(view: ServiceView): void {
    for (const allocated of view.allocated) {
      const shared = this.#sharedBy(allocated);
      if (shared !== undefined) this.#leave(view, allocated, shared);
    }
    view.allocated = [];
  }
}
