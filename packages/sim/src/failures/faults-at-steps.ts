import { digPatience, forkTwin } from "../asking/index.ts";
import { printDuration, runScenario, type Scenario } from "../scenario/index.ts";
import { type Fault, type JournalEntry, printFault, Random, type Simulation } from "../simulation/index.ts";
import type { SiteTwin } from "../site/index.ts";
import { type Came, cameOf, isNoAnswer } from "./judge.ts";
import { judgeAmong, restAtStages, type StagedQuestion, settledAnswers } from "./settled-answers.ts";
import { singleFaults } from "./single-faults.ts";
import { type AskedWhen, endOfPlay, type FaultWindow, StageTimes } from "./stage-window.ts";
import { type Stage, stagesOf } from "./stages.ts";
import { takeOverMs } from "./take-over.ts";
import { type Observed, observe } from "./watch.ts";

/** One thing that goes wrong while a scenario is played, and is healed again. */
export interface FaultAtStep {
  readonly fault: Fault;
  /** In milliseconds from the scenario's beginning; what the scenario does at the same moment meets the fault. */
  readonly atMs: number;
  readonly forMs: number;
}

export interface PlayedFaultAtStep extends FaultAtStep {
  /** Each a line that says what was not as it must be; empty: everything was. */
  readonly breaches: readonly string[];
  /** How many questions were answered, and judged. */
  readonly answers: number;
}

export interface FaultAtStepOptions {
  /** Told everything that happens. */
  readonly listen?: (entry: JournalEntry) => void;
}

/** The beginning of a scenario is no step of it: against the phase of adverts, somewhere within a second. */
const FIRST_AT_MS = 1300;
/** Beyond the take-over, so that the site has to live with it for a while. */
const LASTS_AFTER_TAKE_OVER_MS = 20_000;
const ASK_EACH_MS = 250;
/** After the healing beside the take-over: what CoreDNS says of a cluster is cached so long. */
const TTL_MS = 30_000;
/**
 * Longer no play waits until caches have forgotten: a TTL may be a day, and whoever keeps what nobody answers any more is no
 * worse off. What they may still have in the end is let pass.
 */
const MOST_AWAITED_MS = 900_000;

/**
 * Every single fault at every step of a scenario, each played from the beginning: it comes just before the step, stays
 * beyond the take-over and is healed. All the while every answer must be one that the same scenario gives without the
 * fault, at this stage or, as long as the fault can have held up the change, at the one before; no address of the inside
 * may come outside that does not come there anyway, nobody may hear what an acl refuses. After the healing and the time
 * that the site takes, the answers are those of the stage.
 */
export class FaultsAtSteps {
  readonly stages: readonly Stage[];
  readonly questions: readonly StagedQuestion[];
  /** So long after a healing the site may take to be well again. */
  readonly restMs: number;
  readonly #twin: SiteTwin;
  readonly #scenario: Scenario;
  readonly #lastsMs: number;
  /** By stage: what can go wrong when it is everywhere; pods come and go. */
  readonly #faults: readonly (readonly Fault[])[];
  /** By stage: so long a play waits until caches have forgotten its answers. */
  readonly #awaitedMs: readonly number[];

  constructor(twin: SiteTwin, scenario: Scenario) {
    this.#twin = twin;
    this.#scenario = scenario;
    const takesMs = takeOverMs(twin);
    this.#lastsMs = takesMs + LASTS_AFTER_TAKE_OVER_MS;
    this.restMs = takesMs + TTL_MS;
    this.stages = stagesOf(twin, scenario);
    const rested = restAtStages(twin, scenario, this.stages, this.restMs);
    this.#faults = rested.map(({ world }) => singleFaults(world));
    this.questions = settledAnswers(twin, scenario, this.stages, rested);
    this.#awaitedMs = this.stages.map((_stage, index) =>
      this.questions.reduce(
        (longest, { lingersMs }) => Math.max(longest, Math.min(MOST_AWAITED_MS, lingersMs[index] ?? 0)),
        0,
      ),
    );
  }

  /** All of them: by step, then by fault: whatever the site has just before the step. What the scenario itself does is not done twice. */
  get cases(): readonly FaultAtStep[] {
    const own = new Set(
      this.#scenario.steps.flatMap(({ action }) => ("fault" in action ? [printFault(action.fault)] : [])),
    );
    return this.stages.flatMap(({ atMs }, index) => {
      const faults = (this.#faults[Math.max(0, index - 1)] ?? []).filter((fault) => !own.has(printFault(fault)));
      return faults.map((fault) => ({ fault, atMs: index === 0 ? FIRST_AT_MS : atMs, forMs: this.#lastsMs }));
    });
  }

  play({ fault, atMs, forMs }: FaultAtStep, { listen }: FaultAtStepOptions = {}): PlayedFaultAtStep {
    const window: FaultWindow = { fromMs: atMs, untilMs: atMs + forMs };
    const endMs = endOfPlay(this.stages, window, this.restMs, this.#awaitedMs);
    const begun = this.stages.filter((stage) => stage.atMs < endMs);
    const watch = new Watch(this.questions, begun, window);
    const steps = begun.flatMap((stage) => stage.steps);
    const { simulation } = runScenario(
      forkTwin(this.#twin),
      { ...this.#scenario, steps, untilMs: endMs },
      {
        ...(listen === undefined ? {} : { listen }),
        watch: (own) => {
          own.after(window.fromMs, () => own.inject(fault));
          own.after(window.untilMs, () => own.heal(fault));
          watch.ask(own, endMs, new Random(this.#scenario.seed, printFault(fault)));
        },
      },
    );
    watch.askAfter(simulation, begun.length - 1);
    return { fault, atMs, forMs, breaches: watch.breaches, answers: watch.answers };
  }
}

/** Asks while a fault is played, and keeps what was not as it must be. */
class Watch {
  readonly breaches: string[] = [];
  answers = 0;
  readonly #questions: readonly StagedQuestion[];
  readonly #times: StageTimes;

  constructor(questions: readonly StagedQuestion[], stages: readonly Stage[], fault: FaultWindow) {
    this.#questions = questions;
    this.#times = new StageTimes(stages, fault);
  }

  /** Four questions a second, drawn; those that spoil a delegation would say nothing of the fault. */
  ask(simulation: Simulation, untilMs: number, random: Random): void {
    const questions = this.#questions.filter(({ watched }) => !watched.isSpoiling);
    for (let atMs = 0; atMs < untilMs; atMs += ASK_EACH_MS) {
      const question = questions[random.below(questions.length)];
      if (question !== undefined) simulation.after(atMs, () => this.#put(simulation, question));
    }
  }

  #put(simulation: Simulation, question: StagedQuestion): void {
    const askedMs = simulation.now;
    const { asking, query } = question.watched;
    simulation.ask(
      asking,
      query,
      (answer) => this.#got(question, cameOf(answer), { askedMs, cameMs: simulation.now }),
      digPatience,
    );
  }

  #got({ watched, settled, lingersMs, spreading }: StagedQuestion, came: Came, when: AskedWhen): void {
    this.answers += 1;
    const stages = this.#times.possible(when, lingersMs);
    const passing = spreading.flatMap((answers, stage) =>
      answers.flatMap((answer) => (this.#times.maySpread(stage, when, answer.keptMs) ? [answer.came] : [])),
    );
    const allowed = [...answersOf(settled, stages), ...passing];
    const judged = judgeAmong(watched, allowed, came);
    if (judged === "right" || judged === "absent") return;
    const told = `${watched.title} and gets ${came.text} (${judged}), ${without(allowed, stages)}`;
    this.breaches.push(`at ${printDuration(when.askedMs)} ${told}`);
  }

  /** Everything is healed, and has had its time: the answers are the stage's, or those that a cache may still have. */
  askAfter(simulation: Simulation, stage: number): void {
    const questions = new Map(this.#questions.map((question) => [question.watched, question]));
    const resting = this.#questions.flatMap(({ watched, settled }) => {
      const atRest = settled[stage];
      return atRest === undefined ? [] : [{ watched, atRest }];
    });
    const seen = observe(simulation, resting);
    this.answers += seen.length;
    const isRight = ({ watched, came, askedAt }: Observed): boolean => {
      const { settled = [], lingersMs = [] } = questions.get(watched) ?? {};
      const stages = this.#times.possible({ askedMs: askedAt, cameMs: simulation.now }, lingersMs);
      return judgeAmong(watched, answersOf(settled, stages), came) === "right";
    };
    this.breaches.push(...seen.filter((one) => !isRight(one)).map(remains));
  }
}

/**
 * What is answered at some stages. Of one without an answer (nobody is there, or by chance nobody who answers) it is not
 * known what would be right: whatever another stage answers is no worse.
 */
function answersOf(settled: readonly Came[], stages: readonly number[]): readonly Came[] {
  const own = stages.flatMap((stage) => settled[stage] ?? []);
  return own.some(isNoAnswer) ? [...own, ...settled] : own;
}

function without(allowed: readonly Came[], stages: readonly number[]): string {
  const texts = [...new Set(allowed.map(({ text }) => text))].join(" or ");
  return `without the fault ${texts} (stage ${stages.join(", ")})`;
}

function remains({ watched, atRest, came, askedAt }: Observed): string {
  return `at ${printDuration(askedAt)} ${watched.title} and gets ${came.text}, without the fault ${atRest.text}, though everything is healed`;
}
