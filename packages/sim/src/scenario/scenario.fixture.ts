import { printDiagnostic, sourceFromText } from "@splithorizon/core";
import { printJournalEntry } from "../simulation/index.ts";
import { pairTwin } from "../simulation/pair.fixture.ts";
import type { SiteTwin } from "../site/index.ts";
import type { Scenario } from "./model.ts";
import { runScenario, type ScenarioOptions, type ScenarioRun } from "./run-scenario.ts";
import { parseScenario } from "./scenario-file.ts";

/** What is read of steps, and the first line of each thing that is wrong with them. */
export function readSteps(steps: string): { readonly scenario: Scenario; readonly problems: readonly string[] } {
  const source = sourceFromText("/s.yaml", `version: 1\nsteps:\n${steps}`);
  const { value, diagnostics } = parseScenario(source);
  return { scenario: value, problems: diagnostics.map((found) => printDiagnostic(found).split("\n")[0] ?? "") };
}

export interface Played extends ScenarioRun {
  /** As `splithorizon run` prints them, without the columns' width. */
  readonly lines: readonly string[];
  readonly whys: readonly string[];
}

/** Plays steps on the pair of name servers behind a virtual address, or on another site. */
export function playSteps(steps: string, options: ScenarioOptions = {}, twin: SiteTwin = pairTwin()): Played {
  const { scenario, problems } = readSteps(steps);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  const run = runScenario(twin, scenario, options);
  const lines = run.entries.map((entry) => printJournalEntry(entry).trimStart().replace(/ +/g, " "));
  return { ...run, lines, whys: run.faults.map(({ why }) => why) };
}
