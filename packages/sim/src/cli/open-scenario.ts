import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { printDiagnostic, sourceFromBytes } from "@splithorizon/core";
import type { Command } from "commander";
import { parseDuration, parseScenario, runScenario, type Scenario } from "../scenario/index.ts";
import type { SiteTwin } from "../site/index.ts";
import { CliFault, type CliIo } from "./io.ts";
import { openSite } from "./open-site.ts";

/** A scenario's file as it was read, and the folder of its site. */
export interface OpenedScenario {
  readonly scenario: Scenario;
  /** Where it was read. */
  readonly path: string;
  readonly folder: string;
}

/** What was written behind `--scenario` and `--moment`. */
export interface MomentOptions {
  readonly scenario?: string;
  readonly moment?: string;
}

/** A site as a scenario has left it at a moment. */
export interface SiteAtMoment {
  readonly twin: SiteTwin;
  /** Seconds since 1970, from which ages are told; null: the scenario has nothing to do with it. */
  readonly seconds: number | null;
}

/** Adds the options that let a verb look at a site in the middle of a scenario. */
export function addMomentOptions(command: Command): Command {
  return command
    .option("--scenario <file>", "the site as this scenario leaves it at --moment")
    .option("--moment <duration>", "how far the scenario is played, as 14s or 1m30s; to its end by default");
}

/** The site at rest, or in the middle of a scenario; `word` names another site than the scenario's own. */
export function openSiteAt(word: string | null, { scenario: file, moment }: MomentOptions, io: CliIo): SiteAtMoment {
  if (file === undefined) {
    if (moment !== undefined) throw new CliFault("--moment is a moment of a scenario: say --scenario FILE too.");
    return { twin: openSite(word, io).twin, seconds: null };
  }
  const untilMs = moment === undefined ? null : parseDuration(moment);
  if (moment !== undefined && untilMs === null) throw new CliFault(`--moment ${moment}: no duration such as 14s.`);
  const { scenario, folder } = openScenario(file, io);
  const { twin } = openSite(word ?? folder, io);
  const { simulation, beginsAt } = runScenario(twin, scenario, untilMs === null ? {} : { untilMs });
  return { twin: simulation.world, seconds: beginsAt + simulation.now / 1000 };
}

/** @throws CliFault what is wrong with it has been written to standard error. */
export function openScenario(file: string, io: CliIo): OpenedScenario {
  const path = resolve(io.workingDirectory, file);
  const { value: scenario, diagnostics } = readScenario(path);
  for (const diagnostic of diagnostics) io.err(`${printDiagnostic(diagnostic)}\n`);
  if (diagnostics.some(({ severity }) => severity === "error")) throw new CliFault(`${file} is no scenario.`);
  return { scenario, path, folder: resolve(dirname(path), scenario.site ?? ".") };
}

/** Without a word about what is wrong. @throws CliFault it cannot be read. */
export function readScenario(path: string): ReturnType<typeof parseScenario> {
  return parseScenario(sourceFromBytes(path, readBytes(path)));
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (fault) {
    throw new CliFault(`${path} cannot be read: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
}
