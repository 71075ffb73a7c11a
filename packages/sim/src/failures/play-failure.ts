import { digPatience, forkTwin, type StubPatience } from "../asking/index.ts";
import { type Fault, Simulation, standardParts } from "../simulation/index.ts";
import type { SiteTwin } from "../site/index.ts";
import { type Observed, observe, probe, type Resting } from "./watch.ts";

/** What one thing that goes wrong does to the questions of a site. */
export interface PlayedFailure {
  readonly fault: Fault;
  /** Every watched question, when the site has had its time to help itself. */
  readonly during: readonly Observed[];
  /** And those that the site expects something of, when what was wrong is right again. */
  readonly after: readonly Observed[];
  /** Times in which somebody was without the right answer, longer than a question. */
  readonly outages: readonly Outage[];
}

/** One place was without the right answer for so long. */
export interface Outage {
  readonly resting: Resting;
  readonly from: "fault" | "healing";
  readonly lastedMs: number;
  /** It was over before anybody mended anything. */
  readonly hasEnded: boolean;
}

export interface FailureSettings {
  readonly seed: number;
  /** When the fault comes, counted from the beginning: against the phase of adverts and scripts. */
  readonly atMs: number;
  /** So long the site may take to help itself. */
  readonly takeOverMs: number;
}

const PROBE_MS = 500;
/** Who is still without an answer after the take-over is asked less often. */
const LATE_PROBE_MS = 2000;
/** A place is well when its questions have been answered for so long. */
const CALM_MS = 3000;
/** After so long nobody expects a site to help itself any more: longer than BGP's hold time and a neighbour's doubt. */
const MOST_MS = 130_000;
const PATIENCE: StubPatience = { ...digPatience, timeoutMs: 1000, attempts: 1 };

/** Plays one fault: it comes, the site helps itself or does not, it is healed. */
export function playFailure(
  twin: SiteTwin,
  fault: Fault,
  resting: readonly Resting[],
  { seed, atMs, takeOverMs }: FailureSettings,
): PlayedFailure {
  const simulation = new Simulation(forkTwin(twin), { seed }, standardParts);
  const asked = resting.filter(({ watched }) => !strikesAsker(simulation, fault, watched.place.station));
  simulation.runFor(atMs);
  observe(simulation, probesOf(resting));
  simulation.inject(fault);
  const struck = watchUntilCalm(simulation, probesOf(asked), "fault", takeOverMs);
  const during = observe(simulation, asked);
  simulation.heal(fault);
  const healed = watchUntilCalm(simulation, probesOf(resting), "healing", takeOverMs);
  const after = observe(simulation, [...probesOf(resting), ...resting.filter(({ watched }) => watched.isChosen)]);
  return { fault, during, after, outages: [...struck, ...healed] };
}

/** Of each place the first question that has records at rest. */
function probesOf(resting: readonly Resting[]): readonly Resting[] {
  const byPlace = new Map<string, Resting>();
  for (const one of resting) {
    const { name } = one.watched.place;
    if (one.atRest.data.length > 0 && !byPlace.has(name)) byPlace.set(name, one);
  }
  return [...byPlace.values()];
}

/** Who has no power, no cable or no resolver of his own cannot ask, which says nothing of the site. */
function strikesAsker({ world }: Simulation, fault: Fault, station: string): boolean {
  if (!("machine" in fault)) return false;
  const isBuiltIn = "program" in fault && fault.program === "systemd-resolved";
  if ("program" in fault && !isBuiltIn) return false;
  const node = world.makings.clusters.flatMap(({ pods }) => pods).find(({ name }) => name === station)?.node;
  return fault.machine === station || fault.machine === node;
}

class Prober {
  readonly resting: Resting;
  wrongSince: number | null = null;
  lastSeen = 0;
  lastWrong = Number.NEGATIVE_INFINITY;
  longestMs = 0;

  constructor(resting: Resting) {
    this.resting = resting;
  }

  see({ askedAt, judged }: Observed): void {
    this.lastSeen = Math.max(this.lastSeen, askedAt);
    if (judged === "right") {
      if (this.wrongSince !== null && askedAt > this.lastWrong) this.wrongSince = null;
      return;
    }
    this.wrongSince ??= askedAt;
    this.lastWrong = askedAt;
    this.longestMs = Math.max(this.longestMs, askedAt - this.wrongSince + PROBE_MS);
  }
}

/** Asks from each place again and again until all have been answered for a while, or nobody expects it any more. */
function watchUntilCalm(
  simulation: Simulation,
  probes: readonly Resting[],
  from: Outage["from"],
  leastMs: number,
): readonly Outage[] {
  const begun = simulation.now;
  const probers = probes.map((resting) => new Prober(resting));
  while (simulation.now - begun < MOST_MS) {
    const isCalm = probers.every(({ lastWrong }) => lastWrong < simulation.now - CALM_MS);
    if (isCalm && simulation.now - begun >= leastMs) break;
    for (const prober of probers) probe(simulation, prober.resting, PATIENCE, (seen) => prober.see(seen));
    simulation.runFor(simulation.now - begun < leastMs ? PROBE_MS : LATE_PROBE_MS);
  }
  simulation.runFor(PATIENCE.timeoutMs);
  return probers.flatMap(({ resting, longestMs, wrongSince }) =>
    longestMs === 0 ? [] : [{ resting, from, lastedMs: longestMs, hasEnded: wrongSince === null }],
  );
}
