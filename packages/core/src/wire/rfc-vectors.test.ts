import { describe, expect, test } from "vitest";
import { numberOfRrType, printRdata, type RrType } from "../dns/index.ts";
import { decodeMessage, queryFromMessage } from "./decode.ts";
import { encodeMessage } from "./encode.ts";
import { hexOf, octetsOf } from "./octets.fixture.ts";
import { WireReader } from "./reader.ts";

const FOO = '03 "foo" 07 "example"';

/** Data as the RFCs write them, as we print them where that differs, and their octets. */
const vectors: readonly { rfc: string; type: RrType; text: string; octets: string }[] = [
  { rfc: "RFC 9460 D.1", type: "HTTPS", text: "0 foo.example.com.", octets: `0000 ${FOO} 03 "com" 00` },
  { rfc: "RFC 9460 D.2, figure 3", type: "SVCB", text: "1 .", octets: "0001 00" },
  {
    rfc: "RFC 9460 D.2, figure 4",
    type: "SVCB",
    text: "16 foo.example.com. port=53",
    octets: `0010 ${FOO} 03 "com" 00 0003 0002 0035`,
  },
  {
    rfc: "RFC 9460 D.2, figure 5",
    type: "SVCB",
    text: '1 foo.example.com. key667="hello"',
    octets: `0001 ${FOO} 03 "com" 00 029b 0005 "hello"`,
  },
  {
    rfc: "RFC 9460 D.2, figure 6",
    type: "SVCB",
    text: '1 foo.example.com. key667="hello\\210qoo"',
    octets: `0001 ${FOO} 03 "com" 00 029b 0009 "hello" d2 "qoo"`,
  },
  {
    rfc: "RFC 9460 D.2, figure 7",
    type: "SVCB",
    text: "1 foo.example.com. ipv6hint=2001:db8::1,2001:db8::53:1",
    octets: `0001 ${FOO} 03 "com" 00 0006 0020 20010db8000000000000000000000001 20010db8000000000000000000530001`,
  },
  {
    rfc: "RFC 9460 D.2, figure 8",
    type: "SVCB",
    text: "1 example.com. ipv6hint=2001:db8:122:344::c000:221",
    octets: '0001 07 "example" 03 "com" 00 0006 0010 20010db80122034400000000c0000221',
  },
  {
    rfc: "RFC 9460 D.2, figure 9",
    type: "SVCB",
    text: '16 foo.example.org. mandatory=alpn,ipv4hint alpn="h2,h3-19" ipv4hint=192.0.2.1',
    octets: `0010 ${FOO} 03 "org" 00 0000 0004 0001 0004 0001 0009 02 "h2" 05 "h3-19" 0004 0004 c0000201`,
  },
  {
    rfc: "RFC 9460 D.2, figure 10",
    type: "SVCB",
    text: '16 foo.example.org. alpn="f\\\\\\\\oo\\\\,bar,h2"',
    octets: `0010 ${FOO} 03 "org" 00 0001 000c 08 "f" 5c "oo,bar" 02 "h2"`,
  },
  {
    rfc: "RFC 4034 4.3",
    type: "NSEC",
    text: "host.example.com. A MX RRSIG NSEC TYPE1234",
    octets: `04 "host" 07 "example" 03 "com" 00 00 06 400100000003 04 1b ${"00".repeat(26)} 20`,
  },
  {
    rfc: "RFC 4034 5.4",
    type: "DS",
    text: "60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118",
    octets: "ec45 05 01 2bb183af5f22588179a53b0a98631fad1a292118",
  },
  {
    rfc: "RFC 5155 appendix A",
    type: "NSEC3",
    text: "1 1 12 AABBCCDD 2T7B4G4VSA5SMI47K61MV5BV1A22BOJR NS SOA MX RRSIG DNSKEY NSEC3PARAM",
    octets: "01 01 000c 04 aabbccdd 14 174eb2409fe28bcb4887a1836f957f0a8425e27b 00 07 22010000000290",
  },
  {
    rfc: "RFC 2782",
    type: "SRV",
    text: "0 1 9 old-slow-box.example.com.",
    octets: '0000 0001 0009 0c "old-slow-box" 07 "example" 03 "com" 00',
  },
  {
    rfc: "RFC 3403 6.1",
    type: "NAPTR",
    text: '100 10 "" "" "!^urn:cid:.+@([^\\\\.]+\\\\.)(.*)$!\\\\2!i" .',
    octets: '0064 000a 00 00 21 "!^urn:cid:.+@([^" 5c ".]+" 5c ".)(.*)$!" 5c "2!i" 00',
  },
  {
    rfc: "RFC 8659 4.2",
    type: "CAA",
    text: '0 issue "ca1.example.net"',
    octets: '00 05 "issue" "ca1.example.net"',
  },
  { rfc: "RFC 3597 5", type: "TYPE731", text: "\\# 6 ABCDEF012345", octets: "abcdef012345" },
  { rfc: "RFC 3597 5", type: "TYPE62347", text: "\\# 0", octets: "" },
  {
    rfc: "RFC 1876 4",
    type: "LOC",
    text: "42 21 54.000 N 71 6 18.000 W -24.00m 30m 10000m 10m",
    octets: "00 33 16 13 89172dd0 70be15f0 00988d20",
  },
];

/** One record of these data, and nothing else. */
function messageWith(type: RrType, octets: string): Uint8Array {
  const data = octetsOf(octets);
  const [number, length] = [numberOfRrType(type), data.length].map((value) => [value >> 8, value & 0xff]);
  const front = octetsOf("0000 0100 0000 0001 0000 0000 00");
  return Uint8Array.of(...front, ...(number ?? []), ...octetsOf("0001 0000003c"), ...(length ?? []), ...data);
}

describe.each(vectors)("$rfc: $type $text", ({ type, text, octets }) => {
  const bytes = messageWith(type, octets);
  const decoded = decodeMessage(bytes);
  test("is read", () => {
    const [record] = decoded.kind === "message" ? decoded.message.answer : [];
    expect(record === undefined ? decoded : printRdata(record.data)).toBe(text);
  });
  test("is written", () => {
    expect(decoded.kind === "message" && hexOf(encodeMessage(queryFromMessage(decoded.message)))).toBe(hexOf(bytes));
  });
});

describe("RFC 1035 section 4.1.4: four names in one datagram", () => {
  const bytes = new Uint8Array(93);
  bytes.set(octetsOf('01 "F" 03 "ISI" 04 "ARPA" 00'), 20);
  bytes.set(octetsOf('03 "FOO" c014'), 40);
  bytes.set(octetsOf("c01a"), 64);
  test.each([
    { at: 20, name: "F.ISI.ARPA.", end: 32 },
    { at: 40, name: "FOO.F.ISI.ARPA.", end: 46 },
    { at: 64, name: "ARPA.", end: 66 },
    { at: 92, name: ".", end: 93 },
  ])("$name stands at $at", ({ at, name, end }) => {
    const reader = new WireReader(bytes, 1);
    reader.at = at;
    expect(reader.name().text).toBe(name);
    expect(reader.at).toBe(end);
    expect(reader.irregularities).toEqual([]);
  });
});
