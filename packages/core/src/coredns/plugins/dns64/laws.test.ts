import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressBytes, parseAddress } from "../../../dns/index.ts";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

const LENGTHS = [32, 40, 48, 56, 64, 96] as const;
const octet = fc.integer({ min: 0, max: 255 });
const ipv4 = fc.tuple(octet, octet, octet, octet);
const SIX = { from: "2001:db8::1" };

/** A zone with A records alone at `a`, and with both families at `both`. */
function zoneOf(fours: readonly string[], ttl = 60, minimum = 30): string {
  const lines = fours.flatMap((four) => [`a ${ttl} A ${four}`, `both ${ttl} A ${four}`]);
  return `@ 300 SOA ns hm 1 2 3 4 ${minimum}\n@ 60 NS ns\nboth 60 AAAA 2001:db8::b\nt 60 TXT t\nc 60 CNAME a\nm 60 MX 5 a\n${lines.join("\n")}\n`;
}

function serverOf(lines: string, zone: string): CoreDnsUnderTest {
  const server = new CoreDnsUnderTest(`lan {\n ${lines}\n file /db\n}\n`, { "/db": zone });
  expect(server.problems).toEqual([]);
  return server;
}

const dataOf = (server: CoreDnsUnderTest, name: string, options = {}): readonly string[] =>
  server
    .answer(name, "AAAA", options)
    .split("\n")
    .flatMap((line) => (line.includes(" AAAA ") ? [line.split(" AAAA ")[1] ?? ""] : []));

/** The naive way back (RFC 6052 section 2.3): the octets behind the prefix, the ninth left out. */
function extracted(text: string, length: number): readonly number[] {
  const address = parseAddress(text);
  const octets = address === null ? [] : [...addressBytes(address)];
  return octets
    .flatMap((value, at) => (at === 8 ? [] : [value]))
    .slice(length === 96 ? 11 : length / 8)
    .slice(0, 4);
}

describe("an address that is made holds the one that it was made of", () => {
  it("for every prefix length, in the order of the records, and zero in the ninth octet", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...LENGTHS),
        fc.uniqueArray(ipv4, { minLength: 1, maxLength: 4, selector: String }),
        (length, all) => {
          const fours = all.map((octets) => octets.join("."));
          const server = serverOf(`dns64 2001:db8:64:ff::/${length}`, zoneOf(fours));
          const made = dataOf(server, "a.lan.", SIX);
          expect(made.map((text) => extracted(text, length).join("."))).toEqual(fours);
          for (const text of made) expect([...addressBytes(parseAddress(text) ?? ("" as never))][8]).toBe(0);
        },
      ),
    );
  });

  it("and begins with the prefix", () => {
    fc.assert(
      fc.property(ipv4, fc.integer({ min: 0, max: 0xffff }), (octets, group) => {
        const prefix = `2001:db8:${group.toString(16)}::`;
        const [made = ""] = dataOf(serverOf(`dns64 ${prefix}/48`, zoneOf([octets.join(".")])), "a.lan.", SIX);
        const bytes = [...addressBytes(parseAddress(made) ?? ("" as never))];
        expect(bytes.slice(0, 6)).toEqual([0x20, 0x01, 0x0d, 0xb8, group >> 8, group & 0xff]);
      }),
    );
  });
});

describe("who gets what", () => {
  const lines = fc.constantFrom(
    "dns64",
    "dns64 {\n  allow_ipv4\n }",
    "dns64 {\n  translate_all\n }",
    "dns64 {\n  translate_all\n  allow_ipv4\n }",
  );
  const client = fc.constantFrom("192.0.2.7", "2001:db8::7");

  it("made addresses for IPv6 clients, and for IPv4 ones where that is allowed; real ones unless all are made", () => {
    fc.assert(
      fc.property(lines, client, (text, from) => {
        const server = serverOf(text, zoneOf(["192.0.2.33"]));
        const isFor = from.includes(":") || text.includes("allow_ipv4");
        const made = "64:ff9b::c000:221";
        expect(dataOf(server, "a.lan.", { from })).toEqual(isFor ? [made] : []);
        expect(dataOf(server, "both.lan.", { from })).toEqual([
          isFor && text.includes("translate_all") ? made : "2001:db8::b",
        ]);
      }),
    );
  });

  it("nobody gets any other type or name changed", () => {
    const question = fc.constantFrom(
      ["a.lan.", "A"],
      ["m.lan.", "MX"],
      ["t.lan.", "TXT"],
      ["lan.", "SOA"],
      ["c.lan.", "CNAME"],
      ["gone.lan.", "AAAA"],
      ["both.lan.", "A"],
    );
    const plain = serverOf("whoami", zoneOf(["192.0.2.33"]));
    fc.assert(
      fc.property(lines, client, question, (text, from, [name, type]) => {
        const server = serverOf(text, zoneOf(["192.0.2.33"]));
        expect(server.line(name ?? "", type as "A", { from })).toBe(plain.line(name ?? "", type as "A", { from }));
      }),
    );
  });
});

it("a made record lives no longer than the A record, nor than the SOA record beside the empty answer", () => {
  const seconds = fc.integer({ min: 0, max: 900 });
  fc.assert(
    fc.property(seconds, (ttl) => {
      const server = serverOf("dns64", zoneOf(["192.0.2.33"], ttl));
      expect(server.line("a.lan.", "AAAA", SIX)).toMatch(new RegExp(`^NOERROR: ${Math.min(ttl, 300)} AAAA `));
    }),
  );
});

it.each([
  ["c.lan.", "NOERROR: 60 CNAME a.lan.; a.lan. 60 AAAA 64:ff9b::c000:221 -- lan. 60 NS ns.lan."],
  ["C.lan.", "NOERROR: c.lan. 60 CNAME a.lan.; a.lan. 60 AAAA 64:ff9b::c000:221 -- lan. 60 NS ns.lan."],
  ["t.lan.", "NOERROR -- lan. 300 SOA ns.lan. hm.lan. 1 2 3 4 30"],
  ["gone.lan.", "NXDOMAIN aa -- lan. 300 SOA ns.lan. hm.lan. 1 2 3 4 30"],
])("%s, for a client with IPv6 alone", (name, expected) => {
  expect(serverOf("dns64", zoneOf(["192.0.2.33"])).line(name, "AAAA", SIX)).toBe(expected);
});
