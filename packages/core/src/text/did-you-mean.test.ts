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
