import { describe, expect, test } from "vitest";
import { asNamedChose } from "./as-named-chose.ts";
import type { PlayedCourse } from "./course.ts";

const REAL: PlayedCourse = {
  course: {
    title: "",
    machines: { s: { addresses: ["10.9.0.2", "10.9.0.12"], files: {} }, t: { addresses: ["10.9.0.3"], files: {} } },
    deeds: [],
    untilMs: 9000,
  },
  packets: [
    { atMs: 1000, text: "10.9.0.2>10.9.0.1 udp SOA a.lan edns" },
    { atMs: 2000, text: "10.9.0.3>10.9.0.1 udp SOA a.lan edns" },
    { atMs: 3000, text: "10.9.0.12>10.9.0.1 udp SOA b.lan edns" },
    { atMs: 3000, text: "10.9.0.2>10.9.0.1 udp SOA a.lan edns" },
    { atMs: 3001, text: "10.9.0.2>10.9.0.1 udp SOA c.lan.b" },
  ],
  served: [],
  lines: [
    { atMs: 5000, text: "s zone b.lan/IN/out: sending notifies (serial 7)" },
    { atMs: 5000, text: "s zone b.lan/IN/in: sending notifies (serial 7)" },
  ],
};

describe("of zones whose timers run out together", () => {
  test.each<readonly [now: number, between: readonly string[], chosen: number]>([
    [900, ["s SOA b.lan/IN", "s SOA a.lan/IN"], 1],
    [2000, ["s SOA a.lan/IN", "s SOA b.lan/IN"], 1],
    [2000, ["t SOA b.lan/IN", "t SOA a.lan/IN"], 1],
    [2900, ["s SOA c.lan/IN", "s SOA c.lan.b/IN"], 1],
    [5100, ["s NOTIFY b.lan/IN/in", "s NOTIFY b.lan/IN/out"], 1],
    [6000, ["s NOTIFY b.lan/IN/in", "s NOTIFY b.lan/IN/out"], 0],
    [900, [], 0],
  ])("at %i of %j", (now, between, chosen) => {
    expect(asNamedChose(REAL, 0, () => now)(between.length, between)).toBe(chosen);
  });

  test("where nothing tells luck does, and of nothing else", () => {
    const alike = ["s SOA a.lan/IN/in", "s SOA a.lan/IN/out", "s SOA z.lan/IN/out"];
    const chosen = Array.from({ length: 40 }, (_, luck) => asNamedChose(REAL, luck, () => 900)(3, alike));
    expect(new Set(chosen)).toEqual(new Set([0, 1]));
  });
});
