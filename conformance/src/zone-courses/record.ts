import { join } from "node:path";
import { argv, exit, stderr } from "node:process";
import { recordCourses } from "../record-courses.ts";
import { isCompared, leastDifferences } from "./compare-courses.ts";
import type { PlayedCourse } from "./course.ts";
import { courseNamed } from "./kinds.ts";
import { playReal } from "./play-real.ts";

/**
 * `node record.ts [--keep] NAME...`: plays drawn courses (`7`, or `keys-7` and others of a kind) with real nameds and with the
 * twin, and prints what differs. A name that means no course is told before any is played.
 */
const words = argv.slice(2);
for (const name of words.filter((word) => word !== "--keep")) {
  const course = courseNamed(name);
  if (typeof course !== "string") continue;
  stderr.write(`${course}\n`);
  exit(2);
}
const differing = await recordCourses(words, {
  folder: join(import.meta.dirname, "../../recordings-zones"),
  playReal: (name) => {
    const course = courseNamed(name);
    if (typeof course === "string") throw new Error(course);
    return playReal(course);
  },
  differences: leastDifferences,
  kept: withoutIdleLines,
});

/** Without the lines of the log that nobody compares. */
function withoutIdleLines({ course, packets, served, lines }: PlayedCourse): PlayedCourse {
  return { course, packets, served, lines: lines.filter(isCompared("lines")) };
}

exit(differing === 0 ? 0 : 1);
