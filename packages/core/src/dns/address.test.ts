import { isIPv4, isIPv6 } from "node:net";
import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { describe, expect, test } from "vitest";
import { ipv4, ipv6 } from "./arbitraries.fixture.ts";
import {
  addressBytes,
  addressNumber,
  addressOfRdata,
  addressRdata,
  ipv4FromBytes,
  ipv6FromBytes,
  isIpv4,
  isIpv6,
  maskAddress,
  parseAddress,
  parseIpv4,
  parseIpv6,
  parsePrefix,
  prefixCovers,
  printPrefix,
  reverseNameText,
} from "./index.ts";

test.each([
  { text: "198.19.0.30", read: "198.19.0.30" },
  { text: "0.0.0.0", read: "0.0.0.0" },
  { text: "255.255.255.255", read: "255.255.255.255" },
  { text: "2001:DB8:0:0:0:0:0:1", read: "2001:db8::1" },
  { text: "2001:db8:0:0:1:0:0:1", read: "2001:db8::1:0:0:1" },
  { text: "2001:db8:0:1:1:1:1:1", read: "2001:db8:0:1:1:1:1:1" },
  { text: "::", read: "::" },
  { text: "::1.2.3.4", read: "::102:304" },
  { text: "::ffff:1.2.3.4", read: "::ffff:1.2.3.4" },
  { text: "::ffff:102:304", read: "::ffff:1.2.3.4" },
  { text: "64:ff9b::192.0.2.1", read: "64:ff9b::c000:201" },
  { text: "1::2::3", read: null },
  { text: "fe80::1%eth0", read: null },
  { text: "::1.2.3", read: null },
  { text: "::1.2.3.04", read: null },
  { text: "::300.1.1.1", read: null },
  { text: "1:2:3:4:5:6:7", read: null },
  { text: "1:2:3:4:5:6:7::", read: "1:2:3:4:5:6:7:0" },
  { text: "1:2:3:4::5:6:7:8", read: null },
  { text: "0:0:1:2:3:0:0:4", read: "::1:2:3:0:0:4" },
  { text: "1:0:0:2:0:0:0:3", read: "1:0:0:2::3" },
  { text: ":1::", read: null },
  { text: "1:::2", read: null },
  { text: ":", read: null },
  { text: "1:2:3:4:5:6:7:8:9", read: null },
  { text: "12345::", read: null },
  { text: "198.19.000.030", read: null },
  { text: "300.1.1.1", read: null },
  { text: "1.2.3", read: null },
  { text: "1.2.3.4.5", read: null },
  { text: " 1.2.3.4", read: null },
  { text: "1.2.3.4\n", read: null },
  { text: "0x7f.0.0.1", read: null },
  { text: "2130706433", read: null },
  { text: "", read: null },
])("$text is $read", ({ text, read }) => {
  expect(parseAddress(text)).toBe(read);
});

test("each family has its own reader", () => {
  expect([parseIpv4("::1"), parseIpv6("1.2.3.4")]).toEqual([null, null]);
});

describe("laws", () => {
  test("an address is read from its text, its octets and its number alike", () => {
    fc.assert(
      fc.property(fc.oneof(ipv4, ipv6), (address) => {
        const bytes = addressBytes(address);
        expect(parseAddress(address)).toBe(address);
        expect(bytes.length === 4 ? ipv4FromBytes(bytes) : ipv6FromBytes(bytes)).toBe(address);
        expect([isIpv4(address), isIpv6(address)]).toEqual([bytes.length === 4, bytes.length === 16]);
        expect(addressNumber(address)).toBe(BigInt(`0x${Buffer.from(bytes).toString("hex")}`));
      }),
    );
  });

  test("octets of an address stand anywhere in a packet", () => {
    expect(ipv4FromBytes(Uint8Array.of(9, 9, 192, 0, 2, 1, 9), 2)).toBe("192.0.2.1");
  });

  test("Node's own readers agree on what is one, but for zones", () => {
    const written = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.string({ unit: fc.constantFrom("0", "1", "9", "f", ".", ":", "::") }),
    );
    fc.assert(
      fc.property(written, (text) => {
        expect(parseIpv4(text) !== null).toBe(isIPv4(text));
        expect(parseIpv6(text) !== null).toBe(isIPv6(text));
      }),
      { numRuns: 2000 },
    );
  });

  test("ipaddr.js reads and writes the same, but for mapped addresses", () => {
    const group = fc.oneof(fc.constant(0), fc.nat(0xffff));
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        const theirs = new ipaddr.IPv6(groups);
        fc.pre(!theirs.isIPv4MappedAddress());
        expect(parseIpv6(theirs.toNormalizedString())).toBe(theirs.toRFC5952String());
      }),
      { numRuns: 1000 },
    );
  });
});

describe("blocks", () => {
  test.each([
    { text: "192.168.13.0/24", read: "192.168.13.0/24", hostBits: false },
    { text: "192.168.13.7/24", read: "192.168.13.0/24", hostBits: true },
    { text: "192.168.13.7", read: "192.168.13.7/32", hostBits: false },
    { text: "0.0.0.0/0", read: "0.0.0.0/0", hostBits: false },
    { text: "2001:db8::1/33", read: "2001:db8::/33", hostBits: true },
    { text: "::1", read: "::1/128", hostBits: false },
    { text: "100.64.0.0/010", read: "100.64.0.0/10", hostBits: false },
  ])("$text is $read", ({ text, read, hostBits }) => {
    const prefix = parsePrefix(text);
    if (typeof prefix === "string") throw new Error(prefix);
    expect([printPrefix(prefix), prefix.hasHostBits]).toEqual([read, hostBits]);
  });

  test.each([
    { text: "192.168.13.0/33", fault: "bad-length" },
    { text: "192.168.13.0/", fault: "bad-length" },
    { text: "192.168.13.0/-1", fault: "bad-length" },
    { text: "192.168.13.0/24/8", fault: "bad-length" },
    { text: "::/129", fault: "bad-length" },
    { text: "192.168.13/24", fault: "bad-address" },
    { text: "/24", fault: "bad-address" },
  ])("$text: $fault", ({ text, fault }) => expect(parsePrefix(text)).toBe(fault));

  test("a block covers what has its first bits, in its own family alone", () => {
    fc.assert(
      fc.property(fc.oneof(ipv4, ipv6), fc.oneof(ipv4, ipv6), fc.nat(128), (address, other, bits) => {
        const width = isIpv4(address) ? 32 : 128;
        const length = Math.min(bits, width);
        const prefix = { address: maskAddress(address, length), length };
        const shift = BigInt(width - length);
        const isCovered =
          isIpv4(address) === isIpv4(other) && addressNumber(address) >> shift === addressNumber(other) >> shift;
        expect(prefixCovers(prefix, address)).toBe(true);
        expect(prefixCovers(prefix, other)).toBe(isCovered);
        expect(maskAddress(prefix.address, length)).toBe(prefix.address);
      }),
    );
  });
});

test.each([
  { address: "192.168.13.10", name: "10.13.168.192.in-addr.arpa." },
  { address: "2001:db8::1", name: "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa." },
])("$address is looked up as $name", ({ address, name }) => {
  const read = parseAddress(address);
  expect(read === null ? null : reverseNameText(read)).toBe(name);
});

test("an address is a record's data and back", () => {
  fc.assert(
    fc.property(fc.oneof(ipv4, ipv6), (address) => {
      const data = addressRdata(address);
      expect(data.type).toBe(isIpv4(address) ? "A" : "AAAA");
      expect(addressOfRdata(data)).toBe(address);
    }),
  );
  expect(addressOfRdata({ type: "TXT", strings: [] })).toBeNull();
});
