import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsOf } from "./columns.ts";
import { escapeForTerminal } from "./escape.ts";

describe("columns of a terminal", () => {
  it.each([
    ["", 0],
    ["a", 1],
    ["kloud.lan", 9],
    ["ø", 1],
    ["é", 1],
    ["e\u0301", 1],
    ["a\u200bb", 2],
    ["a\u200db", 2],
    ["한", 2],
    ["日本", 4],
    ["ｱ", 1],
    ["Ａ", 2],
    ["👍", 2],
    ["🚀x", 3],
    ["\u{20000}", 2],
    ["\u3042\u3099", 2],
    ["\ud800", 1],
    ["✅", 2],
    ["❌ x", 4],
    ["⚡", 2],
    ["☔", 2],
    ["☂", 1],
    ["🌡", 1],
    ["🖥", 1],
    ["〈x〉", 5],
    ["⟨x⟩", 3],
    ["︙", 2],
    ["𗀀", 2],
    ["🈁", 2],
    ["🇩🇪", 2],
    ["\u1112\u1161\u11ab", 2],
    ["한글", 4],
    ["㉈", 1],
    ["ﾊﾞ", 2],
    ["→", 1],
    ["ﷺ", 1],
  ])("%j: %s", (text, expected) => expect(columnsOf(text)).toBe(expected));

  it("of two texts are the columns of both", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (left, right) => {
        expect(columnsOf(left + right)).toBe(columnsOf(left) + columnsOf(right));
      }),
    );
  });

  /** Unicode's own properties of characters, which say it without a table. */
  it.each([
    ["a picture", /^(?!\p{Regional_Indicator})\p{Emoji_Presentation}$/u, 2],
    ["an ideograph", /^\p{Unified_Ideograph}$/u, 2],
    ["a syllable of Hangul", /^[\uac00-\ud7a3]$/u, 2],
    ["a letter of Hiragana", /^(?=\p{L})\p{Script=Hiragana}$/u, 2],
    [
      "a letter of Latin, Greek or Cyrillic in its own width",
      /^(?![\uff00-\uffff])(?=\p{L})[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]$/u,
      1,
    ],
    ["a nonspacing or enclosing mark above ASCII's neighbours", /^[\p{Mn}\p{Me}]$/u, 0],
  ] as const)("%s, whichever: %j takes %i", (_, property, columns) => {
    const others: string[] = [];
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const character = String.fromCodePoint(code);
      if (property.test(character) && columnsOf(character) !== columns) others.push(code.toString(16));
    }
    expect(others).toEqual([]);
  });

  it("are as many as characters where all are ASCII", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-ascii" }), (text) => {
        expect(columnsOf(text)).toBe(text.length);
      }),
    );
  });
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: none of these may be left
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]/;

describe("text from an input", () => {
  it.each([
    ["plain text, ünd more", "plain text, ünd more"],
    ["\u001b[31mred", "\\u{1b}[31mred"],
    ["a\nb\rc\td", "a\\u{a}b\\u{d}c\\u{9}d"],
    ["\u0000", "\\u{0}"],
    ["\u007f\u0085\u009b", "\\u{7f}\\u{85}\\u{9b}"],
    ["\u202eevil\u2066", "\\u{202e}evil\\u{2066}"],
    ["\u200e\u061c", "\\u{200e}\\u{61c}"],
    ["line\u2028end\u2029", "line\\u{2028}end\\u{2029}"],
    ["\ufeffmark", "\\u{feff}mark"],
    ["\\u{1b}", "\\u{1b}"],
  ])("%j is shown as %s", (text, expected) => expect(escapeForTerminal(text)).toBe(expected));

  it("never steers a terminal, and is shown once", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const shown = escapeForTerminal(text);
        expect(shown).not.toMatch(UNSAFE);
        expect(escapeForTerminal(shown)).toBe(shown);
      }),
    );
  });
});
