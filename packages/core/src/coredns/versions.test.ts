import { describe, expect, it } from "vitest";
import { type CoreDnsVersion, coreDnsVersions, parseCoreDnsVersion, pluginOrder } from "./versions.ts";

/** Of the plugins named, in the order of that release. */
function order(version: CoreDnsVersion, names: string): string {
  const wanted = names.split(" ");
  return pluginOrder(version)
    .filter((name) => wanted.includes(name))
    .join(" ");
}

describe("plugin.cfg of each release", () => {
  const counts: readonly (readonly [CoreDnsVersion, number])[] = [
    ["1.15.0", 62],
    ["1.14.7", 60],
    ["1.14.3", 59],
    ["1.14.2", 58],
    ["1.14.0", 58],
    ["1.13.0", 55],
    ["1.12.2", 54],
    ["1.12.0", 53],
    ["1.11.2", 52],
    ["1.10.0", 51],
    ["1.9.4", 50],
    ["1.8.6", 49],
  ];
  it.each(counts)("%s knows %i plugins, each once", (version, count) => {
    const names = pluginOrder(version);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(count);
  });

  const orders: readonly (readonly [CoreDnsVersion, string])[] = [
    ["1.14.1", "acl cache rewrite autopath"],
    ["1.14.2", "cache rewrite acl autopath"],
    ["1.14.6", "cache rewrite acl autopath"],
    ["1.14.7", "rewrite autopath acl cache"],
    ["1.15.0", "rewrite autopath acl cache"],
    ["1.8.6", "acl cache rewrite autopath"],
  ];
  it.each(orders)("%s: %s", (version, expected) => {
    expect(order(version, "acl cache rewrite autopath")).toBe(expected);
  });

  it.each([
    ["1.11.1", "metadata bufsize root bind"],
    ["1.11.2", "root metadata bufsize bind"],
    ["1.8.6", "metadata bufsize root bind"],
  ] as const)("%s: where root stands", (version, expected) => {
    expect(order(version, "root metadata bufsize bind")).toBe(expected);
  });
});

describe("versions", () => {
  it("are read with and without a v", () => {
    for (const version of coreDnsVersions) expect(parseCoreDnsVersion(`v${version}`)).toBe(version);
    expect(parseCoreDnsVersion("2.0.0")).toBeNull();
  });
});
