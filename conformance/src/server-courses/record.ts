import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv, exit, stdout } from "node:process";
import { leastDifferences } from "./compare-courses.ts";
import { drawServerCourse } from "./draw-course.ts";
import { playReal } from "./play-real.ts";

const FOLDER = join(import.meta.dirname, "../../recordings-servers");

/** `node record.ts [--keep] SEED...`: plays drawn courses with a real named and with the twin, and prints what differs. */
async function main(): Promise<number> {
  const words = argv.slice(2);
  let differing = 0;
  for (const seed of words.filter((word) => word !== "--keep").map(Number)) {
    const real = await playReal(drawServerCourse(seed));
    if (words.includes("--keep")) {
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(join(FOLDER, `seed-${seed}.json`), `${JSON.stringify(real)}\n`);
    }
    const differences = leastDifferences(real);
    stdout.write(`seed ${seed}: ${differences.length} differences\n`);
    for (const { what, side, seen } of differences) {
      stdout.write(`${(seen.atMs / 1000).toFixed(3).padStart(9)} ${side} ${what} ${seen.text}\n`);
    }
    if (differences.length > 0) differing += 1;
  }
  return differing;
}

exit((await main()) === 0 ? 0 : 1);
