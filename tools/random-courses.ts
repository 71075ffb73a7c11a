/**
 * Plays random courses of the tutorial's site: faults, healing and questions that a seed decides.
 * `node tools/random-courses.ts [number] [first seed]`; `node tools/random-courses.ts --seed 77` prints everything that
 * happens in one, and with `--faults 0,2` only these of its faults come.
 */
import { join } from "node:path";
import { loadSite, printFault, printJournalEntry, RandomCourses, type ShrunkCourse } from "@splithorizon/sim";
import { readFolder } from "@splithorizon/sim/node";

const [first = "1000", second = "0", third = "", fourth = ""] = process.argv.slice(2);
const files = readFolder(join(import.meta.dirname, "../examples"));
const courses = new RandomCourses(loadSite(files, "/kloud-lan/site.yaml").value);

if (first === "--seed") {
  const places = third === "--faults" ? { faults: fourth.split(",").filter(Boolean).map(Number) } : {};
  const { breaches } = courses.play(Number(second), {
    ...places,
    listen: (entry) => process.stdout.write(`${printJournalEntry(entry)}\n`),
  });
  for (const breach of breaches) process.stdout.write(`seed ${second}: ${breach}\n`);
  process.exitCode = breaches.length > 0 ? 1 : 0;
} else {
  let broken = 0;
  for (let seed = Number(second); seed < Number(second) + Number(first); seed += 1) {
    const shrunk = courses.shrink(seed);
    if (shrunk === null) continue;
    broken += 1;
    process.stdout.write(`${tell(shrunk)}\n`);
  }
  process.stdout.write(`${first} courses from seed ${second}: ${broken} broken\n`);
  process.exitCode = broken > 0 ? 1 : 0;
}

/** What is needed to break it, what comes of that, and the line that plays it again. */
function tell({ seed, faults, course, breaches }: ShrunkCourse): string {
  const needed = course.faults.map(({ fault, atMs, forMs }) => `${printFault(fault)} at ${atMs} ms for ${forMs} ms`);
  return `seed ${seed}: ${needed.join(", ")}: ${breaches[0]}; node tools/random-courses.ts --seed ${seed} --faults ${faults.join(",")}`;
}
