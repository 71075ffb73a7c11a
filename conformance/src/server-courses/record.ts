import { join } from "node:path";
import { argv, exit } from "node:process";
import { recordCourses, seedIn } from "../record-courses.ts";
import { CHOSEN_COURSES } from "./chosen-courses.ts";
import { leastDifferences } from "./compare-courses.ts";
import { drawServerCourse } from "./draw-course.ts";
import { drawDelegationCourse } from "./draw-delegations.ts";
import { playReal } from "./play-real.ts";
import type { ServerCourse } from "./server-course.ts";

/**
 * `node record.ts [--keep] NAME...`: plays courses (`7`, `delegations-7`, `chosen-1`) with a real named and with the twin,
 * and prints what differs.
 */
const differing = await recordCourses(argv.slice(2), {
  folder: join(import.meta.dirname, "../../recordings-servers"),
  playReal: (name) => playReal(courseNamed(name)),
  differences: leastDifferences,
});

function courseNamed(name: string): ServerCourse {
  const { kind, seed } = seedIn(name);
  if (kind === "delegations") return drawDelegationCourse(seed);
  const chosen = kind === "chosen" ? CHOSEN_COURSES[seed - 1] : drawServerCourse(seed);
  if (chosen === undefined) throw new Error(`there are ${CHOSEN_COURSES.length} chosen courses`);
  return chosen;
}

exit(differing === 0 ? 0 : 1);
