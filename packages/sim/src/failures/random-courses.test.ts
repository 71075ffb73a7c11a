import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFolder } from "../node/index.ts";
import { type JournalEntry, printFault, printJournalEntry, Random } from "../simulation/index.ts";
import { loadSite } from "../site/index.ts";
import { drawCourse } from "./draw-course.ts";
import { RandomCourses } from "./random-courses.ts";
import { singleFaults } from "./single-faults.ts";

const files = readFolder(join(import.meta.dirname, "../../../../examples"));
const twin = loadSite(files, "/kloud-lan/site.yaml").value;
const courses = new RandomCourses(twin);
const faults = singleFaults(twin);

/** `COURSES=10000` plays as many as that. */
const SEEDS = Number(process.env["COURSES"] ?? (process.env["CI"] === undefined ? 200 : 2000));
const IN_ONE_TEST = 200;

describe("never a wrong address, never the inside outside, never past an acl, and after healing all as before", () => {
  const chunks = Array.from({ length: SEEDS / IN_ONE_TEST }, (_, chunk) => chunk * IN_ONE_TEST);
  test.each(chunks)("seeds from %i", (first) => {
    const broken: string[] = [];
    for (let seed = first; seed < first + IN_ONE_TEST; seed += 1) {
      const [breach] = courses.play(seed).breaches;
      if (breach !== undefined) broken.push(`node tools/random-courses.ts --seed ${seed}: ${breach}`);
    }
    expect(broken.join("\n")).toBe("");
  });
});

test("law: the same seed, the same lines", () => {
  const play = (seed: number): readonly string[] => {
    const lines: string[] = [];
    courses.play(seed, { listen: (entry: JournalEntry) => lines.push(printJournalEntry(entry)) });
    return lines;
  };
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      expect(play(seed)).toEqual(play(seed));
    }),
    { numRuns: 10 },
  );
});

test("law: a course has faults of different things, each of which is healed", () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const { faults: drawn, healedMs, questions } = drawCourse(new Random(seed), faults, 100);
      const lines = drawn.map(({ fault }) => printFault(fault));
      expect(new Set(lines).size).toBe(lines.length);
      expect(drawn.every(({ atMs, forMs }) => forMs > 0 && atMs + forMs <= healedMs)).toBe(true);
      expect(questions.every(({ index }) => index >= 0 && index < 100)).toBe(true);
    }),
  );
});
