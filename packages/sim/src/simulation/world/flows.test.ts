import type { Address } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Flow } from "../../network/index.ts";
import { addressOf } from "../../network/network.fixture.ts";
import { lotsOver } from "./flows.ts";
import { Random } from "./random.ts";

const DNS = addressOf("198.19.0.30");
const PAIRS = Array.from({ length: 3000 }, (_, index) => addressOf(`10.0.${index >> 8}.${index % 256}`));
const HOPS = ["192.168.14.31", "192.168.14.32", "192.168.14.33", "192.168.14.34"].map(addressOf);

/** The next hop that a simulation of this seed takes from each source. */
function taken(seed: number, nextHops: readonly Address[], sources: readonly Address[], at = "router") {
  const choose = lotsOver("by-flow", seed, new Random(seed));
  return sources.map((source) => {
    const flow: Flow = { at, source, destination: DNS, nextHops };
    return nextHops[choose(nextHops.length, "ecmp", flow)];
  });
}

const share = (all: readonly unknown[], one: unknown): number => all.filter((each) => each === one).length / all.length;
const differing = (one: readonly unknown[], other: readonly unknown[]): number =>
  one.filter((each, index) => each !== other[index]).length / one.length;

describe("a flow and its next hop", () => {
  test("law: the same whatever else is asked, in whatever order, and however the route lists its next hops", () => {
    const some = fc.shuffledSubarray(PAIRS.slice(0, 60), { minLength: 1 });
    fc.assert(
      fc.property(fc.integer(), some, fc.shuffledSubarray(HOPS, { minLength: 2 }), (seed, sources, listed) => {
        const alone = sources.map((source) => taken(seed, listed.toSorted(), [source])[0]);
        expect(taken(seed, listed, [...sources, ...sources])).toEqual([...alone, ...alone]);
      }),
    );
  });

  test("as long as it is asked for, though many thousands of others were asked for in between", () => {
    const choose = lotsOver("by-flow", 1, new Random(1));
    const hopOf = (at: string, source: Address): number =>
      choose(2, "ecmp", { at, source, destination: DNS, nextHops: HOPS.slice(0, 2) });
    const first = PAIRS.map((source) => hopOf("a", source));
    for (const at of ["b", "c", "d"]) for (const source of PAIRS) hopOf(at, source);
    expect(PAIRS.map((source) => hopOf("a", source))).toEqual(first);
  });

  test.each([2, 3, 4])("of %d next hops each has its share", (count) => {
    const all = taken(1, HOPS.slice(0, count), PAIRS);
    for (const hop of HOPS.slice(0, count)) expect(share(all, hop)).toBeCloseTo(1 / count, 1);
  });

  test("seeds that lie side by side, and routers, spread the same flows each in its own way", () => {
    const bySeed = taken(1, HOPS.slice(0, 2), PAIRS);
    expect(differing(bySeed, taken(2, HOPS.slice(0, 2), PAIRS))).toBeCloseTo(1 / 2, 1);
    expect(differing(bySeed, taken(1, HOPS.slice(0, 2), PAIRS, "router2"))).toBeCloseTo(1 / 2, 1);
    const ofOne = Array.from({ length: 1000 }, (_, seed) => taken(seed, HOPS.slice(0, 2), PAIRS.slice(0, 1))[0]);
    expect(share(ofOne, HOPS[0])).toBeCloseTo(1 / 2, 1);
  });

  /** Linux 6.18, `ip route get` of 120 pairs: three next hops, then without the third, or without the first. */
  test.each<readonly [gone: string, left: readonly number[], moves: readonly string[]]>([
    ["the third", [0, 1], ["0>0", "1>0", "1>1", "2>1"]],
    ["the first", [1, 2], ["0>1", "1>1", "1>2", "2>2"]],
  ])("when %s of three next hops goes, flows move as Linux was seen to move them", (_gone, left, moves) => {
    const before = taken(1, HOPS.slice(0, 3), PAIRS);
    const after = taken(
      1,
      HOPS.filter((_hop, index) => left.includes(index)),
      PAIRS,
    );
    const place = (hop: Address | undefined): number => HOPS.findIndex((one) => one === hop);
    const seen = new Set(before.map((hop, index) => `${place(hop)}>${place(after[index])}`));
    expect([...seen].toSorted()).toEqual(moves);
    expect(taken(1, HOPS.slice(0, 3), PAIRS)).toEqual(before);
  });

  test("by question each has a lot of its own, whatever its flow", () => {
    const choose = lotsOver("by-question", 1, new Random(1));
    const flow: Flow = { at: "router", source: addressOf("10.0.0.1"), destination: DNS, nextHops: HOPS.slice(0, 2) };
    const lots = Array.from({ length: 1000 }, () => choose(2, "ecmp", flow));
    expect(share(lots, 0)).toBeCloseTo(1 / 2, 1);
  });
});
