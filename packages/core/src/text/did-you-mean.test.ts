import fc from "fast-check";
import { expect, test } from "vitest";
import { didYouMean, didYouMeanHint } from "./did-you-mean.ts";

const plugins = ["acl", "cache", "errors", "forward", "hosts", "kubernetes", "k8s_external", "loop"];

test.each([
  { found: "forwrad", meant: "forward" },
  { found: "FORWARD", meant: "forward" },
  { found: "kubernets", meant: "kubernetes" },
  { found: "k8sexternal", meant: "k8s_external" },
  { found: "ac", meant: "acl" },
  { found: "zzzzzz", meant: undefined },
  { found: "", meant: undefined },
  { found: "x".repeat(100_000), meant: undefined },
])("$found: $meant", ({ found, meant }) => {
  expect(didYouMean(found, plugins)).toBe(meant);
});

test("the hint is a sentence, or nothing", () => {
  expect(didYouMeanHint("cahe", plugins)).toBe('Did you mean "cache"?');
  expect(didYouMeanHint("quic-listener", plugins)).toBeUndefined();
});

test("a known word means itself", () => {
  fc.assert(fc.property(fc.constantFrom(...plugins), (word) => didYouMean(word, plugins) === word));
});

test("what is suggested is known, and near: a third of the letters may differ", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "c", "e", "h", "l", "k", "8", "_"), maxLength: 12 });
  fc.assert(
    fc.property(word, fc.array(word), (found, known) => {
      const meant = didYouMean(found, known);
      if (meant === undefined) return;
      expect(known).toContain(meant);
      expect(Math.abs(meant.length - found.length)).toBeLessThanOrEqual(Math.max(1, Math.floor(found.length / 3)));
    }),
  );
});

test("one wrong letter is forgiven anywhere, and the earlier of two equally near words is meant", () => {
  fc.assert(
    fc.property(fc.constantFrom(...plugins), fc.nat(), (word, at) => {
      const wrong = `${word.slice(0, at % word.length)}#${word.slice((at % word.length) + 1)}`;
      expect(didYouMean(wrong, [word])).toBe(word);
    }),
  );
  expect(didYouMean("cat", ["car", "can"])).toBe("car");
});
