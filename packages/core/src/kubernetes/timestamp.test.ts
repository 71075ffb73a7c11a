import fc from "fast-check";
import { expect, test } from "vitest";
import { unixSecondsFromTimestamp } from "./timestamp.ts";

test.each([
  ["1970-01-01T00:00:00Z", 0],
  ["2000-02-29T23:59:59Z", 951_868_799],
  ["2024-01-02T16:39:12Z", 1_704_213_552],
  ["2024-01-02T16:39:12.123456Z", 1_704_213_552],
  ["2024-01-02T16:39:12", null],
  ["2024-13-02T16:39:12Z", null],
  ["2024-01-02 16:39:12Z", null],
  ["yesterday", null],
  ["", null],
])("%s is %s", (text, seconds) => {
  expect(unixSecondsFromTimestamp(text)).toBe(seconds);
});

test("law: it undoes what a calendar prints", () => {
  const moments = fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(moments, (moment) => {
      expect(unixSecondsFromTimestamp(moment.toISOString())).toBe(Math.floor(moment.getTime() / 1000));
    }),
  );
});
