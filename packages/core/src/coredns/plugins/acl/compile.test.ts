import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isAtOrBelow,
  nameOf,
  type Prefix,
  parseAddress,
  parsePrefix,
  prefixCovers,
  type Question,
} from "../../../dns/index.ts";
import { invariant } from "../../../invariant.ts";
import { CompiledAcl } from "./compile.ts";
import type { AclRule } from "./settings.ts";

type Policy = AclRule["policies"][number];

function prefix(text: string): Prefix {
  const parsed = parsePrefix(text);
  invariant(typeof parsed !== "string", "a prefix of this test");
  return parsed;
}

/** `block A AAAA from 10.0.0.0/8`; without types or networks: all. */
function policy(text: string): Policy {
  const [head = "", networks] = text.split(" from ");
  const [action = "", ...types] = head.split(" ");
  return {
    action: action as Policy["action"],
    types: types.length === 0 ? null : new Set(types as Question["type"][]),
    networks: networks === undefined ? null : networks.split(" ").map(prefix),
  };
}

function rule(zone: string, ...policies: readonly string[]): AclRule {
  return { zones: [nameOf(zone)], policies: policies.map(policy) };
}

function decide(rules: readonly AclRule[], from: string, name: string, type: Question["type"] = "A"): string {
  const source = parseAddress(from);
  invariant(source !== null, "an address of this test");
  return new CompiledAcl(rules).decide(source, { name: nameOf(name), type, class: "IN" }) ?? "none";
}

describe("the first line that matches decides", () => {
  const rules = [
    rule("a.test.", "allow from 10.1.0.0/16", "block A AAAA from 10.0.0.0/8 192.0.2.1/32", "filter TXT"),
    rule("test.", "drop from 10.9.0.0/16", "allow A", "block"),
  ];
  it.each<readonly [string, string, string, Question["type"], string]>([
    ["the first line", "10.1.2.3", "x.a.test.", "A", "allow"],
    ["the second, by network", "10.2.0.1", "x.a.test.", "A", "block"],
    ["the second, by its other network", "192.0.2.1", "a.test.", "AAAA", "block"],
    ["the second, by type", "10.2.0.1", "x.a.test.", "MX", "block"],
    ["the third, by type", "10.2.0.1", "x.a.test.", "TXT", "filter"],
    ["the next rule, where no line of the first matches", "192.0.2.2", "x.a.test.", "A", "allow"],
    ["the next rule, by network", "10.9.0.1", "x.a.test.", "MX", "drop"],
    ["another zone: the next rule", "10.1.2.3", "x.b.test.", "MX", "block"],
    ["no zone at all", "10.1.2.3", "x.example.", "A", "none"],
    ["an address of the other family", "2001:db8::1", "x.a.test.", "A", "allow"],
    ["whatever the case", "10.1.2.3", "X.A.Test.", "A", "allow"],
  ])("%s", (_, from, name, type, expected) => expect(decide(rules, from, name, type)).toBe(expected));

  it("no rule, no decision", () => expect(decide([], "10.0.0.1", "a.test.")).toBe("none"));

  it("networks of all sizes", () => {
    const nested = [
      rule(".", "allow from 10.1.1.1/32", "drop from 10.1.1.0/24", "filter from 10.0.0.0/8", "block from 0.0.0.0/0"),
    ];
    expect(
      ["10.1.1.1", "10.1.1.2", "10.1.1.0", "10.1.1.255", "10.1.2.0", "11.0.0.0", "255.255.255.255", "0.0.0.0"].map(
        (from) => decide(nested, from, "x."),
      ),
    ).toEqual(["allow", "drop", "drop", "drop", "filter", "block", "block", "block"]);
  });
});

describe("law", () => {
  const address = fc
    .tuple(...Array.from({ length: 4 }, () => fc.constantFrom(0, 1, 10, 255)))
    .map((parts) => parts.join("."));
  const network = fc.tuple(address, fc.constantFrom(0, 8, 16, 24, 31, 32)).map(([text, length]) => `${text}/${length}`);
  const line = fc
    .tuple(
      fc.constantFrom("allow", "block", "filter", "drop"),
      fc.subarray(["A", "TXT"]),
      fc.option(fc.array(network, { minLength: 1, maxLength: 3 })),
    )
    .map(
      ([action, types, networks]) =>
        `${[action, ...types].join(" ")}${networks === null ? "" : ` from ${networks.join(" ")}`}`,
    );
  const anyRule = fc
    .tuple(fc.constantFrom(".", "test.", "a.test."), fc.array(line, { maxLength: 4 }))
    .map(([zone, lines]) => rule(zone, ...lines));

  it("the search finds what a walk over all lines finds", () => {
    fc.assert(
      fc.property(
        fc.array(anyRule, { maxLength: 4 }),
        address,
        fc.constantFrom("a.test.", "b.test.", "x."),
        fc.constantFrom("A", "TXT", "MX"),
        (rules, from, name, type) => {
          expect(decide(rules, from, name, type as Question["type"])).toBe(
            walk(rules, from, name, type as Question["type"]),
          );
        },
      ),
    );
  });
});

function walk(rules: readonly AclRule[], from: string, name: string, type: Question["type"]): string {
  const source = parseAddress(from);
  invariant(source !== null, "an address of this test");
  for (const { zones, policies } of rules) {
    if (!zones.some((zone) => isAtOrBelow(nameOf(name), zone))) continue;
    const found = policies.find(
      ({ types, networks }) =>
        (types === null || types.has(type)) &&
        (networks === null || networks.some((candidate) => prefixCovers(candidate, source))),
    );
    if (found !== undefined) return found.action;
  }
  return "none";
}
