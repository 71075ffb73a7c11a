import { describe, expect, it } from "vitest";
import { sourceFromText } from "../text/index.ts";
import { parseCorefile } from "./corefile/index.ts";
import {
  type CoreDnsVersion,
  coreDnsVersions,
  isAtLeast,
  newestOrder,
  parseCoreDnsVersion,
  pluginOrder,
} from "./versions.ts";

/** plugin.cfg of each release, as its repository has it. */

/** A release and the one before it. */
const STEPS = coreDnsVersions.slice(1).map((version, index) => [coreDnsVersions[index] ?? version, version] as const);

describe("what a release brings", () => {
  const news: ReadonlyMap<CoreDnsVersion, string> = new Map<CoreDnsVersion, string>([
    ["1.9.4", "tsig"],
    ["1.10.0", "view"],
    ["1.10.1", "timeouts"],
    ["1.12.0", "multisocket"],
    ["1.12.2", "quic"],
    ["1.13.0", "nomad"],
    ["1.14.0", "grpc_server https https3"],
    ["1.14.3", "proxyproto"],
    ["1.14.7", "shed"],
    ["1.15.0", "dynupdate siit"],
  ]);

  it.each(STEPS)("from %s to %s", (before, version) => {
    const known = new Set(pluginOrder(before));
    const added = pluginOrder(version).filter((name) => !known.has(name));
    expect(added.toSorted().join(" ")).toBe(news.get(version) ?? "");
  });

  it("no release has taken a plugin away", () => {
    for (const [before, version] of STEPS) {
      const now = new Set(pluginOrder(version));
      expect(pluginOrder(before).filter((name) => !now.has(name))).toEqual([]);
    }
  });

  it.each<readonly [string, CoreDnsVersion, CoreDnsVersion]>([
    ["tsig", "1.9.3", "1.9.4"],
    ["view v {\n  expr true\n }", "1.9.4", "1.10.0"],
    ["timeouts {\n  read 5s\n }", "1.10.0", "1.10.1"],
    ["multisocket", "1.11.4", "1.12.0"],
    ["quic", "1.12.1", "1.12.2"],
    ["nomad", "1.12.4", "1.13.0"],
    ["https", "1.13.2", "1.14.0"],
    ["proxyproto", "1.14.2", "1.14.3"],
    ["shed", "1.14.6", "1.14.7"],
    ["siit", "1.14.7", "1.15.0"],
  ])("%s is unknown to %s, and known to %s", (directive, before, since) => {
    const complaints = [before, since].map((version) =>
      parseCorefile(sourceFromText("Corefile", `. {\n ${directive}\n}\n`), { version }).diagnostics.map(
        ({ message }) => message,
      ),
    );
    expect(complaints).toEqual([[`Unknown directive '${directive.split(" ")[0]}'`], []]);
  });
});

describe("in which order they see a question", () => {
  /** `acl cache`: of the two the first one, in each release. */
  const firsts = (pair: string): string => {
    const [left, right] = pair.split(" ");
    const runs: string[] = [];
    for (const version of coreDnsVersions) {
      const first = pluginOrder(version).find((name) => name === left || name === right);
      if (!runs.at(-1)?.endsWith(` ${first}`)) runs.push(`${version} ${first}`);
    }
    return runs.join(", ");
  };
  it.each([
    ["acl cache", "1.8.6 acl, 1.14.2 cache, 1.14.7 acl"],
    ["acl rewrite", "1.8.6 acl, 1.14.2 rewrite"],
    ["cache rewrite", "1.8.6 cache, 1.14.7 rewrite"],
    ["cache autopath", "1.8.6 cache, 1.14.7 autopath"],
    ["acl autopath", "1.8.6 acl, 1.14.7 autopath"],
    ["acl any", "1.8.6 acl, 1.14.2 any"],
    ["acl loadbalance", "1.8.6 acl, 1.14.2 loadbalance"],
    ["root metadata", "1.8.6 metadata, 1.11.2 root"],
    ["root reload", "1.8.6 reload, 1.11.2 root"],
    ["tls health", "1.8.6 tls, 1.14.7 health"],
    ["dns64 cache", "1.8.6 dns64"],
    ["cache header", "1.8.6 cache"],
    ["loadbalance cache", "1.8.6 loadbalance"],
    ["minimal template", "1.8.6 minimal"],
    ["template hosts", "1.8.6 template"],
    ["transfer hosts", "1.8.6 transfer"],
    ["hosts kubernetes", "1.8.6 hosts"],
    ["k8s_external kubernetes", "1.8.6 k8s_external"],
    ["kubernetes file", "1.8.6 kubernetes"],
    ["file auto", "1.8.6 file"],
    ["auto secondary", "1.8.6 auto"],
    ["secondary forward", "1.8.6 secondary"],
    ["loop forward", "1.8.6 loop"],
    ["forward whoami", "1.8.6 forward"],
    ["local dns64", "1.8.6 local"],
    ["errors log", "1.8.6 errors"],
    ["log cache", "1.8.6 log"],
  ])("%s: %s", (pair, expected) => expect(firsts(pair)).toBe(expected));

  it("the newest has all of them, each once", () => {
    expect(pluginOrder("1.15.0")).toEqual(newestOrder);
    expect(new Set(newestOrder).size).toBe(newestOrder.length);
  });
});

describe("versions stand in the order in which they came", () => {
  it("each is at least itself and those before it", () => {
    for (const [left, one] of coreDnsVersions.entries())
      for (const [right, other] of coreDnsVersions.entries()) expect(isAtLeast(one, other)).toBe(left >= right);
  });

  it("1.9 is before 1.10, which a comparison of texts would turn round", () => {
    expect([isAtLeast("1.10.0", "1.9.4"), isAtLeast("1.9.4", "1.10.0")]).toEqual([true, false]);
  });

  it.each<readonly [string, CoreDnsVersion | null]>([
    ["1.15.0", "1.15.0"],
    ["v1.15.0", "1.15.0"],
    ["vv1.15.0", null],
    ["V1.15.0", null],
    ["1.15", null],
    ["1.15.0 ", null],
    ["1.8.5", null],
    ["1.15.1", null],
    ["", null],
    ["v", null],
  ])("%j is %s", (text, expected) => expect(parseCoreDnsVersion(text)).toBe(expected));
});
