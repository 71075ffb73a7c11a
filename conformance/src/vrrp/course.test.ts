import { expect, test } from "vitest";
import { burstsOf, runsOf, type SeenAdvert } from "./course.ts";

const advert = (atMs: number, priority = 100): SeenAdvert => ({ atMs, host: "dns1", id: 51, priority });

/** `x3 0-2000 at 100`. */
function runs(...adverts: readonly SeenAdvert[]): readonly string[] {
  return runsOf(adverts).map(({ count, firstMs, lastMs, priority }) => `x${count} ${firstMs}-${lastMs} at ${priority}`);
}

test.each<readonly [string, readonly SeenAdvert[], readonly string[]]>([
  ["a rhythm", [advert(0), advert(1000), advert(2001)], ["x3 0-2001 at 100"]],
  ["a late timer", [advert(0), advert(1000), advert(2400), advert(3400)], ["x4 0-3400 at 100"]],
  [
    "a gap",
    [advert(0), advert(1000), advert(2000), advert(9000), advert(10_000)],
    ["x3 0-2000 at 100", "x2 9000-10000 at 100"],
  ],
  [
    "an advert out of turn",
    [advert(0), advert(1000), advert(1100), advert(2100)],
    ["x2 0-1000 at 100", "x2 1100-2100 at 100"],
  ],
  ["another priority", [advert(0), advert(1000), advert(2000, 0)], ["x2 0-1000 at 100", "x1 2000-2000 at 0"]],
  ["none", [], []],
])("%s", (_, adverts, expected) => {
  expect(runs(...adverts)).toEqual(expected);
});

test("gratuitous ARPs of one address that follow each other at once are one burst", () => {
  const seen = (atMs: number, address = "192.168.13.10") => ({ atMs, host: "dns1" as const, address });
  const bursts = burstsOf([seen(0), seen(1), seen(1, "192.168.13.20"), seen(2), seen(5000), seen(5001)]);
  expect(bursts.map(({ atMs, address, count }) => `${atMs} ${address} x${count}`)).toEqual([
    "0 192.168.13.10 x3",
    "1 192.168.13.20 x1",
    "5000 192.168.13.10 x2",
  ]);
});
