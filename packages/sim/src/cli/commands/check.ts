import { resolve } from "node:path";
import { didYouMeanHint, type Severity } from "@splithorizon/core";
import { type Command, Option } from "commander";
import { checkSite } from "../../check/index.ts";
import { type CheckedFailures, checkFailures } from "../../failures/index.ts";
import { explain, explainList, explainWords } from "../../lint/index.ts";
import { printFindings, type ReportFormat, reportFormats } from "../../report/index.ts";
import { CliFault, type CliIo, type ExitCode, exitCodes } from "../io.ts";
import { readSite } from "../open-site.ts";

const EXAMPLES = `
Examples:
  splithorizon check examples/kloud-lan
  splithorizon check examples/kloud-lan --failures 1
  splithorizon check --explain T12

Exit status: 0 everything holds, 1 something was found, 2 bad input.`;

const SEVERITIES: readonly Severity[] = ["error", "warning", "information"];

interface CheckWords {
  readonly format: ReportFormat;
  readonly severity: Severity;
  readonly explain?: string;
  readonly failures?: "0" | "1";
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

/** What is wrong with all files of a site, and whether what it expects of itself holds. */
export function addCheck(program: Command, io: CliIo, end: (code: ExitCode) => void): void {
  program
    .command("check")
    .description("look at every file of a site, and put its own expectations to the test")
    .usage(
      "[SITE] [--failures 1] [--severity error|warning|information] [--format text|json|sarif|junit] [--explain RULE]",
    )
    .argument("[site]", "a site's folder")
    .addOption(new Option("--format <format>", "how to print").choices([...reportFormats]).default("text"))
    .addOption(
      new Option("--severity <severity>", "the least that is printed").choices(SEVERITIES).default("information"),
    )
    .addOption(
      new Option("--failures <number>", "play everything that can go wrong, so many at once").choices(["0", "1"]),
    )
    .option("--explain <rule>", "print a rule's page: its name, its code, a row as T12, or `all` for the list")
    .addHelpText("after", EXAMPLES)
    .action((site: string | undefined, { format, severity, explain: word, failures }: CheckWords) => {
      if (word !== undefined) {
        io.out(pagesOf(word));
        end(exitCodes.fine);
        return;
      }
      const { twin, files, diagnostics: known } = readSite(resolve(io.workingDirectory, site ?? "."));
      // Before anybody has asked the servers something: each failure begins with the site at rest.
      const played = failures === "1" ? checkFailures(twin) : null;
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
      end(of("error") > 0 ? exitCodes.findings : exitCodes.fine);
    });
}
