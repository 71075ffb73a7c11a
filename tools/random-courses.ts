/**
 * Plays random courses of the tutorial's site: faults, healing and questions that a seed decides.
 * `node tools/random-courses.ts [number] [first seed]`; `node tools/random-courses.ts --seed 77` prints everything that happens in one.
 */
import { join } from "node:path";
import { loadSite, printJournalEntry, RandomCourses } from "@splithorizon/sim";
import { readFolder } from "@splithorizon/sim/node";

const [first = "1000", second = "0"] = process.argv.slice(2);
const files = readFolder(join(import.meta.dirname, "../examples"));
const courses = new RandomCourses(loadSite(files, "/kloud-lan/site.yaml").value);

if (first === "--seed") {
  const { breaches } = courses.play(Number(second), {
    listen: (entry) => process.stdout.write(`${printJournalEntry(entry)}\n`),
  });
  for (const breach of breaches) process.stdout.write(`seed ${second}: ${breach}\n`);
  process.exitCode = breaches.length > 0 ? 1 : 0;
} else {
  let broken = 0;
  for (let seed = Number(second); seed < Number(second) + Number(first); seed += 1) {
    const { breaches } = courses.play(seed);
    if (breaches.length === 0) continue;
    broken += 1;
    process.stdout.write(`seed ${seed}: ${breaches[0]}; node tools/random-courses.ts --seed ${seed}\n`);
  }
  process.stdout.write(`${first} courses from seed ${second}: ${broken} broken\n`);
  process.exitCode = broken > 0 ? 1 : 0;
}
