import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { durationFault, parseGoDuration, parseGoInteger, zonesFromArgument, zonesFromArguments } from "./values.ts";

describe("durations, as Go's time.ParseDuration reads them", () => {
  it.each<readonly [string, number]>([
    ["0", 0],
    ["5s", 5000],
    ["30m", 1_800_000],
    ["2h45m", 9_900_000],
    ["1.5h", 5_400_000],
    [".5s", 500],
    ["1.s", 1000],
    ["-1.5h", -5_400_000],
    ["+5s", 5000],
    ["300ms", 300],
    ["10us", 0.01],
    ["10µs", 0.01],
    ["10μs", 0.01],
    ["1h15m30.918s", 4_530_918],
    ["1s1s", 2000],
    ["-0", 0],
    ["2562047h47m16s", 9_223_372_036_000],
  ])("%s", (text, expected) => expect(parseGoDuration(text)).toBeCloseTo(expected, 6));

  it.each([
    ["", 'time: invalid duration ""'],
    ["-", 'time: invalid duration "-"'],
    ["s", 'time: invalid duration "s"'],
    [".", 'time: invalid duration "."'],
    [".s", 'time: invalid duration ".s"'],
    ["5", 'time: missing unit in duration "5"'],
    ["-5", 'time: missing unit in duration "-5"'],
    ["1.5", 'time: missing unit in duration "1.5"'],
    ["1s5", 'time: missing unit in duration "1s5"'],
    ["5d", 'time: unknown unit "d" in duration "5d"'],
    ["5S", 'time: unknown unit "S" in duration "5S"'],
    ["1s 5s", 'time: unknown unit "s " in duration "1s 5s"'],
    ["5é", 'time: unknown unit "\\xc3\\xa9" in duration "5\\xc3\\xa9"'],
    ['5"', 'time: unknown unit "\\"" in duration "5\\""'],
    ["2562047h47m17s", 'time: invalid duration "2562047h47m17s"'],
    ["-2562048h", 'time: invalid duration "-2562048h"'],
    ["1--5s", 'time: unknown unit "--" in duration "1--5s"'],
  ])("%s: %s", (text, expected) => {
    expect(parseGoDuration(text)).toBeNull();
    expect(durationFault(text)).toBe(expected);
  });

  it("parts add up, in any order", () => {
    const part = fc.tuple(fc.nat(99), fc.constantFrom("h", "m", "s", "ms"));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
        const one = (text: string): number => parseGoDuration(text) ?? Number.NaN;
        const texts = parts.map(([number, unit]) => `${number}${unit}`);
        expect(one(texts.join(""))).toBe(texts.map(one).reduce((sum, value) => sum + value, 0));
      }),
    );
  });
});

describe("integers, as Go's strconv.Atoi reads them", () => {
  it.each<readonly [string, number | null]>([
    ["0", 0],
    ["42", 42],
    ["-7", -7],
    ["+7", 7],
    ["007", 7],
    ["", null],
    ["1.5", null],
    ["1e3", null],
    ["0x10", null],
    ["1_000", null],
    [" 1", null],
    ["١", null],
    ["99999999999999999999", null],
  ])("%s", (text, expected) => expect(parseGoInteger(text)).toBe(expected));
});

describe("zones of a plugin", () => {
  it.each<readonly [string, readonly string[]]>([
    ["example.org", ["example.org."]],
    ["EXAMPLE.org.", ["example.org."]],
    [".", ["."]],
    ["example.org:53", ["example.org."]],
    ["tls://example.org", ["example.org."]],
    ["192.0.2.0/24", ["2.0.192.in-addr.arpa."]],
    ["2001:db8::/32", ["8.b.d.0.1.0.0.2.ip6.arpa."]],
    ["192.0.2.1", ["192.0.2.1."]],
    ["a..b", []],
    [":53", []],
    ["", []],
  ])("%s", (text, expected) => expect(zonesFromArgument(text).map(({ text: zone }) => zone)).toEqual(expected));

  it("none written: those of the block; bad ones are left out", () => {
    const block = zonesFromArgument("block.test");
    expect(zonesFromArguments([], block)).toBe(block);
    expect(zonesFromArguments(["a..b"], block)).toEqual([]);
    expect(zonesFromArguments(["b.test", "a..b", "a.test"], block).map(({ text }) => text)).toEqual([
      "b.test.",
      "a.test.",
    ]);
  });
});
