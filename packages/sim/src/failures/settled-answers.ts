import { digPatience, forkTwin } from "../asking/index.ts";
import { runScenario, type Scenario } from "../scenario/index.ts";
import type { EqualRoutes, Simulation } from "../simulation/index.ts";
import type { SiteTwin } from "../site/index.ts";
import { type Came, cameOf, type Judged, judge } from "./judge.ts";
import type { Stage } from "./stages.ts";
import { askAtRest } from "./watch.ts";
import { type Watched, watchSite } from "./watched.ts";

/** A question, and what the site answers while nothing is wrong. */
export interface StagedQuestion {
  readonly watched: Watched;
  /** By stage: when that is everywhere. */
  readonly settled: readonly Came[];
  /** By stage: what comes beside that and the stage before while it spreads, since some have it and others do not. */
  readonly spreading: readonly (readonly Came[])[];
}

/** A stage spreads at the pace of chance: so many times it is watched. */
const SPREADS = [1, 2, 3, 4] as const;
/** Meanwhile each question whose answer it changes is asked so often, the others each tenth time. */
const ASKED_IN_A_SPREAD = 100;
const UNCHANGED_EACH = 10;

/**
 * Plays a scenario up to each of its stages, waits until that is everywhere, and asks whatever is a landmark at any of
 * them; then again, to hear what is answered while a stage spreads: of two CoreDNS pods with two Corefiles one forwards to
 * BIND what the other answers there, which neither Corefile does alone.
 */
export function settledAnswers(
  twin: SiteTwin,
  scenario: Scenario,
  stages: readonly Stage[],
  restMs: number,
): readonly StagedQuestion[] {
  const rested = stages.map(({ atMs, settleMs }, index) =>
    playStages(twin, scenario, stages.slice(0, index + 1), { untilMs: atMs + settleMs + restMs }),
  );
  const watched = new Map(rested.flatMap(({ world }) => watchSite(world).map((one) => [one.title, one] as const)));
  const questions = [...watched.values()];
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
    return { watched: one, settled, spreading };
  });
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

/** What neither of two stages answers, each once. A leak is none of the answers that a change may bring. */
function newsAmong(watched: Watched, settled: readonly Came[], heard: readonly Came[]): readonly Came[] {
  const news = heard.filter((came) => judgeAmong(watched, settled, came) === "wrong");
  return [...new Map(news.map((came) => [came.text, came])).values()];
}

const FROM_BEST: readonly Judged[] = ["right", "absent", "wrong", "leak"];

/** An answer beside several that it may be: it is as good as beside the one that it suits best. */
export function judgeAmong(watched: Watched, allowed: readonly Came[], came: Came): Judged {
  const judged = allowed.map((atRest) => judge(watched, atRest, came));
  return FROM_BEST.find((one) => judged.includes(one)) ?? "wrong";
}
