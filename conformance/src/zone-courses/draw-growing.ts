import { Random } from "@splithorizon/sim";
import type { Course } from "./course.ts";
import { withEdits } from "./draw-edits.ts";
import { drawManyCourse } from "./draw-many.ts";

const ZONE_LINE = /^zone .*\n/gm;

/** A drawn course of several zones of which some leave named.conf and come back, as `rndc reload` or `reconfig` reads it. */
export function drawGrowingCourse(seed: number): Course {
  const random = new Random(seed, "zone course growing");
  const { title, ...many } = drawManyCourse(seed);
  const edits = { least: 3, names: ["p", "p", "s", "t"], everyMs: 11_000, spreadMs: 8000 } as const;
  return withEdits(random, { title: `${title}, fewer and more`, ...many }, edits, ({ files }) => {
    const conf = files["named.conf"] ?? "";
    return random.below(3) === 0 ? conf : conf.replace(ZONE_LINE, (line) => (random.below(3) === 0 ? "" : line));
  });
}
