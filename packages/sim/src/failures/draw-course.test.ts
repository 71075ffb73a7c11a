import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Fault, printFault, Random } from "../simulation/index.ts";
import { type Course, drawCourse } from "./draw-course.ts";

const FAULTS: readonly Fault[] = [
  { kind: "crash", machine: "dns1" },
  { kind: "freeze", machine: "dns1" },
  { kind: "hang", machine: "dns1", program: "named" },
  { kind: "kill", machine: "dns1", program: "named" },
  { kind: "cut", between: ["dns1", "dns2"], direction: "both-ways" },
];

const draw = (seed: number, faults: readonly Fault[] = FAULTS): Course => drawCourse(new Random(seed), faults, 12);

/** `crash dns1 1.5 s to 9.25 s`. */
function linesOf({ faults }: Course): readonly string[] {
  return faults.map(({ fault, atMs, forMs }) => `${printFault(fault)} ${atMs / 1000} s to ${(atMs + forMs) / 1000} s`);
}

describe("what happens to a site by chance", () => {
  test("a seed decides it", () => {
    expect(linesOf(draw(1))).toEqual(linesOf(draw(1)));
    expect(linesOf(draw(1))).not.toEqual(linesOf(draw(2)));
  });

  test("a site that nothing can happen to is asked all the same", () => {
    const { faults, healedMs, questions } = draw(1, []);
    expect([faults.length, healedMs, questions.length]).toEqual([0, 0, 40]);
  });

  test("law: one to four faults, each once, within twenty seconds and for up to twenty-five", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { faults, healedMs } = draw(seed);
        expect(faults.length).toBeGreaterThanOrEqual(1);
        expect(faults.length).toBeLessThanOrEqual(4);
        expect(new Set(faults.map(({ fault }) => printFault(fault))).size).toBe(faults.length);
        expect(faults.every(({ atMs }) => atMs >= 1000 && atMs < 21_000)).toBe(true);
        expect(faults.every(({ forMs }) => forMs >= 1 && forMs <= 25_000)).toBe(true);
        expect(healedMs).toBe(Math.max(...faults.map(({ atMs, forMs }) => atMs + forMs)));
      }),
    );
  });

  test("law: the last questions are asked when all is healed, within five seconds", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { questions, healedMs } = draw(seed);
        expect(questions.every(({ atMs }) => atMs >= 0 && atMs < healedMs + 5000)).toBe(true);
        expect(questions.every(({ index }) => Number.isInteger(index) && index >= 0 && index < 12)).toBe(true);
      }),
    );
  });

  test("two faults of one machine, and of one program, are drawn together", () => {
    const together = new Set(
      Array.from({ length: 400 }, (_, seed) => draw(seed)).flatMap(({ faults }) => {
        const lines = faults.map(({ fault }) => fault.kind).toSorted();
        return lines.flatMap((one, place) => lines.slice(place + 1).map((other) => `${one} and ${other}`));
      }),
    );
    expect([...together].toSorted()).toEqual([
      "crash and cut",
      "crash and freeze",
      "crash and hang",
      "crash and kill",
      "cut and freeze",
      "cut and hang",
      "cut and kill",
      "freeze and hang",
      "freeze and kill",
      "hang and kill",
    ]);
  });
});
