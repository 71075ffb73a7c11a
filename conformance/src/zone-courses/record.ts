import { join } from "node:path";
import { argv, exit } from "node:process";
import { recordCourses, seedIn } from "../record-courses.ts";
import { isCompared, leastDifferences } from "./compare-courses.ts";
import type { Course, PlayedCourse } from "./course.ts";
import { drawCourse } from "./draw-course.ts";
import { drawKeyedCourse } from "./draw-keys.ts";
import { drawStubCourse } from "./draw-stubs.ts";
import { playReal } from "./play-real.ts";

/** `node record.ts [--keep] NAME...`: plays drawn courses (`7`, `keys-7`, `stub-7`) with real nameds and with the twin, and prints what differs. */
const differing = await recordCourses(argv.slice(2), {
  folder: join(import.meta.dirname, "../../recordings-zones"),
  playReal: (name) => {
    const { kind, seed } = seedIn(name);
    return playReal(drawNamed(kind, seed));
  },
  differences: leastDifferences,
  kept: withoutIdleLines,
});

/** Without the lines of the log that nobody compares. */
function withoutIdleLines({ course, packets, served, lines }: PlayedCourse): PlayedCourse {
  return { course, packets, served, lines: lines.filter(isCompared("lines")) };
}

function drawNamed(kind: string, seed: number): Course {
  if (kind === "keys") return drawKeyedCourse(seed);
  return kind === "stub" ? drawStubCourse(seed) : drawCourse(seed);
}

exit(differing === 0 ? 0 : 1);
