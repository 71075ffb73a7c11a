import { describe, expect, it } from "vitest";
import { completedText, NO_TALLY, sizeText, type TransferTally, tallyBehind } from "./transfer-tally.ts";

const tally = (messages: number, records: number, octets: number, serial = 7): TransferTally => ({
  messages,
  records,
  octets,
  lastOctets: messages === 0 ? 0 : 100,
  serial,
});

describe("what named counts of a transfer (lib/dns/xfrin.c)", () => {
  it.each<readonly [row: string, counted: TransferTally, stopsInLast: boolean, ms: number, text: string]>([
    [
      "one message",
      tally(1, 9, 213),
      false,
      1,
      "1 messages, 9 records, 213 bytes, 0.001 secs (213000 bytes/sec) (serial 7)",
    ],
    [
      "no time at all counts as a millisecond",
      tally(1, 9, 213),
      false,
      0,
      "1 messages, 9 records, 213 bytes, 0.001 secs (213000 bytes/sec) (serial 7)",
    ],
    [
      "seconds",
      tally(12, 900, 30_000),
      false,
      2500,
      "12 messages, 900 records, 30000 bytes, 2.500 secs (12000 bytes/sec) (serial 7)",
    ],
    [
      "up to date: its message is not counted, its record is",
      tally(1, 1, 100),
      true,
      1,
      "0 messages, 1 records, 0 bytes, 0.001 secs (0 bytes/sec) (serial 7)",
    ],
    [
      "too many records: the last message is not",
      tally(9, 9, 361),
      true,
      1,
      "8 messages, 9 records, 261 bytes, 0.001 secs (261000 bytes/sec) (serial 7)",
    ],
    ["nothing came", NO_TALLY, false, 4, "0 messages, 0 records, 0 bytes, 0.004 secs (0 bytes/sec) (serial 0)"],
  ])("%s", (_row, counted, stopsInLast, ms, text) => {
    expect(completedText(counted, stopsInLast, ms)).toBe(`Transfer completed: ${text}`);
    if (!stopsInLast) expect(sizeText(counted, ms)).toBe(text);
  });

  it("each question begins anew, and the serial is the last that was heard (course wide-317)", () => {
    expect(tallyBehind(tally(1, 1, 60, 13), NO_TALLY)).toEqual({ ...NO_TALLY, serial: 13 });
    expect(tallyBehind(tally(1, 1, 60, 13), tally(2, 9, 213, 14))).toEqual(tally(2, 9, 213, 14));
  });
});
