import { describe, expect, it } from "vitest";
import { faultOf } from "../diagnostics.fixture.ts";
import { readWeights } from "./weights.ts";

const shown = (text: string): string => {
  const { weights, fault } = readWeights(text, "/w");
  const lines = [...weights].map(([name, of]) => `${name} ${[...of].map((pair) => pair.join("=")).join(" ")}`);
  return fault ?? lines.join(" | ");
};

describe("a weight file, as weighted.go reads it", () => {
  it.each([
    ["a.test\n100.64.1.1 3\n 100.64.1.2\t1 \n", "a.test. 100.64.1.1=3 100.64.1.2=1"],
    ["# weights\n\na.test.\nfd64::1 255\nb.test\n10.0.0.1 2", "a.test. fd64::1=255 | b.test. 10.0.0.1=2"],
    ["a.test\n10.0.0.1 1\nb.test\na.test\n10.0.0.2 2\n10.0.0.1 9", "a.test. 10.0.0.1=1 10.0.0.2=2 | b.test. "],
    ["", ""],
    ["10.0.0.1\n", 'wrong domain name:"10.0.0.1" in weight file /w. (Maybe a missing weight value?)'],
    ["10.0.0.1 1\n", "missing domain name in weight file /w"],
    ["a.test\nb 1\n", 'wrong IP address:"b" in weight file /w'],
    ["a.test\n10.0.0.1 0\n", 'wrong weight value:"0" in weight file /w'],
    ["a.test\n10.0.0.1 256\n", 'wrong weight value:"256" in weight file /w'],
    ["a.test\n10.0.0.1 -1\n", 'wrong weight value:"-1" in weight file /w'],
    ["a.test\n10.0.0.1 1 2\n", 'could not parse weight line:"10.0.0.1 1 2" in weight file /w'],
  ])("%j", (text, expected) => expect(shown(text)).toBe(expected));

  it("stops CoreDNS where it is wrong", () =>
    expect(faultOf("loadbalance weighted w", { files: { "/etc/coredns/w": "10.0.0.1 1" } })).toBe(
      "missing domain name in weight file /etc/coredns/w",
    ));
});
