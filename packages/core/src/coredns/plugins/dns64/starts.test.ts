import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it starts", () => {
  it.each([
    "dns64 64:ff9b::/96 { translate_all } => starts",
    "dns64 { prefix ::ffff:10.0.0.0/96 } => starts",
    "dns64 { translate_all; translate_all } => starts",
    "dns64 0:0:0:0:0:0:0:0/32 => starts",
    "dns64 ::/96 => starts",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});

describe("it does not, and says why", () => {
  it.each([
    "dns64 { prefix 64:ff9b::/96 x } => unknown property 'x'",
    'dns64 { prefix 10.0.0.0/8 } => invalid netmask 32 IPv6 address: "10.0.0.0/8"',
    'dns64 { prefix 64:ff9b::/33 } => invalid prefix length "64:ff9b::/33"',
    "dns64 { prefix 64:ff9b::/129 } => invalid CIDR address: 64:ff9b::/129",
    "dns64 { prefix 64:ff9b:: } => invalid CIDR address: 64:ff9b::",
    'dns64 { prefix "" } => invalid CIDR address: ',
    "dns64 { allow_ipv4 yes } => unknown property 'yes'",
    "dns64 { Prefix 64:ff9b::/96 } => unknown property 'Prefix'",
    "dns64 64:ff9b::/96 64:ff9b::/96 => Wrong argument count or unexpected line ending after '64:ff9b::/96'",
    "dns64 64:ff9b::%eth0/96 => invalid CIDR address: 64:ff9b::%eth0/96",
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});
