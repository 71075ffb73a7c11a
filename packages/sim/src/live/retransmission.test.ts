import { expect, test } from "vitest";
import { synAgainMs } from "./retransmission.ts";

test("a SYN goes out again at 1, 2, 3, 4, 5, 7 and 11 s (Linux 6.18: 1.03, 2.05, 3.08, 4.10, 5.12, 7.14, 11.30)", () => {
  const moments: number[] = [];
  let at = 0;
  for (let attempt = 0; attempt < 7; attempt += 1) {
    at += synAgainMs(attempt) ?? 0;
    moments.push(at);
  }
  expect(moments).toEqual([1000, 2000, 3000, 4000, 5000, 7000, 11_000]);
});

test("it ends", () => {
  expect(synAgainMs(9)).toBeNull();
});
