import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endOfPlay, type FaultWindow, StageTimes, settledMs } from "./stage-window.ts";

interface Timed {
  readonly atMs: number;
  readonly settleMs: number;
}

/** Something is changed after 100 ms, which takes 50, and after 300, which takes 100. */
const STAGES: readonly Timed[] = [
  { atMs: 0, settleMs: 0 },
  { atMs: 100, settleMs: 50 },
  { atMs: 300, settleMs: 100 },
];
const NEVER: FaultWindow = { fromMs: 10_000, untilMs: 10_001 };

/** The stages of which an answer may be, where caches keep each so long. */
function possible(fault: FaultWindow, askedMs: number, cameMs: number, lingersMs: readonly number[]): string {
  return new StageTimes(STAGES, fault).possible({ askedMs, cameMs }, lingersMs).join(" ");
}

describe("of which stages an answer may be", () => {
  test.each<
    readonly [what: string, fault: readonly [number, number] | null, askedMs: number, cameMs: number, stages: string]
  >([
    ["in the beginning", null, 0, 0, "0"],
    ["before the first change", null, 99, 99, "0"],
    ["asked before it, answered behind it", null, 99, 101, "0 1"],
    ["at the change: both", null, 100, 100, "0 1"],
    ["while it spreads: both", null, 149, 149, "0 1"],
    ["when it is everywhere: that one", null, 150, 150, "1"],
    ["asked while it spread, answered later: both", null, 149, 200, "0 1"],
    ["the last one spreads", null, 399, 399, "1 2"],
    ["the last one is everywhere", null, 400, 9999, "2"],
    ["a fault that was over before the change holds up nothing", [50, 100], 150, 150, "1"],
    ["a fault at the change holds it up until it is healed, and its own time more", [100, 200], 249, 249, "0 1"],
    ["but not longer", [100, 200], 250, 250, "1"],
    ["a fault that comes while it spreads too", [149, 200], 249, 249, "0 1"],
    ["one that comes when it is everywhere does not bring the old answers back", [150, 200], 160, 160, "1"],
    ["a fault over two changes: three generations", [100, 350], 399, 399, "0 1 2"],
    ["the older change may be everywhere while the younger is not", [100, 310], 360, 360, "1 2"],
  ])("%s", (_what, fault, askedMs, cameMs, stages) => {
    const window = fault === null ? NEVER : { fromMs: fault[0], untilMs: fault[1] };
    expect(possible(window, askedMs, cameMs, [])).toBe(stages);
  });

  test.each<readonly [what: string, lingersMs: readonly number[], askedMs: number, stages: string]>([
    ["a cache keeps the first beyond the time in which the second is everywhere", [100, 0, 0], 249, "0 1"],
    ["and no longer than its TTL", [100, 0, 0], 250, "1"],
    ["of the second nothing is kept", [1000, 0, 0], 400, "0 2"],
    ["each is kept by its own TTL", [0, 1000, 0], 1399, "1 2"],
    ["and forgotten by it", [0, 1000, 0], 1400, "2"],
    ["none comes before it has begun, whatever is kept", [0, 1000, 1000], 299, "1"],
  ])("%s", (_what, lingersMs, askedMs, stages) => {
    expect(possible(NEVER, askedMs, askedMs, lingersMs)).toBe(stages);
  });

  test("a change that takes longer than the one behind it is not everywhere because that is", () => {
    const slowThenQuick = [
      { atMs: 0, settleMs: 0 },
      { atMs: 100, settleMs: 500 },
      { atMs: 200, settleMs: 10 },
    ];
    const times = new StageTimes(slowThenQuick, NEVER);
    const at = (ms: number): string => times.possible({ askedMs: ms, cameMs: ms }, []).join(" ");
    expect([150, 205, 300, 599, 600].map(at)).toEqual(["0 1", "0 1 2", "0 1 2", "0 1 2", "2"]);
  });

  test.each<readonly [askedMs: number, cameMs: number, keptMs: number, may: boolean]>([
    [99, 99, 0, false],
    [99, 100, 0, true],
    [149, 149, 0, true],
    [150, 150, 0, false],
    [150, 150, 30, true],
    [180, 180, 30, false],
  ])(
    "what comes only while the second spreads, asked at %i, come at %i, kept for %i ms: %s",
    (askedMs, cameMs, keptMs, may) => {
      expect(new StageTimes(STAGES, NEVER).maySpread(1, { askedMs, cameMs }, keptMs)).toBe(may);
    },
  );
});

const stages = fc
  .array(fc.record({ afterMs: fc.integer({ min: 1, max: 200 }), settleMs: fc.nat(150) }), { maxLength: 5 })
  .map((drawn) => {
    let atMs = 0;
    const later = drawn.map(({ afterMs, settleMs }) => {
      atMs += afterMs;
      return { atMs, settleMs };
    });
    return [{ atMs: 0, settleMs: 0 }, ...later];
  });
const fault = fc
  .record({ fromMs: fc.nat(1000), lastsMs: fc.integer({ min: 1, max: 400 }) })
  .map(({ fromMs, lastsMs }) => ({ fromMs, untilMs: fromMs + lastsMs }));
const at = (ms: number): { readonly askedMs: number; readonly cameMs: number } => ({ askedMs: ms, cameMs: ms });

const keeping = fc.array(fc.nat(300), { minLength: 6, maxLength: 6 });

test("law: a later moment allows nothing that was gone, and never what is to come", () => {
  fc.assert(
    fc.property(stages, fault, keeping, fc.nat(2000), fc.nat(500), (drawn, window, lingersMs, ms, more) => {
      const times = new StageTimes(drawn, window);
      const [now, then] = [times.possible(at(ms), lingersMs), times.possible(at(ms + more), lingersMs)];
      const newest = times.newestAt(ms);
      expect(then.filter((stage) => stage < newest && !now.includes(stage))).toEqual([]);
      expect(now.at(-1)).toBe(newest);
      expect(drawn[newest]?.atMs).toBeLessThanOrEqual(ms);
      expect(drawn[newest + 1]?.atMs ?? Number.POSITIVE_INFINITY).toBeGreaterThan(ms);
    }),
  );
});

test("law: a fault and a longer TTL never make less allowed, and a fault changes nothing about what was everywhere before it", () => {
  fc.assert(
    fc.property(stages, fault, keeping, fc.nat(2000), (drawn, window, lingersMs, ms) => {
      const without = new StageTimes(drawn, { fromMs: 9e9, untilMs: 9e9 + 1 });
      const withIt = new StageTimes(drawn, window);
      const none = without.possible(at(ms), []);
      expect(withIt.possible(at(ms), [])).toEqual(expect.arrayContaining([...none]));
      expect(without.possible(at(ms), lingersMs)).toEqual(expect.arrayContaining([...none]));
      if (ms < window.fromMs) expect(withIt.possible(at(ms), lingersMs)).toEqual(without.possible(at(ms), lingersMs));
    }),
  );
});

test("law: when a play ends, the fault is healed and rested, whatever has begun is everywhere, and nothing older is kept", () => {
  fc.assert(
    fc.property(stages, fault, keeping, fc.nat(300), (drawn, window, lingersMs, restMs) => {
      const end = endOfPlay(drawn, window, restMs, lingersMs);
      expect(end).toBeGreaterThanOrEqual(window.untilMs + restMs);
      const begun = drawn.filter(({ atMs }) => atMs < end);
      expect(begun.every((stage) => settledMs(stage, window) <= end)).toBe(true);
      expect(new StageTimes(begun, window).possible(at(end), lingersMs)).toEqual([begun.length - 1]);
    }),
  );
});
