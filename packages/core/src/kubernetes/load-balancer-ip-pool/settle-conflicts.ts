import { unixSecondsFromTimestamp } from "../timestamp.ts";
import { type IpamPool, POOL_CONFLICT } from "./ipam-pool.ts";
import type { ServiceRange } from "./service-view.ts";

type Pair = readonly [ServiceRange, ServiceRange];

/**
 * Marks pools that overlap, of two the newer one, and takes the mark from those that no longer do (lbipam.go
 * settleConflicts). Addresses that were given stay. `inOrder` stands for the order of a Go map, which decides which of
 * three is marked, and which of two that are as old.
 *
 * @returns pools whose conditions have changed.
 */
export function settleConflicts(
  pools: readonly IpamPool[],
  inOrder: (pools: readonly IpamPool[]) => readonly IpamPool[],
): readonly IpamPool[] {
  const entangled = pools.filter(
    (pool) => overlapWithin(pool) !== null || pools.some((other) => other !== pool && overlapOf(pool, other) !== null),
  );
  const changed = new Set<IpamPool>();
  for (const pool of inOrder(entangled)) {
    const target = pool.isMarked ? null : targetFor(pool, inOrder(entangled));
    if (target !== null && mark(target)) changed.add(target.pool);
  }
  for (const pool of pools) {
    if (pool.isMarked && !entangled.includes(pool) && unmark(pool)) changed.add(pool);
  }
  return [...changed];
}

interface Target {
  readonly pool: IpamPool;
  readonly collision: IpamPool;
  readonly ranges: Pair;
}

/** Which pool is to be marked on account of this one; null: none. */
function targetFor(pool: IpamPool, others: readonly IpamPool[]): Target | null {
  const within = overlapWithin(pool);
  if (within !== null) return { pool, collision: pool, ranges: within };
  for (const other of others) {
    const ranges = other === pool || other.isMarked ? null : overlapOf(pool, other);
    if (ranges === null) continue;
    return ageOf(pool) < ageOf(other)
      ? { pool: other, collision: pool, ranges: [ranges[1], ranges[0]] }
      : { pool, collision: other, ranges };
  }
  return null;
}

/** Whole seconds, as the API server writes them; without one it is as old as can be. */
function ageOf({ object }: IpamPool): number {
  return unixSecondsFromTimestamp(object.metadata.creationTimestamp ?? "") ?? Number.NEGATIVE_INFINITY;
}

function mark({ pool, collision, ranges: [own, other] }: Target): boolean {
  for (const range of pool.ranges) range.isInConflict = true;
  const message = `Pool conflicts since range '${own.text}' overlaps range '${other.text}' from IP Pool '${collision.name}'`;
  return pool.setCondition({ type: POOL_CONFLICT, status: "True", reason: "cidr_overlap", message });
}

/** A new pool gets the condition too, so that kubectl has something to show. */
export function unmark(pool: IpamPool): boolean {
  for (const range of pool.ranges) range.isInConflict = false;
  return pool.setCondition({ type: POOL_CONFLICT, status: "False", reason: "resolved", message: "" });
}

function overlapWithin({ ranges }: IpamPool): Pair | null {
  return firstOverlap(ranges, (range) => ranges.find((other) => other !== range && range.overlaps(other)));
}

function overlapOf(pool: IpamPool, other: IpamPool): Pair | null {
  return firstOverlap(pool.ranges, (range) => other.ranges.find((candidate) => range.overlaps(candidate)));
}

function firstOverlap(
  ranges: readonly ServiceRange[],
  partnerOf: (range: ServiceRange) => ServiceRange | undefined,
): Pair | null {
  for (const range of ranges) {
    const partner = partnerOf(range);
    if (partner !== undefined) return [range, partner];
  }
  return null;
}
