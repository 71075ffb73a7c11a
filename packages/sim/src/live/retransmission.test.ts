import { describe, expect, test } from "vitest";
import { segmentAgainMs, synAgainMs } from "./retransmission.ts";

/** Seconds since the first sending, until it is given up. */
function moments(againMs: (attempt: number) => number | null): readonly number[] {
  const found: number[] = [];
  let at = 0;
  for (let attempt = 0; ; attempt += 1) {
    const afterMs = againMs(attempt);
    if (afterMs === null) return found;
    at += afterMs;
    found.push(at / 1000);
  }
}

/** Linux 6.18 on a quiet machine, in two network namespaces whose firewall dropped the packets; in seconds. */
const MEASURED = {
  syn: [1.025, 2.053, 3.073, 4.097, 5.121, 7.137, 11.271, 19.457, 35.589, 68.353],
  question: [0.206, 0.414, 0.846, 1.678, 3.342, 6.798, 13.454],
  answer: [0.206, 0.414, 0.826, 1.658, 3.322, 6.779, 13.435],
} as const;

describe("what Linux sends again", () => {
  test("a SYN ten times", () => {
    const own = moments(synAgainMs);
    expect(own).toHaveLength(MEASURED.syn.length);
    for (const [place, at] of MEASURED.syn.entries()) expect(own[place]).toBeCloseTo(at, 0.3);
    expect(own.slice(0, 6)).toEqual([1.024, 2.048, 3.072, 4.096, 5.12, 7.136]);
  });

  test.each(["question", "answer"] as const)(
    "a %s over an open connection: a probe first, then twice as long each",
    (what) => {
      const own = moments(segmentAgainMs);
      for (const [place, at] of MEASURED[what].entries()) {
        expect(Math.abs((own[place] ?? 0) - at) / at).toBeLessThan(0.025);
      }
    },
  );

  test("it is given up after a quarter of an hour (tcp_retries2: 924 s at least)", () => {
    const own = moments(segmentAgainMs);
    expect(own).toHaveLength(16);
    expect(own.at(-1)).toBeGreaterThan(800);
    expect(own.at(-1)).toBeLessThan(1000);
  });

  test("law: later repetitions never come sooner after each other", () => {
    for (const againMs of [synAgainMs, segmentAgainMs]) {
      const own = moments(againMs);
      const gaps = own.map((at, place) => at - (own[place - 1] ?? 0));
      for (const [place, gap] of gaps.entries()) expect(gap).toBeGreaterThanOrEqual((gaps[place - 1] ?? 0) - 1e-9);
    }
  });
});
