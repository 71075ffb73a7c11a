import { describe, expect, it } from "vitest";
import { diagnosticsOf, faultOf } from "../diagnostics.fixture.ts";

const files = { "/etc/coredns/w": "a.test\n10.0.0.1 2\n" };

describe("what CoreDNS takes", () => {
  it.each([
    ["loadbalance"],
    ["loadbalance round_robin"],
    ["loadbalance {\n prefer 10.0.0.0/8 fd00::/8\n prefer\n}"],
    ["loadbalance weighted w"],
    ["loadbalance weighted /etc/coredns/w {\n reload 10s\n}"],
    ["loadbalance weighted w {\n reload 0\n}"],
    ["loadbalance\nloadbalance round_robin"],
  ])("%s", (body) => expect(diagnosticsOf(body, { files })).toEqual([]));
});

describe("what stops it, in its own words", () => {
  it.each([
    ["loadbalance least_conn", "unknown policy: least_conn"],
    ["loadbalance round_robin w", "unknown property for round_robin"],
    ["loadbalance weighted", "missing weight file argument"],
    ["loadbalance weighted w x", "unexpected argument(s)"],
    ["loadbalance weighted w {\n reload\n}", "reload duration value is missing"],
    ["loadbalance weighted w {\n reload 1s 2s\n}", "unexpected argument"],
    ["loadbalance weighted w {\n reload x\n}", "invalid reload duration 'x'"],
    ["loadbalance weighted w {\n prefer 10.0.0.0/8\n}", "unknown property 'prefer'"],
    ["loadbalance weighted none {\n reload 0s\n}", "weight file open error"],
    ["loadbalance {\n reload 1s\n}", "unknown property 'reload'"],
    ["loadbalance {\n prefer 10.0.0.1\n}", 'invalid CIDR "10.0.0.1": invalid CIDR address: 10.0.0.1'],
    ["loadbalance {\n prefer 10.0.0.0/33\n}", 'invalid CIDR "10.0.0.0/33": invalid CIDR address: 10.0.0.0/33'],
  ])("%s", (body, expected) => expect(faultOf(body, { files })).toBe(expected));
});

it("goes on without a weight file, and says so", () => {
  expect(diagnosticsOf("loadbalance weighted none")).toEqual([
    "warning: Failed to open weight file:weight file open error. Will try again in 30s",
  ]);
});
