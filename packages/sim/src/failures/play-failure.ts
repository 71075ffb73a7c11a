import { forkTwin } from "../asking/index.ts";
import { type Fault, Simulation, standardParts } from "../simulation/index.ts";
import type { SiteTwin } from "../site/index.ts";
import type { KnownRounds } from "./known-rounds.ts";
import { type Observed, observe, type Resting } from "./watch.ts";
import { isVague, type Outage, type Pace, watchUntilCalm } from "./watch-until-calm.ts";

/** What one thing that goes wrong does to the questions of a site. */
export interface PlayedFailure {
  readonly fault: Fault;
  /** Every watched question, when the site has had its time to help itself; those alone that were asked ({@link KnownRounds}). */
  readonly during: readonly Observed[];
  /** And those that the site expects something of, when what was wrong is right again. */
  readonly after: readonly Observed[];
  /** Times in which somebody was without the right answer, longer than a question. */
  readonly outages: readonly Outage[];
}

export interface FailureSettings {
  readonly seed: number;
  /** When the fault comes, counted from the beginning: against the phase of adverts and scripts. */
  readonly atMs: number;
  /** So long the site may take to help itself. */
  readonly takeOverMs: number;
  /** What other failures have shown; it decides how many are asked, not what is found. */
  readonly known: KnownRounds;
}

/**
 * Plays one fault: it comes, the site helps itself or does not, it is healed. While all is right few ask; where it could
 * matter how long nobody did, it is played again with questions twice a second.
 */
export function playFailure(
  twin: SiteTwin,
  fault: Fault,
  resting: readonly Resting[],
  settings: FailureSettings,
): PlayedFailure {
  const spaced = playAtPace(twin, fault, resting, settings, "spaced");
  const isOpen = spaced.outages.some((outage) => outage.hasEnded && isVague(outage, settings.takeOverMs));
  return isOpen ? playAtPace(twin, fault, resting, settings, "dense") : spaced;
}

/**
 * As {@link playFailure}, with rounds of questions at one pace. Where something is absent when those who are watched are
 * well again, it is played again and waited for too: a machine that starts may take longer for it than for them.
 */
export function playAtPace(
  twin: SiteTwin,
  fault: Fault,
  resting: readonly Resting[],
  settings: FailureSettings,
  pace: Pace,
): PlayedFailure {
  const played = playOnce(twin, fault, resting, settings, { pace, awaited: [] });
  const absent = new Set(played.after.flatMap(({ judged, watched }) => (judged === "absent" ? [watched] : [])));
  const awaited = resting.filter(({ watched }) => absent.has(watched) && !watched.isSpoiling);
  return awaited.length === 0 ? played : playOnce(twin, fault, resting, settings, { pace, awaited });
}

interface Watchers {
  readonly pace: Pace;
  /** Who is watched after the healing, beside one question of each place. */
  readonly awaited: readonly Resting[];
}

function playOnce(
  twin: SiteTwin,
  fault: Fault,
  resting: readonly Resting[],
  { seed, atMs, takeOverMs, known }: FailureSettings,
  { pace, awaited }: Watchers,
): PlayedFailure {
  const simulation = new Simulation(forkTwin(twin), { seed }, standardParts);
  const struckAskers = askersStruck(simulation, fault);
  const asked = resting.filter(({ watched }) => !struckAskers.has(watched.place.station));
  simulation.runFor(atMs);
  observe(simulation, probesOf(resting));
  simulation.inject(fault);
  const struck = watchUntilCalm(simulation, probesOf(asked), "fault", { leastMs: takeOverMs, pace });
  const during = known.ask(simulation, asked, pace === "dense" ? "all" : "unknown");
  simulation.heal(fault);
  const watched = [...new Set([...probesOf(resting), ...awaited])];
  const healed = watchUntilCalm(simulation, watched, "healing", { leastMs: takeOverMs, pace });
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
function askersStruck({ world }: Simulation, fault: Fault): ReadonlySet<string> {
  if (!("machine" in fault)) return new Set();
  const { machine } = fault;
  if ("program" in fault && fault.program !== "systemd-resolved") return new Set();
  const pods = world.makings.clusters.flatMap(({ pods }) => pods).filter(({ node }) => node === machine);
  return new Set([machine, ...pods.map(({ name }) => name)]);
}
