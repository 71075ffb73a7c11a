/** A pod as its ReplicaSet looks at it when it has one too many. */
export interface RankedPod {
  readonly name: string;
  readonly node: string;
  readonly isReady: boolean;
  /** Since when, in Unix seconds. */
  readonly readySince: number;
  readonly restarts: number;
  readonly createdAt: number;
}

/**
 * Which pods go when there are `count` too many: those that are not ready, those that share their node with most others,
 * those that have been ready for less time, in steps of powers of two, those that were restarted most, the newer ones
 * (pkg/controller/controller_utils.go ActivePodsWithRanks). Of equal ones the UID decides, which is a lot.
 */
export function podsToDelete(
  pods: readonly RankedPod[],
  count: number,
  unixSeconds: number,
  choose: (among: number) => number,
): readonly string[] {
  const here = new Map<string, number>();
  for (const { node } of pods) here.set(node, (here.get(node) ?? 0) + 1);
  const ranksOf = (pod: RankedPod): readonly number[] => [
    pod.isReady ? 1 : 0,
    -(here.get(pod.node) ?? 0),
    pod.isReady ? ageStep(pod.readySince, unixSeconds) : 0,
    -pod.restarts,
    ageStep(pod.createdAt, unixSeconds),
  ];
  return shuffled(pods, choose)
    .map((pod) => ({ pod, ranks: ranksOf(pod) }))
    .sort((one, other) => comparedRanks(one.ranks, other.ranks))
    .slice(0, count)
    .map(({ pod }) => pod.name);
}

function comparedRanks(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((rank, index) => rank !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

/** LogarithmicScaleDown: whole powers of two of nanoseconds. */
function ageStep(since: number, unixSeconds: number): number {
  const nanoseconds = (unixSeconds - since) * 1e9;
  return nanoseconds > 0 ? Math.floor(Math.log2(nanoseconds)) : -1;
}

function shuffled<T>(items: readonly T[], choose: (among: number) => number): readonly T[] {
  const left = [...items];
  const drawn: T[] = [];
  while (left.length > 0) drawn.push(...left.splice(left.length > 1 ? choose(left.length) : 0, 1));
  return drawn;
}
