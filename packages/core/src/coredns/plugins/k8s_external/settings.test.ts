import { describe, expect, it } from "vitest";
import { diagnosticsOf, faultOf } from "../diagnostics.fixture.ts";

const block = (...properties: readonly string[]): string =>
  `k8s_external a.test {\n${properties.map((property) => `  ${property}\n`).join("")}}\nkubernetes`;

describe("what CoreDNS takes", () => {
  it.each([
    ["k8s_external\nkubernetes"],
    ["k8s_external a.test b.test in-addr.arpa\nkubernetes"],
    [block("apex infra", "ttl 0", "headless", "fallthrough", "fallthrough in-addr.arpa")],
    [block("ttl 3600 what follows is ignored", "apex a b")],
  ])("%s", (body) => expect(diagnosticsOf(body)).toEqual([]));
});

describe("what stops it, in its own words", () => {
  const count = (word: string): string => `Wrong argument count or unexpected line ending after '${word}'`;
  it.each([
    ["k8s_external a.test", "kubernetes plugin not loaded"],
    [block("ttl"), count("ttl")],
    [block("ttl 5s"), 'strconv.Atoi: parsing "5s": invalid syntax'],
    [block("ttl 3601"), "ttl must be in range [0, 3600]: 3601"],
    [block("ttl -5"), "ttl must be in range [0, 3600]: -5"],
    [block("apex"), count("apex")],
    [block("upstream"), "unknown property 'upstream'"],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});

it("says which zones a second line takes away (T9)", () => {
  expect(diagnosticsOf("k8s_external a.test\nk8s_external b.test\nkubernetes")).toEqual([
    "warning: this line takes the place of an earlier one: a.test. is not served any more",
  ]);
});
