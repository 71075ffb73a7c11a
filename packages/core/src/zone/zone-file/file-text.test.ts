import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FileText } from "./file-text.ts";
import { ZoneLexer, type ZoneLine } from "./lexer.ts";

const LIMITS = { maxLineOctets: 1000, maxParentheses: 4 };
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Every line of a text that is read in one piece. */
function linesOf(text: string): readonly ZoneLine[] {
  const lexer = new ZoneLexer(text, LIMITS);
  const lines: ZoneLine[] = [];
  for (let line = lexer.next(); line !== null; line = lexer.next()) lines.push(line);
  return lines;
}

const piece = fc.oneof(
  fc.constantFrom(
    "a ",
    "b.c ",
    "(",
    ")",
    '"',
    '"q r"',
    ";c",
    "\\",
    "\\(",
    "\n",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\u0000",
    "é",
  ),
  fc.integer({ min: 1, max: 700 }).map((length) => `${"x".repeat(length)} `),
);
const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(""));

describe("a file that is read piece by piece", () => {
  it("has the lines that it has in one piece", () => {
    fc.assert(
      fc.property(text, (all) => {
        const file = new FileText(bytesOf(all));
        for (const line of linesOf(all)) expect(file.readLine(line.start, LIMITS)).toEqual(line);
      }),
      { numRuns: 400 },
    );
  });

  it("has the same lines for whoever asks for them in another order", () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat(), { maxLength: 30 }), (all, order) => {
        const file = new FileText(bytesOf(all));
        const lines = linesOf(all);
        for (const number of order) {
          const line = lines[number % Math.max(1, lines.length)];
          if (line !== undefined) expect(file.readLine(line.start, LIMITS)).toEqual(line);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("gives its octets as characters, one for one", () => {
    const all = Uint8Array.from({ length: 256 }, (_, octet) => octet);
    const file = new FileText(all);
    expect(Array.from(file.slice(0, 256), (character) => character.charCodeAt(0))).toEqual([...all]);
    expect(file.slice(0x61, 0x64)).toBe("abc");
    expect(file.slice(250, 300)).toHaveLength(6);
  });

  it("has nothing at its end", () => {
    const file = new FileText(bytesOf("a\n"));
    expect(file.readLine(2, LIMITS)).toMatchObject({ words: [], fault: null });
  });

  it("reads on after it was told to forget", () => {
    const file = new FileText(bytesOf("a b\nc d\n"));
    file.forget();
    expect(file.lineAt(4).words.map((word) => word.text)).toEqual(["c", "d"]);
    expect(file.lineAt(4)).toBe(file.lineAt(4));
  });

  it("reads ahead no more than a line needs, and a long line to its end", () => {
    const long = `a TXT ${"x".repeat(100_000)}\nb`;
    const file = new FileText(bytesOf(long));
    expect(file.lineAt(0).end).toBe(long.length - 1);
    expect(file.lineAt(long.length - 1).words[0]?.text).toBe("b");
  });
});
