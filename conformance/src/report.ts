import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { argv, stdout } from "node:process";
import { describeReplay } from "./describe-replay.ts";
import { openDefectsPath, recordingsOf } from "./recordings.ts";
import { type Replayed, replaySuite } from "./replay.ts";
import { suites } from "./suites/index.ts";

/**
 * Prints how the twin stands to the recordings, and every difference of the suites that are named; `--update` writes their lists of open defects anew.
 * `--bind-9.20`: the recordings of that version.
 */
const isUpdate = argv.includes("--update");
const version = argv.includes("--bind-9.20") ? "9.20" : "9.18";
const wanted = argv.slice(2).filter((argument) => !argument.startsWith("--"));
let same = 0;
let all = 0;
for (const suite of suites) {
  if (wanted.length > 0 && !wanted.includes(suite.name)) continue;
  const recordings = recordingsOf(suite.name, version);
  if (recordings.length === 0) continue;
  const replayed = replaySuite(suite, recordings, version);
  const of = (kind: Replayed["kind"]): readonly number[] =>
    replayed.flatMap((result, index) => (result.kind === kind ? [index] : []));
  const [differs, unsupported] = [of("differs"), of("unsupported")];
  if (isUpdate) {
    if (differs.length + unsupported.length === 0) rmSync(openDefectsPath(suite.name, version), { force: true });
    else {
      mkdirSync(dirname(openDefectsPath(suite.name, version)), { recursive: true });
      writeFileSync(openDefectsPath(suite.name, version), `${JSON.stringify({ differs, unsupported })}\n`);
    }
  }
  same += of("same").length;
  all += recordings.length;
  stdout.write(
    `${suite.name}: ${of("same").length} same, ${differs.length} differ, ${unsupported.length} unsupported\n`,
  );
  if (wanted.length > 0) for (const index of differs) stdout.write(describeReplay(recordings[index], replayed[index]));
}
stdout.write(`${same} of ${all} recorded answers are the twin's\n`);
