import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf } from "../../../dns/index.ts";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";
import { readHostsTable } from "./hosts-table.ts";

const FILE = `# a comment
192.0.2.10  alpha.example.test Alpha2.Example.Test # 192.0.2.99 no
192.0.2.11	alpha.example.test.
2001:db8::10 alpha.example.test
192.0.2.12 only4.example.test\r
fe80::1%eth0 zone.example.test
::ffff:192.0.2.13 mapped.example.test
192.0.2.14 *.wild.example.test
192.0.2.15 exact.wild.example.test
2001:db8::16 six.wild.example.test
192.0.2.017 leading-zero.example.test
nonsense nonsense.example.test
192.0.2.18
192.0.2.19 esc\\046aped.example.test
192.0.2.20 outside.other.test
192.0.2.21 twice.example.test twice.example.test
192.0.2.22 a..b.example.test
`;

const hosts = (block: string, rest = ""): CoreDnsUnderTest =>
  new CoreDnsUnderTest(`example.test in-addr.arpa ip6.arpa {\n hosts /hosts ${block}\n${rest}}\n`, { "/hosts": FILE });

describe("a hosts file", () => {
  const twin = hosts("example.test {\n ttl 77\n 192.0.2.30 INLINE.example.test alpha.example.test\n }");

  it("starts without a complaint", () => expect(twin.problems).toEqual([]));

  it.each([
    ["Alpha.Example.test.", "A", "alpha.example.test. A 192.0.2.10", "alpha.example.test. A 192.0.2.11"],
    ["alpha.example.test.", "AAAA", "alpha.example.test. AAAA 2001:db8::10"],
    ["alpha2.example.test.", "A", "alpha2.example.test. A 192.0.2.10"],
    ["zone.example.test.", "AAAA", "zone.example.test. AAAA fe80::1"],
    ["mapped.example.test.", "A", "mapped.example.test. A 192.0.2.13"],
    ["inline.example.test.", "A", "inline.example.test. A 192.0.2.30"],
    ["twice.example.test.", "A", "twice.example.test. A 192.0.2.21", "twice.example.test. A 192.0.2.21"],
    ["a.wild.example.test.", "A", "a.wild.example.test. A 192.0.2.14"],
    ["*.wild.example.test.", "A", "*.wild.example.test. A 192.0.2.14"],
    ["exact.wild.example.test.", "A", "exact.wild.example.test. A 192.0.2.15"],
    ["six.wild.example.test.", "A", "six.wild.example.test. A 192.0.2.14"],
  ] as const)("%s %s", (name, type, ...records) => {
    const lines =
      name.toLowerCase() === "alpha.example.test." && type === "A"
        ? [...records, "alpha.example.test. A 192.0.2.30"]
        : records;
    expect(twin.answer(name, type)).toBe(lines.join("\n"));
  });

  it.each([
    ["only4.example.test.", "AAAA", "empty"],
    ["only4.example.test.", "MX", "empty"],
    ["only4.example.test.", "ANY", "empty"],
    ["exact.wild.example.test.", "AAAA", "empty"],
    ["a.b.wild.example.test.", "A", "SERVFAIL"],
    ["wild.example.test.", "A", "SERVFAIL"],
    ["missing.example.test.", "A", "SERVFAIL"],
    ["missing.example.test.", "MX", "SERVFAIL"],
    ["leading-zero.example.test.", "A", "SERVFAIL"],
    ["nonsense.example.test.", "A", "SERVFAIL"],
    ["esc\\046aped.example.test.", "A", "SERVFAIL"],
    ["only4.example.test.", "PTR", "SERVFAIL"],
  ] as const)("%s %s: %s", (name, type, expected) => expect(twin.answer(name, type)).toBe(expected));

  it.each([
    ["10.2.0.192.in-addr.arpa.", "PTR alpha.example.test.", "PTR alpha2.example.test."],
    ["30.2.0.192.IN-ADDR.arpa.", "PTR inline.example.test.", "PTR alpha.example.test."],
    ["19.2.0.192.in-addr.arpa.", "PTR esc\\.aped.example.test."],
  ])("%s", (name, ...data) => {
    const owner = name.toLowerCase();
    expect(twin.answer(name, "PTR")).toBe(data.map((each) => `${owner} ${each}`).join("\n"));
  });

  const SIX = "0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.";
  it.each([
    ["the nibbles", SIX, `${SIX} PTR alpha.example.test.`],
    ["three labels too many", `c.b.a.${SIX}`, `c.b.a.${SIX} PTR alpha.example.test.`],
    ["four labels too many", `d.c.b.a.${SIX}`, "SERVFAIL"],
    ["a label too few", SIX.slice(2), "SERVFAIL"],
    ["a wildcard has no reverse name", "14.2.0.192.in-addr.arpa.", "SERVFAIL"],
    ["a name outside the zones has none", "20.2.0.192.in-addr.arpa.", "SERVFAIL"],
    ["part of an address", "2.0.192.in-addr.arpa.", "SERVFAIL"],
    ["a name that no message can carry", "22.2.0.192.in-addr.arpa.", "silence"],
  ])("%s", (_, name, expected) => expect(twin.answer(name, "PTR")).toBe(expected));

  it("has one TTL, AA and no authority", () => {
    expect(twin.ask("only4.example.test.", "A")).toBe("NOERROR aa\nonly4.example.test. 77 IN A 192.0.2.12");
    expect(twin.ask("only4.example.test.", "AAAA")).toBe("NOERROR aa");
  });
});

describe("what goes on to the next plugin, which is whoami", () => {
  const cases: readonly (readonly [string, string, "A" | "AAAA" | "MX" | "PTR", string])[] = [
    ["", "missing.example.test.", "A", "SERVFAIL"],
    ["fallthrough", "missing.example.test.", "A", "next"],
    ["fallthrough", "missing.example.test.", "MX", "next"],
    ["fallthrough", "only4.example.test.", "AAAA", "NOERROR aa"],
    ["fallthrough sub.example.test", "missing.example.test.", "A", "SERVFAIL"],
    ["fallthrough sub.example.test", "x.sub.example.test.", "A", "next"],
    ["fallthrough\n fallthrough_unsupported", "only4.example.test.", "MX", "next"],
    ["fallthrough\n fallthrough_unsupported", "only4.example.test.", "AAAA", "NOERROR aa"],
    ["no_reverse", "10.2.0.192.in-addr.arpa.", "PTR", "next"],
    ["", "99.2.0.192.in-addr.arpa.", "PTR", "next"],
    ["", "99.2.0.192.in-addr.arpa.", "A", "next"],
  ];
  it.each(cases)("%s: %s %s is %s", (property, name, type, expected) => {
    const twin = hosts(`example.test {\n ${property}\n }`, " whoami\n");
    const found = twin.ask(name, type);
    expect(found.includes("_udp.") ? "next" : found).toBe(expected);
  });
});

describe("settings", () => {
  const problemsOf = (line: string): readonly string[] =>
    new CoreDnsUnderTest(`. {\n ${line}\n}\n`, { "/hosts": FILE, "/dir/file": "" }).problems;

  it.each([
    ["hosts /hosts", []],
    ["hosts", []],
    ["hosts /none", ["File does not exist: /none"]],
    ["hosts /dir", ['Hosts file "/dir" is a directory']],
    ["hosts /hosts {\n ttl\n }", ["ttl needs a time in second"]],
    ["hosts /hosts {\n ttl 5s\n }", ["ttl needs a number of second"]],
    ["hosts /hosts {\n ttl 0\n }", ["ttl provided is invalid"]],
    ["hosts /hosts {\n ttl 65536\n }", ["ttl provided is invalid"]],
    ["hosts /hosts {\n ttl 65535 more\n }", []],
    ["hosts /hosts {\n reload\n }", ["reload needs a duration (zero seconds to disable)"]],
    ["hosts /hosts {\n reload 5\n }", ["invalid duration for reload '5'"]],
    ["hosts /hosts {\n reload -5s\n }", ["invalid negative duration for reload '-5s'"]],
    ["hosts /hosts {\n reload 0\n }", []],
    ["hosts /hosts {\n fallthrough_unsupported\n }", ["fallthrough_unsupported requires fallthrough"]],
    ["hosts /hosts {\n fallthrough\n 192.0.2.1 a.test\n }", ["unknown property '192.0.2.1'"]],
    ["hosts /hosts\n hosts /hosts", ["this plugin can only be used once per Server Block"]],
  ])("%s", (line, expected) => expect(problemsOf(line)).toEqual(expected));
});

describe("law", () => {
  const address = fc.constantFrom("192.0.2.1", "192.0.2.2", "2001:db8::1", "no-address");
  const label = fc.constantFrom("a", "B", "*", "c.d");
  const line = fc.tuple(address, fc.array(label, { maxLength: 3 }));

  it("every name of every line with an address is found, in order, and every address finds its names", () => {
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.map(([where, names]) => `${where} ${names.map((name) => `${name}.test`).join(" ")}`);
        const table = readHostsTable(text.join("\n"), { zones: [nameOf("test.")], answersReverse: true });
        const good = lines.flatMap(([where, names]) =>
          where === "no-address" ? [] : names.map((name) => ({ where, name: `${name.toLowerCase()}.test.` })),
        );
        for (const { name } of good) {
          const isWild = name.startsWith("*.");
          const found = [table.ipv4, table.ipv6].flatMap(
            ({ exact, wildcards }) => (isWild ? wildcards : exact).get(name) ?? [],
          );
          const expected = good.filter((entry) => entry.name === name).map(({ where }) => where);
          expect([...found].sort()).toEqual(expected.sort());
        }
        const reverse = good.filter(({ name }) => !name.startsWith("*.")).length;
        expect([...table.names.values()].flat()).toHaveLength(reverse);
      }),
    );
  });
});
