import { describe, expect, it } from "vitest";
import type { Message, Response } from "../../dns/index.ts";
import { decodeMessage, responseFromMessage } from "../decode.ts";
import { commonTypes } from "../named/common-types.fixture.ts";
import { messagesOfBlock } from "../named/named-message.fixture.ts";
import { rareTypes } from "../named/rare-types.fixture.ts";
import { hexOf } from "../octets.fixture.ts";
import {
  type DnsPacket,
  decodeWithDnsPacket,
  encodeWithDnsPacket,
  messageFromPacket,
  packetFromMessage,
} from "./index.ts";

/** What named answered. */
function responseTo(question: string): Response {
  const [sent] = messagesOfBlock({ ...commonTypes, ...rareTypes }[question] ?? "");
  const decoded = sent === undefined ? null : decodeMessage(sent.octets);
  if (decoded?.kind !== "message") throw new Error(question);
  return responseFromMessage(decoded.message);
}

/** Octets as hexadecimal, fields without those that stand for nothing. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return hexOf(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

const dataOf = ({ answers = [] }: DnsPacket): readonly unknown[] =>
  answers.map((answer) => ("data" in answer ? plain(answer.data) : null));

/** Without what a response has beside its message. */
const messageOf = ({ kind, wire, ...message }: Response): Message & { readonly isResponse: boolean } => ({
  ...message,
  isResponse: kind === "response" && wire !== undefined,
});

/** What dns-packet 5.6.1 itself reads in the octets that named 9.18.49 sent. Left out: CAA, to which its decode adds a field, and MB to MINFO, whose pointers it leaves in place. */
describe("data as the package has them", () => {
  it.each<[question: string, data: readonly unknown[]]>([
    ["a.example. A", ["192.0.2.2"]],
    ["a4.example. A", ["192.0.2.3", "192.0.2.4", "192.0.2.5"]],
    ["aaaa.example. AAAA", ["2001:db8::53"]],
    ["example. NS", ["ns.sub.example", "ns.example"]],
    [
      "example. SOA",
      [
        {
          expire: 1209600,
          minimum: 60,
          mname: "ns.example",
          refresh: 7200,
          retry: 3600,
          rname: "hostmaster.example",
          serial: 2026010101,
        },
      ],
    ],
    ["cname.example. CNAME", ["a.example"]],
    ["cname2.example. CNAME", ["A.Example"]],
    ["dname.example. DNAME", ["other.example.example"]],
    ["ptr.example. PTR", ["host.a.example"]],
    [
      "mx.example. MX",
      [
        { exchange: "mail.example", preference: 10 },
        { exchange: "mail.a.example", preference: 20 },
      ],
    ],
    ["long.label.of.many.parts.example. MX", [{ exchange: "long.label.of.many.parts.example", preference: 5 }]],
    ["txt.example. TXT", [["6f6e65", "", "746872656520776f7264732068657265"]]],
    [
      "srv.example. SRV",
      [
        { port: 5060, priority: 0, target: "a.example", weight: 5 },
        { port: 5061, priority: 1, target: "mail.example", weight: 5 },
      ],
    ],
    [
      "_sip._tcp.example. SRV",
      [
        { port: 5060, priority: 0, target: "a.example", weight: 0 },
        { port: 5060, priority: 0, target: "mail.example", weight: 0 },
      ],
    ],
    [
      "naptr.example. NAPTR",
      [{ flags: "S", order: 100, preference: 10, regexp: "", replacement: "srv.example", services: "SIP+D2U" }],
    ],
    [
      "naptr2.example. NAPTR",
      [
        {
          flags: "U",
          order: 100,
          preference: 10,
          regexp: "!^.*$!sip:info@example.com!",
          replacement: ".",
          services: "E2U+sip",
        },
      ],
    ],
    ["svcb.example. SVCB", ["00100161076578616d706c6500000000020001000100060268320268330003000220fb"]],
    [
      "https.example. HTTPS",
      [
        "0001000001000302683200040004c0000202000500030102030006001020010db8000000000000000000000002000700102f646e732d71756572797b3f646e737d",
      ],
    ],
    ["https0.example. HTTPS", ["00000161076578616d706c6500"]],
    ["uri.example. URI", ["000a000168747470733a2f2f6578616d706c652e636f6d2f"]],
    ["loc.example. LOC", ["001216138b3cf018810cbce0009895b8"]],
    [
      "sshfp.example. SSHFP",
      [{ algorithm: 4, fingerprint: "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F", hash: 2 }],
    ],
    [
      "tlsa.example. TLSA",
      [
        {
          certificate: "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
          matchingType: 1,
          selector: 1,
          usage: 3,
        },
      ],
    ],
    ["smimea.example. SMIMEA", ["0300000102"]],
    ["openpgpkey.example. OPENPGPKEY", ["01020304"]],
    [
      "ds.example. DS",
      [
        {
          algorithm: 8,
          digest: "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
          digestType: 2,
          keyTag: 60485,
        },
      ],
    ],
    [
      "rrsig.example. RRSIG",
      [
        {
          algorithm: 8,
          expiration: 1893456000,
          inception: 1577836800,
          keyTag: 12345,
          labels: 2,
          originalTTL: 300,
          signature: "010203",
          signersName: "example",
          typeCovered: "A",
        },
      ],
    ],
    ["nsec.example. NSEC", [{ nextDomain: "ns.example", rrtypes: ["A", "MX", "RRSIG", "NSEC", "UNKNOWN_1234"] }]],
    ["dnskey.example. DNSKEY", [{ algorithm: 13, flags: 257, key: "01020304" }]],
    ["nsec3param.example. NSEC3PARAM", ["0100000a04aabbccdd"]],
    ["cds.example. CDS", ["ec450d02000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"]],
    ["cdnskey.example. CDNSKEY", ["0101030d01020304"]],
    ["csync.example. CSYNC", ["000000420003000460000008"]],
    [
      "zonemd.example. ZONEMD",
      ["000000010101000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f"],
    ],
    ["spf.example. SPF", ["0b763d73706631202d616c6c"]],
    ["hinfo.example. HINFO", [{ cpu: "PC", os: "Linux" }]],
    ["rp.example. RP", [{ mbox: "hostmaster.example", txt: "txt.example" }]],
    ["afsdb.example. AFSDB", ["00010161076578616d706c6500"]],
    ["key.example. KEY", ["0200030803010001"]],
    ["kx.example. KX", ["000a0161076578616d706c6500"]],
    [
      "ipseckey.example. IPSECKEY",
      ["0a0102c0000226010351537986ed35533b6064478eeeb27b5bd74dae149b6e81ba3a0521af82ab7801"],
    ],
    [
      "ipseckey3.example. IPSECKEY",
      ["0a03020161076578616d706c6500010351537986ed35533b6064478eeeb27b5bd74dae149b6e81ba3a0521af82ab7801"],
    ],
    ["dlv.example. DLV", ["ec450802000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"]],
    ["null.example. NULL", ["010203"]],
    ["unknown.example. TYPE65280", ["deadbeef"]],
    ["empty.example. TYPE65281", [""]],
  ])("%s", (question, data) => {
    const response = responseTo(question);
    const packet = packetFromMessage(response);
    expect(packet.kind === "converted" ? dataOf(packet.value) : packet.problems).toEqual(data);
    expect(packet.kind === "converted" && messageFromPacket(packet.value)).toEqual({
      kind: "converted",
      value: messageOf(response),
    });
    const octets = encodeWithDnsPacket(response);
    expect(octets.kind === "converted" && decodeWithDnsPacket(octets.value)).toEqual({
      kind: "converted",
      value: messageOf(response),
    });
  });
});
