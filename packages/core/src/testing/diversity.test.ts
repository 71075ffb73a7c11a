import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf } from "../dns/index.ts";
import { sourceFromText } from "../text/index.ts";
import { readZone } from "../zone/index.ts";
import {
  clusterStates,
  corefiles,
  ipv4Addresses,
  ipv6Addresses,
  labels,
  names,
  queries,
  questions,
  recordLines,
  records,
  types,
  wireNames,
  zones,
} from "./index.ts";

const RUNS = 400;
const sample = <T>(arbitrary: fc.Arbitrary<T>): readonly T[] => fc.sample(arbitrary, { numRuns: RUNS, seed: 21 });

/** How often each comes up; what never does is missing. */
function counted(all: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

// Given to the real programs, which took every one of them: 300 zones and 300 records (named-checkzone 9.18.49, for zones
// with its checks as errors), 150 Corefiles (CoreDNS 1.15.0), the named.conf and keepalived.conf of 200 sites
// (named-checkconf -z, keepalived -t 2.2.7).
describe("everything that people write comes up", () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    [
      "types of records",
      sample(records()).map(({ data }) => data.type),
      ["A", "AAAA", "CNAME", "MX", "NS", "SRV", "TXT"],
    ],
    ["types that are asked", sample(types()), ["A", "AAAA", "ANY", "CNAME", "MX", "NS", "PTR", "SOA", "SRV", "TXT"]],
    [
      "types of services",
      sample(clusterStates()).flatMap(({ snapshot }) =>
        snapshot.services.map(({ type, clusterIps }) => (clusterIps[0] === "None" ? "headless" : type)),
      ),
      ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort", "headless"],
    ],
    [
      "endpoints",
      sample(clusterStates()).flatMap(({ snapshot }) =>
        snapshot.endpointSlices.flatMap(({ endpoints }) => endpoints.map(({ ready }) => String(ready))),
      ),
      ["false", "true"],
    ],
    [
      "plugins",
      sample(corefiles()).flatMap((text) => text.match(/(?<=^ {4})[a-z_\d]+/gm) ?? []),
      [
        "acl",
        "cache",
        "errors",
        "forward",
        "hosts",
        "k8s_external",
        "kubernetes",
        "loadbalance",
        "log",
        "minimal",
        "rewrite",
        "template",
      ],
    ],
    [
      "zones of server blocks",
      sample(corefiles()).flatMap((text) => text.match(/^\S*(?=:53 \{)/gm) ?? []),
      [".", "10.in-addr.arpa", "a.example.org", "cluster.local", "example.org"],
    ],
    [
      "EDNS",
      sample(queries()).map(({ edns }) => (edns === null ? "none" : `${edns.udpSize} ${edns.dnssecOk}`)),
      ["1232 false", "1232 true", "4096 false", "4096 true", "512 false", "512 true", "none"],
    ],
    ["RD", sample(queries()).map(({ flags }) => String(flags.recursionDesired)), ["false", "true"]],
    [
      "labels of a name",
      sample(names("example.")).map(({ labelCount }) => String(labelCount - 1)),
      ["0", "1", "2", "3", "4"],
    ],
  ])("%s", (_what, found, expected) => {
    const counts = counted(found);
    expect([...counts.keys()].sort()).toEqual([...expected].sort());
    // None of them is so rare that a hundred runs would miss it.
    for (const [what, count] of counts) expect([what, count / found.length > 0.01]).toEqual([what, true]);
  });

  it("names meet each other: of twenty labels at least two are the same, and not all", () => {
    const drawn = sample(labels()).slice(0, 20);
    expect(new Set(drawn).size).toBeLessThan(20);
    expect(new Set(drawn).size).toBeGreaterThan(4);
  });

  it("wildcards, delegations and several addresses of one name stand in zones", () => {
    const texts = sample(zones()).map(({ text }) => text);
    for (const pattern of [/^\* /m, /^\S+ NS ns\.elsewhere/m, /^(\S+) \d+ A .*\n\1 \d+ A /m, /CNAME ns$/m]) {
      expect(texts.filter((text) => pattern.test(text)).length).toBeGreaterThan(RUNS / 50);
    }
  });

  it("octets that no host name has stand in names of packets", () => {
    const texts = sample(wireNames()).map(({ text }) => text);
    for (const pattern of [/\\000/, /\\\./, /[A-Z]/, /\\255/])
      expect(texts.some((text) => pattern.test(text))).toBe(true);
  });

  it("addresses are those of documentation (RFC 5737, RFC 3849)", () => {
    for (const address of sample(ipv4Addresses())) expect(address).toMatch(/^192\.0\.2\.\d+$/);
    for (const address of sample(ipv6Addresses())) expect(address).toMatch(/^2001:db8::/);
  });
});

describe("a planted fault shrinks to what it needs", () => {
  /** What is left, and after how many steps. */
  function shrunk<T>(arbitrary: fc.Arbitrary<T>, fails: (value: T) => boolean): readonly [T, number] {
    const { counterexample, numShrinks } = fc.check(
      fc.property(arbitrary, (value) => !fails(value)),
      { numRuns: 2000, seed: 5 },
    );
    if (counterexample === null) throw new Error("nothing failed");
    return [counterexample[0], numShrinks];
  }

  it.each<readonly [string, RegExp, string]>([
    ["an address", / A /, "a 60 A 192.0.2.1"],
    ["an address of IPv6", /AAAA/, "a 60 AAAA 2001:db8::"],
    ["an alias", /CNAME/, "a CNAME ns"],
    ["mail", /MX/, "a MX 10 ns"],
    ["a text", /TXT/, 'a TXT ""'],
    ["a service", /SRV/, "a SRV 0 0 80 ns"],
    ["a delegation", /NS ns\.elsewhere/, "a NS ns.elsewhere.test."],
    ["a wildcard", /^\*/, "* 60 A 192.0.2.1"],
    ["another TTL", / 3600 /, "a 3600 A 192.0.2.1"],
  ])("a line: %s", (_what, pattern, expected) => {
    const [line, steps] = shrunk(recordLines(), (text) => pattern.test(text));
    expect(line).toBe(expected);
    expect(steps).toBeLessThan(40);
  });

  it.each<readonly [string, number]>([
    ["two owners", 2],
    ["five owners", 5],
    ["eight owners", 8],
  ])("a zone with %s: one record of each", (_what, count) => {
    const ownersOf = (text: string): number =>
      new Set(
        text
          .split("\n")
          .slice(4, -1)
          .map((line) => line.split(" ")[0]),
      ).size;
    const [{ text }, steps] = shrunk(zones(), (zone) => ownersOf(zone.text) >= count);
    expect(text.split("\n").slice(4, -1)).toHaveLength(count);
    expect(steps).toBeLessThan(120);
  });

  it.each<readonly [string, RegExp, string]>([
    ["nothing", /^/, ".:53 {\n}\n"],
    ["a directive alone", /cache/, ".:53 {\n    cache 1\n}\n"],
    [
      "a block of its own",
      /denial 100/,
      ".:53 {\n    cache {\n        success 100 1\n        denial 100 1\n    }\n}\n",
    ],
    [
      "k8s_external brings kubernetes along",
      /k8s_external/,
      ".:53 {\n    k8s_external k8s.example.org\n    kubernetes cluster.local\n}\n",
    ],
  ])("a Corefile: %s", (_what, pattern, expected) => {
    expect(shrunk(corefiles(), (text) => pattern.test(text))[0]).toBe(expected);
  });

  it("a Corefile of two server blocks: both empty", () => {
    expect(shrunk(corefiles(), (text) => text.includes("}\n\n"))[0]).toMatch(/^\S+:53 \{\n\}\n\n\S+:53 \{\n\}\n$/);
  });

  it("a text of some length is no longer than that", () => {
    expect(shrunk(recordLines(), (text) => /TXT ".{4,}"/.test(text))[0]).toMatch(/^a TXT ".{4}"$/);
  });

  it("a cluster with three services: three of the simplest", () => {
    const [{ snapshot }] = shrunk(clusterStates(), ({ snapshot: own }) => own.services.length >= 3);
    expect(snapshot.services.map(({ type }) => type)).toEqual(["ClusterIP", "ClusterIP", "ClusterIP"]);
    expect(snapshot.endpointSlices.flatMap(({ endpoints }) => endpoints)).toEqual([]);
  });

  it("a question for a name of its own: the shortest", () => {
    const [question] = shrunk(questions(names("org.")), ({ name }) => name.labelCount >= 2);
    expect([question.name.text, question.type]).toEqual(["a.org.", "A"]);
  });
});

describe("law: a drawn zone is what was drawn", () => {
  it("read again, it has a record for each line, and at least SOA, NS and the address of its server", () => {
    fc.assert(
      fc.property(zones("example.org."), ({ text, origin }) => {
        const { value } = readZone(sourceFromText("zone", text), { origin });
        const all = [...value.records()];
        expect(all).toHaveLength(text.trimEnd().split("\n").length - 1);
        const apex = all.filter(({ owner }) => owner.key === nameOf("example.org.").key).map(({ data }) => data.type);
        expect(apex).toEqual(expect.arrayContaining(["SOA", "NS"]));
      }),
    );
  });
});
