import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyName, octets, plainName } from "./arbitraries.fixture.ts";
import {
  ancestorWithLabels,
  childOf,
  compareNames,
  concatenateNames,
  DomainName,
  isAbsoluteText,
  isAtOrBelow,
  isBelow,
  isWildcard,
  joinNames,
  labelKeys,
  labelsBelow,
  labelsFromText,
  labelsOf,
  labelTexts,
  moveName,
  type NameFault,
  nameFromLabels,
  nameOf,
  parseName,
  sameName,
  wildcardBelow,
} from "./index.ts";

/** A result that must be a name. */
function isName(name: DomainName | NameFault): DomainName {
  if (typeof name === "string") throw new Error(name);
  return name;
}

const read: readonly { text: string; printed: string; key: string; labels: number; octets: number }[] = [
  { text: ".", printed: ".", key: ".", labels: 0, octets: 1 },
  { text: "www.Kloud.LAN.", printed: "www.Kloud.LAN.", key: "www.kloud.lan.", labels: 3, octets: 15 },
  { text: "www.kloud.lan", printed: "www.kloud.lan.", key: "www.kloud.lan.", labels: 3, octets: 15 },
  { text: "_dns._udp.x.", printed: "_dns._udp.x.", key: "_dns._udp.x.", labels: 3, octets: 13 },
  { text: "a\\.b.c.", printed: "a\\.b.c.", key: "a\\046b.c.", labels: 2, octets: 7 },
  { text: "a\\046b.c.", printed: "a\\.b.c.", key: "a\\046b.c.", labels: 2, octets: 7 },
  { text: "\\097.", printed: "a.", key: "a.", labels: 1, octets: 3 },
  { text: "\\a\\b.", printed: "ab.", key: "ab.", labels: 1, octets: 4 },
  { text: "\\065.", printed: "A.", key: "a.", labels: 1, octets: 3 },
  { text: "\\000\\255.", printed: "\\000\\255.", key: "\\000\\255.", labels: 1, octets: 4 },
  { text: "a b.", printed: "a\\032b.", key: "a\\032b.", labels: 1, octets: 5 },
  { text: '"();@$.', printed: '\\"\\(\\)\\;\\@\\$.', key: '"();@$.', labels: 1, octets: 8 },
  { text: "\\\\.", printed: "\\\\.", key: "\\092.", labels: 1, octets: 3 },
  { text: "a\\.", printed: "a\\..", key: "a\\046.", labels: 1, octets: 4 },
  { text: "ÿ.", printed: "\\255.", key: "\\255.", labels: 1, octets: 3 },
  {
    text: "__proto__.constructor.",
    printed: "__proto__.constructor.",
    key: "__proto__.constructor.",
    labels: 2,
    octets: 23,
  },
  { text: "*.kloud.lan.", printed: "*.kloud.lan.", key: "*.kloud.lan.", labels: 3, octets: 13 },
  { text: "\\*.kloud.lan.", printed: "*.kloud.lan.", key: "*.kloud.lan.", labels: 3, octets: 13 },
];

test.each(read)("$text is $labels labels in $octets octets", ({ text, printed, key, labels, octets: size }) => {
  const name = isName(parseName(text));
  expect([name.text, name.key, name.labelCount, name.octets]).toEqual([printed, key, labels, size]);
  expect([String(name), JSON.stringify([name])]).toEqual([printed, JSON.stringify([printed])]);
  expect(name.wire).toHaveLength(size);
});

const l63 = "a".repeat(63);
test.each<{ text: string; fault: NameFault }>([
  { text: "", fault: "empty" },
  { text: "..", fault: "empty-label" },
  { text: ".a.", fault: "empty-label" },
  { text: "a..b.", fault: "empty-label" },
  { text: `${l63}a.`, fault: "label-too-long" },
  { text: `${l63}\\097.`, fault: "label-too-long" },
  { text: `${l63}.${l63}.${l63}.${l63}.`, fault: "name-too-long" },
  { text: `${"a.".repeat(128)}`, fault: "name-too-long" },
  { text: "a\\", fault: "bad-escape" },
  { text: "\\25.", fault: "bad-escape" },
  { text: "\\256.", fault: "bad-escape" },
  { text: "\\1x2.", fault: "bad-escape" },
  { text: "\\25", fault: "bad-escape" },
  { text: "\u0100.", fault: "not-latin1" },
  { text: "\\\u0100.", fault: "bad-escape" },
])("$text is no name: $fault", ({ text, fault }) => {
  expect(parseName(text)).toBe(fault);
});

test("the longest name has 255 octets", () => {
  expect(isName(parseName(`${l63}.${l63}.${l63}.${"a".repeat(61)}.`)).octets).toBe(255);
  expect(parseName(`${l63}.${l63}.${l63}.${"a".repeat(62)}.`)).toBe("name-too-long");
  expect(isName(parseName("a.".repeat(127))).labelCount).toBe(127);
});

test("a name that our own code writes must be one", () => {
  expect(() => nameOf("a..b")).toThrow("not a domain name: a..b");
});

test.each([
  { text: "a.", absolute: true },
  { text: "a", absolute: false },
  { text: "a\\.", absolute: false },
  { text: "a\\\\.", absolute: true },
  { text: ".", absolute: true },
  { text: "", absolute: false },
])("$text is absolute: $absolute", ({ text, absolute }) => expect(isAbsoluteText(text)).toBe(absolute));

describe("any octets", () => {
  test("stand in a label, and text, key and wire agree on them", () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const again = isName(parseName(name.text));
        expect(again).toEqual(name);
        expect(again.wire).toEqual(name.wire);
        expect(isName(nameFromLabels(labelsOf(name)))).toEqual(name);
        expect(labelsFromText(name.text)).toEqual(labelsOf(name));
        expect(isName(parseName(name.key)).key).toBe(name.key);
        expect(name.wire.at(-1)).toBe(0);
        expect(name.wire).toHaveLength(name.octets);
      }),
    );
  });

  test("print as ASCII without spaces", () => {
    fc.assert(fc.property(anyName, ({ text, key }) => /^[!-~]+$/.test(text) && /^[!-~]+$/.test(key)));
  });

  test("in two names are equal exactly when the names are, whatever the case", () => {
    const folded = (name: DomainName): string =>
      Array.from(name.wire, (octet) => (octet >= 0x41 && octet <= 0x5a ? octet + 32 : octet)).join(" ");
    fc.assert(
      fc.property(anyName, anyName, (left, right) => {
        expect(sameName(left, right)).toBe(folded(left) === folded(right));
        expect(sameName(left, left)).toBe(true);
      }),
    );
  });

  test("a bare dot in a key always ends a label", () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(labelKeys(name)).toHaveLength(name.labelCount);
        expect(labelTexts(name)).toHaveLength(name.labelCount);
        expect(
          name.labelCount === 0
            ? "."
            : labelKeys(name)
                .map((label) => `${label}.`)
                .join(""),
        ).toBe(name.key);
        expect(
          name.labelCount === 0
            ? "."
            : labelTexts(name)
                .map((label) => `${label}.`)
                .join(""),
        ).toBe(name.text);
      }),
    );
  });

  test("that are not a name are a fault, never a throw", () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom("a", ".", "\\", "0", "9", "\u0100") }));
    fc.assert(
      fc.property(text, (written) => {
        const name = parseName(written);
        expect(typeof name === "string" || name.octets <= 255).toBe(true);
      }),
    );
  });

  test("too long or empty labels are refused", () => {
    expect(nameFromLabels([new Uint8Array()])).toBe("empty-label");
    expect(nameFromLabels([new Uint8Array(64)])).toBe("label-too-long");
    expect(nameFromLabels(Array.from({ length: 4 }, () => new Uint8Array(63)))).toBe("name-too-long");
    expect(nameFromLabels([])).toBe(DomainName.root);
  });
});

describe("the hierarchy", () => {
  const web = nameOf("web.linkerd-viz.k8s1-prod.Kloud.lan.");

  test("parents, one after the other", () => {
    const above: string[] = [];
    for (let name: DomainName | null = web; name !== null; name = name.parent)
      above.push(`${name.text} ${name.octets}`);
    expect(above).toEqual([
      "web.linkerd-viz.k8s1-prod.Kloud.lan. 37",
      "linkerd-viz.k8s1-prod.Kloud.lan. 33",
      "k8s1-prod.Kloud.lan. 21",
      "Kloud.lan. 11",
      "lan. 5",
      ". 1",
    ]);
    expect(web.parent).toBe(web.parent);
  });

  test.each([
    { name: "kloud.lan.", ancestor: "lan.", atOrBelow: true, below: true },
    { name: "lan.", ancestor: "lan.", atOrBelow: true, below: false },
    { name: "LAN.", ancestor: "lan.", atOrBelow: true, below: false },
    { name: "lan.", ancestor: "kloud.lan.", atOrBelow: false, below: false },
    { name: "xlan.", ancestor: "lan.", atOrBelow: false, below: false },
    { name: "x.lan.", ancestor: ".", atOrBelow: true, below: true },
    { name: ".", ancestor: ".", atOrBelow: true, below: false },
    { name: "x\\.lan.", ancestor: "lan.", atOrBelow: false, below: false },
    { name: "a.x\\.lan.", ancestor: "lan.", atOrBelow: false, below: false },
    { name: "a.x\\.lan.", ancestor: "x\\.lan.", atOrBelow: true, below: true },
  ])("$name at or below $ancestor: $atOrBelow", ({ name, ancestor, atOrBelow, below }) => {
    expect(isAtOrBelow(nameOf(name), nameOf(ancestor))).toBe(atOrBelow);
    expect(isBelow(nameOf(name), nameOf(ancestor))).toBe(below);
  });

  test("every name is below each of its ancestors, and no other name so long is one", () => {
    fc.assert(
      fc.property(anyName, anyName, (name, other) => {
        for (let count = 0; count <= name.labelCount; count += 1) {
          const ancestor = ancestorWithLabels(name, count);
          expect(ancestor.labelCount).toBe(count);
          expect(isAtOrBelow(name, ancestor)).toBe(true);
        }
        const isAncestor =
          other.labelCount <= name.labelCount && sameName(ancestorWithLabels(name, other.labelCount), other);
        expect(isAtOrBelow(name, other)).toBe(isAncestor);
      }),
    );
  });

  test("a parent is the name without its first label, in octets too", () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const { parent, wire } = name;
        if (parent === null) expect(name.labelCount).toBe(0);
        else expect(parent.wire).toEqual(wire.slice(1 + (wire[0] ?? 0)));
      }),
    );
  });

  test.each([
    { relative: "www", origin: "kloud.lan.", joined: "www.kloud.lan." },
    { relative: "a.b", origin: ".", joined: "a.b." },
    { relative: "a\\.b", origin: "lan.", joined: "a\\.b.lan." },
    { relative: "", origin: "lan.", joined: "empty" },
    { relative: "a.", origin: "lan.", joined: "empty-label" },
    { relative: ".", origin: "lan.", joined: "empty-label" },
    { relative: "a\\", origin: "lan.", joined: "bad-escape" },
    { relative: l63, origin: `${l63}.${l63}.${l63}.`, joined: "name-too-long" },
  ])("$relative below $origin is $joined", ({ relative, origin, joined }) => {
    expect(String(joinNames(relative, nameOf(origin)))).toBe(joined);
    expect(String(childOf(nameOf(origin), relative))).toBe(joined);
  });

  test("labels left of an ancestor, joined to it, are the name", () => {
    fc.assert(
      fc.property(anyName, fc.nat(127), (name, count) => {
        const ancestor = ancestorWithLabels(name, Math.min(count, name.labelCount));
        const left = labelsBelow(name, ancestor);
        expect(left).toHaveLength(name.labelCount - ancestor.labelCount);
        if (left.length > 0) expect(joinNames(left.join("."), ancestor)).toEqual(name);
      }),
    );
  });

  test("names put together have the labels of both", () => {
    fc.assert(
      fc.property(anyName, anyName, (left, right) => {
        const both = concatenateNames(left, right);
        if (typeof both === "string") expect(left.octets + right.octets - 1).toBeGreaterThan(255);
        else expect(both).toEqual(isName(nameFromLabels([...labelsOf(left), ...labelsOf(right)])));
      }),
    );
  });

  test("a name moves from one ancestor to another", () => {
    const outside = nameOf("k8s1-prod.kloud.lan.");
    const inside = nameOf("svc.cluster.local.");
    expect(String(moveName(nameOf("Web.linkerd-viz.K8S1-prod.kloud.lan."), outside, inside))).toBe(
      "Web.linkerd-viz.svc.cluster.local.",
    );
    expect(moveName(outside, outside, inside)).toBe(inside);
    expect(String(moveName(nameOf("a\\.b.lan."), nameOf("lan."), DomainName.root))).toBe("a\\.b.");
    expect(() => moveName(inside, outside, inside)).toThrow("is not below");
  });

  test.each([
    { name: "*.lan.", wildcard: true },
    { name: "\\042.lan.", wildcard: true },
    { name: "a.*.lan.", wildcard: false },
    { name: "*a.lan.", wildcard: false },
    { name: ".", wildcard: false },
  ])("$name is a wildcard: $wildcard", ({ name, wildcard }) => expect(isWildcard(nameOf(name))).toBe(wildcard));

  test("a wildcard below a name", () => {
    expect(String(wildcardBelow(nameOf("lan.")))).toBe("*.lan.");
    expect(wildcardBelow(nameOf(`${l63}.${l63}.${l63}.${"a".repeat(61)}.`))).toBe("name-too-long");
  });
});

describe("canonical order", () => {
  test("is the one of RFC 4034 section 6.1", () => {
    const sorted = [
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
    const shuffled = [...sorted].reverse().map(nameOf);
    expect(shuffled.sort(compareNames).map(String)).toEqual(sorted);
  });

  const sign = (order: number): number => Math.sign(order);
  /** Labels from the right as lower-case octets. */
  const reference = (left: DomainName, right: DomainName): number => {
    const [a, b] = [left, right].map((name) =>
      [...labelsOf(name)]
        .reverse()
        .map((label) => Array.from(label, (octet) => (octet >= 0x41 && octet <= 0x5a ? octet + 32 : octet))),
    );
    for (let at = 0; at < Math.min(a?.length ?? 0, b?.length ?? 0); at += 1) {
      const order = Buffer.compare(Buffer.from(a?.[at] ?? []), Buffer.from(b?.[at] ?? []));
      if (order !== 0) return order;
    }
    return (a?.length ?? 0) - (b?.length ?? 0);
  };

  test("is that of the octets, and total", () => {
    fc.assert(
      fc.property(fc.oneof(anyName, plainName), anyName, (left, right) => {
        expect(sign(compareNames(left, right))).toBe(sign(reference(left, right)));
        expect(sign(compareNames(left, right))).toBe(-sign(compareNames(right, left)) + 0);
        expect(compareNames(left, right) === 0).toBe(sameName(left, right));
      }),
      { numRuns: 500 },
    );
  });

  test("tells labels apart that differ in octets that need an escape", () => {
    const label = fc.oneof(
      octets(2, 1),
      fc.constantFrom(Uint8Array.of(0x2e), Uint8Array.of(0x5c), Uint8Array.of(0x30)),
    );
    fc.assert(
      fc.property(label, label, (left, right) => {
        const [a, b] = [left, right].map((one) => isName(nameFromLabels([one])));
        if (a !== undefined && b !== undefined) expect(sign(compareNames(a, b))).toBe(sign(reference(a, b)));
      }),
    );
  });
});
