import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fewestFaults } from "./fewest-faults.ts";

const holds = (places: readonly number[], all: readonly number[]): boolean =>
  all.every((place) => places.includes(place));

describe("the fewest faults that break", () => {
  test.each<
    readonly [what: string, count: number, isBroken: (places: readonly number[]) => boolean, left: readonly number[]]
  >([
    ["one of four", 4, (places) => places.includes(2), [2]],
    ["two together", 4, (places) => holds(places, [0, 3]), [0, 3]],
    ["either of two: the earlier one", 3, (places) => places.includes(0) || places.includes(2), [0]],
    ["none at all: the site is broken at rest", 3, () => true, []],
    [
      "what hides another: only with it left out it breaks",
      3,
      (places) => places.includes(1) && !(places.includes(0) && places.length === 2),
      [1],
    ],
    ["nothing can be left out", 3, (places) => places.length === 3, [0, 1, 2]],
  ])("%s", (_what, count, isBroken, left) => {
    expect(fewestFaults(count, isBroken)).toEqual(left);
  });

  test("law: the cause itself, where more faults never mend anything", () => {
    fc.assert(
      fc.property(fc.subarray([0, 1, 2, 3, 4]), (cause) => {
        expect(fewestFaults(5, (places) => holds(places, cause))).toEqual(cause);
      }),
    );
  });

  test("law: what is left is broken, and nothing more can be left out alone", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.subarray([0, 1, 2, 3]).map((places) => places.join()),
          { maxLength: 8 },
        ),
        (wellSets) => {
          const isBroken = (places: readonly number[]): boolean =>
            places.length === 4 || !wellSets.includes(places.join());
          const left = fewestFaults(4, isBroken);
          expect(isBroken(left)).toBe(true);
          for (const place of left) expect(isBroken(left.filter((other) => other !== place))).toBe(false);
        },
      ),
    );
  });
});
