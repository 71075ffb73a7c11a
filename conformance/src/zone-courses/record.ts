import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv, exit, stdout } from "node:process";
import { isCompared, leastDifferences } from "./compare-courses.ts";
import type { Course, PlayedCourse } from "./course.ts";
import { drawCourse } from "./draw-course.ts";
import { drawKeyedCourse } from "./draw-keys.ts";
import { playReal } from "./play-real.ts";

const FOLDER = join(import.meta.dirname, "../../recordings-zones");

/** `node record.ts [--keep] NAME...`: plays drawn courses (`7`, or `keys-7`) with real nameds and with the twin, and prints what differs. */
async function main(): Promise<number> {
  const words = argv.slice(2);
  let differing = 0;
  for (const name of words.filter((word) => word !== "--keep")) {
    const real = await playReal(courseNamed(name));
    if (words.includes("--keep")) keep(name, real);
    const differences = leastDifferences(real);
    stdout.write(`${name}: ${differences.length} differences\n`);
    for (const { what, side, seen } of differences) {
      stdout.write(`${(seen.atMs / 1000).toFixed(3).padStart(9)} ${side} ${what} ${seen.text}\n`);
    }
    if (differences.length > 0) differing += 1;
  }
  return differing;
}

function courseNamed(name: string): Course {
  const [, kind = "", seed = ""] = /^(?:(\w+)-)?(\d+)$/.exec(name) ?? [];
  return kind === "keys" ? drawKeyedCourse(Number(seed)) : drawCourse(Number(seed));
}

/** Without the lines of the log that nobody compares. */
function keep(name: string, played: PlayedCourse): void {
  mkdirSync(FOLDER, { recursive: true });
  const lines = played.lines.filter(isCompared("lines"));
  const { course, packets, served } = played;
  writeFileSync(
    join(FOLDER, `${/^\d/.test(name) ? "seed-" : ""}${name}.json`),
    `${JSON.stringify({ course, packets, served, lines })}\n`,
  );
}

exit((await main()) === 0 ? 0 : 1);
