import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

const FILE = String.raw`# names of the office
192.0.2.10 alpha.test Beta.Test
192.0.2.11	alpha.test
2001:db8::10 alpha.test
192.0.2.12 four.test
2001:db8::13 six.test
192.0.2.14 *.wild.test
2001:db8::14 *.six.wild.test
192.0.2.15 exact.wild.test
127.0.0.1 localhost localhost.localdomain
::1 localhost ip6-localhost
192.0.2.16 a.test. b.test.
  192.0.2.17   indented.test   # behind
192.0.2.18 under_score.test
192.0.2.19 -dash.test 1.2.3.4.test
192.0.2.20#glued.test
192.0.2.21 *.*.star.test
192.0.2.22 mid.*.test
192.0.2.256 wrong.test
192.0.2 short.test
2001:DB8::A0 upper.test
::ffff:192.0.2.30 mapped.test
fe80::1%lo zoned.test
`;

/** Says NXDOMAIN to what falls through. */
const NEXT = " template ANY ANY {\n  rcode NXDOMAIN\n }\n";

/** What stands behind `hosts /h`, then questions and what CoreDNS 1.15.0 answered. */
const TABLE: readonly (readonly [block: string, ...rows: string[]])[] = [
  [
    "-",
    "alpha.test. A => NOERROR aa: 3600 A 192.0.2.10; 3600 A 192.0.2.11",
    "alpha.test. AAAA => NOERROR aa: 3600 AAAA 2001:db8::10",
    "BETA.test. A => NOERROR aa: beta.test. 3600 A 192.0.2.10",
    "BETA.test. AAAA => NOERROR aa",
    "four.test. A => NOERROR aa: 3600 A 192.0.2.12",
    "four.test. AAAA => NOERROR aa",
    "six.test. A => NOERROR aa",
    "six.test. AAAA => NOERROR aa: 3600 AAAA 2001:db8::13",
    "x.wild.test. A => NOERROR aa: 3600 A 192.0.2.14",
    "x.wild.test. AAAA => NOERROR aa",
    "x.six.wild.test. A => NOERROR aa",
    "x.six.wild.test. AAAA => NOERROR aa: 3600 AAAA 2001:db8::14",
    "exact.wild.test. A => NOERROR aa: 3600 A 192.0.2.15",
    "exact.wild.test. AAAA => NOERROR aa",
    "localhost. A => NOERROR aa: 3600 A 127.0.0.1",
    "localhost. AAAA => NOERROR aa: 3600 AAAA ::1",
    "localhost.localdomain. A => NOERROR aa: 3600 A 127.0.0.1",
    "localhost.localdomain. AAAA => NOERROR aa",
    "ip6-localhost. A => REFUSED",
    "ip6-localhost. AAAA => REFUSED",
    "a.test. A => NOERROR aa: 3600 A 192.0.2.16",
    "b.test. A => NOERROR aa: 3600 A 192.0.2.16",
    "indented.test. A => NOERROR aa: 3600 A 192.0.2.17",
    "under_score.test. A => NOERROR aa: 3600 A 192.0.2.18",
    "-dash.test. A => NOERROR aa: 3600 A 192.0.2.19",
    "1.2.3.4.test. A => NOERROR aa: 3600 A 192.0.2.19",
    "glued.test. A => SERVFAIL",
    "x.y.star.test. A => SERVFAIL",
    "x.star.test. A => SERVFAIL",
    "mid.x.test. A => SERVFAIL",
    "mid.*.test. A => NOERROR aa: 3600 A 192.0.2.22",
    "wrong.test. A => SERVFAIL",
    "short.test. A => SERVFAIL",
    "wild.test. A => SERVFAIL",
    "*.wild.test. A => NOERROR aa: 3600 A 192.0.2.14",
    "six.wild.test. A => NOERROR aa: 3600 A 192.0.2.14",
    "test. A => SERVFAIL",
    "upper.test. A => NOERROR aa",
    "upper.test. AAAA => NOERROR aa: 3600 AAAA 2001:db8::a0",
    "mapped.test. A => NOERROR aa: 3600 A 192.0.2.30",
    "mapped.test. AAAA => NOERROR aa",
    "zoned.test. A => NOERROR aa",
    "zoned.test. AAAA => NOERROR aa: 3600 AAAA fe80::1",
    "alpha.test. MX => NOERROR aa",
    "alpha.test. SOA => NOERROR aa",
    "alpha.test. NS => NOERROR aa",
    "alpha.test. ANY => NOERROR aa",
    "alpha.test. HTTPS => NOERROR aa",
    "alpha.test. CNAME => NOERROR aa",
    "alpha.test. PTR => SERVFAIL",
    "10.2.0.192.in-addr.arpa. PTR => NOERROR aa: 3600 PTR alpha.test.; 3600 PTR beta.test.",
    "16.2.0.192.in-addr.arpa. PTR => NOERROR aa: 3600 PTR a.test.; 3600 PTR b.test.",
    "1.0.0.127.in-addr.arpa. PTR => NOERROR aa: 3600 PTR localhost.; 3600 PTR localhost.localdomain.",
    "30.2.0.192.in-addr.arpa. PTR => NOERROR aa: 3600 PTR mapped.test.",
    "99.2.0.192.in-addr.arpa. PTR => SERVFAIL",
    "0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. PTR => NOERROR aa: 3600 PTR alpha.test.",
    "0.A.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.B.D.0.1.0.0.2.ip6.arpa. PTR => NOERROR aa: 0.a.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. 3600 PTR upper.test.",
    "14.2.0.192.in-addr.arpa. PTR => SERVFAIL",
    "10.2.0.192.in-addr.arpa. A => SERVFAIL",
    "alpha.test. A tcp => NOERROR aa: 3600 A 192.0.2.10; 3600 A 192.0.2.11",
    "alpha.test. A do => NOERROR aa: 3600 A 192.0.2.10; 3600 A 192.0.2.11",
  ],
  [
    "{\n ttl 30\n 192.0.2.40 alpha.test new.test\n 192.0.2.41 new.test\n 192.0.2.10 again.test\n}",
    "alpha.test. A => NOERROR aa: 30 A 192.0.2.10; 30 A 192.0.2.11; 30 A 192.0.2.40",
    "alpha.test. AAAA => NOERROR aa: 30 AAAA 2001:db8::10",
    "new.test. A => NOERROR aa: 30 A 192.0.2.40; 30 A 192.0.2.41",
    "new.test. AAAA => NOERROR aa",
    "again.test. A => NOERROR aa: 30 A 192.0.2.10",
    "again.test. AAAA => NOERROR aa",
    "10.2.0.192.in-addr.arpa. PTR => NOERROR aa: 30 PTR alpha.test.; 30 PTR beta.test.; 30 PTR again.test.",
    "40.2.0.192.in-addr.arpa. PTR => NOERROR aa: 30 PTR alpha.test.; 30 PTR new.test.",
  ],
  [
    "wild.test {\n fallthrough\n}",
    "x.wild.test. A => NXDOMAIN aa",
    "wild.test. A => NXDOMAIN aa",
    "gone.wild.test. A => NXDOMAIN aa",
    "x.y.wild.test. A => NXDOMAIN aa",
    "alpha.test. A => NXDOMAIN aa",
    "10.2.0.192.in-addr.arpa. PTR => NXDOMAIN aa",
    "14.2.0.192.in-addr.arpa. PTR => NXDOMAIN aa",
    "x.wild.test. MX => NXDOMAIN aa",
  ],
  [
    "{\n no_reverse\n fallthrough test\n}",
    "10.2.0.192.in-addr.arpa. PTR => NXDOMAIN aa",
    "gone.test. A => NXDOMAIN aa",
    "gone.test. AAAA => NXDOMAIN aa",
    "gone.localhost. A => NXDOMAIN aa",
    "gone.localhost. AAAA => NXDOMAIN aa",
    "four.test. A => NXDOMAIN aa",
    "four.test. AAAA => NXDOMAIN aa",
  ],
  [
    "{\n fallthrough\n fallthrough_unsupported\n}",
    "alpha.test. A => NXDOMAIN aa",
    "alpha.test. AAAA => NXDOMAIN aa",
    "alpha.test. MX => NXDOMAIN aa",
    "alpha.test. ANY => NXDOMAIN aa",
    "four.test. A => NXDOMAIN aa",
    "four.test. AAAA => NXDOMAIN aa",
    "four.test. MX => NXDOMAIN aa",
    "four.test. ANY => NXDOMAIN aa",
    "x.wild.test. A => NXDOMAIN aa",
    "x.wild.test. AAAA => NXDOMAIN aa",
    "x.wild.test. MX => NXDOMAIN aa",
    "x.wild.test. ANY => NXDOMAIN aa",
    "10.2.0.192.in-addr.arpa. A => NXDOMAIN aa",
    "99.2.0.192.in-addr.arpa. PTR => NXDOMAIN aa",
  ],
];

it.each(TABLE)("hosts /h %s", (block, ...rows) => {
  const rest = block.includes("fallthrough") ? NEXT : "";
  const corefile = `test in-addr.arpa ip6.arpa localhost localdomain {\n hosts /h ${block === "-" ? "" : block}\n${rest}}\n`;
  const server = new CoreDnsUnderTest(corefile, { "/h": FILE });
  expect(rows.map((row) => server.retell(row))).toEqual(rows);
});

describe("law", () => {
  interface Line {
    readonly address: string;
    readonly names: readonly string[];
  }
  const line: fc.Arbitrary<Line> = fc.record({
    address: fc.constantFrom("192.0.2.1", "192.0.2.2", "192.0.2.3", "2001:db8::1", "2001:db8::2"),
    names: fc.array(fc.constantFrom("a.test", "B.test", "c.sub.test", "*.sub.test", "*.test", "sub.test"), {
      maxLength: 3,
    }),
  });
  const isOfType = (address: string, type: string): boolean => address.includes(":") === (type === "AAAA");
  const read = (lines: readonly Line[]): readonly { readonly address: string; readonly name: string }[] =>
    lines.flatMap(({ address, names }) => names.map((name) => ({ address, name: `${name.toLowerCase()}.` })));

  /** The lines of that name, or else those of the wildcard one label above; another family alone is an empty answer. */
  function naive(lines: readonly Line[], name: string, type: "A" | "AAAA"): string {
    const entries = read(lines);
    const wildcard = name.replace(/^[^.]+/, "*");
    const of = (owner: string, family: string): readonly string[] =>
      entries.flatMap((entry) => (entry.name === owner && isOfType(entry.address, family) ? [entry.address] : []));
    const both = (family: string): readonly string[] => {
      const exact = of(name, family);
      return exact.length > 0 ? exact : of(wildcard, family);
    };
    const found = both(type);
    if (found.length > 0) return found.map((address) => `3600 ${type} ${address}`).join("; ");
    return both(type === "A" ? "AAAA" : "A").length > 0 ? "empty" : "none";
  }

  const serverOf = (lines: readonly Line[]): CoreDnsUnderTest =>
    new CoreDnsUnderTest("test in-addr.arpa {\n hosts /h\n}\n", {
      "/h": lines.map(({ address, names }) => `${address} ${names.join(" ")}\n`).join(""),
    });

  it("every name has the addresses of its lines, in their order", () => {
    const names = [
      "a.test.",
      "b.test.",
      "c.sub.test.",
      "d.sub.test.",
      "e.d.sub.test.",
      "sub.test.",
      "z.test.",
      "test.",
    ];
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const server = serverOf(lines);
        for (const name of names) {
          for (const type of ["A", "AAAA"] as const) {
            const expected = { empty: "NOERROR aa", none: "SERVFAIL" }[naive(lines, name, type)];
            expect([name, type, server.line(name, type)]).toEqual([
              name,
              type,
              expected ?? `NOERROR aa: ${naive(lines, name, type)}`,
            ]);
          }
        }
      }),
    );
  });

  it("every address leads back to the names of its lines, wildcards apart", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.constantFrom("1", "2", "3", "4"), (lines, host) => {
        const names = read(lines).filter(({ address, name }) => address === `192.0.2.${host}` && !name.startsWith("*"));
        const expected = names.map(({ name }) => `3600 PTR ${name}`).join("; ");
        expect(serverOf(lines).line(`${host}.2.0.192.in-addr.arpa.`, "PTR")).toBe(
          expected === "" ? "SERVFAIL" : `NOERROR aa: ${expected}`,
        );
      }),
    );
  });
});
