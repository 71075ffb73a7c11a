import { describe, expect, test } from "vitest";
import { forkTwin } from "../asking/index.ts";
import { type Fault, Simulation, standardParts } from "../simulation/index.ts";
import { pairTwin } from "../simulation/pair.fixture.ts";
import { KnownRounds } from "./known-rounds.ts";
import { type PlayedFailure, playFailure } from "./play-failure.ts";
import { takeOverMs } from "./take-over.ts";
import { askAtRest } from "./watch.ts";
import { watchSite } from "./watched.ts";

const twin = pairTwin();
const resting = askAtRest(new Simulation(forkTwin(twin), { seed: 1 }, standardParts), watchSite(twin));
const limitMs = takeOverMs(twin);

function play(fault: Fault): PlayedFailure {
  return playFailure(twin, fault, resting, {
    seed: 1,
    atMs: 1300,
    takeOverMs: limitMs,
    known: new KnownRounds(resting, 20),
  });
}

/** `cl fault ended`: who was without an answer, since when, and whether that ended by itself. */
function outagesOf({ outages }: PlayedFailure): readonly string[] {
  return outages.map(
    ({ resting: { watched }, from, hasEnded }) => `${watched.place.name} ${from} ${hasEnded ? "ended" : "lasts"}`,
  );
}

describe("one thing goes wrong with a pair", () => {
  test.each<readonly [what: string, fault: Fault, outages: readonly string[], lost: number]>([
    ["the active host", { kind: "crash", machine: "dns1" }, ["cl fault ended", "far fault ended"], 0],
    ["the backup: nobody notices", { kind: "crash", machine: "dns2" }, [], 0],
    [
      "a named that hangs, and nobody looks at it",
      { kind: "hang", machine: "dns1", program: "named" },
      ["cl fault lasts", "far fault lasts"],
      8,
    ],
    [
      "a link that one of two needs",
      { kind: "cut", between: ["dns1", "cl"], direction: "both-ways" },
      ["cl fault lasts"],
      4,
    ],
    ["keepalived of the backup", { kind: "kill", machine: "dns2", program: "keepalived" }, [], 0],
    [
      "keepalived of the active one says farewell",
      { kind: "stop", machine: "dns1", program: "keepalived" },
      ["cl fault ended", "far fault ended"],
      0,
    ],
  ])("%s", (_what, fault, outages, lost) => {
    const played = play(fault);
    expect(outagesOf(played)).toEqual(outages);
    expect(played.during.filter(({ judged }) => judged !== "right")).toHaveLength(lost);
    expect(played.after.filter(({ judged }) => judged !== "right")).toEqual([]);
  });

  // Three adverts and the skew from the last one that was heard, which may be a second old.
  test("an outage that ended was no longer than the take-over, and no shorter than the timer", () => {
    const lasted = play({ kind: "crash", machine: "dns1" }).outages.map(({ lastedMs }) => lastedMs);
    expect(Math.min(...lasted)).toBeGreaterThanOrEqual(2500);
    expect(Math.max(...lasted)).toBeLessThanOrEqual(limitMs);
  });

  test("who has no power himself is not asked, and not missed", () => {
    const { during } = play({ kind: "crash", machine: "far" });
    expect([...new Set(during.map(({ watched }) => watched.place.name))]).toEqual(["cl"]);
    expect(during.every(({ judged }) => judged === "right")).toBe(true);
  });
});
