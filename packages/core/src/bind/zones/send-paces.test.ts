import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Instant, instantFromMs } from "../../dns/index.ts";
import { SendPace } from "./send-pace.ts";
import { SendPaces } from "./send-paces.ts";

const at = (ms: number): Instant => instantFromMs(ms);
const RATES = { serialQueryRate: 2, notifyRate: 4, startupNotifyRate: 10 } as const;

describe("the paces of one named", () => {
  /** When the second of two goes out, of each kind. */
  const seconds = ({ queries, notices, startNotices }: SendPaces): readonly number[] =>
    [queries, notices, startNotices].map((pace) => {
      pace.slotFor(at(0));
      return pace.slotFor(at(0));
    });

  it("each has a rate of its own", () => {
    expect(seconds(SendPaces.of(RATES))).toEqual([500, 250, 100]);
  });

  it("a fork does not wait for what the other sends", () => {
    const paces = SendPaces.of(RATES);
    paces.notices.slotFor(at(0));
    const fork = paces.fork();
    for (let count = 0; count < 3; count += 1) paces.notices.slotFor(at(1));
    expect([paces.notices.slotFor(at(1)), fork.notices.slotFor(at(1))]).toEqual([1000, 250]);
  });

  it("a reload may give each another rate; what waits is moved by its own", () => {
    const paces = SendPaces.of(RATES);
    const [, second] = [paces.queries.slotFor(at(0)), paces.queries.slotFor(at(0))];
    const reloaded = paces.restart({ ...RATES, serialQueryRate: 1, notifyRate: 1 }, at(100));
    expect(reloaded.queries.moved(second)).toBe(1100);
    expect(reloaded.notices.moved(second)).toBe(second);
    expect(seconds(reloaded.fork()).slice(1)).toEqual([1000, 100]);
  });
});

describe("a pace that is begun anew", () => {
  const gaps = fc.array(fc.nat({ max: 300 }), { minLength: 1, maxLength: 30 });
  const rates = fc.constantFrom(1, 2, 5, 10);

  /** Slots that were asked for at these distances, and when the last of them was. */
  function askAll(
    pace: SendPace,
    distances: readonly number[],
  ): { readonly slots: readonly Instant[]; readonly now: number } {
    let now = 0;
    const slots = distances.map((distance) => {
      now += distance;
      return pace.slotFor(at(now));
    });
    return { slots, now };
  }

  it("law: nobody overtakes, and nothing that waits goes out before a whole tick from the restart is over", () => {
    fc.assert(
      fc.property(gaps, rates, rates, (distances, before, after) => {
        const pace = new SendPace(before);
        const { slots, now } = askAll(pace, distances);
        const restarted = pace.restart(after, at(now));
        const moved = slots.map((slot) => restarted.moved(slot));
        expect(moved).toEqual([...moved].sort((one, other) => one - other));
        for (const slot of moved) expect(slot <= now || slot >= now + 1000 / after).toBe(true);
      }),
    );
  });

  it("law: what comes later goes out behind what waits, at the new pace", () => {
    fc.assert(
      fc.property(gaps, rates, rates, (distances, before, after) => {
        const pace = new SendPace(before);
        const { slots, now } = askAll(pace, distances);
        const restarted = pace.restart(after, at(now));
        const last = Math.max(now, ...slots.map((slot) => restarted.moved(slot)));
        const next = restarted.slotFor(at(now));
        expect(next).toBeGreaterThanOrEqual(last);
        expect(next - last).toBeLessThanOrEqual(1000 / after);
      }),
    );
  });

  it("law: two restarts in one moment are one", () => {
    fc.assert(
      fc.property(gaps, rates, (distances, rate) => {
        const pace = new SendPace(rate);
        const { slots, now } = askAll(pace, distances);
        const once = pace.restart(rate, at(now));
        const twice = once.restart(rate, at(now));
        for (const slot of slots) expect(twice.moved(once.moved(slot))).toBe(once.moved(slot));
      }),
    );
  });
});
