import { join } from "node:path";
import { runCli, unhurried } from "@splithorizon/sim/cli";
import { describe, expect, test } from "vitest";
import { type TutorialRow, tutorialRows } from "./tutorial.ts";

const examples = join(import.meta.dirname, "..");

describe("the tutorial's commands, in its order", () => {
  test.each(tutorialRows.map((row) => [row.tutorial, row] as const))("%s", async (_tutorial, row) => {
    const printed = normalised(await run(row));
    const expected = row.instead ?? row.shows;
    if (expected instanceof RegExp) expect(printed).toMatch(expected);
    else if (isWhole(expected)) expect(printed).toBe(normalised(expected));
    else expect(printed).toContain(expected);
    if (row.instead !== undefined && row.shows !== "") expect(row.note).toBeDefined();
  });
});

test("no row pretends to show what needs time to pass", () => {
  expect(tutorialRows.filter(({ tutorial }) => /^kubectl (patch|edit|delete)|systemctl/.test(tutorial))).toEqual([]);
});

/** What dig, kubectl or curl print as a whole ends a line; a part of it does not. */
function isWhole(expected: string): boolean {
  return expected === "" || expected.endsWith("\n") || expected.endsWith("}");
}

/** What stands on standard output, whatever the exit status. */
async function run({ stage, command }: TutorialRow): Promise<string> {
  let printed = "";
  const words = command.split(" ").map((word) => word.replace(/^SITE/, join(examples, stage)));
  await runCli(words, {
    ...unhurried,
    out: (text) => {
      printed += text;
    },
    err: () => {},
    lines: async function* () {},
    workingDirectory: examples,
    now: () => 1_704_213_552_000,
  });
  return printed;
}

/** Without what differs from run to run and from one dig to the next: versions, ids, moments, and lines that dig 9.9 did not print. */
function normalised(text: string): string {
  return text
    .replace(/^; <<>> DiG .*\n/m, "; <<>> DiG\n")
    .replace(/^; \(1 server found\)\n/m, "")
    .replace(/, id: \d+$/m, ", id: 0")
    .replace(/^;; (Query time|WHEN): .*$/gm, ";; $1")
    .replace(/^(;; SERVER: \S+) \(UDP\)$/m, "$1")
    .replace(/^;; WARNING: \.local is reserved for Multicast DNS\n;; You are currently .*\n/m, (warning) =>
      text.includes("flags: qr aa rd;") ? "" : warning,
    )
    .replace(/^kind: ConfigMap\nmetadata:\n(?: {2}.*\n)*/m, "kind: ConfigMap\n")
    .replace(/^\n+/, "")
    .replace(/\n+$/, "\n");
}
