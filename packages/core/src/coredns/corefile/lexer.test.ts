import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceFromText } from "../../text/index.ts";
import { lexCorefile } from "./lexer.ts";

/** Each word with the line of its first character: `1:log 2:x`. */
function words(text: string): readonly string[] {
  return lexCorefile(sourceFromText("Corefile", text), "").map(({ line, text: word }) => `${line}:${word}`);
}

describe("words and lines, as CoreDNS's lexer cuts them", () => {
  it.each<readonly [string, string, readonly string[]]>([
    ["nothing", "", []],
    ["white space alone", " \t\n\r\n\u00a0\u2003\u3000", []],
    ["two words", "log  .", ["1:log", "1:."]],
    ["two lines", "a\n\nb", ["1:a", "3:b"]],
    ["a tab, a vertical tab, a form feed", "a\tb\vc\fd", ["1:a", "1:b", "1:c", "1:d"]],
    ["a next-line character and an ideographic space", "a\u0085b\u3000c", ["1:a", "1:b", "1:c"]],
    ["a zero-width space is no space", "a\u200bb", ["1:a\u200bb"]],
    ["Windows line ends", "a\r\nb\r\n", ["1:a", "2:b"]],
    ["a carriage return within a word", "a\rb", ["1:ab"]],
    ["a byte order mark at the start", "\ufeffa", ["1:a"]],
    ["a byte order mark elsewhere", "a \ufeffb", ["1:a", "1:\ufeffb"]],
    ["a comment", "# all of it\na # the rest\nb", ["2:a", "3:b"]],
    ["a hash within a word ends it", "a#b c", ["1:a", "1:c"]],
    ["quotes", '"a b" c', ["1:a b", "1:c"]],
    ["an empty word in quotes", '"" a', ["1:", "1:a"]],
    ["a quote within a word", 'a"b c"', ['1:a"b', '1:c"']],
    ["what follows a closing quote is another word", '"a"b', ["1:a", "1:b"]],
    ["an escaped quote", '"a\\"b"', ['1:a"b']],
    ["any other backslash stays", '"a\\nb\\\\"', ["1:a\\nb\\\\"]],
    ["a backslash outside of quotes", "a\\ b", ["1:a\\", "1:b"]],
    ["a line's end within quotes", '"a\nb" c\nd', ["1:a\nb", "2:c", "3:d"]],
    ["a hash within quotes", '"a # b"', ["1:a # b"]],
    ["a quote without end", 'a "b c\nd', ["1:a", "1:b c\nd"]],
    ["a quote without end and without a word", 'a "', ["1:a"]],
    ["braces are words only by themselves", "{ } a{ }b {}", ["1:{", "1:}", "1:a{", "1:}b", "1:{}"]],
    ["letters beyond ASCII", "häß.test 日本", ["1:häß.test", "1:日本"]],
  ])("%s", (_, text, expected) => expect(words(text)).toEqual(expected));
});

describe("laws", () => {
  const anyText = fc
    .array(fc.constantFrom("a", "b", " ", "\n", '"', "\\", "#", "{", "}", "\r", "\u00a0", "é"))
    .map((parts) => parts.join(""));

  it("a word's span is where it stands: spans go forward and never meet", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const tokens = lexCorefile(sourceFromText("Corefile", text), "");
        for (const [index, { span }] of tokens.entries()) {
          expect(span.end).toBeGreaterThan(span.start);
          expect(span.start).toBeGreaterThanOrEqual(tokens[index - 1]?.span.end ?? 0);
        }
      }),
    );
  });

  it("a word's line is one more than the line ends before it", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const source = sourceFromText("Corefile", text);
        for (const { line, span } of lexCorefile(source, "")) {
          const before = source.bytes.subarray(0, span.start).filter((byte) => byte === 0x0a).length;
          expect(line).toBe(before + 1);
        }
      }),
    );
  });

  it("plain words between spaces come back as they are", () => {
    const word = fc.stringMatching(/^[a-z0-9./:*-]{1,9}$/);
    fc.assert(
      fc.property(fc.array(word), (list) => {
        expect(words(list.join(" "))).toEqual(list.map((one) => `1:${one}`));
      }),
    );
  });
});
