import { join } from "node:path";
import { unhurried } from "./io.ts";
import { runCli } from "./program.ts";

const EXAMPLES = join(import.meta.dirname, "../../../../examples");

/** Runs a command line among the examples. */
export async function runExamples(
  line: string,
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const said = { out: "", err: "" };
  const code = await runCli(line.split(" "), {
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
