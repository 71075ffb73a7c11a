import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compareCourses, leastDifferences } from "./compare-courses.ts";
import type { PlayedCourse } from "./course.ts";
import { courseNamed, DRAWS } from "./kinds.ts";
import { playTwin } from "./play-twin.ts";

/** What three real nameds (9.18.49 and 9.18.47) sent, served and logged, course by course, and the same of the twin at the same moments. */
const FOLDER = join(import.meta.dirname, "../../recordings-zones");
const recordings = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
const read = (name: string): PlayedCourse => JSON.parse(readFileSync(join(FOLDER, name), "utf8"));

test("there are recordings", () => {
  expect(recordings.length).toBeGreaterThan(5);
});

describe.each(recordings)("%s", (name) => {
  const real = read(name);

  test("the twin sends, serves and logs the same at the same moments", () => {
    expect(leastDifferences(real)).toEqual([]);
  });

  test("a comparison sees what is missing and what is too much", () => {
    const twin = playTwin(real);
    const without = { ...twin, packets: twin.packets.slice(1), lines: twin.lines.slice(1) };
    const lateMs = (real.course.toleranceMs ?? 250) + 150;
    const late = { ...twin, packets: twin.packets.map(({ atMs, text }) => ({ atMs: atMs + lateMs, text })) };
    const sides = compareCourses(real, without).map(({ side, what }) => `${side} ${what}`);
    expect(sides).toContain("real packets");
    expect(compareCourses(real, late).length).toBeGreaterThan(real.packets.length / 2);
  });
});

test.each(DRAWS)("a seed draws the same course for ever (%o)", (draw) => {
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

test.each(["7", "keys-7", "view-7"])("%s is a course", (name) => {
  expect(courseNamed(name)).toHaveProperty("deeds");
});

test.each(["nonsense-7", "keys", "keys-x", "", "-7"])("%s is none, and it is told which there are", (name) => {
  expect(courseNamed(name)).toMatch(/^there is no course .*: a name is SEED, keys-SEED, .*view-SEED/);
});
