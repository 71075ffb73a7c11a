import fc from "fast-check";
import { expect, test } from "vitest";
import { timestampFromUnixSeconds, unixSecondsFromTimestamp } from "./timestamp.ts";

test.each([
  ["1970-01-01T00:00:00Z", 0],
  ["2000-02-29T23:59:59Z", 951_868_799],
  ["2024-01-02T16:39:12Z", 1_704_213_552],
  ["2024-01-02T16:39:12.123456Z", 1_704_213_552],
  // As `date -u` of GNU has it.
  ["1969-12-31T23:59:59Z", -1],
  ["1972-02-29T00:00:00Z", 68_169_600],
  ["1999-12-31T23:59:59Z", 946_684_799],
  ["2001-03-01T00:00:00Z", 983_404_800],
  ["2038-01-19T03:14:08Z", 2_147_483_648],
  ["2100-03-01T00:00:00Z", 4_107_542_400],
  ["9999-12-31T23:59:59Z", 253_402_300_799],
  ["0001-01-01T00:00:00Z", -62_135_596_800],
  ["2024-00-02T16:39:12Z", null],
  ["2024-01-02T16:39:12+01:00", null],
  ["2024-01-02T16:39:12z", null],
  ["2024-01-02T16:39Z", null],
  ["2024-1-2T16:39:12Z", null],
  ["20a4-01-02T16:39:12Z", null],
  ["2024-01-02T16:39:12", null],
  ["2024-13-02T16:39:12Z", null],
  ["2024-01-02 16:39:12Z", null],
  ["yesterday", null],
  ["", null],
])("%s is %s", (text, seconds) => {
  expect(unixSecondsFromTimestamp(text)).toBe(seconds);
});

test("law: the next second is one more, over every month's end", () => {
  const two = (number: number): string => String(number).padStart(2, "0");
  const day = fc.record({ year: fc.integer({ min: 1970, max: 2400 }), month: fc.integer({ min: 1, max: 12 }) });
  fc.assert(
    fc.property(day, ({ year, month }) => {
      const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
      const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
      const next = month === 12 ? `${year + 1}-01` : `${year}-${two(month + 1)}`;
      const last = unixSecondsFromTimestamp(`${year}-${two(month)}-${days}T23:59:59Z`);
      expect(unixSecondsFromTimestamp(`${next}-01T00:00:00Z`)).toBe((last ?? 0) + 1);
    }),
  );
});

test.each([
  [0, "1970-01-01T00:00:00Z"],
  [951_868_799, "2000-02-29T23:59:59Z"],
  [-1, "1969-12-31T23:59:59Z"],
  [4_107_542_400, "2100-03-01T00:00:00Z"],
])("%s is printed as %s", (seconds, text) => expect(timestampFromUnixSeconds(seconds)).toBe(text));

test("law: what is printed is read as the same moment", () => {
  fc.assert(
    fc.property(fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }), (seconds) => {
      const text = timestampFromUnixSeconds(seconds);
      fc.pre(text.length === "2024-01-02T03:04:05Z".length);
      expect(unixSecondsFromTimestamp(text)).toBe(seconds);
    }),
  );
});
