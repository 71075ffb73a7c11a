import { describe, expect, it } from "vitest";
import type { RrType } from "../../../dns/index.ts";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

const twin = new CoreDnsUnderTest(". {\n local\n}\n");
const strict = new CoreDnsUnderTest(". {\n local {\n  localhost_prefix off\n }\n}\n");
const soa = (owner: string): string => `authority:\n${owner} 604800 IN SOA localhost. root.localhost. 1 0 0 0 604800`;

describe("local", () => {
  const cases: readonly (readonly [string, RrType, string])[] = [
    ["LocalHost.", "A", "NOERROR\nLocalHost. 604800 IN A 127.0.0.1"],
    ["localhost.", "AAAA", "NOERROR\nlocalhost. 604800 IN AAAA ::1"],
    ["localhost.", "NS", "NOERROR\nlocalhost. 604800 IN NS localhost."],
    ["localhost.", "SOA", `NOERROR\n${soa("localhost.").split("\n")[1]}`],
    ["localhost.", "MX", `NOERROR\n${soa("localhost.")}`],
    ["a.b.localhost.", "A", "NOERROR\na.b.localhost. 604800 IN A 127.0.0.1"],
    ["a.b.localhost.", "NS", `NOERROR\n${soa("a.b.localhost.")}`],
    ["a\\.localhost.", "A", "NOERROR\na\\.localhost. 604800 IN A 127.0.0.1"],
    ["localhost.example.", "AAAA", "NOERROR\nlocalhost.example. 604800 IN AAAA ::1"],
    ["localhost.example.", "TXT", `NOERROR\n${soa("localhost.example.")}`],
    ["localhosts.example.", "A", "SERVFAIL"],
    ["127.In-addr.arpa.", "NS", "NOERROR\n127.In-addr.arpa. 604800 IN NS localhost."],
    ["127.in-addr.arpa.", "A", `NOERROR\n${soa("127.in-addr.arpa.")}`],
    ["1.0.0.127.In-addr.arpa.", "PTR", "NOERROR\n1.0.0.127.In-addr.arpa. 604800 IN PTR localhost."],
    ["1.0.0.127.In-addr.arpa.", "A", `NOERROR\n${soa("127.In-addr.arpa.")}`],
    ["2.0.0.127.in-addr.arpa.", "PTR", `NXDOMAIN\n${soa("127.in-addr.arpa.")}`],
    ["0.127.in-addr.arpa.", "PTR", `NXDOMAIN\n${soa("127.in-addr.arpa.")}`],
    ["255.in-addr.arpa.", "SOA", `NOERROR\n${soa("255.in-addr.arpa.").split("\n")[1]}`],
    ["1.in-addr.arpa.", "PTR", "SERVFAIL"],
  ];
  it.each(cases)("%s %s", (name, type, expected) => expect(twin.ask(name, type)).toBe(expected));

  it.each([
    ["localhost.example.", "SERVFAIL"],
    ["localhost.", "localhost. A 127.0.0.1"],
    ["localhost.localhost.", "localhost.localhost. A 127.0.0.1"],
  ])("localhost_prefix off: %s is %s", (name, expected) => expect(strict.answer(name, "A")).toBe(expected));

  it.each([
    ["local x", ["Wrong argument count or unexpected line ending after 'x'"]],
    ["local {\n localhost_prefix\n }", ["Wrong argument count or unexpected line ending after 'localhost_prefix'"]],
    ["local {\n localhost_prefix no\n }", ["localhost_prefix expects 'on' or 'off', got \"no\""]],
    ["local {\n prefix\n }", ["unknown property 'prefix'"]],
    ["local\n local {\n localhost_prefix on\n }", []],
  ])("%s: %j", (line, expected) => {
    expect(new CoreDnsUnderTest(`. {\n ${line}\n}\n`).problems).toEqual(expected);
  });
});
