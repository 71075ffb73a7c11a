import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { checkSite } from "../../check/index.ts";
import { printFindings, type ReportFormat, reportFormats } from "../../report/index.ts";
import { type CliIo, type ExitCode, exitCodes } from "../io.ts";
import { readSite } from "../open-site.ts";

const EXAMPLES = `
Example:
  splithorizon check examples/kloud-lan

Exit status: 0 everything holds, 1 something was found, 2 bad input.`;

/** What is wrong with all files of a site, and whether what it expects of itself holds. */
export function addCheck(program: Command, io: CliIo, end: (code: ExitCode) => void): void {
  program
    .command("check")
    .description("look at every file of a site, and put its own expectations to the test")
    .usage("[SITE] [--format text|json|sarif|junit]")
    .argument("[site]", "a site's folder")
    .addOption(new Option("--format <format>", "how to print").choices([...reportFormats]).default("text"))
    .addHelpText("after", EXAMPLES)
    .action((site: string | undefined, { format }: { readonly format: ReportFormat }) => {
      const { twin, files, diagnostics: known } = readSite(resolve(io.workingDirectory, site ?? "."));
      const { diagnostics, judgements } = checkSite(twin, files, known);
      io.out(printFindings(diagnostics, format));
      const of = (severity: string): number => diagnostics.filter((finding) => finding.severity === severity).length;
      if (format === "text") {
        const held = judgements.filter(({ faults }) => faults.length === 0).length;
        io.out(`${of("error")} errors, ${of("warning")} warnings; ${held} of ${judgements.length} expectations hold\n`);
      }
      end(of("error") > 0 ? exitCodes.findings : exitCodes.fine);
    });
}
