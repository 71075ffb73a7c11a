import { join } from "node:path";
import { unhurried } from "./io.ts";
import { runCli } from "./program.ts";

const EXAMPLES = join(import.meta.dirname, "../../../../examples");

/** Runs a command line among the examples: its words, or a line of words without blanks. */
export async function runExamples(
  line: string | readonly string[],
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const said = { out: "", err: "" };
  const code = await runCli(typeof line === "string" ? line.split(" ") : line, {
    ...unhurried,
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    lines: async function* () {},
    workingDirectory: EXAMPLES,
    now: () => 0,
  });
  return { code, ...said };
}
