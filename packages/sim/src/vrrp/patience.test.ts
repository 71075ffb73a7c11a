import { type Instant, instantFromMs } from "@splithorizon/core";
import { expect, test } from "vitest";
import { contenderOf } from "./lone-router.fixture.ts";
import { earliest, Patience, skewMs } from "./patience.ts";

const at = (ms: number): Instant => instantFromMs(ms);

test.each<readonly [2 | 3, number, number, number]>([
  [2, 1000, 100, 609.375],
  [2, 3000, 100, 609.375],
  [3, 3000, 100, 1828.125],
  [3, 250, 254, 1.953125],
  [2, 1000, 1, 996.09375],
])(
  "vrrp-measured.md: the skew of version %i, interval %i ms, priority %i is %f ms",
  (version, intervalMs, priority, expected) => {
    expect(skewMs(contenderOf({ lines: `version ${version}` }).instance, intervalMs, priority)).toBe(expected);
  },
);

test("a timer fires as late as it is told to", () => {
  const own = new Patience(
    () => at(0),
    () => 0.4,
  );
  own.waitAsBackup(at(10), 100);
  expect(own.due).toBe(110.4);
  expect([own.isOver(at(110)), own.isOver(at(111))]).toEqual([false, true]);
  own.stop();
  expect([own.due, own.isOver(at(999))]).toEqual([null, false]);
});

test("what is discarded leaves the end where it is, and a change of patience goes by what is left", () => {
  const own = new Patience(
    () => at(0),
    () => 0,
  );
  own.waitAsBackup(at(0), 3600);
  own.passOver(at(1000), null);
  expect(own.due).toBe(3600);
  own.become(3600);
  // keepalived makes the rest as long as the whole (vrrp_set_effective_priority).
  expect(own.due).toBe(4600);
});

test("says of whom it heard, and of nobody who spoke before it began to wait anew", () => {
  const own = new Patience(
    () => at(0),
    () => 0,
  );
  own.waitAsBackup(at(0), 3600);
  expect(own.why).toBe("no advert has come in time");
  own.passOver(at(1000), "dns2 has priority 100, this one 101");
  expect(own.why).toBe("dns2 has priority 100, this one 101");
  own.waitAsBackup(at(1500), 3600);
  expect(own.why).toBe("no advert has come in time");
});

test("an active router knows of no delayed start", () => {
  const own = new Patience(
    () => at(5000),
    () => 0,
  );
  own.waitAsActive(at(0), 1000);
  expect(own.due).toBe(1000);
  own.waitAsBackup(at(0), 1000);
  expect(own.due).toBe(6000);
});

test("the earlier of two moments, either of which may be missing", () => {
  expect([
    earliest(at(1), at(2)),
    earliest(at(2), at(1)),
    earliest(null, at(3)),
    earliest(at(3), null),
    earliest(null, null),
  ]).toEqual([1, 1, 3, 3, null]);
});
