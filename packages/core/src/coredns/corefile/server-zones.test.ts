import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitHostPort, splitTransport } from "./server-zones.ts";

/** `zone zone:port`, or what is wrong. */
function split(text: string): string {
  const found = splitHostPort(text);
  if ("fault" in found) return `wrong: ${found.fault}`;
  return `${found.zones.map(({ text: zone }) => zone).join(" ")}${found.port === null ? "" : `:${found.port}`}`;
}

describe("a zone with or without a port", () => {
  it.each([
    ["example.org", "example.org."],
    ["example.org.", "example.org."],
    ["Example.ORG:5353", "example.org.:5353"],
    [".:53", ".:53"],
    [".", "."],
    ["example.org:0", "example.org.:0"],
    ["example.org:-1", "example.org.:-1"],
    ["example.org:65536", "example.org.:65536"],
    ["example.org:dns", "example.org:dns."],
    ["a:1:2", "a:1.:2"],
    ["a\\.b.test", "a\\.b.test."],
    ["a_b-.test", "a_b-.test."],
    ["*.test", "*.test."],
    ["häß.test", "h\\195\\164\\195\\159.test."],
    ["", 'wrong: expecting data after last colon: ""'],
    ["example.org:", 'wrong: expecting data after last colon: "example.org:"'],
    [":53", "wrong: zone is not a valid domain name: "],
    ["a..b", "wrong: zone is not a valid domain name: a..b"],
    [".a", "wrong: zone is not a valid domain name: .a"],
    [`${"a".repeat(64)}.test`, `wrong: zone is not a valid domain name: ${"a".repeat(64)}.test`],
  ])("%s", (text, expected) => expect(split(text)).toBe(expected));
});

describe("blocks of addresses", () => {
  it.each([
    ["10.0.0.0/8", "10.in-addr.arpa."],
    ["10.1.2.3/8", "10.in-addr.arpa."],
    ["10.1.0.0/16:53", "1.10.in-addr.arpa.:53"],
    ["192.0.2.0/24", "2.0.192.in-addr.arpa."],
    ["192.0.2.7/32", "7.2.0.192.in-addr.arpa."],
    ["10.0.0.0/7", "10.in-addr.arpa. 11.in-addr.arpa."],
    ["10.2.0.0/15", "2.10.in-addr.arpa. 3.10.in-addr.arpa."],
    ["192.0.2.4/31", "4.2.0.192.in-addr.arpa. 5.2.0.192.in-addr.arpa."],
    ["2001:db8::/32", "8.b.d.0.1.0.0.2.ip6.arpa."],
    ["2001:db8::/31", "8.b.d.0.1.0.0.2.ip6.arpa. 9.b.d.0.1.0.0.2.ip6.arpa."],
    ["fd00::/8", "d.f.ip6.arpa."],
    ["::/0", "wrong: invalid CIDR ::/0"],
    ["0::/16", "wrong: invalid CIDR 0::/16"],
    ["10.0.0.0/33", "10.0.0.0/33."],
    ["10.0.0/8", "10.0.0/8."],
    ["10.0.0.0/x", "10.0.0.0/x."],
  ])("%s", (text, expected) => expect(split(text)).toBe(expected));

  it("are as many whole zones as fill the block", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 32 }), (length) => {
        const found = splitHostPort(`10.0.0.0/${length}`);
        const count = "fault" in found ? 0 : found.zones.length;
        expect(count).toBe(2 ** (8 * Math.ceil(length / 8) - length));
      }),
    );
  });

  it("no zone twice", () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 1, max: 32 }), (address, length) => {
        const found = splitHostPort(`${address}/${length}`);
        const keys = "fault" in found ? [] : found.zones.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});

describe("transports", () => {
  it.each([
    ["dns://a.test", "dns a.test"],
    ["tls://a.test", "tls a.test"],
    ["quic://a.test", "quic a.test"],
    ["grpc://a.test", "grpc a.test"],
    ["https://a.test", "https a.test"],
    ["https3://a.test", "https3 a.test"],
    ["a.test", "dns a.test"],
    ["TLS://a.test", "dns TLS://a.test"],
    ["udp://a.test", "dns udp://a.test"],
    ["tls:/a.test", "dns tls:/a.test"],
  ])("%s", (text, expected) => {
    const { transport, rest } = splitTransport(text);
    expect(`${transport} ${rest}`).toBe(expected);
  });
});
