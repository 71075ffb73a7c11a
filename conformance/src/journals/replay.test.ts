import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { PlayedCourse } from "./course.ts";
import { COURSES } from "./courses.ts";
import { playTwin } from "./play-twin.ts";

/** From which versions on two real nameds (9.18.47) answered IXFR with differences, step by step, and the same of the twin. */
const FILE = join(import.meta.dirname, "../../recordings-zones/journals.ndjson");
const played = readFileSync(FILE, "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line): PlayedCourse => JSON.parse(line));

test("each course is recorded, as it stands", () => {
  expect(played.map(({ course }) => course)).toEqual(COURSES);
});

describe.each(played)("$course.title", ({ course, kept }) => {
  test("the twin's journals reach as far", () => {
    const real = kept.map(({ p, s }) => ({
      p: { serial: p.serial, differences: p.differences },
      s: { serial: s.serial, differences: s.differences },
    }));
    expect(playTwin(course)).toEqual(real);
  });
});
