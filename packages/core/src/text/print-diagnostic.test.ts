import fc from "fast-check";
import { expect, test } from "vitest";
import { errorAt, hasErrors, informationAt, warningAt } from "./diagnostic.ts";
import { escapeForTerminal } from "./escape.ts";
import { printDiagnostic } from "./print-diagnostic.ts";
import { sourceFromBytes, sourceFromText, spanOf } from "./source.ts";

const source = sourceFromText("Corefile", ".:53 {\n\tforwrad . /etc/resolv.conf\n}\n");

test("a finding shows its place, its line and what was meant", () => {
  const finding = errorAt(
    spanOf(source, 8, 15),
    "COREFILE_LIMIT",
    'Unknown directive "forwrad".',
    'Did you mean "forward"?',
  );
  expect(printDiagnostic(finding).split("\n")).toEqual([
    'Corefile:2:2: error COREFILE_LIMIT: Unknown directive "forwrad".',
    "    2 |  forwrad . /etc/resolv.conf",
    "      |  ^^^^^^^",
    '      = Did you mean "forward"?',
  ]);
});

test("a related place is shown below", () => {
  const finding = {
    ...warningAt(spanOf(source, 0, 4), "COREFILE_LIMIT", "Twice."),
    related: [{ message: "first here", span: spanOf(source, 35, 36) }],
  };
  expect(printDiagnostic(finding)).toContain("Corefile:3:1: first here\n    3 | }\n      | ^");
});

test("only errors are errors", () => {
  const place = spanOf(source, 0, 0);
  expect(hasErrors([informationAt(place, "COREFILE_LIMIT", "a"), warningAt(place, "COREFILE_LIMIT", "b")])).toBe(false);
  expect(hasErrors([errorAt(place, "COREFILE_LIMIT", "c")])).toBe(true);
});

/** The line and its carets for the bytes between two offsets of a line. */
function excerptOf(line: Uint8Array, start: number, end: number): readonly [string, string] {
  const finding = errorAt(spanOf(sourceFromBytes("x", line), start, end), "ZONE_LIMIT", "m");
  const [, text = "", carets = ""] = printDiagnostic(finding).split("\n");
  return [text.slice("    1 | ".length), carets.slice("      | ".length)];
}

const utf8 = new TextEncoder();

test.each([
  { what: "tabs count one column", text: "\ta\tb", marked: "b", line: " a b", carets: "   ^" },
  { what: "a carriage return is not shown", text: "a b\r", marked: "b", line: "a b", carets: "  ^" },
  { what: "wide characters take two columns", text: "日本 x", marked: "x", line: "日本 x", carets: "     ^" },
  { what: "a wide character gets two carets", text: "日本 x", marked: "本", line: "日本 x", carets: "  ^^" },
  { what: "an emoji is wide", text: "🚀 x", marked: "x", line: "🚀 x", carets: "   ^" },
  { what: "a combining mark takes none", text: "e\u0301 x", marked: "x", line: "e\u0301 x", carets: "  ^" },
  { what: "accents count one", text: "ø x", marked: "x", line: "ø x", carets: "  ^" },
  {
    what: "what is escaped counts as it is shown",
    text: "\u001b x",
    marked: "x",
    line: "\\u{1b} x",
    carets: "       ^",
  },
  {
    what: "a byte order mark is shown and marked",
    text: "\ufeffx",
    marked: "\ufeff",
    line: "\\u{feff}x",
    carets: "^^^^^^^^",
  },
])("$what", ({ text, marked, line, carets }) => {
  const start = utf8.encode(text.slice(0, text.indexOf(marked))).length;
  expect(excerptOf(utf8.encode(text), start, start + utf8.encode(marked).length)).toEqual([line, carets]);
});

test("invalid UTF-8 survives, one sign for each broken piece", () => {
  expect(excerptOf(Uint8Array.of(0x61, 0xff, 0x20, 0x62), 3, 4)).toEqual(["a\ufffd b", "   ^"]);
  expect(excerptOf(Uint8Array.of(0xe6, 0x97, 0x20, 0x62), 0, 2)).toEqual(["\ufffd b", "^"]);
});

test("a span of nothing has one caret, at the end of a line and of a file too", () => {
  expect(excerptOf(utf8.encode("ab\n"), 2, 2)).toEqual(["ab", "  ^"]);
  expect(excerptOf(utf8.encode("ab"), 2, 2)).toEqual(["ab", "  ^"]);
});

test("a span over several lines is marked to the end of its first", () => {
  expect(excerptOf(utf8.encode("a {\n b\n}\n"), 2, 9)).toEqual(["a {", "  ^"]);
});

test("an empty file has a place and no line", () => {
  expect(printDiagnostic(errorAt(spanOf(sourceFromText("x", ""), 0, 0), "ZONE_LIMIT", "m"))).toBe(
    "x:1:1: error ZONE_LIMIT: m",
  );
});

test("a line that is cut begins and ends with whole characters", () => {
  const text = "日".repeat(100);
  const bytes = utf8.encode(text);
  for (let start = 200; start < 204; start += 1)
    expect(excerptOf(bytes, start - (start % 3), start - (start % 3) + 3)[0]).not.toContain("\ufffd");
});

test("the carets stand under what they mark, whatever stands before it", () => {
  const part = fc.stringMatching(/^[ -~\u00e0-\u00ff\u3042-\u3093]{0,20}$/);
  fc.assert(
    fc.property(part, part, part, (before, marked, after) => {
      const start = utf8.encode(before).length;
      const [line, carets] = excerptOf(utf8.encode(before + marked + after), start, start + utf8.encode(marked).length);
      if (before + marked + after === "") return;
      const wide = (text: string): number => [...text].reduce((sum, one) => sum + (one >= "\u3042" ? 2 : 1), 0);
      expect(line).toBe(before + marked + after);
      expect(carets).toBe(`${" ".repeat(wide(before))}${"^".repeat(Math.max(1, wide(marked)))}`);
    }),
  );
});

test("text that is escaped holds nothing that steers a terminal, and plain text stays", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(escapeForTerminal(text)).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]/u);
      expect(escapeForTerminal(escapeForTerminal(text))).toBe(escapeForTerminal(text));
    }),
  );
  fc.assert(fc.property(fc.stringMatching(/^[ -~]*$/), (text) => escapeForTerminal(text) === text));
});

test("whatever the bytes, nothing reaches the terminal but text and line feeds", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.nat(300),
      fc.nat(300),
      fc.string(),
      (bytes, left, right, message) => {
        const [start = 0, end = 0] = [left, right].map((at) => Math.min(at, bytes.length)).sort((a, b) => a - b);
        const printed = printDiagnostic(
          errorAt(spanOf(sourceFromBytes("x", bytes), start, end), "ZONE_LIMIT", message, message),
        );
        expect(printed).not.toMatch(/[^\P{Cc}\n]|[\p{Bidi_Control}]/u);
      },
    ),
  );
});

test("a line of a megabyte is cut to what a person can look at", () => {
  const long = sourceFromText("x", "a".repeat(1_000_000));
  expect(printDiagnostic(errorAt(spanOf(long, 500_000, 900_000), "ZONE_LIMIT", "Too long.")).length).toBeLessThan(1000);
});

test.each([
  { found: "plain text", shown: "plain text" },
  { found: "\u001b[31mred", shown: "\\u{1b}[31mred" },
  { found: "a\u202eb", shown: "a\\u{202e}b" },
  { found: "\u0000\u007f", shown: "\\u{0}\\u{7f}" },
  { found: "a\u2028b\nc", shown: "a\\u{2028}b\\u{a}c" },
  { found: "\u2066\ufeff\u009b", shown: "\\u{2066}\\u{feff}\\u{9b}" },
])("$shown is what people see", ({ found, shown }) => {
  expect(escapeForTerminal(found)).toBe(shown);
});
