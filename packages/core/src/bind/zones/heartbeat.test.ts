import { describe, expect, it } from "vitest";
import { instantFromMs } from "../../dns/index.ts";
import { Heartbeat } from "./heartbeat.ts";

const at = (seconds: number) => instantFromMs(seconds * 1000);

/** At which of the seconds up to 300 it beats. */
function beatsOf(heartbeat: Heartbeat): readonly number[] {
  return Array.from({ length: 301 }, (_, second) => second).filter((second) => heartbeat.beats(at(second)));
}

describe("a heartbeat", () => {
  it("beats once in each interval, from its beginning on", () => {
    expect(beatsOf(new Heartbeat(60, at(5)))).toEqual([65, 125, 185, 245]);
  });

  it("without an interval never does", () => {
    expect(beatsOf(new Heartbeat(0, at(5)))).toEqual([]);
  });

  it("that nobody looked at for long beats once, and stays in step", () => {
    const heartbeat = new Heartbeat(60, at(0));
    expect([heartbeat.beats(at(190)), heartbeat.beats(at(200)), heartbeat.at]).toEqual([true, false, at(240)]);
  });

  it.each([
    ["the same interval goes on", 60, [60, 120, 180, 240, 300]],
    ["another one begins anew", 120, [170, 290]],
    ["none ends it", 0, []],
  ])("after another reading: %s", (_row, seconds, expected) => {
    expect(beatsOf(new Heartbeat(60, at(0)).restart(seconds, at(50)))).toEqual(expected);
  });
});
