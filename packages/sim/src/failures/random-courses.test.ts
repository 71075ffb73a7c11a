import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type JournalEntry, printFault, printJournalEntry, Random } from "../simulation/index.ts";
import { courseFaults } from "./course-faults.ts";
import { type Course, drawCourse } from "./draw-course.ts";
import { exampleTwin } from "./example-site.fixture.ts";
import { type CourseOptions, RandomCourses } from "./random-courses.ts";
import { watchSite } from "./watched.ts";

const twin = exampleTwin("kloud-lan");
const faults = courseFaults(twin);

function linesOf(courses: RandomCourses, seed: number, options: CourseOptions = {}): readonly string[] {
  const lines: string[] = [];
  courses.play(seed, { ...options, listen: (entry: JournalEntry) => lines.push(printJournalEntry(entry)) });
  return lines;
}

describe("a course", () => {
  const courses = new RandomCourses(twin);

  test("law: the same seed, the same lines", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        expect(linesOf(courses, seed)).toEqual(linesOf(courses, seed));
      }),
      { numRuns: 10 },
    );
  });

  test("every fault that was drawn comes once and is healed once, in its time", () => {
    const { course } = courses.play(7);
    const lines = linesOf(courses, 7);
    for (const { fault, atMs, forMs } of course.faults) {
      const line = (kind: string, ms: number): string[] =>
        lines.filter(
          (text) =>
            text.startsWith(`${(ms / 1000).toFixed(3).padStart(10)} s  ${kind}`) && text.endsWith(printFault(fault)),
        );
      expect([line("fault", atMs).length, line("healed", atMs + forMs).length]).toEqual([1, 1]);
    }
  });

  test("with some of its faults alone, the others do not come", () => {
    const whole = courses.play(7).course.faults;
    expect(whole.length).toBeGreaterThan(1);
    const { course } = courses.play(7, { faults: [1] });
    expect(course.faults).toEqual([whole[1]]);
    expect(linesOf(courses, 7, { faults: [] }).filter((line) => line.includes(" fault "))).toEqual([]);
  });

  test.each<readonly [seed: number, title: string]>([
    [6746, "dnsutils/dnsutils asks ns.dns.ip6.arpa. A"],
    [5005109, "k8s1master1 asks ns1.dns.k8s1-prod.kloud.lan. A"],
    [5006948, "mac asks ns1.dns.k8s1-prod.kloud.lan. A"],
  ])("a pod that does not see its own endpoint tells its own address for its Service's: %i, %s", (seed, title) => {
    const [first] = watchSite(twin).filter((one) => one.title === title);
    expect(first?.passing).toEqual(["100.64.0.10", "100.64.1.10"]);
    expect(courses.play(seed).breaches).toEqual([]);
  });

  test("law: faults are drawn once each, and all are healed in the end", () => {
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

  test("many courses draw every fault, and faults that overlap on one machine", () => {
    const many = Array.from({ length: 3000 }, (_, seed): Course => drawCourse(new Random(seed), faults, 100));
    const drawn = new Set(many.flatMap((course) => course.faults.map(({ fault }) => printFault(fault))));
    expect(faults.filter((fault) => !drawn.has(printFault(fault)))).toEqual([]);
    const overlap = many.filter(({ faults: own }) =>
      own.some((one) =>
        own.some(
          (other) =>
            one !== other && isOfOneMachine(one, other) && one.atMs < other.atMs && other.atMs < one.atMs + one.forMs,
        ),
      ),
    );
    expect(overlap.length).toBeGreaterThan(20);
  });
});

type Drawn = Course["faults"][number];

function isOfOneMachine({ fault: one }: Drawn, { fault: other }: Drawn): boolean {
  return "machine" in one && "machine" in other && one.machine === other.machine;
}

describe("a site that is wrong: its backup lacks a zone", () => {
  const courses = new RandomCourses(exampleTwin("kloud-lan-backup-without-zone"));
  const seed = Array.from({ length: 40 }, (_, one) => one).find((one) => courses.play(one).breaches.length > 0);

  test("is found out by a course, and one fault is enough to show it", () => {
    const shrunk = seed === undefined ? null : courses.shrink(seed);
    expect(shrunk?.faults).toHaveLength(1);
    expect(shrunk?.course.faults).toHaveLength(1);
    expect(shrunk?.breaches[0]).toMatch(/k8s1-prod\.kloud\.lan\. .*\(wrong\)$/);
  });

  test("and what is left plays again with the same breaches", () => {
    const shrunk = seed === undefined ? null : courses.shrink(seed);
    if (shrunk === null) throw new Error("no seed of forty is broken");
    expect(courses.play(shrunk.seed, { faults: shrunk.faults }).breaches).toEqual(shrunk.breaches);
  });

  test("a course that is not broken has nothing to shrink", () => {
    expect(new RandomCourses(twin).shrink(0)).toBeNull();
  });
});
