import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { didYouMean, didYouMeanHint } from "./did-you-mean.ts";

/** Letters to change, to add or to leave out, by its definition. */
function naiveDistance(left: string, right: string): number {
  if (left === "" || right === "") return left.length + right.length;
  const isSame = left[0] === right[0];
  return Math.min(
    naiveDistance(left.slice(1), right.slice(1)) + (isSame ? 0 : 1),
    naiveDistance(left.slice(1), right) + 1,
    naiveDistance(left, right.slice(1)) + 1,
  );
}

describe("what an operator meant", () => {
  const bind = [
    "allow-query",
    "allow-recursion",
    "allow-transfer",
    "also-notify",
    "forward",
    "forwarders",
    "listen-on",
  ];
  it.each([
    ["allow-querry", "allow-query"],
    ["allow_query", "allow-query"],
    ["allow-tranfer", "allow-transfer"],
    ["forwarder", "forwarders"],
    ["forwaders", "forwarders"],
    ["Listen-On", "listen-on"],
    ["listenon", "listen-on"],
    ["listen-on-v6", "listen-on"],
    ["also notify", "also-notify"],
    ["notify", undefined],
    ["allow", undefined],
    ["recursion", undefined],
  ] as const)("%s: %s", (found, meant) => expect(didYouMean(found, bind)).toBe(meant));

  it.each([
    ["a third of three letters is one", "abd", ["abc"], "abc"],
    ["and not two", "axd", ["abc"], undefined],
    ["of one letter one may differ", "x", ["a"], "a"],
    ["also where none is left", "", ["a"], "a"],
    ["of six two", "abcdxx", ["abcdef"], "abcdef"],
    ["and not three", "abcxxx", ["abcdef"], undefined],
    ["64 letters are looked at", "a".repeat(64), ["a".repeat(63)], "a".repeat(63)],
    ["65 are not", "a".repeat(65), ["a".repeat(65)], undefined],
    ["nothing is known", "abc", [], undefined],
    ["nearer beats earlier", "abcdef", ["abcdxx", "abcdex"], "abcdex"],
    ["the case of a known word stays", "nodata", ["NODATA"], "NODATA"],
  ] as const)("%s", (_, found, known, meant) => expect(didYouMean(found, known)).toBe(meant));
});

describe("laws", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "B", "b", "c", "-"), maxLength: 6 });

  it("the first of the nearest words, if at most a third of the letters differs", () => {
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 5 }), (found, known) => {
        const distances = known.map((each) => naiveDistance(found.toLowerCase(), each.toLowerCase()));
        const least = Math.min(...distances);
        const isNear = least <= Math.max(1, Math.floor(found.length / 3));
        expect(didYouMean(found, known)).toBe(isNear ? known[distances.indexOf(least)] : undefined);
      }),
    );
  });

  it("a hint quotes the word, and is there when the word is", () => {
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 5 }), (found, known) => {
        const meant = didYouMean(found, known);
        expect(didYouMeanHint(found, new Set(known))).toBe(
          meant === undefined ? undefined : `Did you mean "${meant}"?`,
        );
      }),
    );
  });
});
