import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { printDiagnostic, sourceFromBytes } from "@splithorizon/core";
import { type Command, Option } from "commander";
import { parseScenario, runScenario, type Scenario } from "../../scenario/index.ts";
import { type JournalEntry, printJournalEntry } from "../../simulation/index.ts";
import { CliFault, type CliIo, type ExitCode, exitCodes } from "../io.ts";
import { openSite } from "../open-site.ts";

const EXAMPLES = `
Examples:
  splithorizon run examples/scenarios/bind-killed.yaml
  splithorizon run examples/scenarios/bind-killed.yaml --seed 7 --format json

Exit status: 0 everything holds, 1 something that was expected did not come, 2 bad input.`;

interface RunOptions {
  readonly site?: string;
  readonly seed?: string;
  readonly format: "text" | "json";
}

/** Plays a scenario: the same site, scenario and seed, the same lines. */
export function addRun(program: Command, io: CliIo, end: (code: ExitCode) => void): void {
  program
    .command("run")
    .description("play a scenario: what goes wrong, is changed, asked and expected, moment by moment")
    .argument("<scenario>", "a scenario's file")
    .option("--site <folder>", "the site to play it on, instead of the scenario's own")
    .option("--seed <number>", "instead of the scenario's own")
    .addOption(new Option("--format <format>", "how to print").choices(["text", "json"]).default("text"))
    .addHelpText("after", EXAMPLES)
    .action((file: string, options: RunOptions) => end(play(resolve(io.workingDirectory, file), options, io)));
}

function play(path: string, { site, seed, format }: RunOptions, io: CliIo): ExitCode {
  const scenario = readScenario(path, io);
  if (scenario === null) return exitCodes.badInput;
  const { twin } = openSite(site ?? resolve(dirname(path), scenario.site ?? "."), io);
  const print = format === "json" ? printAsJson : printJournalEntry;
  const { faults, end } = runScenario(twin, scenario, {
    ...(seed === undefined ? {} : { seed: readSeed(seed) }),
    listen: (entry) => io.out(`${print(entry)}\n`),
  });
  if (end.kind === "exhausted") io.err(`The budget of events is spent at ${end.at / 1000} s.\n`);
  for (const { why } of faults) io.err(`does not hold: ${why}\n`);
  return faults.length > 0 || end.kind === "exhausted" ? exitCodes.findings : exitCodes.fine;
}

function printAsJson({ at, who, kind, text }: JournalEntry): string {
  return JSON.stringify({ atMs: at, kind, who, text });
}

function readSeed(text: string): number {
  const seed = Number(text);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new CliFault(`${text} is no seed: a whole number, 0 or more.`);
  return seed;
}

function readScenario(path: string, io: CliIo): Scenario | null {
  const { value, diagnostics } = parseScenario(sourceFromBytes(path, readBytes(path)));
  for (const diagnostic of diagnostics) io.err(`${printDiagnostic(diagnostic)}\n`);
  return diagnostics.some(({ severity }) => severity === "error") ? null : value;
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (fault) {
    throw new CliFault(`${path} cannot be read: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
}
