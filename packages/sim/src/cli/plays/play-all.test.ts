import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CliFault, unhurried } from "../io.ts";
import { playAll, threadsFor } from "./play-all.ts";
import type { PlayJob, Plays, PlayThreads } from "./plays.ts";

const JOB: PlayJob = { kind: "failures", site: "/nowhere", seed: 1 };

interface Square {
  readonly of: number;
}

function squares(count: number, playedBy: (index: number) => void = () => {}): Plays<Square> {
  return {
    cases: Array.from({ length: count }, (_one, index) => `square of ${index}`),
    play: (index) => {
      playedBy(index);
      return { of: index * index };
    },
  };
}

/** Threads that take a turn and say what came of it so many rounds later; each start is noted. */
function slowThreads(
  plays: Plays<Square>,
  most: number,
  rounds: readonly number[],
  starts: string[] = [],
): PlayThreads {
  return {
    most,
    start: async ({ kind }, cases, turns, tell) => {
      starts.push(kind);
      for (let index = turns.take(); index < cases.length; index = turns.take()) {
        const result = JSON.parse(JSON.stringify(plays.play(index)));
        for (let round = rounds[index] ?? 0; round > 0; round -= 1) await setImmediate();
        tell(index, result);
      }
    },
  };
}

/** A machine's clock on which every case takes so long. */
function clockOf(caseMs: number): () => number {
  let ms = -caseMs;
  return () => {
    ms += caseMs;
    return ms;
  };
}

const LONG_MS = 2000;

test("each case is played once, and told in its order, whoever was quicker", async () => {
  const lags = fc.array(fc.nat(5), { minLength: 70, maxLength: 70 });
  await fc.assert(
    fc.asyncProperty(fc.nat(70), fc.integer({ min: 1, max: 6 }), lags, async (count, most, rounds) => {
      const times: number[] = Array.from({ length: count }, () => 0);
      const plays = squares(count, (index) => times.splice(index, 1, (times[index] ?? 0) + 1));
      const told: number[] = [];
      const tell = (square: Square, index: number): void => void told.push(index, square.of);
      const threads = slowThreads(plays, most, rounds);
      const results = await playAll({ job: JOB, plays, threads, clock: clockOf(LONG_MS), tell });
      expect(results.map(({ of }) => of)).toEqual(times.map((_one, index) => index * index));
      expect(told).toEqual(times.flatMap((_one, index) => [index, index * index]));
      expect(times.every((one) => one === 1)).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test.each<readonly [cases: number, caseMs: number, most: number, started: number]>([
  [0, LONG_MS, 4, 0],
  [1, 60_000, 4, 0],
  // 60 cases that take 1.5 s in all, as the tutorial's failures: it would be over before another thread had begun.
  [60, 25, 4, 0],
  [60, 90, 4, 0],
  [60, 200, 4, 3],
  [800, 120, 2, 1],
  [800, 120, 1, 0],
])("of %i cases of %i ms, with %i threads at most, %i others are started", async (count, caseMs, most, started) => {
  const starts: string[] = [];
  const plays = squares(count);
  await playAll({ job: JOB, plays, threads: slowThreads(plays, most, [], starts), clock: clockOf(caseMs) });
  expect(starts).toEqual(Array.from({ length: started }, () => "failures"));
});

test("what another thread stumbles over is told here, when this one has done its part", async () => {
  const threads: PlayThreads = { most: 2, start: () => Promise.reject(new Error("out of memory")) };
  const here: number[] = [];
  const plays = squares(40, (index) => here.push(index));
  await expect(playAll({ job: JOB, plays, threads, clock: clockOf(LONG_MS) })).rejects.toThrow("out of memory");
  expect(here).toHaveLength(40);
});

describe("--jobs", () => {
  const threads = slowThreads(squares(0), 8, []);
  test.each<readonly [word: string | undefined, most: number]>([
    [undefined, 8],
    ["1", 1],
    ["3", 3],
  ])("%s: at most %i", (word, most) => {
    expect(threadsFor({ threads }, word)?.most).toBe(most);
  });

  test.each(["0", "-1", "1.5", "many", ""])("%j is no number of threads", (word) => {
    expect(() => threadsFor({ threads }, word)).toThrow(CliFault);
  });

  test("where there are no others, there are none", () => expect(threadsFor(unhurried, "3")).toBeNull());
});
