import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

/** An answer for everybody who comes that far. */
const ANSWER = ' template IN ANY {\n  answer "{{ .Name }} 60 IN TXT yes"\n }\n';
const behind = (acl: string): CoreDnsUnderTest => new CoreDnsUnderTest(`test {\n acl${acl}\n${ANSWER}}\n`);

/** What stands behind `acl`, then who asked what and what CoreDNS 1.15.0 answered: block is REFUSED, filter an empty NOERROR. */
const TABLE: readonly (readonly [acl: string, ...rows: string[]])[] = [
  [
    " {\n allow\n block\n}",
    'x.test. A from 192.0.2.1 => NOERROR aa: 60 TXT "yes"',
    'x.test. A from 10.1.2.3 => NOERROR aa: 60 TXT "yes"',
    'x.test. A from 172.16.0.9 => NOERROR aa: 60 TXT "yes"',
  ],
  [
    " {\n block type ANY net 192.0.2.0/24\n}",
    "x.test. ANY => REFUSED",
    'x.test. A => NOERROR aa: 60 TXT "yes"',
    'x.test. ANY from 10.1.2.3 => NOERROR aa: 60 TXT "yes"',
  ],
  [
    " {\n allow net 10.0.0.0/8\n block net *\n}",
    "x.test. A from 192.0.2.1 => REFUSED",
    "x.test. TXT from 192.0.2.1 => REFUSED",
    'x.test. A from 10.1.2.3 => NOERROR aa: 60 TXT "yes"',
    'x.test. TXT from 10.1.2.3 => NOERROR aa: 60 TXT "yes"',
    "x.test. A from 172.16.0.9 => REFUSED",
    "x.test. TXT from 172.16.0.9 => REFUSED",
  ],
  [
    " {\n block type * net 192.0.2.1\n}",
    "x.test. A => REFUSED",
    'x.test. A from 192.0.2.7 => NOERROR aa: 60 TXT "yes"',
  ],
  [
    " {\n filter type AAAA HTTPS\n}",
    'x.test. A => NOERROR aa: 60 TXT "yes"',
    "x.test. AAAA => NOERROR",
    "x.test. HTTPS => NOERROR",
    'x.test. SVCB => NOERROR aa: 60 TXT "yes"',
  ],
  [
    " {\n drop net 172.16.0.0/12\n filter net 10.0.0.0/9\n block net 10.128.0.0/9\n}",
    "x.test. A from 10.1.2.3 => NOERROR",
    "x.test. A from 10.200.0.1 => REFUSED",
    "x.test. A from 172.16.0.9 => silence",
    'x.test. A from 192.0.2.1 => NOERROR aa: 60 TXT "yes"',
  ],
  [
    " sub.test {\n block\n}",
    'x.test. A => NOERROR aa: 60 TXT "yes"',
    "sub.test. A => REFUSED",
    "x.sub.test. A => REFUSED",
    "X.SUB.test. A => REFUSED",
    'notsub.test. A => NOERROR aa: 60 TXT "yes"',
  ],
  [
    " sub.test a.test {\n allow net 192.0.2.0/24\n}\n acl {\n filter\n}",
    "x.test. A => NOERROR",
    'x.sub.test. A => NOERROR aa: 60 TXT "yes"',
    'a.test. A => NOERROR aa: 60 TXT "yes"',
    "x.sub.test. A from 10.1.2.3 => NOERROR",
  ],
  [
    " {\n filter type A\n}\n acl sub.test {\n allow\n}",
    "x.sub.test. A => NOERROR",
    'x.sub.test. TXT => NOERROR aa: 60 TXT "yes"',
  ],
  [
    " sub.test {\n allow\n}\n acl {\n filter type A\n}",
    'x.sub.test. A => NOERROR aa: 60 TXT "yes"',
    'x.sub.test. TXT => NOERROR aa: 60 TXT "yes"',
    "x.test. A => NOERROR",
    'x.test. TXT => NOERROR aa: 60 TXT "yes"',
  ],
  [
    " {\n block type SOA NS MX\n allow type A\n filter\n}",
    "x.test. SOA => REFUSED",
    "x.test. NS => REFUSED",
    "x.test. MX => REFUSED",
    'x.test. A => NOERROR aa: 60 TXT "yes"',
    "x.test. TXT => NOERROR",
  ],
  [" {\n block net 192.0.2.1/31\n}", "x.test. A => REFUSED", 'x.test. A from 192.0.2.7 => NOERROR aa: 60 TXT "yes"'],
  [
    " {\n block net 0.0.0.0/0\n}",
    "x.test. A => REFUSED",
    "x.test. A from 10.1.2.3 => REFUSED",
    "x.test. A tcp => REFUSED",
  ],
  [" {\n block net ::/0\n}", 'x.test. A => NOERROR aa: 60 TXT "yes"', "x.test. A from 2001:db8::1 => REFUSED"],
  [
    " {\n block net 2001:db8::/64 10.0.0.0/8\n}",
    'x.test. A => NOERROR aa: 60 TXT "yes"',
    "x.test. A from 2001:db8::1 => REFUSED",
    "x.test. A from 10.1.2.3 => REFUSED",
  ],
  [" {\n drop\n}", "x.test. A => silence"],
  [" {\n block type AXFR\n}", "test. AXFR tcp => REFUSED", 'test. SOA => NOERROR aa: 60 TXT "yes"'],
  ["", 'x.test. A => NOERROR aa: 60 TXT "yes"'],
  [" other.test {\n block\n}", 'x.test. A => NOERROR aa: 60 TXT "yes"', "x.other.test. A => REFUSED"],
];

it.each(TABLE)("acl%s", (acl, ...rows) => {
  const server = behind(acl);
  expect(rows.map((row) => server.retell(row))).toEqual(rows);
});

describe("law", () => {
  interface Line {
    readonly action: "allow" | "block" | "filter" | "drop";
    readonly types: readonly string[];
    /** First octets of /8 networks; 32 stands for 2001:db8::/32. */
    readonly networks: readonly number[];
  }
  interface Rule {
    readonly zones: readonly string[];
    readonly lines: readonly Line[];
  }
  const line: fc.Arbitrary<Line> = fc.record({
    action: fc.constantFrom("allow", "block", "filter", "drop"),
    types: fc.subarray(["A", "AAAA", "TXT"]),
    networks: fc.subarray([10, 172, 192, 32]),
  });
  const rule: fc.Arbitrary<Rule> = fc.record({
    zones: fc.subarray(["test", "a.test", "b.a.test"]),
    lines: fc.array(line, { maxLength: 3 }),
  });
  const network = (octet: number): string => (octet === 32 ? "2001:db8::/32" : `${octet}.0.0.0/8`);

  function textOf({ zones, lines }: Rule): string {
    const written = lines.map(({ action, types, networks }) => {
      const typeWords = types.length === 0 ? "" : ` type ${types.join(" ")}`;
      return `  ${action}${typeWords}${networks.length === 0 ? "" : ` net ${networks.map(network).join(" ")}`}`;
    });
    return ` acl ${zones.join(" ")} {\n${written.join("\n")}\n }\n`;
  }

  const isIn = (source: string, octet: number): boolean => source.startsWith(octet === 32 ? "2001:db8:" : `${octet}.`);

  /** The first line of all that names the asker, the type and the zone; where it says `allow` or nobody says anything, the question goes on. */
  function firstMatch(rules: readonly Rule[], name: string, type: string, source: string): Line["action"] {
    const lines = rules
      .filter(({ zones }) => zones.length === 0 || zones.some((zone) => `.${name}`.endsWith(`.${zone}.`)))
      .flatMap(({ lines: all }) => all)
      .filter(({ types }) => types.length === 0 || types.includes(type))
      .filter(({ networks }) => networks.length === 0 || networks.some((octet) => isIn(source, octet)));
    return lines[0]?.action ?? "allow";
  }

  const REPLY = { allow: "NOERROR aa", block: "REFUSED", filter: "NOERROR", drop: "silence" };

  it("what a server says equals a naive first match over all lines", () => {
    const asked = fc.record({
      name: fc.constantFrom("test.", "x.test.", "a.test.", "x.a.test.", "b.a.test.", "X.B.a.test.", "xa.test."),
      type: fc.constantFrom("A", "AAAA", "TXT", "MX"),
      source: fc.constantFrom("10.0.0.1", "172.16.0.1", "192.0.2.1", "198.51.100.1", "2001:db8::1", "2001:db9::1"),
    });
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 3 }), fc.array(asked, { minLength: 1, maxLength: 8 }), (rules, all) => {
        const server = new CoreDnsUnderTest(`. {\n${rules.map(textOf).join("")}${ANSWER}}\n`);
        for (const { name, type, source } of all) {
          const found = server.retell(`${name} ${type} from ${source} => `).split(" => ")[1]?.split(":")[0];
          const action = firstMatch(rules, name.toLowerCase(), type, source);
          expect(found).toBe(REPLY[action]);
        }
      }),
    );
  });

  it("whoever is refused is refused over TCP and with EDNS, too", () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 3 }), fc.constantFrom("10.0.0.1", "192.0.2.1"), (rules, source) => {
        const server = new CoreDnsUnderTest(`. {\n${rules.map(textOf).join("")}${ANSWER}}\n`);
        const plain = server.line("x.a.test.", "A", { from: source });
        expect(server.line("x.a.test.", "A", { from: source, transport: "tcp" })).toBe(plain);
        expect(server.line("x.a.test.", "A", { from: source, dnssecOk: true })).toBe(plain);
      }),
    );
  });
});
