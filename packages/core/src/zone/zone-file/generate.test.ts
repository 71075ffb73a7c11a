import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printGenerated } from "./digits.ts";
import { countOfRange, expandTemplate, parseGenerateRange, parseTemplate } from "./generate.ts";

describe("the range of $GENERATE", () => {
  it.each([
    ["1-3", "1 3 1", 3],
    ["0-0", "0 0 1", 1],
    ["1-10/3", "1 10 3", 4],
    ["1-10/100", "1 10 100", 1],
    ["+1-+3", "1 3 1", 3],
    ["1-3/+2", "1 3 2", 2],
    ["01-03", "1 3 1", 3],
    ["1-3x", "1 3 1", 3],
    ["0-2147483647", "0 2147483647 1", 2_147_483_648],
    ["4294967296-4294967298", "0 2 1", 3],
  ])("%s", (text, expected, count) => {
    const range = parseGenerateRange(text);
    expect(range === null ? null : `${range.start} ${range.stop} ${range.step}`).toBe(expected);
    expect(range === null ? null : countOfRange(range)).toBe(count);
  });

  it.each(["", "1", "1-", "-3", "3-1", "1-3/0", "1-3/", "a-b", "1 - 3", "0-2147483648", "-1-3"])(
    "%j is refused",
    (text) => {
      expect(parseGenerateRange(text)).toBeNull();
    },
  );
});

describe("what stands for a number", () => {
  it.each([
    ["a", 7, "a"],
    ["a$", 7, "a7"],
    ["$.$", 7, "7.7"],
    ["$$", 7, "$"],
    ["\\$", 7, "\\$"],
    ["a\\$$", 7, "a\\$7"],
    ["${1}", 7, "8"],
    ["${-1}", 7, "6"],
    ["${-9}", 7, "-2"],
    ["${0,3}", 7, "007"],
    ["${0,3,d}", 7, "007"],
    ["${0,3,x}", 30, "01e"],
    ["${0,3,X}", 30, "01E"],
    ["${0,3,o}", 30, "036"],
    ["${0,0,n}", 30, "e.1"],
    ["${0,5,n}", 30, "e.1.0"],
    ["${0,6,n}", 30, "e.1.0."],
    ["${0,3,N}", 30, "E.1"],
    ["${16,1,x}$", 7, "1723"],
  ])("%s at %s: %s", (template, value, expected) => {
    const parsed = parseTemplate(template);
    expect(parsed === null ? null : expandTemplate(parsed, value)).toBe(expected);
  });

  it.each(["${", "${}", "${x}", "${0,3,z}", "${0,3", "${0"])("%s is refused", (template) => {
    expect(parseTemplate(template)).toBeNull();
  });

  it.each([
    ["${2147483647}", 1, "out of range"],
    ["${0,128}", 1, "ran out of space"],
    ["x".repeat(2048), 1, "ran out of space"],
  ])("%s at %s: %s", (template, value, why) => {
    const parsed = parseTemplate(template);
    expect(parsed === null ? null : expandTemplate(parsed, value)).toEqual({ why });
  });
});

describe("numbers", () => {
  const value = fc.integer({ min: 0, max: 0x7fffffff });
  const width = fc.integer({ min: 0, max: 20 });

  it.each([
    ["d", 10],
    ["o", 8],
    ["x", 16],
    ["X", 16],
  ])("%s: as wide as wanted, and read back to base %s", (base, radix) => {
    fc.assert(
      fc.property(value, width, (number, wide) => {
        const text = printGenerated(number, wide, base);
        expect(Number.parseInt(text, radix)).toBe(number);
        expect(text.length).toBe(Math.max(wide, number.toString(radix).length));
      }),
    );
  });

  it("n: hexadecimal digits from the right, with dots between", () => {
    fc.assert(
      fc.property(value, (number) => {
        const digits = [...number.toString(16)].reverse().join(".");
        expect(printGenerated(number, 0, "n")).toBe(digits);
        expect(printGenerated(number, 0, "N")).toBe(digits.toUpperCase());
      }),
    );
  });
});
