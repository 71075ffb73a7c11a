import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

const files = { "/etc/coredns/w": "a.test\n 10.0.0.1 3\n", "/etc/coredns/empty": "" };

describe("it starts", () => {
  it.each([
    "loadbalance { prefer 10.0.0.0/8 2001:db8::/32 } => starts",
    "loadbalance round_robin { prefer 10.0.0.0/8 } => starts",
    "loadbalance weighted nosuch => starts",
    "loadbalance weighted empty => starts",
    "loadbalance weighted w { reload 1s } => starts",
    "loadbalance { prefer 10.0.0.1/8 } => starts",
    "loadbalance { prefer 10.0.0.0/08 } => starts",
    "loadbalance { prefer ::ffff:10.0.0.0/104 } => starts",
  ])("%s", (row) => expect(retellStart(row, { files })).toBe(row));
});

describe("it does not, and says why", () => {
  it.each([
    "loadbalance weighted w { refresh 1s } => unknown property 'refresh'",
    "loadbalance weighted w { prefer 10.0.0.0/33 } => unknown property 'prefer'",
    'loadbalance { prefer 10.0.0.0/-1 } => invalid CIDR "10.0.0.0/-1": invalid CIDR address: 10.0.0.0/-1',
    'loadbalance { prefer 010.0.0.0/8 } => invalid CIDR "010.0.0.0/8": invalid CIDR address: 010.0.0.0/8',
    'loadbalance { prefer 2001:db8::/129 } => invalid CIDR "2001:db8::/129": invalid CIDR address: 2001:db8::/129',
  ])("%s", (row) => expect(retellStart(row, { files })).toBe(row));
});
