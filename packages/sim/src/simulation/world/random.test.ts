import fc from "fast-check";
import { expect, test } from "vitest";
import { Random } from "./random.ts";

function drawn(seed: number, times: number): readonly number[] {
  const random = new Random(seed);
  return Array.from({ length: times }, () => random.fraction());
}

test("law: the same seed draws the same, within 0 and 1", () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const numbers = drawn(seed, 20);
      expect(numbers).toEqual(drawn(seed, 20));
      for (const number of numbers) expect(number >= 0 && number < 1).toBe(true);
    }),
  );
});

test("law: seeds that lie side by side draw otherwise, also beyond 2^32", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER - 1 }), (seed) => {
      expect(drawn(seed, 4)).not.toEqual(drawn(seed + 1, 4));
    }),
  );
});

test("the first numbers of seed 1: a run must be the same on every engine", () => {
  expect(drawn(1, 3).map((number) => Math.round(number * 2 ** 32))).toMatchInlineSnapshot(`
    [
      1608336407,
      1990310018,
      1483619830,
    ]
  `);
});

test.each([2, 3, 7, 100])("each of %d comes about equally often", (among) => {
  const random = new Random(42);
  const counts = new Map<number, number>();
  const times = 2000 * among;
  for (let turn = 0; turn < times; turn += 1) {
    const lot = random.below(among);
    counts.set(lot, (counts.get(lot) ?? 0) + 1);
  }
  expect(counts.size).toBe(among);
  for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(300);
});

test("a likelihood of 0 never happens, one of 1 always, and neither draws", () => {
  const [one, other] = [new Random(5), new Random(5)];
  expect([one.happens(0), one.happens(-1), one.happens(1), one.happens(2)]).toEqual([false, false, true, true]);
  expect(one.fraction()).toBe(other.fraction());
});

test("between lies between", () => {
  const random = new Random(9);
  for (let turn = 0; turn < 100; turn += 1) {
    const value = random.between(15, 45);
    expect(value >= 15 && value < 45).toBe(true);
  }
});

test("law: draws for one purpose are others than those for another, and the same for the same", () => {
  fc.assert(
    fc.property(fc.nat(), fc.string({ minLength: 1 }), (seed, purpose) => {
      const four = (random: Random): readonly number[] => Array.from({ length: 4 }, () => random.fraction());
      expect(four(new Random(seed, purpose))).toEqual(four(new Random(seed, purpose)));
      expect(four(new Random(seed, purpose))).not.toEqual(drawn(seed, 4));
    }),
  );
});
