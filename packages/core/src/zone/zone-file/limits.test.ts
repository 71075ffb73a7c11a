import { describe, expect, it } from "vitest";
import { nameOf } from "../../dns/index.ts";
import { fileTreeFromSources, placeOf, sourceFromText } from "../../text/index.ts";
import { defaultZoneLimits, readZone, type ZoneLimits } from "./index.ts";

const START = "$TTL 300\n@ SOA ns h 1 2 3 4 5\n@ NS ns\nns A 192.0.2.1\n";
const files = (all: Readonly<Record<string, string>>) =>
  fileTreeFromSources(new Map(Object.entries(all).map(([path, text]) => [path, sourceFromText(path, text)])));

/** Files that include each other in a row. */
const chain = (length: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({ length }, (_, at) => [
      `/${at}.db`,
      at + 1 < length ? `$INCLUDE ${at + 1}.db\n` : "last A 192.0.2.2\n",
    ]),
  );
const flat = (count: number): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`/${at}.db`, `h${at} A 192.0.2.2\n`]));
const includes = (count: number): string => Array.from({ length: count }, (_, at) => `$INCLUDE ${at}.db\n`).join("");

/** How many records the zone has beside its head's three, and what was said. */
function read(text: string, limits: Partial<ZoneLimits>, all: Readonly<Record<string, string>> = {}): string {
  const { value, diagnostics } = readZone(sourceFromText("db", START + text), {
    origin: nameOf("example."),
    files: files(all),
    limits,
  });
  const said = diagnostics.map(({ span, code, message }) => `; ${placeOf(span)} ${code} ${message}`);
  return `${value.recordCount - 3}${said.join("")}`;
}

const HEAD = START.length;
/** The limits are the twin's own: named has none but its memory. */
describe("each limit, at it and one beyond", () => {
  it.each<[what: string, text: string, limits: Partial<ZoneLimits>, said: string, all?: Record<string, string>]>([
    ["octets", "a A 192.0.2.2\n", { maxOctets: HEAD + 14 }, "1"],
    [
      "octets",
      "a A 192.0.2.22\n",
      { maxOctets: HEAD + 14 },
      "-3; db:1:1 ZONE_LIMIT The zone's files have more than 67 octets; this one is not read.",
    ],
    ["octets of all files", "$INCLUDE 0.db\n", { maxOctets: HEAD + 14 + 15 }, "1", flat(1)],
    [
      "octets of all files",
      "$INCLUDE 0.db\nb A 192.0.2.2\n",
      { maxOctets: HEAD + 14 + 14 },
      "1; /0.db:1:1 ZONE_LIMIT The zone's files have more than 81 octets; this one is not read.",
      flat(1),
    ],
    ["octets of a line", `a TXT ${"x".repeat(94)}\n`, { maxLineOctets: 100 }, "1"],
    [
      "octets of a line",
      `a TXT ${"x".repeat(95)}\nb TXT y\n`,
      { maxLineOctets: 100 },
      "1; db:5:1 ZONE_LIMIT A line of more than 100 octets; the line is not read.",
    ],
    ["octets of a line in parentheses", `a TXT (\n${"x ".repeat(44)}\n)\n`, { maxLineOctets: 100 }, "1"],
    [
      "octets of a line in parentheses",
      `a TXT (\n${"x ".repeat(46)}\n)\n`,
      { maxLineOctets: 100 },
      "0; db:5:1 ZONE_LIMIT A line of more than 100 octets; the line is not read.",
    ],
    ["octets of a comment", `a TXT x ;${"-".repeat(90)}\n`, { maxLineOctets: 100 }, "1"],
    ["parentheses", "a TXT ((( x )))\n", { maxParentheses: 3 }, "1"],
    [
      "parentheses",
      "a TXT (((( x ))))\nb TXT y\n",
      { maxParentheses: 3 },
      "1; db:5:10 ZONE_LIMIT More than 3 parentheses open; the line is not read.",
    ],
    ["parentheses that are closed again", "a TXT ((( x ))) ((( y )))\n", { maxParentheses: 3 }, "1"],
    ["files below files", "$INCLUDE 0.db\n", { maxIncludeDepth: 3 }, "1", chain(3)],
    [
      "files below files",
      "$INCLUDE 0.db\n",
      { maxIncludeDepth: 3 },
      "0; /2.db:1:1 ZONE_LIMIT More than 3 files deep, or 1000 in all; this one is not read.",
      chain(4),
    ],
    ["files", includes(3), { maxFiles: 4 }, "3", flat(3)],
    [
      "files",
      includes(4),
      { maxFiles: 4 },
      "3; db:8:1 ZONE_LIMIT More than 16 files deep, or 4 in all; this one is not read.",
      flat(4),
    ],
    ["records of $GENERATE", "$GENERATE 1-5 h$ A 192.0.2.$\n", { maxGenerated: 5 }, "5"],
    [
      "findings",
      "a A x\nb A x\n",
      { maxDiagnostics: 2 },
      "0; db:5:5 ZONE_RDATA A near 'x': bad dotted quad.; db:6:5 ZONE_RDATA A near 'x': bad dotted quad.",
    ],
    [
      "findings",
      "a A x\nb A x\nc A y\nd A z\n",
      { maxDiagnostics: 1 },
      "0; db:5:5 ZONE_RDATA A near 'x': bad dotted quad.; db:6:5 ZONE_LIMIT More than 1 findings; the rest is not reported.",
    ],
  ])("%s: %j", (_, text, limits, said, all) => expect(read(text, limits, all)).toBe(said));

  it("one record of $GENERATE more makes none of its line", () => {
    const said = read("$GENERATE 1-5 h$ A 192.0.2.$\n$GENERATE 1-2 i$ A 192.0.2.$\n", { maxGenerated: 6 });
    expect(said).toMatch(/^5; db:6:11 ZONE_LIMIT /);
  });

  it("a line that needs the last of the budget leaves none for the next", () => {
    const said = read("$GENERATE 1-6 h$ A 192.0.2.$\n$GENERATE 1-1 i$ A 192.0.2.$\n", { maxGenerated: 6 });
    expect(said).toMatch(/^6; db:6:11 ZONE_LIMIT /);
  });

  it("what is not given is as it was", () => {
    expect(read(`a TXT ${"x ".repeat(60)}\n`, { maxParentheses: 1 })).toBe("1");
    expect(defaultZoneLimits.maxOctets).toBeGreaterThan(2 ** 26);
  });
});
