import { describe, expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

/** Questions and what CoreDNS 1.15.0 answered; `ch` is class CH. Several authors come in an order that is drawn. */
const TABLE: readonly (readonly [corefile: string, ...rows: string[]])[] = [
  [
    '. {\n chaos Version-1 zoe adam "two words" adam\n}\n',
    'version.bind. TXT ch => NOERROR: 0 CH TXT "Version-1"',
    'VERSION.bind. TXT ch => NOERROR: 0 CH TXT "Version-1"',
    'version.server. TXT ch => NOERROR: 0 CH TXT "Version-1"',
    'hostname.bind. TXT ch => NOERROR: 0 CH TXT "host"',
    'id.server. TXT ch => NOERROR: 0 CH TXT "host"',
    'authors.bind. TXT ch => NOERROR: 0 CH TXT "adam"; 0 CH TXT "two words"; 0 CH TXT "zoe"',
    'version.bind. TXT ch do => NOERROR: 0 CH TXT "Version-1"',
    'version.bind. TXT ch tcp => NOERROR: 0 CH TXT "Version-1"',
    "version.bind. A ch => SERVFAIL",
    "version.bind. ANY ch => SERVFAIL",
    "version.bind. TXT => SERVFAIL",
    "other.bind. TXT ch => SERVFAIL",
  ],
  ['. {\n chaos "a b"\n}\n', 'version.bind. TXT ch => NOERROR: 0 CH TXT "a b"'],
  // A block for another zone never sees the question, but lets class CH in.
  ["b.test {\n chaos\n}\n", "version.bind. TXT ch => REFUSED", "x.b.test. TXT ch => SERVFAIL"],
  [
    "bind {\n chaos vee\n}\n",
    'version.bind. TXT ch => NOERROR: 0 CH TXT "vee"',
    "version.server. TXT ch => REFUSED",
    "other.bind. TXT ch => SERVFAIL",
  ],
  ["bind {\n any\n}\n", "version.bind. TXT ch => REFUSED"],
];

it.each(TABLE)("%s", (corefile, ...rows) => {
  const twin = new CoreDnsUnderTest(corefile);
  expect(rows.map((row) => twin.retell(row))).toEqual(rows);
});

describe("what a character string has room for", () => {
  it("255 octets of a version", () => {
    const twin = new CoreDnsUnderTest(`. {\n chaos ${"v".repeat(300)}\n}\n`);
    expect(twin.answer("version.bind.", "TXT", { rrClass: "CH" })).toBe(`version.bind. TXT "${"v".repeat(255)}"`);
  });

  it("CoreDNS's own authors change with each release: not modelled", () => {
    const twin = new CoreDnsUnderTest(". {\n chaos\n}\n");
    expect(twin.line("authors.bind.", "TXT", { rrClass: "CH" })).toBe("unsupported: CoreDNS's own list of authors");
    expect(twin.answer("version.bind.", "TXT", { rrClass: "CH" })).toBe('version.bind. TXT "CoreDNS-1.15.0"');
  });
});
