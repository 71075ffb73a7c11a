import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CliFault, unhurried } from "../io.ts";
import { beginPlaying, playAll, threadsFor } from "./play-all.ts";
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

test("each case is played once, and told in its order, whoever was quicker", async () => {
  const lags = fc.array(fc.nat(5), { minLength: 70, maxLength: 70 });
  await fc.assert(
    fc.asyncProperty(fc.nat(70), fc.integer({ min: 1, max: 6 }), lags, async (count, most, rounds) => {
      const times: number[] = Array.from({ length: count }, () => 0);
      const plays = squares(count, (index) => times.splice(index, 1, (times[index] ?? 0) + 1));
      const told: number[] = [];
      const tell = (square: Square, index: number): void => void told.push(index, square.of);
      const results = await playAll({ job: JOB, plays, threads: slowThreads(plays, most, rounds), tell });
      expect(results.map(({ of }) => of)).toEqual(times.map((_one, index) => index * index));
      expect(told).toEqual(times.flatMap((_one, index) => [index, index * index]));
      expect(times.every((one) => one === 1)).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test.each<readonly [cases: number, most: number, started: number]>([
  [0, 4, 0],
  [16, 4, 0],
  [17, 4, 1],
  [33, 4, 2],
  [1000, 4, 3],
  [1000, 1, 0],
])("of %i cases and %i threads at most, %i others are started", async (count, most, started) => {
  const starts: string[] = [];
  const plays = squares(count);
  await playAll({ job: JOB, plays, threads: slowThreads(plays, most, [], starts) });
  expect(starts).toEqual(Array.from({ length: started }, () => "failures"));
});

test("other threads begin at once, this one when it is told to", async () => {
  const here: number[] = [];
  const starts: string[] = [];
  const plays = squares(40, (index) => here.push(index));
  const join = beginPlaying({ job: JOB, plays, threads: slowThreads(squares(40), 2, [], starts) });
  expect([starts, here]).toEqual([["failures"], []]);
  await setImmediate();
  expect(await join()).toHaveLength(40);
  // The other one was through before this one began.
  expect(here).toEqual([]);
});

test("what another thread stumbles over is told here, when this one has done its part", async () => {
  const threads: PlayThreads = { most: 2, start: () => Promise.reject(new Error("out of memory")) };
  const here: number[] = [];
  const join = beginPlaying({ job: JOB, plays: squares(40, (index) => here.push(index)), threads });
  await setImmediate();
  await expect(join()).rejects.toThrow("out of memory");
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
