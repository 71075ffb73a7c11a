import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lexGoZone } from "./lexer.ts";

/** Each entry as `owner|word|word`; words in quotes in quotes, a fault behind `!`. */
function entries(text: string): readonly string[] {
  return [...lexGoZone(text)]
    .map(({ owner, words, fault }) => {
      const shown = words.map(({ text: word, isQuoted }) => (isQuoted ? `"${word}"` : word));
      return [owner?.text ?? "", ...shown].join("|") + (fault === null ? "" : `!${fault}`);
    })
    .filter((entry) => entry !== "");
}

describe("lines of a zone file, as miekg/dns cuts them", () => {
  it.each<readonly [string, string, readonly string[]]>([
    ["an owner and words", "a 60 IN A 192.0.2.1", ["a|60|IN|A|192.0.2.1"]],
    ["white space in front: no owner", " 60 A 192.0.2.1", ["|60|A|192.0.2.1"]],
    ["tabs", "a\tA\t192.0.2.1", ["a|A|192.0.2.1"]],
    ["two lines", "a A 1\nb A 2\n", ["a|A|1", "b|A|2"]],
    ["Windows line ends", "a A 1\r\nb A 2\r\n", ["a|A|1", "b|A|2"]],
    ["a comment", "a A 1 ; not this\n; nor this\nb A 2", ["a|A|1", "b|A|2"]],
    ["a comment that touches a word", "a A 1;2", ["a|A|1"]],
    ["a word alone is no owner", "a", ["|a"]],
    ["parentheses", "a A ( 1\n 2 )", ["a|A|1|2"]],
    ["a line's end within them divides no words", "a A ( 1\n2 )", ["a|A|12"]],
    ["parentheses within a word", "a(b)c A 1", ["abc|A|1"]],
    ["a comment within them", "a A ( 1 ; x )\n 2 )", ["a|A|1|2"]],
    ["too many at the end", "a A 1 )", ["a|A|1!extra closing brace"]],
    ["too few", "a A ( 1", ["a|A|1!unbalanced brace"]],
    ["quotes", 'a TXT "b c" d', ['a|TXT|"b c"|d']],
    ["an empty string", 'a TXT ""', ['a|TXT|""']],
    ["strings that touch", 'a TXT "b""c"', ['a|TXT|"b"|"c"']],
    ["a string that touches a word", 'a TXT b"c"d', ['a|TXT|b|"c"|d']],
    ["a semicolon in a string", 'a TXT "b;c"', ['a|TXT|"b;c"']],
    ["an escaped quote", 'a TXT "b\\"c"', ['a|TXT|"b\\"c"']],
    ["an escaped semicolon", "a TXT b\\;c", ["a|TXT|b\\;c"]],
    ["an escaped space", "a\\ b A 1", ["a\\ b|A|1"]],
    ["a string over two lines", 'a TXT "b\nc"', ['a|TXT|"b\nc"']],
    ["a string without end", 'a TXT "b', ['a|TXT|"b"!a string without end']],
    ["nothing", "\n \n;\n\t\n", []],
  ])("%s", (_, text, expected) => expect(entries(text)).toEqual(expected));
});

it("every line is met, and its place goes forward", () => {
  const piece = fc.constantFrom("a", " ", "\n", '"', "(", ")", ";", "\\", "\t", "\r");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      let at = 0;
      for (const { start, end } of lexGoZone(pieces.join(""))) {
        expect(start).toBe(at);
        expect(end).toBeGreaterThan(start);
        at = end;
      }
      expect(at).toBeGreaterThanOrEqual(pieces.length);
    }),
  );
});
