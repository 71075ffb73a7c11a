import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileTreeFromSources, sourceFromBytes } from "../../text/index.ts";
import { checkNamedConf, parseNamedConf, printNamedConf } from "./index.ts";

const encoder = new TextEncoder();
const files = fileTreeFromSources(new Map());
const read = (bytes: Uint8Array) =>
  parseNamedConf(sourceFromBytes("named.conf", bytes), { files, version: "9.18", directory: "/" });

/** What was read and printed again. */
function again(bytes: Uint8Array): Uint8Array {
  const [document] = read(bytes).value.documents;
  return document === undefined ? new Uint8Array(0) : printNamedConf(document);
}

const pieces = fc.constantFrom(
  ...[
    "options",
    "zone",
    "acl",
    "view",
    "include",
    "{",
    "}",
    ";",
    "!",
    '"',
    '"a"',
    "\\",
    "/*",
    "*/",
    "//",
    "#",
    "\n",
    " ",
    "\t",
  ],
  ...["recursion", "yes", "type", "primary", "192.168.0.0/16", "::1", "\0", "\ufeff", "\r\n", "ä", "key"],
);

describe("printing what was read gives the same octets", () => {
  it("of any text that looks like a configuration", () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (words) => {
        const bytes = encoder.encode(words.join(""));
        expect(again(bytes)).toEqual(bytes);
      }),
    );
  });

  it("of any octets", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(again(bytes)).toEqual(bytes);
      }),
    );
  });

  it.each([
    ["comments of three kinds and blanks", "# a\n// b\n/* c\n */ options {\t} ; \r\n"],
    ["a byte order mark", "\ufeffoptions { };"],
    ["NUL octets", "options {\0 };\0"],
    ["nothing", ""],
    ["no semicolon and no brace", "zone a { type"],
    ["a string that never ends", 'options { directory "x\n};'],
  ])("%s", (_row, text) => {
    const bytes = encoder.encode(text);
    expect(again(bytes)).toEqual(bytes);
  });

  it("invalid UTF-8", () => {
    const bytes = Uint8Array.of(0x23, 0xff, 0xfe, 0x0a, 0xc3, 0x28, 0x3b);
    expect(again(bytes)).toEqual(bytes);
  });
});

describe("hostile input", () => {
  it.each([
    ["braces inside braces", "a {".repeat(50_000)],
    ["closed braces alone", "}".repeat(50_000)],
    ["negations", `acl a { ${"!".repeat(50_000)} any; };`],
    ["statements", "acl a { any; };\n".repeat(5000)],
    ["a comment that never ends", `/*${"*".repeat(100_000)}`],
    ["a long word", "x".repeat(200_000)],
    ["a list of lists", `acl a { ${"{ any; }; ".repeat(20_000)} };`],
  ])("%s: read to the end, and never thrown", (_row, text) => {
    const bytes = encoder.encode(text);
    const parsed = read(bytes);
    checkNamedConf(parsed.value);
    expect(again(bytes)).toEqual(bytes);
  });

  it("a file beyond the limit says so", () => {
    const text = encoder.encode("acl a { any; };\n".repeat(100));
    const { diagnostics } = parseNamedConf(sourceFromBytes("named.conf", text), {
      files,
      version: "9.18",
      directory: "/",
      limits: { bytes: 100 },
    });
    expect(diagnostics.map(({ code }) => code)).toContain("NAMED_CONF_LIMIT");
  });

  it("braces deeper than the limit say so, once", () => {
    const { diagnostics } = read(encoder.encode(`${"a {".repeat(100)}${"};".repeat(100)}`));
    expect(diagnostics.filter(({ code }) => code === "NAMED_CONF_LIMIT")).toHaveLength(1);
  });
});
