import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareNames, type DomainName, nameFromLabels, nameOf } from "../dns/index.ts";
import { canonicalKey } from "./canonical-order.ts";

const sorted = (names: readonly DomainName[]): readonly string[] =>
  [...names].sort((left, right) => (canonicalKey(left) < canonicalKey(right) ? -1 : 1)).map(({ text }) => text);

describe("canonical order", () => {
  it("RFC 4034 section 6.1's own example", () => {
    const names = [
      "example.",
      "a.example.",
      "yljkjljk.a.example.",
      "Z.a.example.",
      "zABC.a.EXAMPLE.",
      "z.example.",
      "\\001.z.example.",
      "*.z.example.",
      "\\200.z.example.",
    ];
    expect(sorted(names.map(nameOf).reverse())).toEqual(names);
  });

  it("an ancestor comes before what is below it, whatever its labels", () => {
    expect(sorted(["\\000.a.", "a.", "b.\\000.a.", "."].map(nameOf))).toEqual([".", "a.", "\\000.a.", "b.\\000.a."]);
  });

  it("sorts as comparing names does", () => {
    const label = fc.uint8Array({ minLength: 1, maxLength: 3 });
    const name = fc.array(label, { maxLength: 3 }).map((labels) => {
      const made = nameFromLabels(labels);
      if (typeof made === "string") throw new Error(made);
      return made;
    });
    fc.assert(
      fc.property(name, name, (left, right) => {
        const [first, second] = [canonicalKey(left), canonicalKey(right)];
        expect(Math.sign(compareNames(left, right))).toBe(first === second ? 0 : first < second ? -1 : 1);
      }),
      { numRuns: 2000 },
    );
  });
});
