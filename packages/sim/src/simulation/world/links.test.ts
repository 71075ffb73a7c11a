import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fault, LinkWeather } from "./fault.ts";
import { Links } from "./links.ts";
import { Random } from "./random.ts";

type LinkFault = Parameters<Links["spoil"]>[0];

const LATENCY_MS = 0.25;
const FINE: LinkWeather = { delayMs: 0, jitterMs: 0, loss: 0, duplicates: 0 };

const cut = (one: string, other: string, direction: "both-ways" | "one-way" = "both-ways"): LinkFault => ({
  kind: "cut",
  between: [one, other],
  direction,
});
const mute = (one: string, other: string, direction: "both-ways" | "one-way" = "both-ways"): LinkFault => ({
  kind: "mute-adverts",
  between: [one, other],
  direction,
});
const weather = (one: string, other: string, of: Partial<LinkWeather>): LinkFault => ({
  kind: "weather",
  between: [one, other],
  direction: "both-ways",
  weather: { ...FINE, ...of },
});

function linksWith(...faults: readonly LinkFault[]): Links {
  const links = new Links(LATENCY_MS, new Random(1));
  for (const fault of faults) links.spoil(fault);
  return links;
}

/** `a>b`, as a packet and as an advert: `through 0.25`, or why it is lost. */
function seen(links: Links, way: string): readonly string[] {
  const [from = "", to = ""] = way.split(">");
  return [links.cross(from, to), links.crossAdvert(from, to)].map((crossed) =>
    crossed.kind === "lost" ? crossed.why : `through ${crossed.delayMs}${crossed.twice ? " twice" : ""}`,
  );
}

describe("what a packet and an advert meet", () => {
  it.each<readonly [what: string, faults: readonly LinkFault[], way: string, packet: string, advert: string]>([
    ["nothing is wrong", [], "a>b", "through 0.25", "through 0.25"],
    ["a link that is cut", [cut("a", "b")], "a>b", "nothing passes from a to b", "nothing passes from a to b"],
    ["its other direction", [cut("a", "b")], "b>a", "nothing passes from b to a", "nothing passes from b to a"],
    ["somebody else's link", [cut("a", "b")], "a>c", "through 0.25", "through 0.25"],
    ["one way, there", [cut("a", "b", "one-way")], "a>b", "nothing passes from a to b", "nothing passes from a to b"],
    ["one way, back", [cut("a", "b", "one-way")], "b>a", "through 0.25", "through 0.25"],
    ["no adverts", [mute("a", "b")], "b>a", "through 0.25", "no adverts pass from b to a"],
    ["no adverts one way, back", [mute("a", "b", "one-way")], "b>a", "through 0.25", "through 0.25"],
    ["a slow link", [weather("a", "b", { delayMs: 5 })], "b>a", "through 5.25", "through 5.25"],
    [
      "two kinds of weather add up",
      [weather("a", "b", { delayMs: 5 }), weather("b", "a", { delayMs: 2, duplicates: 1 })],
      "a>b",
      "through 7.25 twice",
      "through 7.25 twice",
    ],
    ["all is lost", [weather("a", "b", { loss: 1 })], "a>b", "lost between a and b", "lost between a and b"],
    [
      "a cut counts, whatever the weather",
      [weather("a", "b", { delayMs: 5 }), cut("a", "b")],
      "a>b",
      "nothing passes from a to b",
      "nothing passes from a to b",
    ],
  ])("%s", (_, faults, way, packet, advert) => {
    expect(seen(linksWith(...faults), way)).toEqual([packet, advert]);
  });

  it("who only wants to know whether anything passes sees cuts alone", () => {
    const links = linksWith(cut("a", "b", "one-way"), weather("c", "d", { loss: 1 }), mute("e", "f"));
    expect(["a>b", "b>a", "c>d", "e>f"].map((way) => links.isCut(way[0] ?? "", way[2] ?? ""))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe("what is mended", () => {
  it("is the fault of the same words: the same link named the other way round is another", () => {
    const links = linksWith(cut("a", "b"));
    links.mend(cut("b", "a"));
    links.mend(cut("a", "b", "one-way"));
    expect([links.areWell, links.isCut("a", "b")]).toEqual([false, true]);
    links.mend(cut("a", "b"));
    expect([links.areWell, links.isCut("a", "b")]).toEqual([true, false]);
  });

  it("a fault that was injected twice is one", () => {
    const links = linksWith(cut("a", "b"), cut("a", "b"));
    links.mend(cut("a", "b"));
    expect(links.areWell).toBe(true);
  });

  it("is no fault that has not begun", () => {
    const links = linksWith();
    links.mend(cut("a", "b"));
    expect(links.areWell).toBe(true);
  });
});

const machine = fc.constantFrom("a", "b", "c");
const direction = fc.constantFrom("both-ways" as const, "one-way" as const);
const between = fc
  .uniqueArray(machine, { minLength: 2, maxLength: 2 })
  .map(([one = "", other = ""]) => [one, other] as const);
const anyWeather = fc.record({
  delayMs: fc.nat(100),
  jitterMs: fc.nat(100),
  loss: fc.constantFrom(0, 0.2, 1),
  duplicates: fc.constantFrom(0, 0.2, 1),
});
const anyFault: fc.Arbitrary<LinkFault> = fc.oneof(
  fc.record({ kind: fc.constantFrom("cut" as const, "mute-adverts" as const), between, direction }),
  fc.record({ kind: fc.constant("weather" as const), between, direction, weather: anyWeather }),
);

describe("laws", () => {
  it("a packet takes as long as the link and the weather say, and no longer than with all of the jitter", () => {
    fc.assert(
      fc.property(fc.array(anyFault, { maxLength: 5 }), fc.nat(), between, (faults, seed, [from, to]) => {
        const links = new Links(LATENCY_MS, new Random(seed));
        const distinct = new Map<string, LinkFault>();
        for (const fault of faults) {
          links.spoil(fault);
          distinct.set(JSON.stringify(fault), fault);
        }
        const crossed = links.cross(from, to);
        const met = [...distinct.values()].filter((fault: Fault) => {
          if (!("between" in fault)) return false;
          const [one, other] = fault.between;
          return (one === from && other === to) || (fault.direction === "both-ways" && one === to && other === from);
        });
        const storms = met.flatMap((fault) => (fault.kind === "weather" ? [fault.weather] : []));
        const isCut = met.some(({ kind }) => kind === "cut");
        expect(links.isCut(from, to)).toBe(isCut);
        if (crossed.kind === "lost") {
          expect(isCut || storms.some(({ loss }) => loss > 0)).toBe(true);
          return;
        }
        const least = storms.reduce((sum, { delayMs }) => sum + delayMs, LATENCY_MS);
        const most = storms.reduce((sum, { jitterMs }) => sum + jitterMs, least);
        expect(crossed.delayMs).toBeGreaterThanOrEqual(least);
        expect(crossed.delayMs).toBeLessThanOrEqual(most);
        expect([isCut, storms.some(({ loss }) => loss === 1)]).toEqual([false, false]);
        if (crossed.twice) expect(storms.some(({ duplicates }) => duplicates > 0)).toBe(true);
        if (storms.some(({ duplicates }) => duplicates === 1)) expect(crossed.twice).toBe(true);
      }),
    );
  });

  it("where nothing is drawn, chance is left alone: others meet what they would have met", () => {
    const sure = { jitterMs: fc.constant(0), loss: fc.constantFrom(0, 1), duplicates: fc.constantFrom(0, 1) };
    const steady = fc.record({ delayMs: fc.nat(100), ...sure });
    const plain = fc.oneof(
      anyFault.filter(({ kind }) => kind !== "weather"),
      fc.record({ kind: fc.constant("weather" as const), between, direction, weather: steady }),
    );
    fc.assert(
      fc.property(fc.array(plain, { maxLength: 4 }), fc.nat(), between, (faults, seed, [from, to]) => {
        const random = new Random(seed);
        const links = new Links(LATENCY_MS, random);
        for (const fault of faults) links.spoil(fault);
        links.cross(from, to);
        links.crossAdvert(from, to);
        expect(random.between(0, 1)).toBe(new Random(seed).between(0, 1));
      }),
    );
  });

  it("so many are lost and doubled as is said, give or take", () => {
    const links = linksWith(weather("a", "b", { loss: 0.2, duplicates: 0.1 }));
    const all = Array.from({ length: 5000 }, () => links.cross("a", "b"));
    const lost = all.filter(({ kind }) => kind === "lost").length;
    const twice = all.filter((crossed) => crossed.kind === "through" && crossed.twice).length;
    expect([Math.abs(lost / 5000 - 0.2) < 0.02, Math.abs(twice / (5000 - lost) - 0.1) < 0.02]).toEqual([true, true]);
  });
});
