import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { recordSuite } from "./record-suite.ts";
import type { Recording } from "./suite.ts";
import { suites } from "./suites/index.ts";

const FOLDER = join(import.meta.dirname, "../recordings");

function versionOf(command: string, args: readonly string[]): string {
  return execFileSync(command, args, { encoding: "utf8" }).split("\n")[0] ?? "";
}

/** Writes `recordings/<suite>.jsonl` for each suite that is named, or for all, and says how many answers differ from before. */
async function main(wanted: readonly string[]): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  for (const suite of suites) {
    if (wanted.length > 0 && !wanted.includes(suite.name)) continue;
    const path = join(FOLDER, `${suite.name}.jsonl`);
    const before = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
    const recordings = await recordSuite(suite);
    const silent = recordings.filter((recording) => recording.responses.length === 0).length;
    const changed = recordings.filter((recording) => !before.some((line) => sameAnswer(line, recording))).length;
    writeFileSync(path, `${recordings.map((recording) => JSON.stringify(recording)).join("\n")}\n`);
    process.stdout.write(`${suite.name}: ${recordings.length} recorded, ${silent} silent, ${changed} not as before\n`);
  }
  const versions = { named: versionOf("named", ["-v"]), coredns: versionOf("coredns", ["-version"]) };
  writeFileSync(join(FOLDER, "versions.json"), `${JSON.stringify(versions, null, 2)}\n`);
}

function sameAnswer(line: string, recording: Recording): boolean {
  if (line === "") return false;
  const old = JSON.parse(line) as Recording;
  return (
    old.query === recording.query &&
    old.index === recording.index &&
    old.responses.join() === recording.responses.join()
  );
}

await main(process.argv.slice(2));
