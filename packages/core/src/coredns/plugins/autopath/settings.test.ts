import { describe, expect, it } from "vitest";
import { diagnosticsOf, faultOf } from "../diagnostics.fixture.ts";

const files = { "/etc/coredns/resolv.conf": "search a.test b.test\nnameserver 192.0.2.1\n" };

describe("what CoreDNS takes", () => {
  it.each([
    ["autopath resolv.conf\nwhoami"],
    ["autopath /etc/resolv.conf\nwhoami"],
    ["autopath a.test b.test resolv.conf\nwhoami"],
    ["autopath @kubernetes\nkubernetes"],
  ])("%s", (body) => expect(diagnosticsOf(body, { files })).toEqual([]));
});

describe("what stops it, in its own words", () => {
  it.each([
    ["autopath", "no resolv-conf specified"],
    ["autopath a.test nothere", 'failed to parse "nothere": open nothere: no such file or directory'],
    ["autopath @whoami\nwhoami", "whoami does not implement the AutoPather interface"],
  ])("%s", (body, expected) => expect(faultOf(body, { files })).toBe(expected));
});

it("does nothing without the plugin, and says so", () => {
  expect(diagnosticsOf("autopath @kubernetes\nwhoami")).toEqual([
    "warning: autopath does nothing: this block has no plugin kubernetes",
  ]);
});
