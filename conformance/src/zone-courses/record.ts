import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv, exit, stdout } from "node:process";
import { isCompared, leastDifferences } from "./compare-courses.ts";
import type { PlayedCourse } from "./course.ts";
import { drawCourse } from "./draw-course.ts";
import { playReal } from "./play-real.ts";

const FOLDER = join(import.meta.dirname, "../../recordings-zones");

/** `node record.ts [--keep] SEED...`: plays drawn courses with real nameds and with the twin, and prints what differs. */
async function main(): Promise<number> {
  const words = argv.slice(2);
  let differing = 0;
  for (const seed of words.filter((word) => word !== "--keep").map(Number)) {
    const real = await playReal(drawCourse(seed));
    if (words.includes("--keep")) keep(seed, real);
    const differences = leastDifferences(real);
    stdout.write(`seed ${seed}: ${differences.length} differences\n`);
    for (const { what, side, seen } of differences) {
      stdout.write(`${(seen.atMs / 1000).toFixed(3).padStart(9)} ${side} ${what} ${seen.text}\n`);
    }
    if (differences.length > 0) differing += 1;
  }
  return differing;
}

/** Without the lines of the log that nobody compares. */
function keep(seed: number, played: PlayedCourse): void {
  mkdirSync(FOLDER, { recursive: true });
  const lines = played.lines.filter(isCompared("lines"));
  const { course, packets, served } = played;
  writeFileSync(join(FOLDER, `seed-${seed}.json`), `${JSON.stringify({ course, packets, served, lines })}\n`);
}

exit((await main()) === 0 ? 0 : 1);
