import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { runScenario } from "../../scenario/index.ts";
import { type JournalEntry, printJournalEntry } from "../../simulation/index.ts";
import { type CliIo, type ExitCode, exitCodes, readNumber } from "../io.ts";
import { openScenario } from "../open-scenario.ts";
import { openSite } from "../open-site.ts";
import { asksForFaults, type FaultWords, runWithFaults, tellFaults } from "../run-faults.ts";
import { addCaptureOptions, beginCapture, writeCapture } from "../write-capture.ts";

const EXAMPLES = `
Examples:
  splithorizon run examples/scenarios/bind-killed.yaml
  splithorizon run examples/scenarios/bind-killed.yaml --seed 7 --format json
  splithorizon run examples/scenarios/bind-killed.yaml --pcap dns2.pcap --at dns2
  splithorizon run examples/scenarios/corefile-patched.yaml --each-fault
  splithorizon run examples/scenarios/corefile-patched.yaml --fault 'crash dns1' --moment 10s

Steps: fault, heal, ask, patch, apply, delete, delete-pods, edit, reload, rndc, restart, route, show, note; each says when: at: 10s.
A JSON Schema for editors: @splithorizon/sim/scenario.schema.json.

Exit status: 0 everything holds, 1 something that was expected did not come or the budget is spent, 2 bad input.`;

interface RunOptions extends FaultWords {
  readonly site?: string;
  readonly seed?: string;
  readonly budget?: string;
  readonly format: "text" | "json";
}

/** Plays a scenario: the same site, scenario and seed, the same lines. */
export function addRun(program: Command, io: CliIo, end: (code: ExitCode) => void): void {
  addCaptureOptions(program.command("run"))
    .description("play a scenario: what goes wrong, is changed, asked and expected, moment by moment")
    .argument("<scenario>", "a scenario's file")
    .option("--site <folder>", "the site to play it on, instead of the scenario's own")
    .option("--seed <number>", "instead of the scenario's own")
    .option(
      "--each-fault",
      "play it once for every single fault of the site at each of its steps, and judge every answer",
    )
    .option("--fault <fault>", "play it with one of these faults, as 'crash dns1'; --moment says when")
    .option("--moment <duration>", "when the fault comes, from the scenario's beginning, as 14s or 1m30s")
    .option("--for <duration>", "how long the fault stays, instead of beyond the take-over")
    .option("--budget <events>", "so many events happen at most: something may set itself off again and again")
    .addOption(new Option("--format <format>", "how to print").choices(["text", "json"]).default("text"))
    .addHelpText("after", EXAMPLES)
    .option("--jobs <number>", "with --each-fault: so many threads play at most, instead of one for each processor")
    .action(async (file: string, options: RunOptions) => end(await play(file, options, io)));
}

async function play(
  file: string,
  { site, seed, budget, format, ...captured }: RunOptions,
  io: CliIo,
): Promise<ExitCode> {
  const { scenario, path, folder } = openScenario(file, io);
  const { twin } = openSite(site ?? folder, io);
  const print = format === "json" ? printAsJson : printJournalEntry;
  if (asksForFaults(captured)) {
    const own = seed === undefined ? scenario : { ...scenario, seed: readNumber("seed", seed, 0) };
    return await runWithFaults(
      { twin, scenario: own, path, folder: resolve(io.workingDirectory, site ?? folder), file, print },
      captured,
      io,
    );
  }
  const capture = beginCapture(twin, captured);
  const { faults, end, beginsAt } = runScenario(twin, scenario, {
    ...(seed === undefined ? {} : { seed: readNumber("seed", seed, 0) }),
    ...(budget === undefined ? {} : { budget: readNumber("budget", budget, 1) }),
    ...(capture === null ? {} : { watch: (simulation) => simulation.listenIn(capture.take) }),
    listen: (entry) => io.out(`${print(entry)}\n`),
  });
  writeCapture(capture, captured, beginsAt, io);
  if (end.kind === "exhausted") {
    io.err(
      `The budget of ${end.events} events is spent at ${end.at / 1000} s: the scenario was not played to its end.\n`,
    );
  }
  tellFaults(faults, io);
  return faults.length > 0 || end.kind === "exhausted" ? exitCodes.findings : exitCodes.fine;
}

function printAsJson({ at, who, kind, text }: JournalEntry): string {
  return JSON.stringify({ atMs: at, kind, who, text });
}
