import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BoundedStore, shardOf } from "./bounded-store.ts";

/** FNV-1 in 64 bits, as hash/fnv has it. */
function fnv1(octets: readonly number[]): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const octet of octets) hash = ((hash * 0x100000001b3n) & 0xffffffffffffffffn) ^ BigInt(octet);
  return hash;
}

it("a shard is the lowest octet of CoreDNS's hash", () => {
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.boolean(),
      fc.nat(65_535),
      fc.nat(65_535),
      fc.string({ unit: "binary-ascii" }),
      (dnssecOk, cd, type, rrClass, name) => {
        const head = [dnssecOk ? 49 : 48, cd ? 49 : 48, type >> 8, type & 255, rrClass >> 8, rrClass & 255];
        const octets = [...head, ...new TextEncoder().encode(name)];
        expect(shardOf(dnssecOk, cd, type, rrClass, name)).toBe(Number(fnv1(octets) & 255n));
      },
    ),
  );
});

describe("a store with room for four in each shard", () => {
  it.each([
    [0, 4],
    [-5, 4],
    [1023, 4],
    [2560, 10],
    [10_000, 39],
  ])("a capacity of %i: %i", (capacity, perShard) => {
    const store = new BoundedStore<number>(capacity);
    for (let at = 0; at < 50; at += 1) store.add({ text: `k${at}`, shard: 7 }, at);
    expect(store.size).toBe(perShard);
    expect(store.get("k49")).toBe(49);
    expect(store.get("k0")).toBeNull();
  });

  it("drives nobody out for a key that is there", () => {
    const store = new BoundedStore<number>(0);
    for (let at = 0; at < 4; at += 1) store.add({ text: `k${at}`, shard: 1 }, at);
    store.add({ text: "k0", shard: 1 }, 9);
    expect([0, 1, 2, 3].map((at) => store.get(`k${at}`))).toEqual([9, 1, 2, 3]);
  });

  it("holds what a map holds, as long as there is room", () => {
    const steps = fc.array(fc.tuple(fc.constantFrom("add", "remove"), fc.nat(30)));
    fc.assert(
      fc.property(steps, (all) => {
        const store = new BoundedStore<number>(256 * 40);
        const map = new Map<string, number>();
        for (const [at, [what, number]] of all.entries()) {
          const key = { text: `k${number}`, shard: number % 3 };
          if (what === "add") store.add(key, at);
          else store.remove(key);
          if (what === "add") map.set(key.text, at);
          else map.delete(key.text);
        }
        expect(Array.from({ length: 31 }, (_, number) => store.get(`k${number}`))).toEqual(
          Array.from({ length: 31 }, (_, number) => map.get(`k${number}`) ?? null),
        );
        expect(store.size).toBe(map.size);
      }),
    );
  });
});
