import { type AdvertRun, type Course, isOfOneRouter, type StateChange } from "./course.ts";
import type { Deed, Scene } from "./scene.ts";

/** What a loaded machine adds to a moment on the wire, from timer to timer. */
const TOLERANCE_MS = 350;
/** The log and the addresses are read by programs of their own. */
const READ_MS = 600;
/** After these keepalived begins anew, at once or within so long: a parent whose children die one after the other waits. */
const STARTS: ReadonlyMap<Deed["kind"], number> = new Map([
  ["start", 0],
  ["boot", 0],
  ["go-on", 0],
  ["kill-child", 1200],
]);

/** Where two courses of a scene differ, as lines for people; none: they agree. */
export function differences(whole: Course, own: Course, scene: Scene): readonly string[] {
  const [real, twin] = [compared(whole, scene), compared(own, scene)];
  return [
    ...inOrder(
      real.states,
      twin.states,
      ({ host, instance }) => `${host} ${instance}`,
      ({ state }) => state,
    ),
    ...inOrder(
      real.holdings,
      twin.holdings,
      ({ host, address }) => `${host} ${address}`,
      ({ isHeld }) => (isHeld ? "held" : "dropped"),
    ),
    ...pairs(
      "burst",
      TOLERANCE_MS,
      real.bursts,
      twin.bursts,
      ({ host, address, count }) => `${host} announces ${address} x${count}`,
    ),
    ...ofAdverts(real.adverts, twin.adverts),
  ];
}

/** What is under way when a scene ends may be seen of the one and not of the other. */
function compared({ states, adverts, bursts, holdings }: Course, { forMs, appointments }: Scene): Course {
  const isEarly = ({ atMs }: Timed): boolean => atMs < forMs - READ_MS;
  const isNew = (own: StateChange): boolean =>
    states.find(({ host, instance }) => host === own.host && instance === own.instance) === own;
  // An instance that begins in FAULT is not always logged so; a reload may bring it.
  const isBeginning = (change: StateChange): boolean =>
    change.state === "fault" &&
    appointments.some(({ host, deed, atMs }) => {
      const startMs = STARTS.get(deed.kind) ?? (deed.kind === "reload" && isNew(change) ? 0 : null);
      const isSoon = (afterMs: number): boolean =>
        change.atMs > atMs - READ_MS && change.atMs < atMs + afterMs + READ_MS;
      return host === change.host && startMs !== null && isSoon(startMs);
    });
  return {
    states: states.filter((change) => isEarly(change) && !isBeginning(change)),
    bursts: bursts.filter(isEarly),
    holdings: holdings.filter(isEarly),
    adverts: adverts.filter(({ firstMs }) => firstMs < forMs - READ_MS),
  };
}

/** After a longer silence a stretch of adverts is another one; of a silence just as long both ways are tried. */
const PAUSES_MS = [1900, 2600] as const;

interface Timed {
  readonly atMs: number;
}

/** What is read by programs of their own comes late on a busy machine: the order of each one's changes is compared. */
function inOrder<T extends Timed>(
  real: readonly T[],
  twin: readonly T[],
  keyOf: (one: T) => string,
  print: (one: T) => string,
): readonly string[] {
  const keys = [...new Set([...real, ...twin].map(keyOf))];
  const lineOf = (list: readonly T[], key: string): string =>
    list
      .filter((one) => keyOf(one) === key)
      .map(print)
      .join(" ");
  const timesOf = (list: readonly T[], key: string): string =>
    list
      .filter((one) => keyOf(one) === key)
      .map(({ atMs }) => atMs)
      .join(" ");
  return keys.flatMap((key) => {
    const [mine, theirs] = [lineOf(real, key), lineOf(twin, key)];
    return mine === theirs
      ? []
      : [`${key}: real ${mine} (${timesOf(real, key)}); twin ${theirs} (${timesOf(twin, key)})`];
  });
}

/** Each of the one list needs one of the other that says the same at about the same time. */
function pairs<T extends Timed>(
  what: string,
  toleranceMs: number,
  real: readonly T[],
  twin: readonly T[],
  print: (one: T) => string,
): readonly string[] {
  const left = [...twin];
  const lines: string[] = [];
  for (const one of real) {
    const place = left.findIndex(
      (other) => print(other) === print(one) && Math.abs(other.atMs - one.atMs) <= toleranceMs,
    );
    if (place === -1) lines.push(`${what}: only real ${print(one)} at ${one.atMs}`);
    else left.splice(place, 1);
  }
  return [...lines, ...left.map((other) => `${what}: only twin ${print(other)} at ${other.atMs}`)];
}

/** Runs are cut where the rhythm changes, which a late timer does as well: whole stretches of one priority are compared. */
function ofAdverts(real: readonly AdvertRun[], twin: readonly AdvertRun[]): readonly string[] {
  const [usual, other] = PAUSES_MS.map((pauseMs) =>
    ofStretches(stretchesOf(real, pauseMs), stretchesOf(twin, pauseMs)),
  );
  return other?.length === 0 ? [] : (usual ?? []);
}

function ofStretches(mine: readonly AdvertRun[], twin: readonly AdvertRun[]): readonly string[] {
  const theirs = [...twin];
  const lines: string[] = [];
  for (const one of mine) {
    const place = theirs.findIndex((other) => agree(one, other));
    if (place === -1) lines.push(`adverts: only real ${print(one)}`);
    else theirs.splice(place, 1);
  }
  return [...lines, ...theirs.map((other) => `adverts: only twin ${print(other)}`)];
}

function stretchesOf(runs: readonly AdvertRun[], pauseMs: number): readonly AdvertRun[] {
  const stretches: AdvertRun[] = [];
  for (const run of runs) {
    const place = stretches.findLastIndex((stretch) => isOfOneRouter(stretch, run));
    const last = stretches[place];
    if (
      last?.priority === run.priority &&
      run.priority !== 0 &&
      last.source === run.source &&
      run.firstMs - last.lastMs < pauseMs
    ) {
      stretches[place] = { ...last, lastMs: run.lastMs, count: last.count + run.count };
    } else stretches.push(run);
  }
  return stretches;
}

function agree(one: AdvertRun, other: AdvertRun): boolean {
  return (
    one.host === other.host &&
    one.id === other.id &&
    one.priority === other.priority &&
    isFromOne(one, other) &&
    Math.abs(one.firstMs - other.firstMs) <= TOLERANCE_MS &&
    Math.abs(one.lastMs - other.lastMs) <= TOLERANCE_MS + rhythmOf(one) &&
    Math.abs(one.count - other.count) <= (one.count === 1 || other.count === 1 ? 0 : 1 + Math.ceil(one.count * 0.1))
  );
}

function isFromOne(one: AdvertRun, other: AdvertRun): boolean {
  return one.source === undefined || other.source === undefined || one.source === other.source;
}

function rhythmOf({ firstMs, lastMs, count }: AdvertRun): number {
  return count < 2 ? 0 : (lastMs - firstMs) / (count - 1);
}

function print({ host, source = "?", id, priority, firstMs, lastMs, count }: AdvertRun): string {
  return `${host} (${source}) ${id} priority ${priority} x${count} from ${firstMs} to ${lastMs}`;
}
