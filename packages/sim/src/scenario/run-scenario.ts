import { instantFromMs } from "@splithorizon/core";
import { assertNever } from "../invariant.ts";
import { runShow } from "../show/index.ts";
import {
  type EqualRoutes,
  type Fault,
  type JournalEntry,
  type PatchAnswer,
  printFault,
  type RunEnd,
  Simulation,
  standardParts,
  youngestObject,
} from "../simulation/index.ts";
import type { SiteTwin } from "../site/index.ts";
import { KeptConnections } from "./kept-connections.ts";
import type { Scenario, ScenarioAction, ScenarioStep } from "./model.ts";
import { pathInSite } from "./path-in-site.ts";
import { QuestionPlayer } from "./question-player.ts";
import { strayHeals } from "./stray-heals.ts";
import { whyInVain } from "./vain-actions.ts";

/** What came of a scenario. */
export interface ScenarioRun {
  /** Everything that happened, in order. */
  readonly entries: readonly JournalEntry[];
  /** What was expected, and did not come; empty: everything holds. */
  readonly faults: readonly ScenarioFault[];
  readonly end: RunEnd;
  readonly simulation: Simulation;
  /** Seconds since 1970 at which it began. */
  readonly beginsAt: number;
}

export interface ScenarioFault {
  readonly step: ScenarioStep;
  readonly atMs: number;
  readonly why: string;
}

export interface ScenarioOptions {
  /** null: the scenario's own. */
  readonly seed?: number;
  readonly budget?: number;
  /** Which of several next hops a question takes; by default `by-flow`. */
  readonly equalRoutes?: EqualRoutes;
  /** Played until then, in milliseconds, instead of to its end; what would happen later does not. */
  readonly untilMs?: number;
  /** Called before anything happens. */
  readonly watch?: (simulation: Simulation) => void;
  /** Told each entry as it happens. */
  readonly listen?: (entry: JournalEntry) => void;
}

/** What somebody does through the API server. */
type KubectlAction = ScenarioAction & { readonly kind: "patch" | "apply" | "delete" | "delete-pods" };

/** What `Kubectl` says where no part of a simulation keeps such objects. */
const NOT_MODELLED = / cannot be (patched|deleted) here$/;

/** After the last step so long, so that its answers come. */
const AFTERMATH_MS = 20_000;

/** Plays a scenario on a site: the same site, scenario and seed, the same entries. */
export function runScenario(twin: SiteTwin, scenario: Scenario, options: ScenarioOptions = {}): ScenarioRun {
  return new Player(twin, scenario, options).play();
}

class Player {
  readonly #scenario: Scenario;
  readonly #simulation: Simulation;
  readonly #entries: JournalEntry[] = [];
  readonly #faults: ScenarioFault[] = [];
  /** Seconds since 1970. */
  readonly #begins: number;
  readonly #untilMs: number | null;
  /** Why a step that heals has nothing to heal. */
  readonly #stray: ReadonlyMap<ScenarioStep, string>;
  /** By the fault's line, the step that has set it. */
  readonly #standing = new Map<string, ScenarioStep>();
  readonly #connections = new KeptConnections();

  constructor(
    twin: SiteTwin,
    scenario: Scenario,
    { seed, budget, listen, untilMs, watch, equalRoutes }: ScenarioOptions,
  ) {
    this.#scenario = scenario;
    this.#untilMs = untilMs ?? scenario.untilMs;
    const played = scenario.steps.toSorted((one, other) => one.atMs - other.atMs);
    this.#stray = new Map(strayHeals(played).map(({ step, why }) => [step, why]));
    this.#begins = scenario.beginsAt ?? youngestObject(twin);
    const given = {
      ...(budget === undefined ? {} : { budget }),
      ...(equalRoutes === undefined ? {} : { equalRoutes }),
    };
    this.#simulation = new Simulation(
      twin,
      { seed: seed ?? scenario.seed, beginsAt: this.#begins, ...given },
      standardParts,
    );
    watch?.(this.#simulation);
    this.#simulation.journal.listen((entry) => {
      this.#entries.push(entry);
      listen?.(entry);
    });
  }

  play(): ScenarioRun {
    const { steps } = this.#scenario;
    for (const step of steps) this.#simulation.at(instantFromMs(step.atMs), () => this.#do(step));
    const last = steps.reduce((latest, step) => Math.max(latest, endOf(step)), 0);
    const end = this.#simulation.runUntil(instantFromMs(this.#untilMs ?? last + AFTERMATH_MS));
    return {
      entries: this.#entries,
      faults: this.#faults,
      end,
      simulation: this.#simulation,
      beginsAt: this.#begins,
    };
  }

  #do(step: ScenarioStep): void {
    const { action } = step;
    const simulation = this.#simulation;
    const inVain = whyInVain(action, simulation.world);
    if (inVain !== null) {
      this.#fail(step, inVain);
      return;
    }
    switch (action.kind) {
      case "fault":
        this.#inject(step, action);
        return;
      case "heal":
        this.#heal(step, action.fault);
        return;
      case "ask":
        new QuestionPlayer(simulation, action, this.#connections.of(action), (why) => this.#fail(step, why)).ask();
        return;
      case "patch":
      case "apply":
      case "delete":
      case "delete-pods":
        this.#kubectl(step, action);
        return;
      case "edit":
        simulation.edit(pathInSite(simulation.world, action.path), action.text);
        return;
      case "reload":
        if (!simulation.reload(action.machine, action.program)) {
          this.#fail(step, `${action.program} on ${action.machine} cannot be reloaded`);
        }
        return;
      case "rndc":
        this.#rndc(step, action);
        return;
      case "restart":
        simulation.restart(action.machine, action.program);
        return;
      case "route": {
        const refusal = simulation.changeRoute(action.machine, action.change);
        if (refusal !== null) this.#fail(step, refusal);
        return;
      }
      case "show":
        this.#show(step, action);
        return;
      case "note":
        simulation.write("note", "", action.text);
        return;
      default:
        assertNever(action);
    }
  }

  /** What is to be healed by itself may have been healed by then, or have begun anew. */
  #inject(step: ScenarioStep, { fault, forMs }: ScenarioAction & { readonly kind: "fault" }): void {
    const simulation = this.#simulation;
    const name = printFault(fault);
    this.#standing.set(name, step);
    simulation.inject(fault);
    if (forMs === null) return;
    simulation.after(forMs, () => {
      if (this.#standing.get(name) !== step) return;
      this.#standing.delete(name);
      simulation.heal(fault);
    });
  }

  #heal(step: ScenarioStep, fault: Fault): void {
    const why = this.#stray.get(step);
    if (why !== undefined) {
      this.#fail(step, why);
      return;
    }
    this.#standing.delete(printFault(fault));
    this.#simulation.heal(fault);
  }

  #rndc(step: ScenarioStep, { machine, words, answer }: ScenarioAction & { readonly kind: "rndc" }): void {
    const printed = this.#simulation.rndc(machine, words);
    if (printed === null) this.#fail(step, `${machine} has no named`);
    else if (printed.endsWith("is not modelled")) this.#fail(step, printed);
    else if (answer !== null && answer !== printed) this.#fail(step, `expected ${answer}, and got ${printed}`);
    for (const line of printed?.split("\n") ?? []) {
      if (line !== "") this.#simulation.write("zone", machine, `rndc ${words}: ${line}`);
    }
  }

  /**
   * A manifest that is refused, and not expected to be, is wrong, and so is what nobody here knows how to do; of everything
   * else any answer will do.
   */
  #kubectl(step: ScenarioStep, action: KubectlAction): void {
    const answer = this.#answerTo(action);
    const isWrong = action.kind === "apply" ? !answer.isAccepted : NOT_MODELLED.test(answer.text);
    if (action.answer === null && isWrong) this.#fail(step, answer.text);
    else this.#compare(step, answer, action.answer);
  }

  #answerTo(action: KubectlAction): PatchAnswer {
    const simulation = this.#simulation;
    switch (action.kind) {
      case "patch":
        return simulation.patch(action.patch);
      case "apply":
        return simulation.apply(action.manifests, action.cluster);
      case "delete":
        return simulation.delete(action.deletion);
      case "delete-pods":
        return simulation.deletePods(action.deletion);
      default:
        return assertNever(action);
    }
  }

  /** What kubectl prints; where nothing is expected, any answer will do. */
  #compare(step: ScenarioStep, { text }: PatchAnswer, expected: string | null): void {
    if (expected !== null && expected !== text) this.#fail(step, `expected ${expected}, and got ${text}`);
  }

  #show(step: ScenarioStep, { words, lines, grep }: ScenarioAction & { readonly kind: "show" }): void {
    const shown = runShow(this.#simulation.world, words, this.#begins + this.#simulation.now / 1000);
    const text = shown.kind === "text" ? shown.text : shown.message;
    const asked = words.join(" ");
    this.#simulation.write("show", "", asked);
    for (const line of text.trimEnd().split("\n")) {
      if (grep === null || grep.some((part) => line.includes(part))) this.#simulation.write("show", asked, line);
    }
    if (shown.kind === "fault" && shown.fault === "usage") this.#fail(step, text);
    for (const line of lines ?? []) {
      if (!text.includes(line)) this.#fail(step, `show ${asked} has no line with ${line}`);
    }
  }

  #fail(step: ScenarioStep, why: string): void {
    this.#faults.push({ step, atMs: this.#simulation.now, why });
    this.#simulation.write("expectation", "", `does not hold: ${why}`);
  }
}

function endOf({ atMs, action }: ScenarioStep): number {
  if (action.kind === "ask") return Math.max(atMs, action.untilMs ?? 0);
  return action.kind === "fault" ? atMs + (action.forMs ?? 0) : atMs;
}
