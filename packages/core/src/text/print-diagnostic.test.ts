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
])("$shown is what people see", ({ found, shown }) => {
  expect(escapeForTerminal(found)).toBe(shown);
});
