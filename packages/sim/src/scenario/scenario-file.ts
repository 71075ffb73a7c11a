import { type Diagnostic, errorAt, type Parsed, type Source, unixSecondsFromTimestamp } from "@splithorizon/core";
import { type Fault, printFault } from "../simulation/index.ts";
import { EXPECTATION_KEYS, readOneDocument, type SettingsReader, type YamlLimits } from "../site/index.ts";
import type { Scenario, ScenarioAction, ScenarioStep } from "./model.ts";
import { ACTIONS, ASK_WORDS } from "./read-action.ts";
import { readDuration } from "./read-duration.ts";
import { readFault } from "./read-fault.ts";
import { strayHeals } from "./stray-heals.ts";

export const SCENARIO_KEYS = ["version", "title", "site", "seed", "begins", "until", "steps"] as const;
const SCENARIO_VERSION = 1;

/** What stands beside `at` and each action's own word. */
export const STEP_WORDS: Readonly<Record<ScenarioAction["kind"], readonly string[]>> = {
  fault: ["as", "for"],
  heal: [],
  ask: [...EXPECTATION_KEYS.filter((key) => key !== "ask"), ...ASK_WORDS],
  patch: ["answer"],
  apply: ["cluster", "answer"],
  delete: ["cluster", "answer"],
  "delete-pods": ["answer"],
  edit: ["text"],
  reload: ["on"],
  rndc: ["on", "answer"],
  restart: ["on"],
  route: ["to", "via", "src", "on"],
  show: ["lines", "grep"],
  note: [],
};

export const emptyScenario: Scenario = { title: "", site: null, seed: 1, beginsAt: null, untilMs: null, steps: [] };

/** Reads a scenario; every fault of it is a diagnostic at its place. */
export function parseScenario(source: Source, limits: Partial<YamlLimits> = {}): Parsed<Scenario> {
  const { reader, problems } = readOneDocument(source, "A scenario", limits);
  const value = reader === null ? emptyScenario : new ScenarioReader(reader, problems).read();
  return { value, diagnostics: problems };
}

class ScenarioReader {
  readonly #reader: SettingsReader;
  readonly #problems: Diagnostic[];
  /** Faults by the name that a step gives them. */
  readonly #named = new Map<string, Fault>();
  /** Names whose fault a step has healed: another may have them. */
  readonly #healed = new Set<string>();

  constructor(reader: SettingsReader, problems: Diagnostic[]) {
    this.#reader = reader;
    this.#problems = problems;
  }

  read(): Scenario {
    const reader = this.#reader.takesOnly(SCENARIO_KEYS);
    const version = reader.need("version");
    if ((version.numberWithin(0, Number.MAX_SAFE_INTEGER) ?? SCENARIO_VERSION) !== SCENARIO_VERSION) {
      version.fault("SITE_UNKNOWN_VERSION", `This splithorizon reads version ${SCENARIO_VERSION} alone.`);
    }
    const read = reader.need("steps").items.flatMap((item) => this.#step(item) ?? []);
    const steps = read.toSorted((one, other) => one.atMs - other.atMs);
    for (const { step, why } of strayHeals(steps)) {
      this.#problems.push(errorAt(step.span, "SITE_NOTHING_TO_HEAL", `${why}.`));
    }
    const untilMs = readDuration(reader.at("until"));
    for (const { span } of steps.filter(({ atMs }) => untilMs !== null && atMs > untilMs)) {
      this.#problems.push(
        errorAt(span, "SITE_WRONG_TYPE", "The scenario has ended by then: its own `until` is earlier."),
      );
    }
    return {
      title: reader.at("title").text ?? "",
      site: reader.at("site").text,
      seed: reader.at("seed").numberWithin(0, Number.MAX_SAFE_INTEGER) ?? 1,
      beginsAt: readMoment(reader.at("begins")),
      untilMs,
      steps,
    };
  }

  #step(reader: SettingsReader): ScenarioStep | null {
    const keys = reader.members.map(([key]) => key);
    const kind = keys.find(isStepKind);
    const atMs = readDuration(reader.need("at"));
    if (kind === undefined) {
      return reader.fault("SITE_MISSING_KEY", `A step does one of ${Object.keys(STEP_WORDS).join(", ")}.`);
    }
    if (kind !== "ask") reader.takesOnly(["at", kind, ...STEP_WORDS[kind]]);
    const action = this.#action(kind, reader);
    if (action === null || atMs === null) return null;
    if (action.kind === "ask" && action.untilMs !== null && action.untilMs <= atMs) {
      return reader
        .at("until")
        .fault("SITE_WRONG_TYPE", "It would end before it begins: both count from the beginning.");
    }
    return { atMs, action, span: reader.span };
  }

  #action(kind: ScenarioAction["kind"], reader: SettingsReader): ScenarioAction | null {
    if (kind === "fault") return this.#fault(reader);
    return kind === "heal" ? this.#heal(reader.at("heal")) : ACTIONS[kind](reader);
  }

  #fault(reader: SettingsReader): ScenarioAction | null {
    const fault = readFault(reader.at("fault"));
    if (fault === null) return null;
    const name = reader.at("as").text;
    if (name !== null && this.#isTaken(name, fault)) {
      return reader
        .at("as")
        .fault("SITE_DUPLICATE_NAME", `"${name}" names another fault, which no step before this one heals.`);
    }
    if (name !== null) this.#named.set(name, fault);
    return { kind: "fault", fault, forMs: readDuration(reader.at("for")) };
  }

  #isTaken(name: string, fault: Fault): boolean {
    const other = this.#named.get(name);
    const isHealed = this.#healed.delete(name);
    return other !== undefined && !isHealed && printFault(other) !== printFault(fault);
  }

  /** By the name that a step gave it. */
  #heal(reader: SettingsReader): ScenarioAction | null {
    const name = reader.text;
    const fault = name === null ? undefined : this.#named.get(name);
    if (name !== null) this.#healed.add(name);
    if (fault !== undefined) return { kind: "heal", fault };
    return reader.fault("SITE_UNKNOWN_WORD", `No step before this one has a fault "as: ${name ?? ""}".`);
  }
}

/** `2024-01-02T16:39:12Z`. */
function readMoment(reader: SettingsReader): number | null {
  const { text } = reader;
  if (text === null) return null;
  const seconds = unixSecondsFromTimestamp(text);
  return seconds ?? reader.fault("SITE_WRONG_TYPE", `"${text}" is no moment such as 2024-01-02T16:39:12Z.`);
}

function isStepKind(key: string): key is ScenarioAction["kind"] {
  return Object.hasOwn(STEP_WORDS, key);
}
