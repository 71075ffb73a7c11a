import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceFromText } from "../../text/index.ts";
import { readLines } from "./resolv-conf-lines.ts";

/** glibc resolv/res_init.c: lines end with LF alone, blanks are space and tab, `#` and `;` begin a comment in the first column alone. */

/** `word word`, with `>` in front of an indented line and `\r` behind one that ends with it; lines are divided by ` | `. */
function shown(text: string): string {
  return readLines(sourceFromText("resolv.conf", text))
    .map(({ words, isIndented, carriageReturn }) => {
      const line = words.map((word) => word.text).join(" ");
      return `${isIndented ? ">" : ""}${line}${carriageReturn === null ? "" : "\\r"}`;
    })
    .join(" | ");
}

describe("lines and their words", () => {
  it.each([
    ["", ""],
    ["\n\n", ""],
    ["nameserver 192.0.2.1", "nameserver 192.0.2.1"],
    ["nameserver 192.0.2.1\n", "nameserver 192.0.2.1"],
    ["nameserver\t192.0.2.1 \t \n", "nameserver 192.0.2.1"],
    ["search a.test  b.test\noptions ndots:5 rotate\n", "search a.test b.test | options ndots:5 rotate"],
    [" nameserver 192.0.2.1\n", ">nameserver 192.0.2.1"],
    ["\tnameserver 192.0.2.1\n", ">nameserver 192.0.2.1"],
    ["# nameserver 192.0.2.1\n; search a.test\n", ""],
    [" # nameserver 192.0.2.1\n", "># nameserver 192.0.2.1"],
    ["nameserver 192.0.2.1 # first\n", "nameserver 192.0.2.1 # first"],
    ["nameserver 192.0.2.1#53\n", "nameserver 192.0.2.1#53"],
    ["nameserver 192.0.2.1\r\nsearch a.test\r\n", "nameserver 192.0.2.1\\r | search a.test\\r"],
    ["\r\n", ""],
    ["search a\rb\n", "search a\rb"],
    ["search\u00a0a.test\n", "search\u00a0a.test"],
    ["search ä.test\n", "search ä.test"],
  ])("%j: %j", (text, expected) => expect(shown(text)).toBe(expected));
});

describe("where they stand", () => {
  it.each([
    [
      "nameserver 192.0.2.1\n",
      [
        [0, 10],
        [11, 20],
      ],
    ],
    [
      "# a\n search  ä.test\n",
      [
        [5, 11],
        [13, 20],
      ],
    ],
    ["\n\nx\n", [[2, 3]]],
  ])("%j: %j", (text, expected) => {
    const spans = readLines(sourceFromText("resolv.conf", text)).flatMap(({ words }) =>
      words.map(({ span }) => [span.start, span.end]),
    );
    expect(spans).toEqual(expected);
  });

  it("law: every word is the text that stands at its place, and no blank is in it", () => {
    const piece = fc.constantFrom("a", "nameserver", " ", "\t", "\n", "\r", "#", ";", "1.2.3.4", "é");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const source = sourceFromText("resolv.conf", pieces.join(""));
        for (const { words } of readLines(source)) {
          for (const { text, span } of words) {
            expect(new TextDecoder().decode(source.bytes.subarray(span.start, span.end))).toBe(text);
            expect(text).not.toMatch(/[ \t\n]/);
          }
        }
      }),
    );
  });
});
