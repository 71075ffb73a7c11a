import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressFromAton } from "./inet-aton.ts";

/** As glibc's inet_aton(3) reads them. */
describe("an address of one to four numbers", () => {
  it.each([
    ["192.168.13.10", "192.168.13.10"],
    ["0", "0.0.0.0"],
    ["1", "0.0.0.1"],
    ["256", "0.0.1.0"],
    ["4294967295", "255.255.255.255"],
    ["4294967296", null],
    ["1.16777215", "1.255.255.255"],
    ["1.16777216", null],
    ["1.2.65535", "1.2.255.255"],
    ["1.2.65536", null],
    ["1.2.3.255", "1.2.3.255"],
    ["1.2.3.256", null],
    ["256.1", null],
    ["1.256.1", null],
    ["255.255.255.255", "255.255.255.255"],
    ["010.0.0.1", "8.0.0.1"],
    ["0377.0400", "255.0.1.0"],
    ["037777777777", "255.255.255.255"],
    ["040000000000", null],
    ["08.0.0.1", null],
    ["0x7f.1", "127.0.0.1"],
    ["0XC0A80D0A", "192.168.13.10"],
    ["0xffffffff", "255.255.255.255"],
    ["0x100000000", null],
    ["0x", null],
    ["0xg", null],
    ["00.00.00.00", "0.0.0.0"],
    ["000000000000010", "0.0.0.8"],
    ["", null],
    [".", null],
    ["1.", null],
    [".1", null],
    ["1..2", null],
    ["1.2.3.4.5", null],
    ["1.2.3.4.", null],
    ["-1", null],
    ["+1", null],
    ["1e1", null],
    ["1 ", null],
    ["::1", null],
    ["localhost", null],
  ] as const)("%j: %s", (text, address) => expect(addressFromAton(text)).toBe(address));

  it("law: four octets are the same address in every way to write them", () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const form = fc.constantFrom(
      (number: number) => String(number),
      (number: number) => `0${number.toString(8)}`,
      (number: number) => `0x${number.toString(16)}`,
      (number: number) => `0X00${number.toString(16).toUpperCase()}`,
    );
    fc.assert(
      fc.property(
        fc.tuple(octet, octet, octet, octet),
        fc.tuple(form, form, form, form),
        fc.integer({ min: 1, max: 4 }),
        (octets, forms, count) => {
          const head = octets.slice(0, count - 1);
          const tail = octets.slice(count - 1).reduce((sum, part) => sum * 256 + part, 0);
          const text = [...head, tail].map((number, at) => forms[at]?.(number) ?? "").join(".");
          expect(addressFromAton(text)).toBe(octets.join("."));
        },
      ),
    );
  });

  it("law: what does not fit is no address", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.nat(2 ** 31 - 1), (count, more) => {
        const text = [...Array.from({ length: count - 1 }, () => "1"), String(256 ** (5 - count) + more)].join(".");
        expect(addressFromAton(text)).toBeNull();
      }),
    );
  });
});
