import { resolve } from "node:path";
import { didYouMeanHint, type Severity } from "@splithorizon/core";
import { type Command, Option } from "commander";
import { checkSite } from "../../check/index.ts";
import { type CheckedFailures, FailurePlays } from "../../failures/index.ts";
import { explain, explainList, explainWords } from "../../lint/index.ts";
import { printFindings, type ReportFormat, reportFormats } from "../../report/index.ts";
import type { SiteTwin } from "../../site/index.ts";
import { CliFault, type CliIo, type ExitCode, exitCodes } from "../io.ts";
import { readSite } from "../open-site.ts";
import { playsOfFailures } from "../plays/open-plays.ts";
import { playAll, threadsFor } from "../plays/play-all.ts";
import type { PlayThreads } from "../plays/plays.ts";

const EXAMPLES = `
Examples:
  splithorizon check examples/kloud-lan
  splithorizon check examples/kloud-lan --failures 1
  splithorizon check --explain T12

Exit status: 0 everything holds, 1 something was found, 2 bad input.`;

/** Whose lots fall in the failures. */
const SEED = 1;
const SEVERITIES: readonly Severity[] = ["error", "warning", "information"];

interface CheckWords {
  readonly format: ReportFormat;
  readonly severity: Severity;
  readonly explain?: string;
  readonly failures?: "0" | "1";
  readonly jobs?: string;
}

function toldOf({ faults, questions }: CheckedFailures): string {
  return `${faults} single failures played, with ${questions} questions\n`;
}

/** The pages that a word stands for. */
function pagesOf(word: string): string {
  if (word === "all") return `${explainList().join("\n")}\n`;
  const pages = explain(word);
  if (pages.length > 0) return pages.join("\n");
  const hint = didYouMeanHint(word, explainWords) ?? "`--explain all` lists them.";
  throw new CliFault(`--explain ${word}: no such rule. ${hint}\n`);
}

async function playFailures(twin: SiteTwin, site: string, threads: PlayThreads | null): Promise<CheckedFailures> {
  const failures = new FailurePlays(twin, SEED);
  const job = { kind: "failures", site, seed: SEED } as const;
  return failures.sumUp(
    await playAll({ job, plays: playsOfFailures(failures), threads, clock: () => performance.now() }),
  );
}

/** What is wrong with all files of a site, and whether what it expects of itself holds. */
export function addCheck(program: Command, io: CliIo, end: (code: ExitCode) => void): void {
  program
    .command("check")
    .description("look at every file of a site, and put its own expectations to the test")
    .usage(
      "[SITE] [--failures 1 [--jobs N]] [--severity error|warning|information] [--format text|json|sarif|junit] [--explain RULE]",
    )
    .argument("[site]", "a site's folder")
    .addOption(new Option("--format <format>", "how to print").choices([...reportFormats]).default("text"))
    .addOption(
      new Option("--severity <severity>", "the least that is printed").choices(SEVERITIES).default("information"),
    )
    .addOption(
      new Option("--failures <number>", "play everything that can go wrong, so many at once").choices(["0", "1"]),
    )
    .option("--jobs <number>", "with --failures: so many threads play at most, instead of one for each processor")
    .option("--explain <rule>", "print a rule's page: its name, its code, a row as T12, or `all` for the list")
    .addHelpText("after", EXAMPLES)
    .action(async (site: string | undefined, words: CheckWords) => {
      if (words.explain === undefined) end(await check(site, words, io));
      else {
        io.out(pagesOf(words.explain));
        end(exitCodes.fine);
      }
    });
}

async function check(
  site: string | undefined,
  { format, severity, failures, jobs }: CheckWords,
  io: CliIo,
): Promise<ExitCode> {
  if (jobs !== undefined && failures !== "1") throw new CliFault("--jobs goes with --failures 1.");
  const path = resolve(io.workingDirectory, site ?? ".");
  const { twin, files, diagnostics: known } = readSite(path);
  const threads = threadsFor(io, jobs);
  // Before anybody has asked the servers something: each failure begins with the site at rest.
  const played = failures === "1" ? await playFailures(twin, path, threads) : null;
  const { diagnostics: found, judgements } = checkSite(twin, files, known);
  const diagnostics = [...found, ...(played?.diagnostics ?? [])];
  const shown = diagnostics.filter((found) => SEVERITIES.indexOf(found.severity) <= SEVERITIES.indexOf(severity));
  io.out(printFindings(shown, format));
  const of = (wanted: Severity): number => diagnostics.filter((found) => found.severity === wanted).length;
  if (format === "text") {
    const held = judgements.filter(({ faults }) => faults.length === 0).length;
    io.out(`${of("error")} errors, ${of("warning")} warnings; ${held} of ${judgements.length} expectations hold\n`);
    if (played !== null) io.out(toldOf(played));
  }
  return of("error") > 0 ? exitCodes.findings : exitCodes.fine;
}
