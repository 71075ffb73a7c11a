import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { podsToDelete, type RankedPod } from "./pods-to-delete.ts";

const NOW = 1_000_000;

/** Ready for a day on a node of its own, unless said otherwise. */
function pod(name: string, words: Partial<RankedPod> = {}): RankedPod {
  const dayAgo = NOW - 86_400;
  return { name, node: `node-${name}`, isReady: true, readySince: dayAgo, restarts: 0, createdAt: dayAgo, ...words };
}

describe("which of them goes first (ActivePodsWithRanks)", () => {
  test.each<readonly [what: string, pods: readonly RankedPod[], goes: string]>([
    ["one that is not ready", [pod("a"), pod("b", { isReady: false })], "b"],
    [
      "not ready counts before doubled up",
      [pod("a", { node: "n" }), pod("b", { node: "n" }), pod("c", { isReady: false })],
      "c",
    ],
    [
      "two on one node, the one that is ready for less time",
      [pod("a", { node: "n" }), pod("b", { node: "n", readySince: NOW - 60 }), pod("c", { readySince: NOW - 10 })],
      "b",
    ],
    ["ready for a minute before ready for a day", [pod("a"), pod("b", { readySince: NOW - 60 })], "b"],
    ["ready this very second", [pod("a", { readySince: NOW - 1 }), pod("b", { readySince: NOW })], "b"],
    [
      "equal by powers of two: the one that was restarted",
      [pod("a", { readySince: NOW - 86_000 }), pod("b", { restarts: 1 })],
      "b",
    ],
    [
      "the newer one of two that are not ready",
      [pod("a", { isReady: false, createdAt: NOW - 60 }), pod("b", { isReady: false, createdAt: NOW - 5 })],
      "b",
    ],
  ])("%s", (_what, pods, goes) => {
    for (const order of [pods, pods.toReversed()]) {
      for (const lot of [0, 1]) expect(podsToDelete(order, 1, NOW, (among) => lot % among)).toEqual([goes]);
    }
  });

  test("of two that differ in nothing a lot decides", () => {
    const goes = (lot: number): readonly string[] => podsToDelete([pod("a"), pod("b")], 1, NOW, () => lot);
    expect([goes(0), goes(1)]).toEqual([["a"], ["b"]]);
  });
});

test("law: so many go, each once, and none that is ready while one that is not stays", () => {
  const drawn = fc.record({
    node: fc.constantFrom("x", "y", "z"),
    isReady: fc.boolean(),
    readySince: fc.integer({ min: 0, max: NOW + 5 }),
    restarts: fc.nat(3),
    createdAt: fc.integer({ min: 0, max: NOW + 5 }),
  });
  fc.assert(
    fc.property(fc.array(drawn, { maxLength: 8 }), fc.nat(8), fc.infiniteStream(fc.nat(7)), (words, count, lots) => {
      const pods = words.map((own, at) => pod(String(at), own));
      const going = podsToDelete(pods, count, NOW, (among) => (lots.next().value ?? 0) % among);
      expect(new Set(going).size).toBe(Math.min(count, pods.length));
      const [gone, left] = [true, false].map((goes) => pods.filter(({ name }) => going.includes(name) === goes));
      if (left?.some(({ isReady }) => !isReady)) expect(gone?.some(({ isReady }) => isReady)).toBe(false);
    }),
  );
});
