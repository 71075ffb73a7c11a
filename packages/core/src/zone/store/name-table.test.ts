import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf } from "../../dns/index.ts";
import { KeyPath } from "./key-path.ts";
import { hashBelow, hashOctet, LABEL_HASH_START, lowerOctet } from "./label-hash.ts";
import { APEX, NameTable, NONE } from "./name-table.ts";

const apex = nameOf("example.");
const encoder = new TextEncoder();

function hashOf(octets: Uint8Array): number {
  return octets.reduce((hash, octet) => hashOctet(hash, lowerOctet(octet)), LABEL_HASH_START);
}

function add(table: NameTable, parent: number, label: string): number {
  const octets = encoder.encode(label);
  return table.findOrMake(parent, octets, 0, octets.length, hashOf(octets));
}

/** Labels whose places in a table of so many slots are the same. */
function colliding(count: number, slots: number): readonly string[] {
  const found: string[] = [];
  for (let at = 0; found.length < count; at += 1) {
    const label = `h${at.toString(36)}`;
    if ((hashBelow(APEX, hashOf(encoder.encode(label))) & (slots - 1)) === 7) found.push(label);
  }
  return found;
}

const label = fc.stringMatching(/^[a-zA-Z0-9_*-]{1,6}$/);
const key = fc.array(label, { maxLength: 4 }).map((labels) => nameOf([...labels, "example"].join(".")).key);

describe("names of a zone", () => {
  it.each([
    ["www.example.", true, "www.example."],
    ["example.", true, "example."],
    ["nope.example.", false, "example."],
    ["x.y.www.example.", false, "www.example."],
    ["a\\046b.example.", true, "a\\046b.example."],
    ["a.b.example.", false, "example."],
  ])("%s", (asked, isThere, nearest) => {
    const table = new NameTable(4);
    const path = new KeyPath(apex, table);
    path.make("www.example.");
    path.make("a\\046b.example.");
    expect(path.find(asked) !== NONE).toBe(isThere);
    expect(path.findNearest(asked)).toBe(path.find(nearest));
  });

  it.each(["other.", ".", "xexample.", "www.xexample.", "", "example", "šxample.", "w.š.example."])(
    "%j is not in the zone",
    (asked) => {
      const path = new KeyPath(apex, new NameTable(4));
      expect(path.find(asked)).toBe(NONE);
      expect([NONE, APEX]).toContain(path.findNearest(asked));
    },
  );

  it("the root zone has all names", () => {
    const path = new KeyPath(nameOf("."), new NameTable(4));
    const node = path.make("www.example.");
    expect(path.find(".")).toBe(APEX);
    expect(path.find("www.example.")).toBe(node);
    expect(path.findNearest("a.b.")).toBe(APEX);
  });

  it("behaves as a map of keys does, however it grows", () => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 60 }), fc.array(key, { maxLength: 20 }), (made, asked) => {
        const table = new NameTable(1);
        const path = new KeyPath(apex, table);
        const model = new Map<string, number>();
        for (const one of made) {
          const node = path.make(one);
          expect(model.get(one) ?? node).toBe(node);
          model.set(one, node);
        }
        for (const one of made) expect(path.find(one)).toBe(model.get(one));
        for (const one of asked) {
          const isAbove = one === apex.key || made.some((other) => other === one || other.endsWith(`.${one}`));
          expect(path.find(one) !== NONE).toBe(isAbove);
        }
        expect(new Set(model.values()).size).toBe(new Set(made).size);
      }),
    );
  });

  it("finds names that were made to collide, before and after it has grown", () => {
    const labels = colliding(300, 1024);
    const table = new NameTable(256);
    const nodes = labels.map((one) => add(table, APEX, one));
    expect(new Set(nodes).size).toBe(labels.length);
    expect(labels.map((one) => add(table, APEX, one.toUpperCase()))).toEqual(nodes);
    for (let at = 0; at < 2000; at += 1) add(table, APEX, `other-${at}`);
    expect(labels.map((one) => add(table, APEX, one))).toEqual(nodes);
    expect(table.count).toBe(1 + labels.length + 2000);
  });
});
