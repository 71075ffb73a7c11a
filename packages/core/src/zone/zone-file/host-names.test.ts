import { describe, expect, it } from "vitest";
import { nameOf, type Rdata, type RrType } from "../../dns/index.ts";
import { isFitOwner, isHostName, unfitTarget } from "./host-names.ts";

describe("host names (RFC 952, RFC 1123 section 2.1)", () => {
  it.each([
    ["a.example.", true],
    ["A.Example.", true],
    ["1.2.3.4.", true],
    ["a-b.", true],
    ["a--b.", true],
    [".", true],
    ["-a.", false],
    ["a-.", false],
    ["b.a-.c.", false],
    ["a_b.", false],
    ["a/b.", false],
    ["a\\.b.", false],
    ["a\\000.", false],
    ["\\228.", false],
    ["*.a.", false],
    ["a.*.b.", false],
    [`${"a".repeat(63)}.`, true],
  ])("%s: %s", (name, expected) => expect(isHostName(nameOf(name), false)).toBe(expected));

  it.each([
    ["*.a.", true],
    ["*.", true],
    ["*.*.a.", false],
    ["**.a.", false],
    ["*.a_b.", false],
  ])("%s as an owner that may be a wildcard: %s", (name, expected) =>
    expect(isHostName(nameOf(name), true)).toBe(expected),
  );
});

/** lib/dns/rdata, checkowner of each type. */
describe("owners", () => {
  it.each<[RrType, string, boolean]>([
    ["A", "a.o.", true],
    ["A", "*.o.", true],
    ["A", "a_b.o.", false],
    ["A", "gc._msdcs.o.", true],
    ["A", "GC._MSDCS.o.", true],
    ["A", "gc._msdcs.a_b.", false],
    ["A", "x.gc._msdcs.o.", false],
    ["A", "a_b._spf.o.", true],
    ["A", "_spf.o.", true],
    ["A", "a._SPF_Rate.o.", true],
    ["A", "a._spf_verify.o.", true],
    ["A", "a._spfx.o.", false],
    ["A", "o._spf.", false],
    ["AAAA", "gc._msdcs.o.", true],
    ["AAAA", "a._spf.o.", false],
    ["MX", "a_b.", false],
    ["MX", "gc._msdcs.o.", false],
    ["TXT", "a_b.", true],
    ["SRV", "_a._tcp.o.", true],
    ["CNAME", "a_b.", true],
    ["NSEC3", "2t7b4g4vsa5smi47k61mv5bv1a22bojr.o.", true],
    ["NSEC3", "a.o.", false],
    ["MB", "a_b.o.", true],
    ["MB", "a\\000.o.", false],
    ["MB", "a.b_c.", false],
  ])("%s at %s: %s", (type, owner, expected) => expect(isFitOwner(nameOf(owner), type)).toBe(expected));
});

/** lib/dns/rdata, checknames of each type. */
describe("names in data", () => {
  const reverse = "4.3.2.1.in-addr.arpa.";
  const cases: readonly (readonly [owner: string, data: Rdata, bad: string | null])[] = [
    ["o.", { type: "NS", host: nameOf("a_b.") }, "a_b."],
    ["o.", { type: "NS", host: nameOf("a.b.") }, null],
    ["o.", { type: "MX", preference: 1, exchange: nameOf("a_b.") }, "a_b."],
    ["o.", { type: "MX", preference: 1, exchange: nameOf(".") }, null],
    ["o.", { type: "SRV", priority: 1, weight: 1, port: 1, target: nameOf("a_b.") }, "a_b."],
    ["o.", { type: "CNAME", target: nameOf("a_b.") }, null],
    ["o.", { type: "PTR", target: nameOf("a_b.") }, null],
    [reverse, { type: "PTR", target: nameOf("a_b.") }, "a_b."],
    ["x.IP6.ARPA.", { type: "PTR", target: nameOf("a_b.") }, "a_b."],
    [`b._dns-sd._udp.${reverse}`, { type: "PTR", target: nameOf("a_b.") }, null],
    [`lb._DNS-SD._udp.${reverse}`, { type: "PTR", target: nameOf("a_b.") }, null],
    [`x._dns-sd._udp.${reverse}`, { type: "PTR", target: nameOf("a_b.") }, "a_b."],
    [`b._dns-sd._tcp.${reverse}`, { type: "PTR", target: nameOf("a_b.") }, "a_b."],
    ["o.", { type: "SVCB", priority: 1, target: nameOf("a_b."), parameters: [] }, "a_b."],
    ["o.", { type: "HTTPS", priority: 0, target: nameOf("a_b."), parameters: [] }, null],
    ["o.", { type: "RP", mailbox: nameOf("a_b.c."), text: nameOf("a_b.") }, null],
    ["o.", { type: "RP", mailbox: nameOf("a.b_c."), text: nameOf(".") }, "a.b_c."],
    ["o.", { type: "AFSDB", subtype: 1, host: nameOf("a_b.") }, "a_b."],
  ];
  it.each(cases)("at %s %j: %s", (owner, data, bad) => {
    expect(unfitTarget(nameOf(owner), data)?.text ?? null).toBe(bad);
  });
});
