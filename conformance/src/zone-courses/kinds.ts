import type { Course } from "./course.ts";
import { drawCourse } from "./draw-course.ts";
import { drawDialupCourse } from "./draw-dialup.ts";
import { drawGrowingCourse } from "./draw-growing.ts";
import { drawKeyedCourse } from "./draw-keys.ts";
import { drawManyCourse } from "./draw-many.ts";
import { drawReconfiguredCourse } from "./draw-reconfig.ts";
import { drawShiftedCourse } from "./draw-shifted.ts";
import { drawStubCourse } from "./draw-stubs.ts";
import { drawTurnedCourse } from "./draw-turned.ts";
import { drawViewCourse } from "./draw-views.ts";
import { drawWideCourse } from "./draw-wide.ts";

/** By what stands before the seed in a course's name; plain ones have nothing there. */
const DRAWN: Readonly<Record<string, (seed: number) => Course>> = {
  keys: drawKeyedCourse,
  stub: drawStubCourse,
  wide: drawWideCourse,
  conf: drawReconfiguredCourse,
  turn: drawTurnedCourse,
  view: drawViewCourse,
  shift: drawShiftedCourse,
  many: drawManyCourse,
  grow: drawGrowingCourse,
  dial: drawDialupCourse,
};

export const DRAWS: readonly ((seed: number) => Course)[] = [drawCourse, ...Object.values(DRAWN)];

/** The course of a name, `7` or `keys-7`; a string: why there is none. */
export function courseNamed(name: string): Course | string {
  const [, kind, seed] = /^(?:(\w+)-)?(\d+)$/.exec(name) ?? [];
  const draw = kind === undefined ? drawCourse : DRAWN[kind];
  if (seed !== undefined && draw !== undefined) return draw(Number(seed));
  const kinds = Object.keys(DRAWN).map((known) => `${known}-SEED`);
  return `there is no course ${name}: a name is SEED, ${kinds.join(", ")}`;
}
