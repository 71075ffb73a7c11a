import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyName } from "./arbitraries.fixture.ts";
import {
  ancestorWithLabels,
  compareNames,
  type DomainName,
  isAtOrBelow,
  isBelow,
  isWildcard,
  labelsBelow,
  labelsOf,
  moveName,
  nameOf,
  sameName,
  wildcardBelow,
} from "./index.ts";

function shuffled(names: readonly string[]): readonly DomainName[] {
  return names.toReversed().map(nameOf);
}

function sorted(names: readonly DomainName[]): readonly string[] {
  return names.toSorted(compareNames).map(({ text }) => text);
}

describe("canonical order", () => {
  it("is that of RFC 4034 section 6.1's own list", () => {
    const list = [
      "example.",
      "a.example.",
      "yljkjljk.a.example.",
      "Z.a.example.",
      "zABC.a.EXAMPLE.",
      "z.example.",
      "\\001.z.example.",
      "*.z.example.",
      "\\200.z.example.",
    ];
    expect(sorted(shuffled(list))).toEqual(list);
  });

  it("is that in which named-checkzone 9.18.49 writes a zone (-D)", () => {
    const list = [
      "example.",
      "\\000.example.",
      "\\000.\\000.example.",
      ",.example.",
      "-.example.",
      "\\..example.",
      "\\.a.example.",
      "0.example.",
      "_.example.",
      "a.example.",
      "b.a.example.",
      "yljkjljk.a.example.",
      "Z.a.example.",
      "zABC.a.EXAMPLE.",
      "aa.example.",
      "z.example.",
      "\\001.z.example.",
      "*.z.example.",
      "z.z.example.",
      "\\200.z.example.",
      "z\\032.example.",
      "\\255.example.",
    ];
    expect(sorted(shuffled(list))).toEqual(list);
  });

  it("begins with the root, and goes by whole labels", () => {
    expect(sorted(shuffled([".", "a.", "b.a.", "ab.", "b."]))).toEqual([".", "a.", "b.a.", "ab.", "b."]);
  });

  const octets = (name: DomainName): readonly (readonly number[])[] =>
    labelsOf(name).map((label) => [...label].map((octet) => (octet >= 65 && octet <= 90 ? octet + 32 : octet)));

  /** Section 6.1 word for word: labels from the right as octets, a shorter one first. */
  function byTheBook(left: DomainName, right: DomainName): number {
    const [these, those] = [octets(left).toReversed(), octets(right).toReversed()];
    const differing = these.findIndex((label, at) => label.join() !== those[at]?.join());
    if (differing === -1) return these.length === those.length ? 0 : -1;
    return Buffer.compare(Uint8Array.from(these[differing] ?? []), Uint8Array.from(those[differing] ?? []));
  }

  it("law: it is the order of the octets", () => {
    fc.assert(
      fc.property(anyName, anyName, (left, right) => Math.sign(compareNames(left, right)) === byTheBook(left, right)),
    );
  });

  it("law: a name stands before everything below it, and that before its next sibling", () => {
    fc.assert(
      fc.property(anyName, anyName, (left, right) => {
        if (!isBelow(left, right)) return;
        expect(compareNames(right, left)).toBeLessThan(0);
      }),
    );
  });
});

describe("where names stand to each other", () => {
  it.each<readonly [name: string, ancestor: string, isAt: boolean, isUnder: boolean]>([
    ["www.kloud.lan.", "kloud.lan.", true, true],
    ["WWW.KLOUD.LAN.", "kloud.lan.", true, true],
    ["kloud.lan.", "KLOUD.lan.", true, false],
    ["kloud.lan.", "www.kloud.lan.", false, false],
    ["xkloud.lan.", "kloud.lan.", false, false],
    ["x\\.kloud.lan.", "kloud.lan.", false, false],
    ["x\\\\.kloud.lan.", "kloud.lan.", true, true],
    ["a.", ".", true, true],
    [".", ".", true, false],
    [".", "a.", false, false],
    ["\\046.a.", "a.", true, true],
    ["\\046a.", "a.", false, false],
  ])("%s and %s: at or below %s, below %s", (name, ancestor, isAt, isUnder) => {
    expect(isAtOrBelow(nameOf(name), nameOf(ancestor))).toBe(isAt);
    expect(isBelow(nameOf(name), nameOf(ancestor))).toBe(isUnder);
  });

  it.each([
    ["a.b.c.", 3, "a.b.c."],
    ["a.b.c.", 2, "b.c."],
    ["a.b.c.", 0, "."],
    ["a\\.b.c.", 1, "c."],
    ["a.", 5, "a."],
  ])("the ancestor of %s with %d labels is %s", (name, labels, ancestor) => {
    expect(ancestorWithLabels(nameOf(name), labels).text).toBe(ancestor);
  });

  it.each<readonly [name: string, ancestor: string, labels: readonly string[]]>([
    ["a.b.kloud.lan.", "kloud.lan.", ["a", "b"]],
    ["kloud.lan.", "kloud.lan.", []],
    ["A\\.x.b.lan.", "lan.", ["A\\.x", "b"]],
    ["a.b.", ".", ["a", "b"]],
  ])("the labels of %s below %s: %j", (name, ancestor, labels) => {
    expect(labelsBelow(nameOf(name), nameOf(ancestor))).toEqual(labels);
  });

  it.each([
    ["www.svc.cluster.local.", "svc.cluster.local.", "k8s1.kloud.lan.", "www.k8s1.kloud.lan."],
    ["svc.cluster.local.", "svc.cluster.local.", "k8s1.kloud.lan.", "k8s1.kloud.lan."],
    ["a\\.b.svc.", "SVC.", ".", "a\\.b."],
    ["A.b.", ".", "c.", "A.b.c."],
  ])("%s moved from %s to %s is %s", (name, from, to, moved) => {
    expect(String(moveName(nameOf(name), nameOf(from), nameOf(to)))).toBe(moved);
  });

  it("a name that would become too long is not moved", () => {
    const long = `${`${"a".repeat(63)}.`.repeat(3)}`;
    expect(moveName(nameOf(`${long}x.`), nameOf("x."), nameOf(`${"b".repeat(61)}.`))).toBeTypeOf("object");
    expect(moveName(nameOf(`${long}x.`), nameOf("x."), nameOf(`${"b".repeat(62)}.`))).toBe("name-too-long");
  });

  it.each([
    ["*.lan.", true],
    ["*.", true],
    ["a.*.lan.", false],
    ["**.lan.", false],
    ["\\*.lan.", true],
    ["\\042.lan.", true],
    ["*a.lan.", false],
  ])("%s begins with a wildcard: %s", (name, expected) => expect(isWildcard(nameOf(name))).toBe(expected));

  it("law: the wildcard below a name is a wildcard, and stands below it", () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const wildcard = wildcardBelow(name);
        if (typeof wildcard === "string") expect(name.octets).toBeGreaterThan(253);
        else expect([isWildcard(wildcard), isBelow(wildcard, name)]).toEqual([true, true]);
      }),
    );
  });

  it("law: moved there and back, a name is what it was", () => {
    fc.assert(
      fc.property(anyName, fc.nat(10), (name, labels) => {
        const from = ancestorWithLabels(name, labels);
        const moved = moveName(name, from, nameOf("x."));
        if (typeof moved === "string") return;
        const back = moveName(moved, nameOf("x."), from);
        expect(typeof back !== "string" && sameName(back, name)).toBe(true);
      }),
    );
  });
});
