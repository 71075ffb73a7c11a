import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { BindVersion } from "@splithorizon/core/bind";
import { NAMED, recordSuite } from "./record-suite.ts";
import { recordingsPath } from "./recordings.ts";
import type { Recording } from "./suite.ts";
import { suites } from "./suites/index.ts";

function versionOf(command: string, args: readonly string[]): string {
  return execFileSync(command, args, { encoding: "utf8" }).split("\n")[0] ?? "";
}

/** The release of the named at hand, which decides where its answers are kept. */
function releaseOf(version: string): BindVersion {
  const release = ["9.18", "9.20"].find((known): known is BindVersion => version.startsWith(`BIND ${known}.`));
  if (release === undefined) throw new Error(`a named that is not modelled: ${version}`);
  return release;
}

/** Writes the recordings of each suite that is named, or of all, and says how many answers differ from before. */
async function main(wanted: readonly string[]): Promise<void> {
  const named = versionOf(NAMED, ["-v"]);
  const release = releaseOf(named);
  for (const suite of suites) {
    if (wanted.length > 0 && !wanted.includes(suite.name)) continue;
    if (release !== "9.18" && !suite.servers.some(({ kind }) => kind === "named")) continue;
    const path = recordingsPath(suite.name, release);
    mkdirSync(dirname(path), { recursive: true });
    const before = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
    const recordings = await recordSuite(suite);
    const silent = recordings.filter((recording) => recording.responses.length === 0).length;
    const changed = recordings.filter((recording) => !before.some((line) => sameAnswer(line, recording))).length;
    writeFileSync(path, `${recordings.map((recording) => JSON.stringify(recording)).join("\n")}\n`);
    process.stdout.write(`${suite.name}: ${recordings.length} recorded, ${silent} silent, ${changed} not as before\n`);
  }
  // Of single suites that were recorded later conformance/README.md says by what.
  if (wanted.length > 0) return;
  const versions = { named, coredns: versionOf("coredns", ["-version"]) };
  const folder = dirname(recordingsPath("", release));
  writeFileSync(join(folder, "versions.json"), `${JSON.stringify(versions, null, 2)}\n`);
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
