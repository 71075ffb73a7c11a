import { join } from "node:path";
import { argv, exit } from "node:process";
import { recordCourses, seedIn } from "../record-courses.ts";
import { isCompared, leastDifferences } from "./compare-courses.ts";
import type { Course, PlayedCourse } from "./course.ts";
import { drawCourse } from "./draw-course.ts";
import { drawKeyedCourse } from "./draw-keys.ts";
import { drawReconfiguredCourse } from "./draw-reconfig.ts";
import { drawStubCourse } from "./draw-stubs.ts";
import { drawTurnedCourse } from "./draw-turned.ts";
import { drawWideCourse } from "./draw-wide.ts";
import { playReal } from "./play-real.ts";

const DRAWN: Readonly<Record<string, (seed: number) => Course>> = {
  keys: drawKeyedCourse,
  stub: drawStubCourse,
  wide: drawWideCourse,
  conf: drawReconfiguredCourse,
  turn: drawTurnedCourse,
};

/** `node record.ts [--keep] NAME...`: plays drawn courses (`7`, or `keys-7`, `stub-7`, `wide-7`, `conf-7`, `turn-7`) with real nameds and with the twin, and prints what differs. */
const differing = await recordCourses(argv.slice(2), {
  folder: join(import.meta.dirname, "../../recordings-zones"),
  playReal: (name) => {
    const { kind, seed } = seedIn(name);
    return playReal((DRAWN[kind] ?? drawCourse)(seed));
  },
  differences: leastDifferences,
  kept: withoutIdleLines,
});

/** Without the lines of the log that nobody compares. */
function withoutIdleLines({ course, packets, served, lines }: PlayedCourse): PlayedCourse {
  return { course, packets, served, lines: lines.filter(isCompared("lines")) };
}

exit(differing === 0 ? 0 : 1);
