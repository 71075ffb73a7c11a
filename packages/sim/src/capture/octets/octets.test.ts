import { type Address, addressBytes } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { macOf } from "../../network/index.ts";
import { contenderOf } from "../../vrrp/lone-router.fixture.ts";
import { checksum } from "./checksum.ts";
import {
  advertDatagram,
  type Ends,
  ethernetFrame,
  FLAGS,
  gratuitousArp,
  groupMac,
  ipDatagram,
  isGroup,
  join,
  mostContent,
  portUnreachable,
  segment,
  tcp,
  udp,
  unsolicitedAdvertisement,
  word,
} from "./index.ts";
import { pseudoHeader } from "./ip.ts";

function hex(octets: Uint8Array): string {
  return [...octets].map((octet) => octet.toString(16).padStart(2, "0")).join("");
}

function octetsOf(text: string): Uint8Array {
  return Uint8Array.from(text.match(/[0-9a-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function ends(source: string, destination: string, ttl = 64): Ends {
  return {
    source: { address: source as Address, port: 40_000 },
    destination: { address: destination as Address, port: 53 },
    ttl,
  };
}

const octets = fc.uint8Array({ maxLength: 80 });
const IPV4 = ends("192.0.2.1", "192.0.2.53");
const IPV6 = ends("2001:db8::1", "2001:db8::53");

describe("checksums", () => {
  it.each<readonly [string, string, string]>([
    ["RFC 1071 section 3", "0001 f203 f4f5 f6f7", "220d"],
    ["a header of IPv4 from Wikipedia's article on it", "4500 0073 0000 4000 4011 0000 c0a8 0001 c0a8 00c7", "b861"],
    ["nothing", "", "ffff"],
    ["all ones", "ffff ffff", "0000"],
    ["an odd octet has a 0 behind it", "0001 f2", "0dfe"],
  ])("%s", (_what, text, expected) => {
    expect(checksum(octetsOf(text)).toString(16).padStart(4, "0")).toBe(expected);
  });

  it("law: with its checksum in it, everything sums up to 0, however it is cut into parts", () => {
    fc.assert(
      fc.property(octets, fc.nat(80), (own, cut) => {
        const even = own.length % 2 === 0 ? own : join(own, [0]);
        const sealed = join(even, word(checksum(even)));
        expect(checksum(sealed)).toBe(0);
        expect(checksum(sealed.subarray(0, cut), sealed.subarray(cut))).toBe(0);
      }),
    );
  });

  it("law: the order of words does not matter (RFC 1071 section 2 A)", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0xffff), { maxLength: 20 }), (words) => {
        const sum = (list: readonly number[]): number => checksum(Uint8Array.from(list.flatMap(word)));
        expect(sum(words)).toBe(sum(words.toReversed()));
      }),
    );
  });

  it.each([
    ["IPv4", IPV4],
    ["IPv6", IPV6],
  ])("law: over %s a receiver finds those of UDP, TCP and ICMP right", (_family, own) => {
    fc.assert(
      fc.property(octets, fc.nat(0xff), (content, flags) => {
        for (const { header, payload } of [udp(own, content), tcp(own, segment(flags, 1, 2, content))]) {
          expect(checksum(pseudoHeader(header, payload.length), payload)).toBe(0);
        }
        const { header, payload } = portUnreachable(own, content);
        expect(own === IPV4 ? checksum(payload) : checksum(pseudoHeader(header, payload.length), payload)).toBe(0);
      }),
    );
  });

  it("law: UDP never writes 0, which says that there is none (RFC 768)", () => {
    const [found] = fc.sample(
      fc.uint8Array({ minLength: 2, maxLength: 2 }).filter((content) => {
        const { payload } = udp(IPV4, content);
        return payload[6] === 0xff && payload[7] === 0xff;
      }),
      { numRuns: 1, seed: 1 },
    );
    // One of 65,536 contents sums up to 0; it is written as all ones.
    expect(found).toHaveLength(2);
  });
});

const AH = "version 2\nadvert_int 1\nauthentication {\nauth_type AH\nauth_pass 1111\n}";

describe("headers", () => {
  it.each<readonly [string, Uint8Array, string]>([
    [
      "UDP over IPv4: DF, no identification (RFC 6864)",
      ipDatagram(udp(IPV4, Uint8Array.of(1, 2)).header, udp(IPV4, Uint8Array.of(1, 2)).payload),
      "4500001e00004000 4011b698 c0000201 c0000235 9c400035 000a de2b 0102",
    ],
    [
      "a SYN has the option MSS 1460",
      tcp(IPV4, segment(FLAGS.syn, 1000, 0)).payload,
      "9c400035 000003e8 00000000 6002 faf0 78a1 0000 020405b4",
    ],
    ["over IPv6 MSS 1440", tcp(IPV6, segment(FLAGS.syn, 1000, 0)).payload.subarray(20), "020405a0"],
    [
      "a segment without ACK acknowledges nothing",
      tcp(IPV4, segment(FLAGS.rst, 0, 77)).payload.subarray(4, 12),
      "00000000 00000000",
    ],
    [
      "sequence numbers have 32 bits",
      tcp(IPV4, segment(FLAGS.ack, 0xffff_ffff, 0x8000_0000)).payload.subarray(4, 12),
      "ffffffff 80000000",
    ],
    ["port unreachable is type 3 code 3", portUnreachable(IPV4, new Uint8Array(0)).payload.subarray(0, 2), "0303"],
    ["in IPv6 type 1 code 4", portUnreachable(IPV6, new Uint8Array(0)).payload.subarray(0, 2), "0104"],
    [
      "a gratuitous ARP is a request of the address for itself, to everybody",
      gratuitousArp(macOf(3), "192.168.13.10" as Address),
      "ffffffffffff 020000000003 0806 0001080006040001 020000000003 c0a80d0a ffffffffffff c0a80d0a",
    ],
    [
      "an advert of `auth_type AH` as keepalived 2.2.7 sent it, but for the digest, which is zeros here",
      advertDatagram(
        { from: contenderOf({ lines: AH }), priority: 100, intervalMs: 1000, sequence: 3, checksum: "each" },
        { source: "192.168.13.11" as Address, to: "224.0.0.18" as Address, count: 3 },
      ),
      "45c00040 00030000 ff330d02 c0a80d0b e0000012 70040000 c0a80d0b 00000003 000000000000000000000000 21336401 0201ab17 c0a80d0a 0000000000000000",
    ],
    [
      "an unsolicited neighbour advertisement: override, and whose hardware address",
      unsolicitedAdvertisement(macOf(3), "fe80::1" as Address).datagram.subarray(40, 44),
      "88005799",
    ],
  ])("%s", (_what, found, expected) => {
    expect(hex(found)).toBe(expected.replaceAll(" ", ""));
  });

  it("an ICMP message quotes so much that the whole is no longer than it may be", () => {
    const long = new Uint8Array(5000);
    // 576 octets with a header of 20 and ICMP's 8; 1280 with 40 and 8 (RFC 1812 section 4.3.2.3, RFC 4443 section 2.4 c).
    expect(20 + portUnreachable(IPV4, long).payload.length).toBe(576);
    expect(40 + portUnreachable(IPV6, long).payload.length).toBe(1280);
  });

  it("what a segment may carry fills a frame of Ethernet", () => {
    for (const own of [IPV4, IPV6]) {
      const { header, payload } = tcp(own, segment(FLAGS.ack, 1, 1, new Uint8Array(mostContent(own))));
      expect(ipDatagram(header, payload)).toHaveLength(1500);
    }
  });
});

describe("hardware addresses", () => {
  it.each<readonly [string, string]>([
    ["224.0.0.18", "01005e000012"],
    ["224.128.0.18", "01005e000012"],
    ["239.255.255.255", "01005e7fffff"],
    ["ff02::12", "333300000012"],
    ["ff02::1:ff00:1", "3333ff000001"],
  ])("the group %s is %s (RFC 1112 section 6.4, RFC 2464 section 7)", (group, mac) => {
    expect(hex(groupMac(group as Address))).toBe(mac);
    expect(isGroup(group as Address)).toBe(true);
  });

  it.each(["223.255.255.255", "240.0.0.1", "255.255.255.255", "fe80::1", "2001:db8::1"])(
    "%s is no group",
    (address) => {
      expect(isGroup(address as Address)).toBe(false);
    },
  );

  it("each place has its own, which is nobody's by IEEE 802", () => {
    const macs = Array.from({ length: 1000 }, (_, place) => macOf(place));
    expect(new Set(macs.map(hex)).size).toBe(1000);
    // Locally administered, of one machine.
    for (const [first = 0] of macs) expect(first & 3).toBe(2);
  });

  it.each([
    [IPV4, "0800"],
    [IPV6, "86dd"],
  ])("a frame says what is in it", (own, type) => {
    const { header, payload } = udp(own, new Uint8Array(0));
    const frame = ethernetFrame(macOf(1), macOf(2), ipDatagram(header, payload));
    expect([hex(frame.subarray(0, 6)), hex(frame.subarray(6, 12)), hex(frame.subarray(12, 14))]).toEqual([
      "020000000002",
      "020000000001",
      type,
    ]);
    expect(frame.subarray(-8 - payload.length)).toContain(addressBytes(own.destination.address).at(-1));
  });
});
