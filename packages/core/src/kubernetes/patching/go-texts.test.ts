import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { timestampFromUnixSeconds } from "../timestamp.ts";
import { invalid, printFieldError, unsupported } from "./field-error.ts";
import { timeFault } from "./go-time.ts";
import { goText, goTypeOf, type Json, jsonFrom, jsonText, quotedText, sortedMap } from "./json-value.ts";

describe("a text as Go's %q prints it", () => {
  test.each<readonly [text: string, quoted: string]>([
    ["", '""'],
    ["a b", '"a b"'],
    ["<&>", '"<&>"'],
    ['say "x"', '"say \\"x\\""'],
    ["a\\b", '"a\\\\b"'],
    ["\u0007\b\f\n\r\t\v", '"\\a\\b\\f\\n\\r\\t\\v"'],
    ["\u0000\u001b\u007f", '"\\x00\\x1b\\x7f"'],
    ["é€😀", '"é€😀"'],
    ["\u00a0\u200b\u2028\ufeff", '"\\u00a0\\u200b\\u2028\\ufeff"'],
    ["\u{e0001}", '"\\U000e0001"'],
  ])("%j", (text, quoted) => {
    expect(quotedText(text)).toBe(quoted);
  });

  test("law: it stands on one line, and printable ASCII is as JSON has it", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: "binary" }), (ascii, any) => {
        expect(quotedText(ascii)).toBe(JSON.stringify(ascii));
        expect(["\n", "\r", "\0", "\u2028"].some((letter) => quotedText(any).includes(letter))).toBe(false);
      }),
    );
  });

  test("a wrong value is quoted where it is a text, and JSON where it is more", () => {
    expect(printFieldError(invalid("spec.a", "<x>", "no"))).toBe('spec.a: Invalid value: "<x>": no');
    expect(printFieldError(invalid("spec.a", ["<x>"], "no"))).toBe('spec.a: Invalid value: ["\\u003cx\\u003e"]: no');
    expect(printFieldError(unsupported("spec.a", "\t", ["B"]))).toBe(
      'spec.a: Unsupported value: "\\t": supported values: "B"',
    );
  });
});

describe("moments as Go's time package reads them", () => {
  const LAYOUT = "2006-01-02T15:04:05Z07:00";
  test.each<readonly [text: string, fault: string | null]>([
    ["2023-11-20T14:02:14Z", null],
    ["2023-11-20T14:02:14.123456Z", null],
    ["2023-11-20T14:02:14+01:00", null],
    ["yesterday", `parsing time "yesterday" as "${LAYOUT}": cannot parse "yesterday" as "2006"`],
    ["", `parsing time "" as "${LAYOUT}": cannot parse "" as "2006"`],
    ["2023", `parsing time "2023" as "${LAYOUT}": cannot parse "" as "-"`],
    [
      "2023-13-20T14:02:14Z",
      `parsing time "2023-13-20T14:02:14Z" as "${LAYOUT}": cannot parse "13-20T14:02:14Z" as "01"`,
    ],
    ["2023-11-20 14:02:14Z", `parsing time "2023-11-20 14:02:14Z" as "${LAYOUT}": cannot parse " 14:02:14Z" as "T"`],
    ["2023-11-20T14:02:14", `parsing time "2023-11-20T14:02:14" as "${LAYOUT}": cannot parse "" as "Z07:00"`],
    ["2023-11-20T14:02:14Zulu", 'parsing time "2023-11-20T14:02:14Zulu": extra text: "ulu"'],
  ])("%j", (text, fault) => {
    expect(timeFault(text)).toBe(fault);
  });

  test("law: whatever we write as a moment is one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 253_402_300_799 }), (seconds) => {
        expect(timeFault(timestampFromUnixSeconds(seconds))).toBeNull();
      }),
    );
  });
});

describe("values as Go prints and names them", () => {
  test.each<readonly [value: Json, shown: string, type: string]>([
    [null, "<nil>", "<nil>"],
    [true, "true", "bool"],
    [7, "7", "int64"],
    [1.5, "1.5", "float64"],
    ["a", "a", "string"],
    [[1, ["b"]], "[1 [b]]", "[]interface {}"],
    [{ b: 1, a: { c: [] } }, "map[a:map[c:[]] b:1]", "map[string]interface {}"],
  ])("%j", (value, shown, type) => {
    expect([goText(value), goTypeOf(value)]).toEqual([shown, type]);
  });

  test("law: the order of members changes nothing of what is printed of a sorted map", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), fc.jsonValue({ maxDepth: 1 })), (map) => {
        const [one, other] = [Object.entries(map), Object.entries(map).reverse()].map((entries) =>
          sortedMap(Object.fromEntries(entries.map(([key, value]) => [key, jsonFrom(value)]))),
        );
        expect(jsonText(one)).toBe(jsonText(other));
      }),
    );
  });
});
