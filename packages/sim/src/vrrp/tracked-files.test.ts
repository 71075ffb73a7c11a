import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { effectOfNumber, numberOfFile } from "./tracked-files.ts";

describe("the number of a tracked file (track_file.c process_track_file, strtol with base 0)", () => {
  it.each<readonly [string, number | null]>([
    ["60", 60],
    ["60\n", 60],
    ["  -7 and more", -7],
    ["+5", 5],
    ["", 0],
    ["up", 0],
    ["0x40", 64],
    ["-0x10", -16],
    ["077", 63],
    ["089", 0],
    ["0x", 0],
    ["2147483648", 2_147_483_648],
    ["2147483649", null],
    ["-2147483648", -2_147_483_648],
    ["-2147483649", null],
    ["99999999999", null],
    [`${" ".repeat(127)}5`, 0],
  ])("%j: %s", (text, number) => expect(numberOfFile(text)).toBe(number));
});

const span = null as never;
const track = (weight: number, reverse = false) => ({ name: "prio", weight, reverse, span });

describe("what it does to the priority", () => {
  it.each<readonly [number, number, boolean, number | "fault"]>([
    [60, 1, false, 60],
    [60, 1, true, -60],
    [10, -3, false, -30],
    [300, 1, false, 253],
    [-253, 1, false, -253],
    [-254, 1, false, "fault"],
    [127, -2, false, "fault"],
    [127, 2, true, "fault"],
    [0, 0, false, 0],
    [1, 0, false, "fault"],
    [-1, 0, false, "fault"],
    [0, 0, true, "fault"],
    [1, 0, true, 0],
  ])("%i with weight %i, reversed %s: %s", (number, weight, reverse, effect) => {
    expect(effectOfNumber(number, track(weight, reverse))).toBe(effect);
  });

  it("law: between -253 and 253, or FAULT", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: -254, max: 254 }), fc.boolean(), (number, weight, reverse) => {
        const effect = effectOfNumber(number, track(weight, reverse));
        expect(effect === "fault" || Math.abs(effect) <= 253).toBe(true);
      }),
    );
  });
});
