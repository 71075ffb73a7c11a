import { selects } from "../cluster-index.ts";
import type { Condition, LoadBalancerIpPool } from "../cluster-snapshot.ts";
import { PoolRange, type RangeEnds } from "./pool-range.ts";
import { type ServiceRange, type ServiceView, withCondition } from "./service-view.ts";

export const POOL_CONFLICT = "cilium.io/PoolConflict";

/** A pool as the operator remembers it. */
export class IpamPool {
  object: LoadBalancerIpPool;
  ranges: readonly ServiceRange[] = [];
  conditions: readonly Condition[];

  constructor(object: LoadBalancerIpPool, ends: readonly RangeEnds[]) {
    this.object = object;
    this.conditions = object.conditions;
    this.ranges = ends.map((end) => this.#makeRange(end));
  }

  get name(): string {
    return this.object.metadata.name;
  }

  get isMarked(): boolean {
    return this.conditions.some(({ type, status }) => type === POOL_CONFLICT && status === "True");
  }

  /** No selector selects everything; Cilium adds the service's name and namespace to its labels. */
  selects({ service: { metadata } }: ServiceView): boolean {
    const { serviceSelector } = this.object;
    if (serviceSelector === null) return true;
    return selects(serviceSelector, {
      ...metadata.labels,
      "io.kubernetes.service.name": metadata.name,
      "io.kubernetes.service.namespace": metadata.namespace,
    });
  }

  /**
   * handlePoolModified: a block that the allocator refuses ends it where it stands. @returns the ranges that are no
   * longer there.
   */
  change(object: LoadBalancerIpPool, ends: readonly RangeEnds[]): readonly ServiceRange[] {
    const keptBack = object.allowFirstLastIps === "No";
    const hasTurned = keptBack !== (this.object.allowFirstLastIps === "No");
    this.object = object;
    const kept = this.ranges.filter((range) => ends.some((end) => range.isSame(end)));
    const gone = this.ranges.filter((range) => !kept.includes(range));
    for (const range of kept) {
      const isCidr = ends.find((end) => range.isSame(end))?.isCidr === true;
      if (isCidr && hasTurned) keepEnds(range, keptBack ? "back" : "free");
    }
    const added: ServiceRange[] = [];
    const refused = ends.findIndex(({ isRefused }) => isRefused);
    for (const end of refused < 0 ? ends : ends.slice(0, refused)) {
      if (![...kept, ...added].some((range) => range.isSame(end))) added.push(this.#makeRange(end));
    }
    this.ranges = [...kept, ...added];
    if (refused < 0) for (const range of this.ranges) range.isSwitchedOff = object.disabled;
    return gone;
  }

  /** @returns whether it says anything new. */
  setCondition(condition: Condition): boolean {
    const known = this.conditions.find(({ type }) => type === condition.type);
    if (known !== undefined && isSame(known, condition)) return false;
    this.conditions = withCondition(this.conditions, condition);
    return true;
  }

  /** Counts stand in the message, whatever the status says. */
  count(): boolean {
    const total = this.ranges.reduce((sum, range) => sum + range.total, 0n);
    const used = this.ranges.reduce((sum, range) => sum + range.used, 0n);
    const counts = [
      ["cilium.io/IPsTotal", total],
      ["cilium.io/IPsAvailable", total - used],
      ["cilium.io/IPsUsed", used],
    ] as const;
    const changes = counts.map(([type, count]) =>
      this.setCondition({ type, status: "Unknown", reason: "noreason", message: String(count) }),
    );
    return changes.includes(true);
  }

  #makeRange(end: RangeEnds): ServiceRange {
    const range: ServiceRange = new PoolRange(end, this.object);
    if (end.isCidr && this.object.allowFirstLastIps === "No") keepEnds(range, "back");
    return range;
  }
}

function isSame(one: Condition, other: Condition): boolean {
  return one.status === other.status && one.reason === other.reason && one.message === other.message;
}

/** An end that a service has already stays with it; freed again, it may be given to a second one. */
function keepEnds(range: ServiceRange, how: "back" | "free"): void {
  if (!range.hasMiddle) return;
  for (const address of [range.ends.first, range.ends.last]) {
    if (how === "back") range.take(address, null);
    else range.release(address);
  }
}
