import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endOfPlay, type FaultWindow, settledMs, stageWindow } from "./stage-window.ts";

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

describe("of which stages an answer may be", () => {
  test.each<
    readonly [
      what: string,
      fault: readonly [number, number] | null,
      askedMs: number,
      cameMs: number,
      oldest: number,
      newest: number,
    ]
  >([
    ["in the beginning", null, 0, 0, 0, 0],
    ["before the first change", null, 99, 99, 0, 0],
    ["asked before it, answered behind it", null, 99, 101, 0, 1],
    ["at the change: both", null, 100, 100, 0, 1],
    ["while it spreads: both", null, 149, 149, 0, 1],
    ["when it is everywhere: that one", null, 150, 150, 1, 1],
    ["asked while it spread, answered later: both", null, 149, 200, 0, 1],
    ["the last one spreads", null, 399, 399, 1, 2],
    ["the last one is everywhere", null, 400, 9999, 2, 2],
    ["a fault that was over before the change holds up nothing", [50, 100], 150, 150, 1, 1],
    ["a fault at the change holds it up until it is healed, and its own time more", [100, 200], 249, 249, 0, 1],
    ["but not longer", [100, 200], 250, 250, 1, 1],
    ["a fault that comes while it spreads too", [149, 200], 249, 249, 0, 1],
    ["one that comes when it is everywhere does not bring the old answers back", [150, 200], 160, 160, 1, 1],
    ["a fault over two changes: three generations", [100, 350], 399, 399, 0, 2],
    ["the older change may be everywhere while the younger is not", [100, 310], 360, 360, 1, 2],
  ])("%s", (_what, fault, askedMs, cameMs, oldest, newest) => {
    const window = fault === null ? NEVER : { fromMs: fault[0], untilMs: fault[1] };
    expect(stageWindow(STAGES, window, { askedMs, cameMs })).toEqual({ oldest, newest });
  });
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

test("law: a later moment allows nothing older, and never what is to come", () => {
  fc.assert(
    fc.property(stages, fault, fc.nat(2000), fc.nat(500), (drawn, window, ms, more) => {
      const [now, then] = [stageWindow(drawn, window, at(ms)), stageWindow(drawn, window, at(ms + more))];
      expect(then.oldest).toBeGreaterThanOrEqual(now.oldest);
      expect(now.oldest).toBeLessThanOrEqual(now.newest);
      expect(drawn[now.newest]?.atMs).toBeLessThanOrEqual(ms);
      expect(drawn[now.newest + 1]?.atMs ?? Number.POSITIVE_INFINITY).toBeGreaterThan(ms);
    }),
  );
});

test("law: a fault never makes less allowed, and changes nothing about what was everywhere before it", () => {
  fc.assert(
    fc.property(stages, fault, fc.nat(2000), (drawn, window, ms) => {
      const [without, withIt] = [
        stageWindow(drawn, { fromMs: 9e9, untilMs: 9e9 + 1 }, at(ms)),
        stageWindow(drawn, window, at(ms)),
      ];
      expect(withIt.oldest).toBeLessThanOrEqual(without.oldest);
      expect(withIt.newest).toBe(without.newest);
      if (ms < window.fromMs) expect(withIt.oldest).toBe(without.oldest);
    }),
  );
});

test("law: when a play ends, the fault is healed and rested, and whatever has begun is everywhere", () => {
  fc.assert(
    fc.property(stages, fault, fc.nat(300), (drawn, window, restMs) => {
      const end = endOfPlay(drawn, window, restMs);
      expect(end).toBeGreaterThanOrEqual(window.untilMs + restMs);
      const begun = drawn.filter(({ atMs }) => atMs < end);
      expect(begun.every((stage) => settledMs(stage, window) <= end)).toBe(true);
      expect(stageWindow(drawn, window, at(end - 0.001)).newest).toBe(begun.length - 1);
    }),
  );
});
