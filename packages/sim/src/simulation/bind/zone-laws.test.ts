import fc from "fast-check";
import { expect, test } from "vitest";
import type { Fault } from "../world/fault.ts";
import { P, S, ZonePair } from "./zone-pair.fixture.ts";

/** Laws of a copied zone under any faults: never wrong, and right again once everything is well. */
const between = [P, S] as const;
const weather = { delayMs: 20, jitterMs: 50, loss: 0.4, duplicates: 0.2 };
const fault: fc.Arbitrary<Fault> = fc.constantFrom<Fault>(
  { kind: "kill", machine: P, program: "named" },
  { kind: "kill", machine: S, program: "named" },
  { kind: "hang", machine: P, program: "named" },
  { kind: "hang", machine: S, program: "named" },
  { kind: "crash", machine: P },
  { kind: "crash", machine: S },
  { kind: "freeze", machine: P },
  { kind: "unplug", machine: S },
  { kind: "cut", between, direction: "both-ways" },
  { kind: "cut", between, direction: "one-way" },
  { kind: "weather", between, direction: "both-ways", weather },
);
/** Short enough to expire within a story, long enough for hours of rest. */
const SOA = "60 20 90 60";
const deed = fc.record({ fault: fc.option(fault), forMs: fc.integer({ min: 1, max: 60_000 }), isEdited: fc.boolean() });

/** Ten minutes without a connection (dns_zonemgr_unreachable), and a retry time of at most six hours without a SOA. */
const RIGHT_AGAIN_SECONDS = 7 * 3600;

function play(pair: ZonePair, deeds: readonly { fault: Fault | null; forMs: number; isEdited: boolean }[]): number {
  let version = 1;
  for (const { fault: wrong, forMs, isEdited } of deeds) {
    if (wrong !== null) pair.simulation.inject(wrong);
    if (isEdited) {
      version += 1;
      pair.editZone(version, version, SOA);
      pair.reload();
    }
    pair.simulation.runFor(forMs);
    if (wrong !== null) pair.simulation.heal(wrong);
    const told = pair.www();
    const isVersion = Number(told) >= 1 && Number(told) <= version;
    // An answer that is under way, and one that nobody gives: never data that the primary has not had.
    expect(isVersion || ["SERVFAIL", "nothing yet", "refused", "unreachable", "timeout"].includes(told)).toBe(true);
    pair.simulation.runFor(1000);
  }
  return version;
}

const deeds = fc.array(deed, { minLength: 1, maxLength: 8 });

test("law: a secondary answers with a version that its primary has had, or SERVFAIL; at last with the last one", () => {
  fc.assert(
    fc.property(deeds, fc.integer({ min: 1, max: 1000 }), (story, seed) => {
      const pair = new ZonePair({ seed, soa: SOA });
      const version = play(pair, story);
      pair.simulation.runFor(RIGHT_AGAIN_SECONDS * 1000);
      expect([pair.www(P), pair.www()]).toEqual([`${version}`, `${version}`]);
    }),
    { numRuns: 40 },
  );
});

test("law: the same seed, the same lines", () => {
  fc.assert(
    fc.property(deeds, fc.integer({ min: 1, max: 1000 }), (story, seed) => {
      const [one, other] = [new ZonePair({ seed, soa: SOA }), new ZonePair({ seed, soa: SOA })].map((pair) => {
        play(pair, story);
        return pair.takeLines();
      });
      expect(one).toEqual(other);
    }),
    { numRuns: 20 },
  );
});

test("a primary that dies in the middle of a transfer: the old version stays, and the next round has the new one", () => {
  const pair = new ZonePair({ soa: "8 4 2000 60" });
  pair.simulation.inject({
    kind: "weather",
    between,
    direction: "both-ways",
    weather: { ...weather, loss: 0, delayMs: 300 },
  });
  pair.runUntil(10);
  pair.takeLines();
  pair.editZone(2, 2, "8 4 2000 60");
  pair.reload();
  const kill = { kind: "kill", machine: P, program: "named" } as const;
  const isTransferring = (): boolean => pair.takeLines(S).some((line) => line.endsWith("Transfer started."));
  for (let turns = 0; turns < 100 && !isTransferring(); turns += 1) pair.simulation.runFor(100);
  pair.simulation.inject(kill);
  pair.simulation.runFor(5000);
  expect(pair.www()).toBe("1");
  pair.simulation.heal(kill);
  pair.simulation.runFor(10_000);
  expect(pair.www()).toBe("2");
});

test("changes and retries over a link that loses four of ten packets arrive in the end", () => {
  const pair = new ZonePair();
  const rain = { kind: "weather", between, direction: "both-ways", weather } as const;
  pair.simulation.inject(rain);
  for (let version = 2; version < 8; version += 1) {
    pair.editZone(version, version);
    pair.reload();
    pair.simulation.runFor(30_000);
  }
  pair.simulation.runFor(3_600_000);
  expect(pair.takeLines(S).some((line) => line.includes("transferred serial 7"))).toBe(true);
  // With an expire of 9 s so bad a link may leave the copy expired at any moment: it is right as soon as the link is.
  pair.simulation.heal(rain);
  pair.simulation.runFor(60_000);
  expect([pair.www(P), pair.www()]).toEqual(["7", "7"]);
});
