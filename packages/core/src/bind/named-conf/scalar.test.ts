import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefused, settingsOf, wordsOf } from "../fixtures/conf.fixture.ts";
import { parseDuration, parseInteger, parseSize } from "./scalar.ts";

/** Numbers of all sorts as named-checkconf 9.18.49 read them (it names the seconds of a `max-ncache-ttl` that is too long). */
describe("durations", () => {
  it.each([
    ["8d", 691_200],
    ["1w1d", 691_200],
    ["1d1w", 691_200],
    ["2W", 1_209_600],
    ["10081M", 604_860],
    ["8D1h", 694_800],
    ["604801", 604_801],
    ["02223201", 2_223_201],
    ["P8D", 691_200],
    ["p8d", 691_200],
    ["P2W", 1_209_600],
    ["P1M", 2_678_400],
    ["P1Y", 31_536_000],
    ["P1Y2M3DT4H5M6S", 37_166_706],
    ["P8DT1H1M1S", 694_861],
    ["PT200H", 720_000],
    ["PT11000M", 660_000],
    ["P0Y8D", 691_200],
  ])("%s is %i seconds", (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
    expect(wordsOf(`options { max-ncache-ttl ${text}; };`)).toEqual([
      `max-ncache-ttl '${seconds}' is out of range (0..604800)`,
    ]);
  });

  it.each(["P", "PT", "0", "P0D", "PT0S", "1m", "10080m", "604800"])(
    "%s is short enough to be taken in silence",
    (text) => {
      expect(wordsOf(`options { max-ncache-ttl ${text}; };`)).toEqual([]);
    },
  );

  it.each([
    "P1W1D",
    "P1WT200H",
    "P1D2W",
    "P8",
    "P-8D",
    "8dd",
    "d8",
    "5d8",
    "1.5d",
    "0x93A81",
    "-1",
    "+8d",
    "unlimited",
  ])("%s is none", (text) => {
    expect(wordsOf(`options { max-ncache-ttl ${text}; };`)).toEqual([
      `expected ISO 8601 duration or TTL value near '${text}'`,
    ]);
  });

  it("of any parts: their sum, in each of the two ways of writing", () => {
    const part = fc.integer({ min: 0, max: 300 });
    fc.assert(
      fc.property(part, part, part, part, (days, hours, minutes, seconds) => {
        const sum = ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
        expect(parseDuration(`${days}d${hours}h${minutes}m${seconds}s`)).toBe(sum);
        expect(parseDuration(`P${days}DT${hours}H${minutes}M${seconds}S`)).toBe(sum);
        expect(parseDuration(String(sum))).toBe(sum);
      }),
    );
  });
});

describe("numbers and sizes", () => {
  it.each([
    ["10", 10],
    ["010", 8],
    ["0x10", 16],
    ["0", 0],
    ["4294967295", 4_294_967_295],
    ["-1", null],
    ["1e3", null],
    ["", null],
  ])("%s as an integer: %s", (text, value) => {
    expect(parseInteger(text)).toBe(value);
  });

  it.each([
    ["5", 5],
    ["5k", 5120],
    ["5K", 5120],
    ["5m", 5_242_880],
    ["2G", 2_147_483_648],
    ["5t", null],
    ["5kb", null],
    ["1.5M", null],
    ["k", null],
  ])("%s as a size: %s octets", (text, octets) => {
    expect(parseSize(text)).toBe(octets);
    expect(isRefused(`options { max-journal-size ${text}; };`)).toBe(octets === null);
  });

  it.each([
    ["yes", true],
    ["TRUE", true],
    ["1", true],
    ["no", false],
    ["False", false],
    ["0", false],
  ])("recursion %s: %s", (text, expected) => {
    expect(settingsOf(`options { recursion ${text}; };`).views[0]?.options.recursion).toBe(expected);
  });

  it.each(["on", "off", "y", "2", '"yes"', "{ }", ""])("recursion %s: no boolean", (text) => {
    expect(isRefused(`options { recursion ${text}; };`)).toBe(true);
  });
});
