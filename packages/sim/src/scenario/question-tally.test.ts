import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { QuestionTally } from "./question-tally.ts";

type Came = readonly [askedAt: number, answer: string, isRight: boolean, tries?: number];

/** All of them are put before the first is answered, in an order of its own. */
function tallied(everyMs: number | null, came: readonly Came[], order = came.map((_, index) => index)) {
  const lines: string[] = [];
  const tally = new QuestionTally(everyMs, (line) => lines.push(line));
  const tell = came.map(([askedAt]) => tally.put(askedAt));
  for (const index of order) {
    const [, answer = "", isRight = true, tries = 1] = came[index] ?? [];
    tell[index]?.({ answer, tookMs: 5, isRight, tries });
  }
  return { lines, tally };
}

const HOUR: readonly Came[] = [
  [0, "a", true],
  [100, "timeout", false],
  [200, "timeout", false],
  [300, "a", true],
  [400, "refused", false],
];

describe("a question that is asked again and again", () => {
  test("only what is new is said, and in the end how often which answer came", () => {
    const { lines, tally } = tallied(100, HOUR);
    expect(lines).toEqual(["after 5ms a", "after 5ms timeout", "after 5ms a", "after 5ms refused"]);
    expect(tally.summary()).toBe(
      "5 times: 2 x a, 2 x timeout, 1 x refused; the slowest after 5ms; not right for 200ms in a row",
    );
  });

  test("nothing was wrong", () => {
    expect(tallied(100, [[0, "a", true]]).tally.summary()).toBe("once: 1 x a; the slowest after 5ms");
  });

  test("one that still waits keeps those behind it", () => {
    const { lines, tally } = tallied(100, HOUR, [4, 3, 2]);
    expect([lines, tally.isWaiting, tally.outageMs]).toEqual([[], true, 0]);
  });

  test("those behind it are told with the moment at which they were put", () => {
    expect(tallied(100, HOUR, [4, 3, 1, 2, 0]).lines).toEqual([
      "after 5ms a",
      "asked at 100ms, after 5ms timeout",
      "asked at 300ms, after 5ms a",
      "asked at 400ms, after 5ms refused",
    ]);
  });

  test("that a stub resolver had to try again is news, and is counted", () => {
    const { lines, tally } = tallied(100, [
      [0, "a", true],
      [100, "a", true, 2],
      [200, "a", true, 2],
      [300, "a", true, 3],
      [400, "a", true],
    ]);
    expect(lines).toEqual(["after 5ms a", "after 5ms at try 2, a", "after 5ms at try 3, a", "after 5ms a"]);
    expect(tally.summary()).toBe("5 times: 5 x a; 3 after more than one try; the slowest after 5ms");
  });

  test("one that is asked once is told each time", () => {
    expect(
      tallied(null, [
        [0, "a", true],
        [0, "a", true],
      ]).lines,
    ).toEqual(["after 5ms a", "after 5ms a"]);
  });

  const bare = (lines: readonly string[]): readonly string[] =>
    lines.map((line) => line.replace(/^asked at \S+, /, ""));

  test("law: in whatever order the answers come, they are told in the order of the questions", () => {
    const orders = fc.shuffledSubarray(
      HOUR.map((_, index) => index),
      { minLength: HOUR.length },
    );
    fc.assert(
      fc.property(orders, (order) => {
        const [one, other] = [tallied(100, HOUR), tallied(100, HOUR, order)];
        expect([bare(other.lines), other.tally.summary()]).toEqual([one.lines, one.tally.summary()]);
      }),
    );
  });
});
