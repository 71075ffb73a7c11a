import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isNumber, leadingNumber, microseconds } from "./numbers.ts";

describe("the number that a word begins with (strtol)", () => {
  it.each([
    ["0", 0, true],
    ["51", 51, true],
    ["007", 7, true],
    ["+7", 7, true],
    ["-7", -7, true],
    ["5x", 5, false],
    ["1.5", 1, false],
    ["0x10", 0, false],
    ["1e3", 1, false],
    ["x5", 0, false],
    ["", 0, false],
    ["+", 0, false],
    ["--5", 0, false],
    [" 5", 5, true],
    ["5 ", 5, false],
    ["-0", -0, true],
  ] as const)("%j: %i, and nothing else %s", (text, value, isWhole) => {
    expect(leadingNumber(text)).toBe(value);
    expect(isNumber(text)).toBe(isWhole);
  });
});

describe("microseconds of a number of seconds (read_decimal_unsigned_long_func)", () => {
  it.each([
    ["1", 1_000_000],
    ["0.25", 250_000],
    [".5", 500_000],
    ["1.", 1_000_000],
    ["0.000001", 1],
    ["0.0000001", 0],
    ["0.0000005", 1],
    ["0.9999999", 1_000_000],
    ["2.25x", 225],
    ["", 0],
    ["-1", null],
    ["-", null],
    ["+1.5", 1_500_000],
    ["x", 0],
    ["x.5", 0],
  ] as const)("%j: %s", (text, expected) => expect(microseconds(text)).toBe(expected));

  it("law: of a decimal number they are the number, rounded half up", () => {
    fc.assert(
      fc.property(fc.nat(4294), fc.stringMatching(/^\d{0,9}$/), (whole, decimals) => {
        const exact = BigInt(whole) * 1_000_000_000n + BigInt(decimals.padEnd(9, "0"));
        expect(microseconds(`${whole}.${decimals}`)).toBe(Number((exact + 500n) / 1000n));
      }),
    );
  });
});
