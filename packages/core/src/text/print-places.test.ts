import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Diagnostic, errorAt, informationAt, warningAt } from "./diagnostic.ts";
import { placeOf, printDiagnostic } from "./print-diagnostic.ts";
import { type Source, sourceFromText, sourceWithin, spanOf } from "./source.ts";

const utf8 = new TextEncoder();

/** The span of the first time that a text stands in a source. */
function spanOfText(source: Source, text: string): Diagnostic["span"] {
  const whole = new TextDecoder().decode(source.bytes);
  const start = utf8.encode(whole.slice(0, whole.indexOf(text))).length;
  return spanOf(source, start, start + utf8.encode(text).length);
}

describe("what an operator reads", () => {
  const zone = sourceFromText(
    "db.kloud.lan",
    "$TTL 300\n\n@\tSOA\tns h 1 2 3 4 5\nnas\tA\t192.168.13.\nträger A 192.168.13.20 ; 日本\n",
  );

  it.each<[string, Diagnostic, readonly string[]]>([
    [
      "an error, with tabs before it",
      errorAt(spanOfText(zone, "192.168.13.\n"), "ZONE_RDATA", "Bad address."),
      ["db.kloud.lan:4:7: error ZONE_RDATA: Bad address.", "    4 | nas A 192.168.13.", "      |       ^^^^^^^^^^^"],
    ],
    [
      "a warning of the first word of a line",
      warningAt(spanOfText(zone, "träger"), "ZONE_OWNER_NOT_HOST", "No host name."),
      [
        "db.kloud.lan:5:1: warning ZONE_OWNER_NOT_HOST: No host name.",
        "    5 | träger A 192.168.13.20 ; 日本",
        "      | ^^^^^^",
      ],
    ],
    [
      "wide characters at the end of a line, and a hint",
      informationAt(spanOfText(zone, "日本"), "ZONE_LIMIT", "A comment.", "Leave it."),
      [
        "db.kloud.lan:5:26: information ZONE_LIMIT: A comment.",
        "    5 | träger A 192.168.13.20 ; 日本",
        "      |                          ^^^^",
        "      = Leave it.",
      ],
    ],
    [
      "an empty line",
      errorAt(spanOf(zone, 9, 9), "ZONE_LIMIT", "Nothing."),
      ["db.kloud.lan:2:1: error ZONE_LIMIT: Nothing.", "    2 | ", "      | ^"],
    ],
    [
      "behind the end of a file that ends with a line feed",
      errorAt(spanOf(zone, zone.bytes.length, zone.bytes.length), "ZONE_LIMIT", "Too short."),
      ["db.kloud.lan:6:1: error ZONE_LIMIT: Too short.", "    6 | ", "      | ^"],
    ],
  ])("%s", (_, diagnostic, lines) => expect(printDiagnostic(diagnostic).split("\n")).toEqual(lines));

  it("places of other files stand below, each with its line", () => {
    const other = sourceFromText("named.conf", 'zone "kloud.lan" {\n};\n');
    const related = [
      { message: "the zone", span: spanOfText(other, '"kloud.lan"') },
      { message: "its end", span: spanOfText(other, "}") },
    ];
    const diagnostic = { ...errorAt(spanOfText(zone, "SOA"), "ZONE_NO_SOA", "m", "h"), related };
    expect(printDiagnostic(diagnostic).split("\n")).toEqual([
      "db.kloud.lan:3:3: error ZONE_NO_SOA: m",
      "    3 | @ SOA ns h 1 2 3 4 5",
      "      |   ^^^",
      "      = h",
      "      named.conf:1:6: the zone",
      '    1 | zone "kloud.lan" {',
      "      |      ^^^^^^^^^^^",
      "      named.conf:2:1: its end",
      "    2 | };",
      "      | ^",
    ]);
  });

  it("a name of a file steers no terminal", () => {
    const odd = sourceFromText("a\u001b[31m\nb", "x\n");
    expect(placeOf(spanOf(odd, 0, 1))).toBe("a\\u{1b}[31m\\u{a}b:1:1");
  });

  it("line numbers of six digits push the line and its carets", () => {
    const long = sourceFromText("z", `${"\n".repeat(123_455)}bad\n`);
    const [, line, carets] = printDiagnostic(errorAt(spanOfText(long, "bad"), "ZONE_LIMIT", "m")).split("\n");
    expect([line, carets]).toEqual(["123456 | bad", "       | ^^^"]);
  });

  it("a Corefile in a ConfigMap is shown where it stands in the YAML", () => {
    const yaml = sourceFromText("cm.yaml", "data:\n  Corefile: |\n    .:53 {\n      erors\n    }\n");
    const inner = utf8.encode(".:53 {\n  erors\n}\n");
    const corefile = sourceWithin(yaml, "Corefile", inner, [
      { start: 0, length: 7, parentStart: 24 },
      { start: 7, length: 8, parentStart: 35 },
      { start: 15, length: 2, parentStart: 47 },
    ]);
    expect(printDiagnostic(errorAt(spanOfText(corefile, "erors"), "COREFILE_LIMIT", "m")).split("\n")).toEqual([
      "cm.yaml:4:7: error COREFILE_LIMIT: m",
      "    4 |       erors",
      "      |       ^^^^^",
    ]);
  });
});

describe("laws", () => {
  const line = fc.stringMatching(/^[ -~\t]{0,30}$/);

  it("the place, the line and the carets name the same word, whichever line it stands in", () => {
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 6 }),
        line,
        fc.stringMatching(/^[a-z]{1,8}$/),
        line,
        fc.array(line, { maxLength: 3 }),
        (above, before, word, after, below) => {
          const lines = [...above, `${before}${word}${after}`, ...below];
          const source = sourceFromText("f", lines.join("\n"));
          const start = above.reduce((sum, each) => sum + each.length + 1, 0) + before.length;
          const span = spanOf(source, start, start + word.length);
          const [head, excerpt = "", carets = ""] = printDiagnostic(errorAt(span, "ZONE_LIMIT", "m")).split("\n");
          expect(head).toBe(`f:${above.length + 1}:${before.length + 1}: error ZONE_LIMIT: m`);
          const from = carets.indexOf("^");
          expect(excerpt.slice(from, carets.length)).toBe(word);
          expect(carets.slice(from)).toBe("^".repeat(word.length));
        },
      ),
    );
  });

  it("of a long line the marked word is always to be seen", () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(2000), (before, after) => {
        const source = sourceFromText("f", `${"-".repeat(before)}WORD${"-".repeat(after)}`);
        const [, excerpt = "", carets = ""] = printDiagnostic(
          errorAt(spanOf(source, before, before + 4), "ZONE_LIMIT", "m"),
        ).split("\n");
        expect(excerpt.slice(carets.indexOf("^"), carets.length)).toBe("WORD");
        expect(excerpt.length).toBeLessThan(220);
      }),
    );
  });
});
