import { describe, expect, it } from "vitest";
import { nameOf, printRecord, type Question } from "../../dns/index.ts";
import { typeOf } from "./resolved.fixture.ts";
import { goesToServers, synthesize } from "./resolved-names.ts";

function questionOf(text: string): Question {
  const [name = "", type = "", rrClass] = text.split(" ");
  return { name: nameOf(name), type: typeOf(type), class: rrClass === "CH" || rrClass === "ANY" ? rrClass : "IN" };
}

const REVERSE_LOOPBACK_6 = `1.${"0.".repeat(31)}ip6.arpa.`;
const REVERSE_UNSPECIFIED_6 = `0.${"0.".repeat(31)}ip6.arpa.`;

describe("whether a question goes to the name servers", () => {
  it.each([
    ["www.kloud.lan. A", [], true],
    ["www.kloud.lan. A CH", [], false],
    ["www.kloud.lan. A ANY", [], true],
    ["nas. A", [], false],
    ["nas. AAAA", ["kloud.lan."], false],
    ["nas. MX", [], true],
    [". NS", [], true],
    [". A", [], false],
    ["localhost. MX", ["."], false],
    ["x.y.localhost. A", ["."], false],
    ["LOCALHOST.localdomain. A", [], false],
    ["localdomain. NS", [], true],
    ["x.localdomain. A", [], true],
    ["name.invalid. A", ["invalid."], false],
    ["x.test. A", [], true],
    ["x.onion. A", [], true],
    ["x.home.arpa. A", [], true],
    ["local. SOA", [], false],
    ["local. SOA", ["kloud.lan."], true],
    ["local. SOA", ["."], true],
    ["printer.local. A", [], false],
    ["printer.local. A", ["kloud.lan."], false],
    ["printer.local. A", ["local."], true],
    ["printer.local. A", ["."], true],
    ["x.corp.local. A", ["corp.local."], true],
    ["x.cluster.local. A", ["corp.local."], false],
    ["notlocal. TXT", [], true],
    ["1.0.254.169.in-addr.arpa. PTR", [], false],
    ["254.169.in-addr.arpa. NS", ["169.in-addr.arpa."], true],
    ["253.169.in-addr.arpa. NS", [], true],
    ["b.e.f.ip6.arpa. NS", [], false],
    ["1.8.e.f.ip6.arpa. PTR", [], false],
    ["c.e.f.ip6.arpa. NS", [], true],
    ["1.0.0.127.in-addr.arpa. PTR", [], false],
    ["127.in-addr.arpa. NS", ["."], false],
    ["126.in-addr.arpa. NS", [], true],
    ["5.0.0.0.in-addr.arpa. PTR", [], false],
    ["255.255.255.255.in-addr.arpa. PTR", [], false],
    ["x.255.255.255.255.in-addr.arpa. PTR", [], true],
    [`${REVERSE_LOOPBACK_6} PTR`, [], false],
    [`x.${REVERSE_LOOPBACK_6} PTR`, [], true],
    [`${REVERSE_UNSPECIFIED_6} PTR`, [], false],
    [`2.${"0.".repeat(31)}ip6.arpa. PTR`, [], true],
    ["10.13.168.192.in-addr.arpa. PTR", [], true],
  ] as const)("%s with the domains %j: %s", (question, domains, goes) => {
    expect(
      goesToServers(
        questionOf(question),
        domains.map((domain) => nameOf(domain)),
      ),
    ).toBe(goes);
  });
});

function synthesized(text: string): string | null {
  const own = synthesize(questionOf(text));
  if (own === null) return null;
  return [own.rcode, ...own.records.map((record) => printRecord(record).replace(/\s+/g, " "))].join("; ");
}

describe("what resolved answers by itself", () => {
  it.each([
    ["localhost. A", "NOERROR; localhost. 0 IN A 127.0.0.1"],
    ["localhost. AAAA", "NOERROR; localhost. 0 IN AAAA ::1"],
    ["localhost. ANY", "NOERROR; localhost. 0 IN A 127.0.0.1; localhost. 0 IN AAAA ::1"],
    ["Web.Localhost. A", "NOERROR; Web.Localhost. 0 IN A 127.0.0.1"],
    ["localhost.localdomain. AAAA", "NOERROR; localhost.localdomain. 0 IN AAAA ::1"],
    ["localhost. TXT", "NOERROR"],
    ["localhost. A CH", null],
    [". A", "NOERROR"],
    ["invalid. SOA", "NXDOMAIN"],
    ["a.b.invalid. A", "NXDOMAIN"],
    ["0.in-addr.arpa. NS", "NXDOMAIN"],
    ["255.255.255.255.in-addr.arpa. PTR", "NXDOMAIN"],
    [`${REVERSE_UNSPECIFIED_6} PTR`, "NXDOMAIN"],
    ["1.0.0.127.in-addr.arpa. PTR", "NOERROR; 1.0.0.127.in-addr.arpa. 0 IN PTR localhost."],
    ["9.8.7.127.in-addr.arpa. PTR", "NOERROR; 9.8.7.127.in-addr.arpa. 0 IN PTR localhost."],
    ["127.in-addr.arpa. ANY", "NOERROR; 127.in-addr.arpa. 0 IN PTR localhost."],
    ["1.0.0.127.in-addr.arpa. A", "NOERROR"],
    ["2.0.0.127.in-addr.arpa. PTR", null],
    [`${REVERSE_LOOPBACK_6} PTR`, `NOERROR; ${REVERSE_LOOPBACK_6} 0 IN PTR localhost.`],
    ["www.kloud.lan. A", null],
    ["nas. A", null],
    ["printer.local. A", null],
  ] as const)("%s: %s", (question, said) => expect(synthesized(question)).toBe(said));
});
