import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describeQuery } from "./describe.ts";
import { Lab } from "./lab.ts";
import type { Recording, Suite } from "./suite.ts";
import { suites } from "./suites/index.ts";

const FOLDER = join(import.meta.dirname, "../recordings");

/** Starts a suite's servers, asks its questions, and returns what they answered. */
export async function recordSuite(suite: Suite): Promise<readonly Recording[]> {
  const lab = new Lab();
  try {
    await lab.start(suite.servers);
    const client = lab.spawnClient([process.execPath, join(import.meta.dirname, "client.ts")]);
    if (client.stdin === null || client.stdout === null) throw new Error("the client has no pipes");
    const answers = createInterface({ input: client.stdout })[Symbol.asyncIterator]();
    const recordings: Recording[] = [];
    let begin: number | null = null;
    for (const [index, ask] of suite.asks.entries()) {
      client.stdin.write(`${JSON.stringify(ask)}\n`);
      const line = await answers.next();
      if (line.done === true) throw new Error(`the client ended at question ${index} of ${suite.name}`);
      const { at, responses } = JSON.parse(line.value) as { at: number; responses: readonly string[] };
      begin ??= Math.floor(at / 1000) * 1000;
      recordings.push({
        suite: suite.name,
        index,
        atMs: at - begin,
        question: describeQuery(ask),
        query: ask.query,
        responses,
      });
    }
    const dead = suite.servers.filter((server) => /fatal error|^Error/im.test(lab.log(server.name)));
    for (const server of dead) process.stderr.write(`${suite.name}: ${server.name} says\n${lab.log(server.name)}\n`);
    return recordings;
  } finally {
    await lab.stop();
  }
}

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
