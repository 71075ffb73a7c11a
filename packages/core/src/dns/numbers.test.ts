import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { u16, u32 } from "./arbitraries.fixture.ts";
import {
  BEGINNING,
  compareSerials,
  instantFromMs,
  isQuestionOnlyType,
  laterBy,
  MAX_TTL,
  numberOfOpcode,
  numberOfRcode,
  numberOfRrClass,
  numberOfRrType,
  opcodeFromNumber,
  opcodeNumbers,
  parseRcode,
  parseRrClass,
  parseRrType,
  parseTtl,
  type RrType,
  rcodeFromNumber,
  rcodeNumbers,
  rrClassFromNumber,
  rrClassNumbers,
  rrTypeFromNumber,
  rrTypeNumbers,
  wholeSeconds,
} from "./index.ts";

describe("TTLs", () => {
  test.each([
    { text: "0", seconds: 0 },
    { text: "300", seconds: 300 },
    { text: "1h", seconds: 3600 },
    { text: "1H30M", seconds: 5400 },
    { text: "1w2d3h4m5s", seconds: 788_645 },
    { text: "5s1w", seconds: 604_805 },
    { text: "2147483648", seconds: MAX_TTL + 1 },
    { text: "", seconds: null },
    { text: "h", seconds: null },
    { text: "1h2", seconds: null },
    { text: "-1", seconds: null },
    { text: "1y", seconds: null },
    { text: "1.5h", seconds: null },
    { text: "12345678901", seconds: 12_345_678_901 },
    { text: "0h5", seconds: 5 },
    { text: "1s".repeat(40), seconds: null },
  ])("$text is $seconds", ({ text, seconds }) => expect(parseTtl(text)).toBe(seconds));

  test("units add up in any order", () => {
    const units = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 } as const;
    const part = fc.tuple(fc.nat(9999), fc.constantFrom(...(Object.keys(units) as (keyof typeof units)[])));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
        const sum = parts.reduce((seconds, [amount, unit]) => seconds + amount * units[unit], 0);
        expect(parseTtl(parts.map(([amount, unit]) => `${amount}${unit}`).join(""))).toBe(sum);
      }),
    );
  });
});

describe("serials (RFC 1982)", () => {
  test.each([
    { left: 1, right: 0, order: "newer" },
    { left: 0, right: 1, order: "older" },
    { left: 44, right: 44, order: "same" },
    { left: 0, right: 0xffffffff, order: "newer" },
    { left: 0xffffffff, right: 0, order: "older" },
    { left: 0x7fffffff, right: 0, order: "newer" },
    { left: 0x80000000, right: 0, order: "undefined-order" },
    { left: 0x80000001, right: 0, order: "older" },
    { left: 2024010101, right: 2024010102, order: "older" },
  ])("$left to $right is $order", ({ left, right, order }) => expect(compareSerials(left, right)).toBe(order));

  test("a serial is newer than itself with any addition up to 2^31 - 1 taken away (section 3.1)", () => {
    fc.assert(
      fc.property(u32, fc.integer({ min: 1, max: 0x7fffffff }), (serial, addition) => {
        const later = (serial + addition) % 2 ** 32;
        expect(compareSerials(later, serial)).toBe("newer");
        expect(compareSerials(serial, later)).toBe("older");
      }),
    );
  });

  test("half the circle away there is no order", () => {
    fc.assert(fc.property(u32, (serial) => compareSerials((serial + 2 ** 31) % 2 ** 32, serial) === "undefined-order"));
  });
});

/** The same four laws for each registry. */
describe.each([
  { what: "types", numbers: rrTypeNumbers, from: rrTypeFromNumber, to: numberOfRrType, most: 0xffff },
  { what: "classes", numbers: rrClassNumbers, from: rrClassFromNumber, to: numberOfRrClass, most: 0xffff },
  { what: "rcodes", numbers: rcodeNumbers, from: rcodeFromNumber, to: numberOfRcode, most: 4095 },
  { what: "opcodes", numbers: opcodeNumbers, from: opcodeFromNumber, to: numberOfOpcode, most: 15 },
])("$what", ({ numbers, from, to, most }) => {
  const wordOf = from as (number: number) => string;
  const numberOf = to as (word: string) => number;

  test("a number has one word, and the word the number", () => {
    fc.assert(fc.property(fc.nat(most), (number) => numberOf(wordOf(number)) === number));
  });

  test("every mnemonic stands for its number alone", () => {
    for (const [word, number] of Object.entries(numbers))
      expect([wordOf(number), numberOf(word)]).toEqual([word, number]);
    expect(new Set(Object.values(numbers)).size).toBe(Object.keys(numbers).length);
  });

  test("a number without a mnemonic is written with it", () => {
    fc.assert(
      fc.property(fc.nat(most), (number) => {
        const isKnown = Object.values<number>(numbers).includes(number);
        expect(/^(TYPE|CLASS|RCODE|OPCODE)\d+$/.test(wordOf(number))).toBe(!isKnown);
      }),
    );
  });
});

test.each([
  { text: "a", type: "A" },
  { text: "TYPE1", type: "A" },
  { text: "type65280", type: "TYPE65280" },
  { text: "nsap-ptr", type: "NSAP-PTR" },
  { text: "any", type: "ANY" },
  { text: "TYPE65536", type: null },
  { text: "TYPE", type: null },
  { text: "TYPE-1", type: null },
  { text: "TYPE000001", type: null },
  { text: "", type: null },
  { text: "__proto__", type: null },
  { text: "constructor", type: null },
  { text: "toString", type: null },
])("type $text is $type", ({ text, type }) => expect(parseRrType(text)).toBe(type));

test.each([
  { text: "in", rrClass: "IN" },
  { text: "CHAOS", rrClass: "CH" },
  { text: "hesiod", rrClass: "HS" },
  { text: "CLASS1", rrClass: "IN" },
  { text: "class7", rrClass: "CLASS7" },
  { text: "CLASS65536", rrClass: null },
  { text: "constructor", rrClass: null },
  { text: "__proto__", rrClass: null },
])("class $text is $rrClass", ({ text, rrClass }) => expect(parseRrClass(text)).toBe(rrClass));

test.each([
  { text: "nxdomain", rcode: "NXDOMAIN" },
  { text: "BADVERS", rcode: "BADVERS" },
  { text: "hasOwnProperty", rcode: null },
  { text: "__proto__", rcode: null },
  { text: "0", rcode: null },
])("rcode $text is $rcode", ({ text, rcode }) => expect(parseRcode(text)).toBe(rcode));

test("a type that is written is read", () => {
  fc.assert(
    fc.property(u16, (number) => {
      expect(parseRrType(rrTypeFromNumber(number))).toBe(rrTypeFromNumber(number));
      expect(parseRrType(`type${number}`)).toBe(rrTypeFromNumber(number));
      expect(parseRrClass(rrClassFromNumber(number))).toBe(rrClassFromNumber(number));
    }),
  );
});

test("types of questions and of messages are no types of zones (RFC 6895 section 3.1)", () => {
  const meta = Object.keys(rrTypeNumbers).filter((type) => isQuestionOnlyType(type as RrType));
  expect(meta.sort()).toEqual(["ANY", "AXFR", "IXFR", "MAILA", "MAILB", "NXNAME", "OPT", "TKEY", "TSIG"]);
});

test("time is counted in milliseconds, TTLs in whole seconds", () => {
  const later = laterBy(BEGINNING, 2999.5);
  expect([BEGINNING, later, wholeSeconds(later), instantFromMs(7)]).toEqual([0, 2999.5, 2, 7]);
});
