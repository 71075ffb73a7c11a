import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concatenateNames, DomainName, labelsOf, nameOf, parseName } from "./index.ts";
import { spellOctets, wireFromText } from "./name-octets.ts";

const label = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 12 }),
  fc.stringMatching(/^[a-zA-Z0-9_*-]{1,20}$/).map((text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))),
);
const labels = fc.array(label, { minLength: 1, maxLength: 8 });
const wireOf = (all: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from([...all.flatMap((one) => [one.length, ...one]), 0]);
const fromWire = (wire: Uint8Array, count: number): DomainName =>
  DomainName.fromCheckedLabels(wire, 0, wire.length - 1, count);

/** What may be asked of a name, in any order. */
const looks = {
  text: (name: DomainName) => name.text,
  key: (name: DomainName) => name.key,
  wire: (name: DomainName) => [...name.wire],
  parent: (name: DomainName) => name.parent?.text ?? null,
  labels: (name: DomainName) => labelsOf(name).map((one) => [...one]),
} as const;
const order = fc.array(fc.constantFrom(...(Object.keys(looks) as (keyof typeof looks)[])), { maxLength: 8 });

describe("how octets are spelled", () => {
  it.each([
    ["01 61 00", "a.", "a."],
    ["01 41 00", "A.", "a."],
    ["03 61 2e 62 00", "a\\.b.", "a\\046b."],
    ["01 00 00", "\\000.", "\\000."],
    ["01 20 00", "\\032.", "\\032."],
    ["01 22 01 28 00", '\\".\\(.', '".(.'],
    ["01 5c 00", "\\\\.", "\\092."],
    ["01 7f 01 ff 00", "\\127.\\255.", "\\127.\\255."],
    ["02 5f 41 01 2a 00", "_A.*.", "_a.*."],
    ["01 7e 01 21 00", "~.!.", "~.!."],
  ])("%s: %s with the key %s", (hex, text, key) => {
    const octets = Uint8Array.from(hex.split(" "), (pair) => Number.parseInt(pair, 16));
    expect(spellOctets(octets, 0, octets.length)).toEqual({ text, key });
    expect(wireFromText(text, octets.length)).toEqual(octets);
  });

  it("text is read back to the same octets, wherever they stand", () => {
    fc.assert(
      fc.property(labels, fc.nat(5), (all, shift) => {
        const wire = wireOf(all);
        const moved = Uint8Array.from([...new Uint8Array(shift).fill(9), ...wire, 7]);
        const { text, key } = spellOctets(moved, shift, wire.length);
        expect(wireFromText(text, wire.length)).toEqual(wire);
        const again = parseName(text);
        expect(typeof again === "string" ? again : [again.text, again.key]).toEqual([text, key]);
        expect(key).toBe(spellOctets(wireOf(all.map((one) => one.map(lower))), 0, wire.length).key);
      }),
    );
  });
});

const lower = (octet: number): number => (octet >= 0x41 && octet <= 0x5a ? octet + 0x20 : octet);

describe("a name that was read from octets", () => {
  it("says the same whatever is asked first, and as often as one likes", () => {
    fc.assert(
      fc.property(labels, order, (all, asked) => {
        const wire = wireOf(all);
        const name = fromWire(wire, all.length);
        const fresh = nameOf(spellOctets(wire, 0, wire.length).text);
        for (const what of [...asked, ...asked]) expect(looks[what](name)).toEqual(looks[what](fresh));
        expect([name.labelCount, name.octets]).toEqual([fresh.labelCount, fresh.octets]);
      }),
    );
  });

  it("does not change when the octets are used again", () => {
    fc.assert(
      fc.property(labels, (all) => {
        const wire = wireOf(all);
        const kept = Uint8Array.from(wire);
        const name = fromWire(wire, all.length);
        wire.fill(0x7a);
        expect(name.hasLabels(kept, 0, kept.length - 1)).toBe(true);
        expect(name.wire).toEqual(kept);
        expect(name.text).toBe(spellOctets(kept, 0, kept.length).text);
      }),
    );
  });

  it("knows its own labels and no others", () => {
    fc.assert(
      fc.property(labels, fc.nat(), fc.integer({ min: 1, max: 255 }), fc.boolean(), (all, at, change, isSpelled) => {
        const wire = wireOf(all);
        const name = fromWire(wire, all.length);
        if (isSpelled) expect(name.text).not.toBe("");
        expect(name.hasLabels(wire, 0, wire.length - 1)).toBe(true);
        const other = Uint8Array.from(wire);
        const place = at % (wire.length - 1);
        other[place] = (other[place] ?? 0) ^ change;
        expect(name.hasLabels(other, 0, other.length - 1)).toBe(false);
        expect(name.hasLabels(wire, 0, wire.length - 2)).toBe(false);
      }),
    );
  });

  it("many names that share a block stay themselves", () => {
    const texts = Array.from({ length: 500 }, (_, at) => `host-${at}.${"x".repeat(at % 40)}y.`);
    const names = texts.map((text) => fromWire(Uint8Array.from(nameOf(text).wire), 2));
    expect(names.map((name) => name.text)).toEqual(texts);
  });
});

describe("a name of two parts", () => {
  it("is what the two say together, whatever is asked first", () => {
    fc.assert(
      fc.property(labels, labels, order, (left, right, asked) => {
        const whole = wireOf([...left, ...right]);
        fc.pre(whole.length <= 255);
        const made = concatenateNames(fromWire(wireOf(left), left.length), fromWire(wireOf(right), right.length));
        if (typeof made === "string") throw new Error(made);
        const fresh = fromWire(whole, left.length + right.length);
        for (const what of asked) expect(looks[what](made)).toEqual(looks[what](fresh));
        expect([made.text, made.key, made.labelCount, made.octets]).toEqual([
          fresh.text,
          fresh.key,
          fresh.labelCount,
          fresh.octets,
        ]);
      }),
    );
  });

  it("may be of many parts: each label a part of its own", () => {
    const made = Array.from({ length: 127 }).reduce<DomainName>((rest) => {
      const longer = concatenateNames(nameOf("a."), rest);
      if (typeof longer === "string") throw new Error(longer);
      return longer;
    }, DomainName.root);
    expect(made.text).toBe("a.".repeat(127));
    expect(made.wire).toHaveLength(255);
    expect(concatenateNames(nameOf("a."), made)).toBe("name-too-long");
  });

  it("the root adds nothing", () => {
    const name = nameOf("a.b.");
    expect(concatenateNames(name, DomainName.root)).toBe(name);
    expect(concatenateNames(DomainName.root, name)).toBe(name);
  });
});
