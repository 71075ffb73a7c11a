import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf, parseTtl, type RrType } from "../index.ts";
import { parseRdataText, printRdata } from "./index.ts";
import { wordsOf } from "./words.fixture.ts";

/** Times in data as named-checkzone 9.18.49 prints them (`-D`), or why it refuses them. */

const origin = nameOf("example.");

function printed(type: RrType, text: string): string {
  const data = parseRdataText(type, wordsOf(text), origin);
  return "why" in data ? `refused: ${data.why}` : printRdata(data);
}

const SOA_TIMES: readonly (readonly [written: string, seconds: string])[] = [
  ["0", "0"],
  ["1", "1"],
  ["007", "7"],
  ["3600", "3600"],
  ["1h", "3600"],
  ["1H", "3600"],
  ["1s", "1"],
  ["90m", "5400"],
  ["1w", "604800"],
  ["1d1h", "90000"],
  ["1h1d", "90000"],
  ["2h30m", "9000"],
  ["1h1h", "7200"],
  ["1h1m1s1d1w", "694861"],
  ["0h5", "5"],
  ["4294967295", "4294967295"],
  ["5000w", "3024000000"],
  ["7101w", "4294684800"],
  ["7102w", "refused: out of range"],
  ["4294967296", "refused: syntax error"],
  ["1h5", "refused: syntax error"],
  ["1d2", "refused: syntax error"],
  ["1m30", "refused: syntax error"],
  ["h", "refused: syntax error"],
  ["1y", "refused: syntax error"],
  ["1.5h", "refused: syntax error"],
  ["-1", "refused: syntax error"],
  ["+1", "refused: syntax error"],
  ['"1h"', "refused: unexpected token"],
];

describe.each([
  ["refresh", "a. b. 1 # 3 4 5"],
  ["retry", "a. b. 1 2 # 4 5"],
  ["expire", "a. b. 1 2 3 # 5"],
  ["minimum", "a. b. 1 2 3 4 #"],
])("the %s of an SOA", (_, text) => {
  it.each(SOA_TIMES)("%s: %s", (written, seconds) => {
    const expected = seconds.startsWith("refused") ? seconds : text.replace("#", seconds);
    expect(printed("SOA", text.replace("#", written))).toBe(expected);
  });
});

/** RFC 4034 section 3.2: a time of fourteen digits, or seconds since 1970; printed is the one from 1970 on, where named takes the one nearest to its own time. */
const SIGNATURE_TIMES: readonly (readonly [written: string, time: string])[] = [
  ["20300101000000", "20300101000000"],
  ["20301231235959", "20301231235959"],
  ["20240229000000", "20240229000000"],
  ["20000229120000", "20000229120000"],
  ["19700101000000", "19700101000000"],
  ["20380119031407", "20380119031407"],
  ["20380119031408", "20380119031408"],
  ["20240101000060", "20240101000100"],
  ["0", "19700101000000"],
  ["1", "19700101000001"],
  ["1735689600", "20250101000000"],
  ["4294967296", "refused: out of range"],
  ["20230229000000", "refused: out of range"],
  ["21000229000000", "refused: out of range"],
  ["20240230000000", "refused: out of range"],
  ["20240431000000", "refused: out of range"],
  ["20241301000000", "refused: out of range"],
  ["20240001000000", "refused: out of range"],
  ["20240100000000", "refused: out of range"],
  ["20240132000000", "refused: out of range"],
  ["20240101240000", "refused: out of range"],
  ["20240101006000", "refused: out of range"],
  ["2024010100000", "refused: syntax error"],
  ["202401010000000", "refused: syntax error"],
  ["2030-01-01", "refused: syntax error"],
  ["x", "refused: syntax error"],
];

describe.each([
  ["expiration", "A 8 1 300 # 20200101000000 1 . AAAA"],
  ["inception", "A 8 1 300 20300101000000 # 1 . AAAA"],
])("the %s of an RRSIG", (_, text) => {
  it.each(SIGNATURE_TIMES)("%s: %s", (written, time) => {
    const expected = time.startsWith("refused") ? time : text.replace("#", time);
    expect(printed("RRSIG", text.replace("#", written))).toBe(expected);
  });
});

/** `HHMMSS` of a second of the day. */
function clock(second: number): string {
  const parts = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join("");
}

describe("laws", () => {
  const day = fc.integer({ min: 0, max: 24_000 });

  it("a time that is printed is read as the same second", () => {
    fc.assert(
      fc.property(day, fc.nat(86_399), (days, second) => {
        const seconds = days * 86_400 + second;
        const text = printed("RRSIG", `A 8 1 300 ${seconds} 0 1 . AAAA`);
        expect(printed("RRSIG", text)).toBe(text);
        expect(text.slice(18, 24)).toBe(clock(second));
      }),
    );
  });

  it("the times of an SOA are TTLs in every spelling", () => {
    const part = fc.tuple(fc.nat(99), fc.constantFrom("w", "d", "h", "m", "s", "W", "D", "H", "M", "S"));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
        const written = parts.flat().join("");
        expect(printed("SOA", `a. b. 1 ${written} 3 4 5`)).toBe(`a. b. 1 ${parseTtl(written)} 3 4 5`);
      }),
    );
  });
});
