import type { Address } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Hop, Packet } from "../network/index.ts";
import { durationOf, evenly, legsOf } from "./leg.ts";
import type { Passage } from "./sighting.ts";

function packet(last: number): Packet {
  const source = { address: "192.0.2.1" as Address, port: 40_000 };
  return { source, destination: { address: `192.0.2.${last}` as Address, port: 53 }, protocol: "udp" };
}

const PACKET = packet(53);

/** `a>b` is forwarded, `a=` translated, `a.` delivered, `a!` dropped, `a` sent. */
function hopsOf(text: string): readonly Hop[] {
  return text.split(" ").map((word): Hop => {
    const [at = "", to] = word.split(/[>=.!]/);
    if (word.includes(">")) return { kind: "forwarded", at, to: to ?? "", neighbour: null, packet: PACKET, why: "" };
    if (word.endsWith("=")) return { kind: "translated", at, before: PACKET, packet: packet(54), why: "" };
    if (word.endsWith(".")) return { kind: "delivered", at, packet: PACKET };
    if (word.endsWith("!")) return { kind: "dropped", at, packet: PACKET, reason: "lost", why: "" };
    return { kind: "sent", at, packet: PACKET };
  });
}

/** `a>b 0..0.25`, and `lost` in place of an arrival. */
function told(passage: Passage): readonly string[] {
  return legsOf(passage).map(
    ({ from, to, leavesMs, arrivesMs }) => `${from}>${to} ${leavesMs}..${arrivesMs === null ? "lost" : arrivesMs}`,
  );
}

describe("the legs of a packet's way", () => {
  it.each<readonly [string, readonly (number | null)[], readonly string[], number | null]>([
    ["a a>b b.", [0.25], ["a>b 0..0.25"], 0.25],
    ["a a>r r>b b.", [0.25, 0.75], ["a>r 0..0.25", "r>b 0.25..0.75"], 0.75],
    ["a a>n n= n>p p.", [1, 1], ["a>n 0..1", "n>p 1..1"], 1],
    ["a a>r r>b b.", [0.25, null], ["a>r 0..0.25", "r>b 0.25..lost"], null],
    ["a a>r r>b b.", [null], ["a>r 0..lost"], null],
    // Nothing leaves whoever has not learned his neighbour's hardware address.
    ["a a>r r>b b.", [], [], 0],
    ["a a>r r!", [0.25], ["a>r 0..0.25"], 0.25],
    ["a a!", [], [], 0],
    // What stays on a machine is one leg without time.
    ["a a.", [], ["a>a 0..0"], 0],
    ["a a= a.", [], ["a>a 0..0"], 0],
  ])("%s with arrivals %j", (hops, arrivals, legs, duration) => {
    const passage = { hops: hopsOf(hops), arrivals };
    expect(told(passage)).toEqual(legs);
    expect(durationOf(legsOf(passage))).toBe(duration);
  });

  it.each<readonly [string, number, readonly number[]]>([
    ["a a>b b.", 3, [3]],
    ["a a>r r>b b.", 3, [1.5, 3]],
    ["a a>r r= r>s s>b b.", 3, [1, 2, 3]],
    ["a a.", 3, []],
    ["a a>r r>b b.", 0, [0, 0]],
  ])("%s in %d ms, evenly: %j", (hops, delayMs, arrivals) => {
    expect(evenly(hopsOf(hops), delayMs).arrivals).toEqual(arrivals);
  });

  it("law: each leg begins where and when the one before has ended, and the last ends when the way does", () => {
    const way = fc.array(fc.nat(1000), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(way, fc.option(fc.nat(5)), (steps, lostAt) => {
        let atMs = 0;
        const arrivals = steps.map((step, place) => {
          atMs += step;
          return place === lostAt ? null : atMs;
        });
        const names = [...steps.keys()].map((place) => `m${place}>m${place + 1}`);
        const legs = legsOf({ hops: hopsOf(["m0", ...names, `m${steps.length}.`].join(" ")), arrivals });
        for (const [place, leg] of legs.entries()) {
          const before = legs[place - 1];
          expect([leg.from, leg.leavesMs]).toEqual(before === undefined ? ["m0", 0] : [before.to, before.arrivesMs]);
        }
        const isLost = lostAt !== null && lostAt < steps.length;
        expect(legs).toHaveLength(isLost ? lostAt + 1 : steps.length);
        expect(durationOf(legs)).toBe(isLost ? null : atMs);
      }),
    );
  });

  it("law: a way that is spread evenly takes the time that it was given", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.nat(10_000), (count, delayMs) => {
        const names = Array.from({ length: count }, (_, place) => `m${place}>m${place + 1}`);
        const passage = evenly(hopsOf(["m0", ...names, `m${count}.`].join(" ")), delayMs);
        expect(durationOf(legsOf(passage))).toBe(delayMs);
      }),
    );
  });
});
