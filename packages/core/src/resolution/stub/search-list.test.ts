import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf } from "../../dns/index.ts";
import { candidateNames } from "./search-list.ts";

interface Rules {
  readonly search: readonly string[];
  readonly ndots: number;
  readonly avoidsTopLevel?: boolean;
}

const ask = (text: string, { search, ndots, avoidsTopLevel = false }: Rules): readonly string[] =>
  candidateNames(text, { search: search.map((domain) => nameOf(domain)), ndots, avoidsTopLevel }).map(String);

/** kubernetes-dns.md, dnsPolicy: the search list that the kubelet writes for a pod of the namespace `shop`, and `ndots:5`. */
const POD = ["shop.svc.cluster.local.", "svc.cluster.local.", "cluster.local.", "kloud.lan."];

describe("from a pod", () => {
  it.each([
    ["a service of its namespace", "web", "web.shop.svc.cluster.local.", 0],
    ["a service of another namespace", "web.other", "web.other.svc.cluster.local.", 1],
    ["a service with `svc`", "web.other.svc", "web.other.svc.cluster.local.", 2],
    ["a service in full without a final dot", "web.other.svc.cluster.local", "web.other.svc.cluster.local.", 4],
    ["a host of the site", "nas", "nas.kloud.lan.", 3],
    ["an outer name", "www.example.com", "www.example.com.", 4],
    ["an outer name with a final dot", "www.example.com.", "www.example.com.", 0],
    ["a name of five dots", "a.b.c.d.e.f", "a.b.c.d.e.f.", 0],
    ["a name of four dots", "a.b.c.d.e", "a.b.c.d.e.", 4],
  ])("%s (%s) is asked as %s behind %i others", (_, text, name, behind) => {
    expect(ask(text, { search: POD, ndots: 5 }).indexOf(name)).toBe(behind);
  });

  it("all of the names of one that does not exist", () => {
    expect(ask("db.shop", { search: POD, ndots: 5 })).toEqual([
      "db.shop.shop.svc.cluster.local.",
      "db.shop.svc.cluster.local.",
      "db.shop.cluster.local.",
      "db.shop.kloud.lan.",
      "db.shop.",
    ]);
  });
});

describe("texts that programs write", () => {
  const search = ["kloud.lan."];
  it.each([
    ["NAS", 1, ["NAS.kloud.lan.", "NAS."]],
    ["nas.kloud.lan", 1, ["nas.kloud.lan.", "nas.kloud.lan.kloud.lan."]],
    ["a\\.b", 1, ["a\\.b.", "a\\.b.kloud.lan."]],
    ["a\\.b", 2, ["a\\.b.kloud.lan.", "a\\.b."]],
    ["a\\046b", 1, ["a\\.b.kloud.lan.", "a\\.b."]],
    ["*.x", 1, ["*.x.", "*.x.kloud.lan."]],
    [".", 1, ["."]],
    [".x", 1, []],
    ["x..", 1, []],
    ["a..b", 1, []],
    [`${"x".repeat(63)}`, 1, [`${"x".repeat(63)}.kloud.lan.`, `${"x".repeat(63)}.`]],
    [`${"x".repeat(64)}.`, 1, []],
  ] as const)("%s with ndots:%i: %j", (text, ndots, names) => expect(ask(text, { search, ndots })).toEqual(names));

  it.each([
    [1, "web", ["web.a.test."]],
    [1, "web.x", ["web.x.", "web.x.a.test."]],
    [3, "web.x", ["web.x.a.test.", "web.x."]],
    [0, "web", ["web.", "web.a.test."]],
  ] as const)("no-tld-query and ndots:%i: %s", (ndots, text, names) => {
    expect(ask(text, { search: ["a.test."], ndots, avoidsTopLevel: true })).toEqual(names);
  });
});

describe("laws", () => {
  const label = fc.stringMatching(/^[a-z]{1,5}$/);
  const name = fc.array(label, { minLength: 1, maxLength: 5 }).map((labels) => labels.join("."));
  const domains = fc.array(
    name.map((text) => `${text}.`),
    { maxLength: 4 },
  );

  it("resolv.conf(5): with fewer dots than ndots below each domain first, else as it stands first", () => {
    fc.assert(
      fc.property(name, domains, fc.nat(6), (text, search, ndots) => {
        const below = search.map((domain) => `${text}.${domain}`);
        const dots = text.split("").filter((character) => character === ".").length;
        const expected = dots < ndots ? [...below, `${text}.`] : [`${text}.`, ...below];
        expect(ask(text, { search, ndots })).toEqual(expected);
      }),
    );
  });

  it("a final dot asks for that name alone, whatever the rules", () => {
    fc.assert(
      fc.property(name, domains, fc.nat(6), fc.boolean(), (text, search, ndots, avoidsTopLevel) => {
        expect(ask(`${text}.`, { search, ndots, avoidsTopLevel })).toEqual([`${text}.`]);
      }),
    );
  });

  it("no-tld-query takes away the name as it stands at most, and never the order of the others", () => {
    fc.assert(
      fc.property(name, domains, fc.nat(6), (text, search, ndots) => {
        const all = ask(text, { search, ndots });
        const fewer = ask(text, { search, ndots, avoidsTopLevel: true });
        const isDropped = !text.includes(".") && ndots > 0 && search.length > 0;
        expect(fewer).toEqual(isDropped ? all.slice(0, -1) : all);
      }),
    );
  });

  it("no name is longer than 255 octets", () => {
    const long = fc.array(fc.constantFrom("a".repeat(63), "b".repeat(40), "c"), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(long, fc.array(long, { maxLength: 3 }), (labels, search) => {
        const rules = { search: search.map((parts) => nameOf(`${parts.join(".")}.`)), ndots: 1, avoidsTopLevel: false };
        for (const { octets } of candidateNames(labels.join("."), rules)) expect(octets).toBeLessThanOrEqual(255);
      }),
    );
  });
});
