import { didYouMeanHint, placeOf } from "@splithorizon/core";
import { forkTwin } from "../asking/index.ts";
import { type FaultAtStep, FaultsAtSteps, type PlayedFaultAtStep, replayLine } from "../failures/index.ts";
import { parseDuration, printDuration, runScenario, type Scenario, type ScenarioFault } from "../scenario/index.ts";
import { type JournalEntry, printFault } from "../simulation/index.ts";
import type { SiteTwin } from "../site/index.ts";
import { CliFault, type CliIo, type ExitCode, exitCodes } from "./io.ts";
import { playsOfSteps } from "./plays/open-plays.ts";
import { playAll, threadsFor } from "./plays/play-all.ts";
import type { CaptureOptions } from "./write-capture.ts";

/** What was written to play a scenario with something going wrong that it does not say itself. */
export interface FaultWords extends CaptureOptions {
  readonly eachFault?: true;
  readonly fault?: string;
  readonly moment?: string;
  readonly for?: string;
  readonly jobs?: string;
}

export interface PlayedScenario {
  readonly twin: SiteTwin;
  readonly scenario: Scenario;
  /** Where it and its site were read. */
  readonly path: string;
  readonly folder: string;
  /** As it was written: for the line that plays one case again. */
  readonly file: string;
  readonly print: (entry: JournalEntry) => string;
}

/** Whether a run is one with faults of its own. @throws CliFault words that do not go together. */
export function asksForFaults({ eachFault, fault, moment, for: forWord, pcap, jobs }: FaultWords): boolean {
  if (eachFault && fault !== undefined) throw new CliFault("--each-fault and --fault: one or the other.");
  if (fault === undefined && (moment !== undefined || forWord !== undefined)) {
    throw new CliFault("--moment and --for say when a fault is there: say --fault FAULT too.");
  }
  if (jobs !== undefined && eachFault !== true) throw new CliFault("--jobs goes with --each-fault.");
  if (fault !== undefined && moment === undefined)
    throw new CliFault("--fault needs the moment at which it comes: --moment 20s.");
  const asks = eachFault === true || fault !== undefined;
  if (asks && pcap !== undefined)
    throw new CliFault("--pcap goes with a scenario as it is written, without faults of its own.");
  return asks;
}

/** Plays a scenario once for every single fault at each of its steps, or once with one. */
export async function runWithFaults(played: PlayedScenario, words: FaultWords, io: CliIo): Promise<ExitCode> {
  if (words.fault === undefined) {
    const own = runScenario(forkTwin(played.twin), played.scenario).faults;
    if (own.length > 0) {
      tellFaults(own, io);
      io.err("The scenario does not hold as it is: mend that first.\n");
      return exitCodes.findings;
    }
  }
  const faults = new FaultsAtSteps(played.twin, played.scenario);
  return words.fault === undefined
    ? await playEach(faults, played, words, io)
    : playOne(faults, findCase(faults, played.scenario, words.fault, words), played, io);
}

/** What does not hold, each with its step's place in the file. */
export function tellFaults(faults: readonly ScenarioFault[], io: CliIo): void {
  for (const { step, atMs, why } of faults) {
    io.err(`${placeOf(step.span)}: at ${printDuration(atMs)}: does not hold: ${why}\n`);
  }
}

function playOne(faults: FaultsAtSteps, one: FaultAtStep, { print }: PlayedScenario, io: CliIo): ExitCode {
  const played = faults.play(one, { listen: (entry) => io.out(`${print(entry)}\n`) });
  for (const breach of played.breaches) io.err(`does not hold: ${breach}\n`);
  return played.breaches.length > 0 ? exitCodes.findings : exitCodes.fine;
}

async function playEach(
  faults: FaultsAtSteps,
  { scenario, path, folder, file }: PlayedScenario,
  { jobs }: FaultWords,
  io: CliIo,
): Promise<ExitCode> {
  const played = await playAll({
    job: { kind: "faults-at-steps", site: folder, scenario: path, seed: scenario.seed },
    plays: playsOfSteps(faults),
    threads: threadsFor(io, jobs),
    clock: () => performance.now(),
    tell: (one) => tell(one, file, io),
  });
  io.out(summary(faults, played));
  return played.some(({ breaches }) => breaches.length > 0) ? exitCodes.findings : exitCodes.fine;
}

function tell(played: PlayedFaultAtStep, file: string, io: CliIo): void {
  const [first] = played.breaches;
  if (first === undefined) return;
  const more = played.breaches.length > 1 ? `, and ${played.breaches.length - 1} more` : "";
  io.out(
    `${printFault(played.fault)} at ${printDuration(played.atMs)}: ${first}${more}\n    ${replayLine(played, file)}\n`,
  );
}

function summary({ stages, restMs, questions }: FaultsAtSteps, played: readonly PlayedFaultAtStep[]): string {
  const broken = played.filter(({ breaches }) => breaches.length > 0).length;
  const answers = played.reduce((sum, one) => sum + one.answers, 0);
  const faults = new Set(played.map(({ fault }) => printFault(fault))).size;
  return `${played.length} times played: ${faults} faults at ${stages.length} moments; ${answers} answers to ${questions.length} questions; well again ${printDuration(restMs)} after each healing; ${broken} broken\n`;
}

function findCase(
  { cases }: FaultsAtSteps,
  { steps }: Scenario,
  word: string,
  { moment, for: forWord }: FaultWords,
): FaultAtStep {
  const known = new Map(cases.map(({ fault, forMs }) => [printFault(fault), { fault, forMs }]));
  const found = known.get(word);
  if (found === undefined) {
    if (steps.some(({ action }) => action.kind === "fault" && printFault(action.fault) === word)) {
      throw new CliFault(`The scenario has "${word}" itself: nothing is broken twice.`);
    }
    const hint = didYouMeanHint(word, known.keys()) ?? `Known: ${[...known.keys()].join(", ")}.`;
    throw new CliFault(`No single fault of this site is called "${word}". ${hint}`);
  }
  const atMs = duration("--moment", moment);
  return { ...found, atMs, forMs: forWord === undefined ? found.forMs : duration("--for", forWord) };
}

function duration(option: string, word: string | undefined): number {
  const ms = word === undefined ? null : parseDuration(word);
  if (ms === null) throw new CliFault(`${option} ${word}: no duration such as 14s.`);
  return ms;
}
