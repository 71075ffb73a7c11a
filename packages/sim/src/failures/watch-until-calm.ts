import { digPatience, type StubPatience } from "../asking/index.ts";
import type { Simulation } from "../simulation/index.ts";
import { type Observed, probe, type Resting } from "./watch.ts";

/** One place was without the right answer for so long. */
export interface Outage {
  readonly resting: Resting;
  readonly from: "fault" | "healing";
  readonly lastedMs: number;
  /** So long at most: since the last right answer before it. More than `lastedMs` where nobody asked in between. */
  readonly mostMs: number;
  /** It was over before anybody mended anything. */
  readonly hasEnded: boolean;
}

/**
 * How often each place asks within the take-over. `dense`: twice a second. `spaced`: so while something is wrong or may
 * be, and the more rarely the longer everything has been right.
 */
export type Pace = "dense" | "spaced";

export interface Watching {
  /** So long the site is watched at least. */
  readonly leastMs: number;
  readonly pace: Pace;
}

const PROBE_MS = 500;
/** Who is still without an answer after the take-over is asked less often. */
const LATE_PROBE_MS = 2000;
/** Nobody is left alone for longer. */
const MOST_SPACE_MS = 4000;
/** A place is well when its questions have been answered for so long. */
const CALM_MS = 3000;
/** After so long nobody expects a site to help itself any more: longer than BGP's hold time and a neighbour's doubt. */
const MOST_MS = 130_000;
const PATIENCE: StubPatience = { ...digPatience, timeoutMs: 1000, attempts: 1 };

/** Whether nobody can tell if it lasted longer than so long: nobody asked when it began. */
export function isVague({ lastedMs, mostMs }: Outage, limitMs: number): boolean {
  return mostMs > limitMs && mostMs > lastedMs;
}

class Prober {
  readonly resting: Resting;
  wrongSince: number | null = null;
  lastWrong = Number.NEGATIVE_INFINITY;
  longestMs = 0;
  mostMs = 0;
  #lastRight: number;
  #underWay = 0;

  constructor(resting: Resting, begun: number) {
    this.resting = resting;
    this.#lastRight = begun;
  }

  /** All answers are there, and the last ones have been right for a while. */
  isCalmAt(now: number): boolean {
    return this.#underWay === 0 && this.lastWrong < now - CALM_MS;
  }

  ask(simulation: Simulation): void {
    this.#underWay += 1;
    probe(simulation, this.resting, PATIENCE, (seen) => this.#see(seen));
  }

  #see({ askedAt, judged }: Observed): void {
    this.#underWay -= 1;
    if (judged === "right") {
      if (this.wrongSince !== null && askedAt > this.lastWrong) this.wrongSince = null;
      this.#lastRight = Math.max(this.#lastRight, askedAt);
      return;
    }
    this.wrongSince ??= askedAt;
    this.lastWrong = askedAt;
    this.longestMs = Math.max(this.longestMs, askedAt - this.wrongSince + PROBE_MS);
    const unseenMs = Math.max(0, this.wrongSince - this.#lastRight - PROBE_MS);
    this.mostMs = Math.max(this.mostMs, askedAt - this.wrongSince + PROBE_MS + unseenMs);
  }
}

/** Asks from each place again and again until all have been answered for a while, or nobody expects it any more. */
export function watchUntilCalm(
  simulation: Simulation,
  probes: readonly Resting[],
  from: Outage["from"],
  { leastMs, pace }: Watching,
): readonly Outage[] {
  const begun = simulation.now;
  const probers = probes.map((resting) => new Prober(resting, begun));
  while (simulation.now - begun < MOST_MS) {
    const sinceMs = simulation.now - begun;
    const isCalm = probers.every(({ lastWrong }) => lastWrong < simulation.now - CALM_MS);
    if (isCalm && sinceMs >= leastMs) break;
    for (const prober of probers) prober.ask(simulation);
    simulation.runFor(sinceMs < leastMs ? PROBE_MS : LATE_PROBE_MS);
    if (pace === "spaced") leaveAlone(simulation, probers, begun, leastMs);
  }
  simulation.runFor(PATIENCE.timeoutMs);
  return probers.flatMap(({ resting, longestMs, mostMs, wrongSince }) =>
    longestMs === 0 ? [] : [{ resting, from, lastedMs: longestMs, mostMs, hasEnded: wrongSince === null }],
  );
}

/** Lets rounds fall out within the take-over, as many as everything has been right for; its last one is always asked. */
function leaveAlone(simulation: Simulation, probers: readonly Prober[], begun: number, leastMs: number): void {
  const { now } = simulation;
  if (!probers.every((prober) => prober.isCalmAt(now))) return;
  const rightSince = Math.max(begun, ...probers.map(({ lastWrong }) => lastWrong));
  const spaceMs = Math.min(now - PROBE_MS - rightSince, MOST_SPACE_MS) - PROBE_MS;
  const leftMs = begun + leastMs - now - PROBE_MS;
  const rounds = Math.ceil(Math.min(spaceMs, leftMs) / PROBE_MS);
  if (rounds > 0) simulation.runFor(rounds * PROBE_MS);
}
