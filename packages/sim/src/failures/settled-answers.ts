import { digPatience, forkTwin } from "../asking/index.ts";
import { runScenario, type Scenario } from "../scenario/index.ts";
import type { EqualRoutes, Simulation } from "../simulation/index.ts";
import type { SiteTwin } from "../site/index.ts";
import { lingersMs } from "./answer-lifetime.ts";
import { type Came, cameOf, type Judged, judge } from "./judge.ts";
import type { Stage } from "./stages.ts";
import { askAtRest } from "./watch.ts";
import { type Watched, watchSite } from "./watched.ts";

/** A question, and what the site answers while nothing is wrong. */
export interface StagedQuestion {
  readonly watched: Watched;
  /** By stage: when that is everywhere. */
  readonly settled: readonly Came[];
  /** By stage: how long caches keep that when servers answer as at the next one, in milliseconds. */
  readonly lingersMs: readonly number[];
  /** By stage: what comes beside that and the stage before while it spreads, since some have it and others do not. */
  readonly spreading: readonly (readonly PassingAnswer[])[];
}

/** An answer that belongs to no stage. */
export interface PassingAnswer {
  readonly came: Came;
  /** How long caches keep it, when its stage has spread. */
  readonly keptMs: number;
}

/** A stage spreads at the pace of chance: so many times it is watched. */
const SPREADS = [1, 2, 3, 4] as const;
/** Meanwhile each question whose answer it changes is asked so often, the others each tenth time. */
const ASKED_IN_A_SPREAD = 100;
const UNCHANGED_EACH = 10;

/** Plays a scenario up to each of its stages, and waits until that is everywhere, and `restMs` more. */
export function restAtStages(
  twin: SiteTwin,
  scenario: Scenario,
  stages: readonly Stage[],
  restMs: number,
): readonly Simulation[] {
  return stages.map((_stage, index) => {
    const played = stages.slice(0, index + 1);
    const settled = played.map(({ atMs, settleMs }) => atMs + settleMs);
    return playStages(twin, scenario, played, { untilMs: Math.max(...settled) + restMs });
  });
}

/**
 * Asks at each stage, when that is everywhere (`rested`), whatever is a landmark at any of them; then plays again, to hear what is answered while a stage spreads: of two CoreDNS pods with two Corefiles one forwards to
 * BIND what the other answers there, which neither Corefile does alone.
 */
export function settledAnswers(
  twin: SiteTwin,
  scenario: Scenario,
  stages: readonly Stage[],
  rested: readonly Simulation[],
): readonly StagedQuestion[] {
  const questions = joinWatched(rested.flatMap(({ world }) => watchSite(world)));
  const byStage = rested.map((simulation) => askAtRest(simulation, questions));
  const settledOf = questions.map((_one, index) => byStage.flatMap((resting) => resting[index]?.atRest ?? []));
  const spread = stages.map((_stage, stage) => {
    const isChanged = (index: number): boolean =>
      settledOf[index]?.[stage]?.text !== settledOf[index]?.[stage - 1]?.text;
    const changed = new Set(questions.filter((_one, index) => isChanged(index)));
    return watchSpreading(twin, scenario, stages.slice(0, stage + 1), { questions, changed });
  });
  return questions.map((one, index) => {
    const settled = settledOf[index] ?? [];
    const spreading = spread.map((heard, stage) =>
      newsAmong(one, settled.slice(Math.max(0, stage - 1), stage + 1), heard.get(one) ?? []),
    );
    const lingers = settled.map((came, stage) =>
      lingersMs(came, settled[stage + 1] ?? came, asksNamedAlone(one, rested[stage]?.world) ? "named" : "caches"),
    );
    return { watched: one, settled, lingersMs: lingers, spreading };
  });
}

/** Each question once: pods come and go, and whoever is there at any stage may tell its own address in passing. */
export function joinWatched(watched: readonly Watched[]): readonly Watched[] {
  const joined = new Map<string, Watched>();
  for (const one of watched) {
    const passing = [...(joined.get(one.title)?.passing ?? []), ...one.passing];
    joined.set(one.title, { ...one, passing: [...new Set(passing)] });
  }
  return [...joined.values()];
}

interface Playing {
  readonly untilMs: number;
  readonly seed?: number;
  readonly equalRoutes?: EqualRoutes;
  readonly watch?: (simulation: Simulation) => void;
}

function playStages(twin: SiteTwin, scenario: Scenario, stages: readonly Stage[], how: Playing): Simulation {
  const { untilMs, ...options } = how;
  const steps = stages.flatMap((stage) => stage.steps);
  return runScenario(forkTwin(twin), { ...scenario, steps, untilMs }, options).simulation;
}

/** What is answered while the last of these stages spreads. */
function watchSpreading(
  twin: SiteTwin,
  scenario: Scenario,
  stages: readonly Stage[],
  { questions, changed }: { readonly questions: readonly Watched[]; readonly changed: ReadonlySet<Watched> },
): ReadonlyMap<Watched, readonly Came[]> {
  const heard = new Map<Watched, Came[]>(questions.map((one) => [one, []]));
  const last = stages.at(-1);
  if (last === undefined || last.settleMs === 0) return heard;
  const { atMs, settleMs } = last;
  const askAll = (simulation: Simulation, turn: number): void => {
    for (const one of questions) {
      if (one.isSpoiling || (turn % UNCHANGED_EACH > 0 && !changed.has(one))) continue;
      simulation.ask(one.asking, one.query, (answer) => heard.get(one)?.push(cameOf(answer)), digPatience);
    }
  };
  for (const seed of SPREADS) {
    const watch = (simulation: Simulation): void => {
      for (let turn = 0; turn < ASKED_IN_A_SPREAD; turn += 1) {
        simulation.after(atMs + ((turn + 0.5) * settleMs) / ASKED_IN_A_SPREAD, () => askAll(simulation, turn));
      }
    };
    // A fault moves flows to other next hops: what they would hear there belongs to it.
    const how = { untilMs: atMs + settleMs, seed: scenario.seed + seed, equalRoutes: "by-question", watch } as const;
    playStages(twin, scenario, stages, how);
  }
  return heard;
}

/** Whether no cache stands between who asks and a named. */
function asksNamedAlone({ asking }: Watched, world: SiteTwin | undefined): boolean {
  const nameds = [...(world?.binds.keys() ?? [])].flatMap((host) => world?.network.stations.get(host)?.addresses ?? []);
  return asking.servers.every((server) => nameds.some(({ address }) => address === server.address));
}

/** What neither of two stages answers, each once. A leak is none of the answers that a change may bring. */
function newsAmong(watched: Watched, settled: readonly Came[], heard: readonly Came[]): readonly PassingAnswer[] {
  const news = heard.filter((came) => judgeAmong(watched, settled, came) === "wrong");
  const longest = new Map<string, PassingAnswer>();
  for (const came of news) {
    const keptMs = Math.max(0, ...settled.slice(-1).map((after) => lingersMs(came, after, "caches")));
    if (keptMs >= (longest.get(came.text)?.keptMs ?? 0)) longest.set(came.text, { came, keptMs });
  }
  return [...longest.values()];
}

const FROM_BEST: readonly Judged[] = ["right", "absent", "wrong", "leak"];

/** An answer beside several that it may be: it is as good as beside the one that it suits best. */
export function judgeAmong(watched: Watched, allowed: readonly Came[], came: Came): Judged {
  const judged = allowed.map((atRest) => judge(watched, atRest, came));
  return FROM_BEST.find((one) => judged.includes(one)) ?? "wrong";
}
