import { describe, expect, test } from "vitest";
import { exampleTwin } from "./example-site.fixture.ts";
import { RandomCourses } from "./random-courses.ts";

/** `COURSES=100000` plays as many as that. */
const SEEDS = Number(process.env["COURSES"] ?? (process.env["CI"] === undefined ? 200 : 10_000));
/** Each in a file of its own, so that they are played side by side. */
const PARTS = 4;
const IN_ONE_TEST = 50;

/** One part of the seeds. A broken one is named with the line that plays it again. */
export function playSeeds(part: 0 | 1 | 2 | 3): void {
  const courses = new RandomCourses(exampleTwin("kloud-lan"));
  const each = SEEDS / PARTS;
  describe("never a wrong address, never the inside outside, never past an acl, and after healing all as before", () => {
    const chunks = Array.from({ length: each / IN_ONE_TEST }, (_, chunk) => part * each + chunk * IN_ONE_TEST);
    test.each(chunks)("seeds from %i", (first) => {
      const broken: string[] = [];
      for (let seed = first; seed < first + IN_ONE_TEST; seed += 1) {
        const [breach] = courses.play(seed).breaches;
        if (breach !== undefined) broken.push(`node tools/random-courses.ts --seed ${seed}: ${breach}`);
      }
      expect(broken.join("\n")).toBe("");
    });
  });
}
