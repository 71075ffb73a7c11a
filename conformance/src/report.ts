import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { argv, stdout } from "node:process";
import { replaySuite } from "./replay.ts";
import type { Recording } from "./suite.ts";
import { suites } from "./suites/index.ts";

/** Reads a suite's recordings. */
export function recordingsOf(name: string): readonly Recording[] {
  const path = join(import.meta.dirname, `../recordings/${name}.jsonl`);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Recording);
}

/** Prints how the twin stands to the recordings, and the first differences of the suites that are named. */
const wanted = argv.slice(2);
for (const suite of suites) {
  if (wanted.length > 0 && !wanted.includes(suite.name)) continue;
  const recordings = recordingsOf(suite.name);
  const replayed = replaySuite(suite, recordings);
  const count = (kind: string): number => replayed.filter((result) => result.kind === kind).length;
  stdout.write(`${suite.name}: ${count("same")} same, ${count("differs")} differ, ${count("unsupported")} unsupported\n`);
  if (wanted.length === 0) continue;
  for (const [index, result] of replayed.entries()) {
    if (result.kind !== "differs") continue;
    stdout.write(`  ${index} ${recordings[index]?.question}\n`);
    for (const { field, real, twin } of result.differences) stdout.write(`      ${field}\n        real ${real.replaceAll("\n", " | ")}\n        twin ${twin.replaceAll("\n", " | ")}\n`);
  }
}
