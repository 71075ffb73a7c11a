import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Scene, type Upstream } from "../upstreams.fixture.ts";

const UP = "192.0.2.53";
const corefile = (dns64: string): string => `. {\n ${dns64}\n forward . ${UP}\n}\n`;
const SOA = "test. 300 SOA ns.test. h.test. 1 2 3 4 5";
const asked = (dns64: string, answers: Readonly<Record<string, string>>, question = "x.test. AAAA"): string => {
  const upstream: Upstream = (seen) => answers[seen.split(" ")[1] ?? ""] ?? "drop";
  return new Scene(corefile(dns64), { [UP]: upstream }).ask(0, question);
};
const ALLOWED = "dns64 {\n  allow_ipv4\n }";

describe("what becomes of a question for AAAA", () => {
  it.each<readonly [string, string, Readonly<Record<string, string>>, string]>([
    [
      "made of A, TTL of the SOA",
      ALLOWED,
      { AAAA: `NOERROR: -- ${SOA}`, A: "NOERROR aa: x.test. 900 A 192.0.2.33" },
      "NOERROR: x.test. 300 AAAA 64:ff9b::c000:221",
    ],
    [
      "made of A, TTL of its own",
      ALLOWED,
      { AAAA: `NOERROR: -- ${SOA}`, A: "NOERROR: x.test. 30 A 192.0.2.33" },
      "NOERROR: x.test. 30 AAAA 64:ff9b::c000:221",
    ],
    [
      "without SOA at most 600",
      ALLOWED,
      { AAAA: "NOERROR", A: "NOERROR: x.test. 900 A 192.0.2.33" },
      "NOERROR: x.test. 600 AAAA 64:ff9b::c000:221",
    ],
    [
      "aliases stay",
      ALLOWED,
      { AAAA: "NOERROR", A: "NOERROR: x.test. 60 CNAME y.test.; y.test. 60 A 192.0.2.33" },
      "NOERROR: x.test. 60 CNAME y.test.; y.test. 60 AAAA 64:ff9b::c000:221",
    ],
    [
      "an AAAA record stays",
      ALLOWED,
      { AAAA: "NOERROR: x.test. 60 AAAA 2001:db8::1" },
      "NOERROR: x.test. 60 AAAA 2001:db8::1",
    ],
    [
      "translate_all",
      "dns64 {\n  allow_ipv4\n  translate_all\n }",
      { AAAA: "NOERROR: x.test. 60 AAAA 2001:db8::1", A: "NOERROR: x.test. 60 A 192.0.2.33" },
      "NOERROR: x.test. 60 AAAA 64:ff9b::c000:221",
    ],
    ["a name error stays", ALLOWED, { AAAA: `NXDOMAIN: -- ${SOA}` }, `NXDOMAIN -- ${SOA}`],
    [
      "another error counts as an empty answer",
      ALLOWED,
      { AAAA: "SERVFAIL", A: "NOERROR: x.test. 60 A 192.0.2.33" },
      "NOERROR: x.test. 60 AAAA 64:ff9b::c000:221",
    ],
    [
      "rcode and authority are of the second answer",
      ALLOWED,
      { AAAA: "NOERROR", A: `NOERROR: -- ${SOA}` },
      `NOERROR -- ${SOA}`,
    ],
    ["not for clients on IPv4", "dns64", { AAAA: `NOERROR: -- ${SOA}` }, `NOERROR -- ${SOA}`],
    ["a block behind a prefix does nothing", "dns64 64:ff9b::/96 {\n  allow_ipv4\n }", { AAAA: "NOERROR" }, "NOERROR"],
  ])("%s", (_, dns64, answers, expected) => expect(asked(dns64, answers)).toBe(expected));

  it("other types pass", () => {
    expect(asked(ALLOWED, { A: "NOERROR: x.test. 60 A 192.0.2.33" }, "x.test. A")).toBe(
      "NOERROR: x.test. 60 A 192.0.2.33",
    );
  });
});

/** RFC 6052 section 2.4. */
describe("addresses, as in the RFC's table", () => {
  it.each([
    ["2001:db8::/32", "2001:db8:c000:221::"],
    ["2001:db8:100::/40", "2001:db8:1c0:2:21::"],
    ["2001:db8:122::/48", "2001:db8:122:c000:2:2100::"],
    ["2001:db8:122:300::/56", "2001:db8:122:3c0:0:221::"],
    ["2001:db8:122:344::/64", "2001:db8:122:344:c0:2:2100:0"],
    ["2001:db8:122:344::/96", "2001:db8:122:344::c000:221"],
    ["64:ff9b::/96", "64:ff9b::c000:221"],
  ])("%s", (prefix, expected) => {
    const answers = { AAAA: "NOERROR", A: "NOERROR: x.test. 60 A 192.0.2.33" };
    const reply = asked(`dns64 {\n  allow_ipv4\n  prefix ${prefix}\n }`, answers);
    expect(reply.split(" AAAA ")[1]).toBe(expected);
  });

  it("different addresses stay different", () => {
    const address = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((octets) => octets.join("."));
    fc.assert(
      fc.property(address, address, fc.constantFrom(32, 40, 48, 56, 64, 96), (one, two, length) => {
        const of = (text: string): string =>
          asked(`dns64 {\n  allow_ipv4\n  prefix 2001:db8::/${length}\n }`, {
            AAAA: "NOERROR",
            A: `NOERROR: x.test. 60 A ${text}`,
          });
        expect(of(one) === of(two)).toBe(one === two);
      }),
    );
  });
});
