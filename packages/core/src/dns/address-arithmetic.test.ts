import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Address,
  addressBytes,
  addressNumber,
  ipv4FromBytes,
  ipv6FromBytes,
  maskAddress,
  parseAddress,
  prefixCovers,
} from "./address.ts";

function address(text: string): Address {
  const parsed = parseAddress(text);
  if (parsed === null) throw new Error(text);
  return parsed;
}

describe("octets, number and text are one address", () => {
  it.each([
    ["0.0.0.0", [0, 0, 0, 0], 0n],
    ["1.2.3.4", [1, 2, 3, 4], 0x01020304n],
    ["127.0.0.1", [127, 0, 0, 1], 0x7f000001n],
    ["128.0.0.0", [128, 0, 0, 0], 0x80000000n],
    ["255.255.255.255", [255, 255, 255, 255], 0xffffffffn],
    ["::1", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 1n],
    ["2001:db8::", [0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 0x20010db8n << 96n],
  ])("%s", (text, octets, number) => {
    expect([[...addressBytes(address(text))], addressNumber(address(text))]).toEqual([octets, number]);
  });

  it("law: any four octets, any sixteen", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ minLength: 4, maxLength: 4 }), fc.uint8Array({ minLength: 16, maxLength: 16 })),
        (octets) => {
          const text = octets.length === 4 ? ipv4FromBytes(octets) : ipv6FromBytes(octets);
          expect([...addressBytes(text)]).toEqual([...octets]);
          expect(addressNumber(text)).toBe(BigInt(`0x${Buffer.from(octets).toString("hex")}`));
        },
      ),
    );
  });
});

describe("blocks", () => {
  it.each([
    ["0.0.0.0", 0, "255.255.255.255", true],
    ["0.0.0.0", 0, "::1", false],
    ["::", 0, "1.2.3.4", false],
    ["::", 0, "ffff::", true],
    ["128.0.0.0", 1, "128.0.0.1", true],
    ["128.0.0.0", 1, "127.255.255.255", false],
    ["192.168.13.0", 24, "192.168.13.255", true],
    ["192.168.13.0", 24, "192.168.14.0", false],
    ["192.168.13.10", 32, "192.168.13.10", true],
    ["192.168.13.10", 32, "192.168.13.11", false],
    ["255.255.255.255", 32, "255.255.255.255", true],
    ["2001:db8::", 33, "2001:db8:7fff::1", true],
    ["2001:db8::", 33, "2001:db8:8000::", false],
  ])("%s/%i and %s: %s", (first, length, text, expected) => {
    expect(prefixCovers({ address: address(first), length }, address(text))).toBe(expected);
  });

  it("law: a block covers what has its first bits, and no more", () => {
    const octet = fc.nat(255);
    fc.assert(
      fc.property(fc.tuple(octet, octet, octet, octet), fc.nat(32), fc.nat(31), ([a, b, c, d], length, bit) => {
        const one = ipv4FromBytes(Uint8Array.of(a, b, c, d));
        const prefix = { address: maskAddress(one, length), length };
        const flipped = addressNumber(one) ^ (1n << BigInt(31 - bit));
        const other = ipv4FromBytes(
          Uint8Array.from([24n, 16n, 8n, 0n].map((shift) => Number((flipped >> shift) & 255n))),
        );
        expect([prefixCovers(prefix, one), prefixCovers(prefix, other)]).toEqual([true, bit >= length]);
      }),
    );
  });
});
