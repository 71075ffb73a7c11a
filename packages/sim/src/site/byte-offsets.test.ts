import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byteOffsetsOf } from "./byte-offsets.ts";
import { firstTooDeep, tokensOf } from "./yaml-limits.ts";

const encoder = new TextEncoder();

describe("where characters stand in bytes (RFC 3629 section 3)", () => {
  it.each<readonly [string, readonly number[]]>([
    ["", [0]],
    ["abc", [0, 1, 2, 3]],
    ["é", [0, 2]],
    ["aéb", [0, 1, 3, 4]],
    ["€", [0, 3]],
    ["\u007f\u0080\u07ff\u0800\uffff", [0, 1, 3, 5, 8, 11]],
    // Both halves of a surrogate pair stand inside the four octets of the character.
    ["😀!", [0, 2, 4, 5]],
  ])("%j", (text, offsets) => {
    const byteOffset = byteOffsetsOf(text, encoder.encode(text).length);
    expect(offsets.map((_, at) => byteOffset(at))).toEqual(offsets);
  });

  it.each<readonly [string, number, number]>([
    ["ASCII", "abc".length, 3],
    ["wide", "é€".length, 5],
  ])("behind the end of a text of %s is its end", (_, characters, octets) => {
    const text = octets === 3 ? "abc" : "é€";
    expect(byteOffsetsOf(text, octets)(characters + 7)).toBe(octets);
  });

  it("law: the offset of each character is the length of what stands before it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const byteOffset = byteOffsetsOf(text, encoder.encode(text).length);
        let at = 0;
        for (const character of text) {
          expect(byteOffset(at)).toBe(encoder.encode(text.slice(0, at)).length);
          at += character.length;
        }
        expect(byteOffset(at)).toBe(encoder.encode(text).length);
      }),
    );
  });
});

describe("the first collection that stands too deep", () => {
  it.each<readonly [string, number, number | null]>([
    ["a: 1\n", 0, 0],
    ["a: 1\n", 1, null],
    ["[[[]]]", 2, 2],
    ["[[[]]]", 3, null],
    ["a: { b: [] }\n", 2, 8],
    ["[[]]\n---\n[[]]\n", 2, null],
    ["[1]\n---\n[[2]]\n", 1, 9],
    ["? [[]]\n: 1\n", 2, 3],
    ["- - - a\n", 2, 4],
    ["plain\n", 0, null],
    ["", 0, null],
  ])("%j, %d deep: %s", (text, limit, offset) => {
    expect(firstTooDeep(tokensOf(text), limit)).toBe(offset);
  });
});
