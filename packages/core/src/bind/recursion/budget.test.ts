import fc from "fast-check";
import { expect, it } from "vitest";
import { type Waiting, waitsFor } from "./budget.ts";

function chainOf(keys: readonly string[]): Waiting | null {
  return keys.reduce<Waiting | null>((above, key) => ({ key, above }), null);
}

it("law: a question waits for those that were put for its sake, and for nobody else", () => {
  const key = fc.constantFrom("A a.lan.", "AAAA a.lan.", "A b.lan.", "NS lan.", "A __proto__.");
  fc.assert(
    fc.property(fc.array(key, { maxLength: 8 }), key, (keys, sought) => {
      expect(waitsFor(chainOf(keys), sought)).toBe(keys.includes(sought));
    }),
  );
});
