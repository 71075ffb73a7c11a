import { describe, expect, it } from "vitest";
import { diagnosticsOf, faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([
    ["dns64"],
    ["dns64 64:1337::/96"],
    ["dns64 {\n prefix 2001:db8::/32\n translate_all\n allow_ipv4\n}"],
    ["dns64 {\n prefix 2001:db8:1:2::/64\n}\ndns64 2001:db8::/40"],
  ])("%s", (body) => expect(diagnosticsOf(body)).toEqual([]));
});

describe("what stops it, in its own words", () => {
  const count = (word: string): string => `Wrong argument count or unexpected line ending after '${word}'`;
  it.each([
    ["dns64 64:ff9b::/96 x", count("x")],
    ["dns64 64:ff9b::", "invalid CIDR address: 64:ff9b::"],
    ["dns64 10.0.0.0/8", 'invalid netmask 32 IPv6 address: "10.0.0.0/8"'],
    ["dns64 64:ff9b::/97", 'invalid prefix length "64:ff9b::/97"'],
    ["dns64 {\n prefix\n}", count("prefix")],
    ["dns64 {\n prefix x/96\n}", "invalid CIDR address: x/96"],
    ["dns64 {\n translate\n}", "unknown property 'translate'"],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
