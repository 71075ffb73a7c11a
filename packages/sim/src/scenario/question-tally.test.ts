import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { QuestionTally } from "./question-tally.ts";

type Came = readonly [askedAt: number, answer: string, isRight: boolean];

/** All of them are put before the first is answered, in an order of its own. */
function tallied(everyMs: number | null, came: readonly Came[], order = came.map((_, index) => index)) {
  const lines: string[] = [];
  const tally = new QuestionTally(everyMs, (line) => lines.push(line));
  const tell = came.map(([askedAt]) => tally.put(askedAt));
  for (const index of order) {
    const [, answer = "", isRight = true] = came[index] ?? [];
    tell[index]?.({ answer, tookMs: 5, isRight });
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
    expect(tallied(100, [[0, "a", true]]).tally.summary()).toBe("1 times: 1 x a; the slowest after 5ms");
  });

  test("one that still waits keeps those behind it", () => {
    const { lines, tally } = tallied(100, HOUR, [4, 3, 2]);
    expect([lines, tally.isWaiting, tally.outageMs]).toEqual([[], true, 0]);
  });

  test("one that is asked once is told each time", () => {
    expect(
      tallied(null, [
        [0, "a", true],
        [0, "a", true],
      ]).lines,
    ).toEqual(["after 5ms a", "after 5ms a"]);
  });

  test("law: in whatever order the answers come, they are told in the order of the questions", () => {
    const orders = fc.shuffledSubarray(
      HOUR.map((_, index) => index),
      { minLength: HOUR.length },
    );
    fc.assert(
      fc.property(orders, (order) => {
        const [one, other] = [tallied(100, HOUR), tallied(100, HOUR, order)];
        expect([other.lines, other.tally.summary()]).toEqual([one.lines, one.tally.summary()]);
      }),
    );
  });
});
