import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mermaidText } from "./mermaid-text.ts";

/** As Mermaid resolves entity codes. */
function readAgain(text: string): string {
  return text.replace(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

describe("texts for Mermaid", () => {
  // Each of them stands in a file that mermaid 11.16 reads: as a title, a participant, a message, a note and a label.
  it.each<readonly [string, string]>([
    ["dns1", "dns1"],
    ["192.168.13.10 -> 198.19.0.30", "192.168.13.10 -> 198.19.0.30"],
    ["a; b", "a#59; b"],
    ['"quoted"', "#34;quoted#34;"],
    ["two\nlines", "two#10;lines"],
    ["#35;", "#35;35#59;"],
    ["%%{init: {}}%%", "#37;#37;#123;init: #123;#125;#125;#37;#37;"],
    ["<b>", "#60;b>"],
    ["[x](y)", "#91;x#93;(y)"],
    ["→", "#8594;"],
    ["\ud83d\ude00", "#128512;"],
    ["`**bold**`", "#96;**bold**#96;"],
    ["", "#160;"],
    ["  ", "#160;"],
    ["\n", "#160;"],
  ])("%j: %j", (said, expected) => {
    expect(mermaidText(said)).toBe(expected);
  });

  it("law: one line without a sign that ends a label, which reads as what was said", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: "binary" })), (said) => {
        const text = mermaidText(said);
        expect(text).toMatch(/^(?:[\w .,:=>/()*@+-]|#\d+;)+$/);
        expect(readAgain(text)).toBe(said.trim() === "" ? "\u00a0" : said);
      }),
    );
  });
});
