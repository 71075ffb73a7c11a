import fc from "fast-check";
import { expect, test } from "vitest";
import { lotsFromSeed } from "./lots-from-seed.ts";

test("law: a lot is one of so many, and the same seed draws the same lots", () => {
  fc.assert(
    fc.property(fc.integer(), fc.array(fc.integer({ min: 1, max: 2 ** 32 }), { minLength: 1 }), (seed, amongs) => {
      const draw = (): readonly number[] => amongs.map(lotsFromSeed(seed));
      const drawn = draw();
      expect(drawn).toEqual(draw());
      for (const [at, lot] of drawn.entries()) {
        expect(Number.isInteger(lot) && lot >= 0 && lot < (amongs[at] ?? 0)).toBe(true);
      }
    }),
  );
});

test.each([0, 1, 2, -1, 2 ** 31, 0.5])("seed %d: each of four comes about as often as the others", (seed) => {
  const lots = lotsFromSeed(seed);
  const counts = [0, 0, 0, 0];
  for (let turn = 0; turn < 4000; turn += 1) {
    const lot = lots(4);
    counts[lot] = (counts[lot] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
});
