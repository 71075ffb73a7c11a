import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Instant, instantFromMs } from "../../dns/index.ts";
import { SendPace, type Turn } from "./send-pace.ts";
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

describe("a pace that sends what came last first", () => {
  const gaps = fc.array(fc.nat({ max: 300 }), { minLength: 1, maxLength: 30 });
  const rates = fc.constantFrom(1, 2, 5, 20);

  function turnsOf(
    pace: SendPace,
    distances: readonly number[],
  ): { readonly turns: readonly Turn[]; readonly now: number } {
    let now = 0;
    const turns = distances.map((distance) => {
      now += distance;
      return pace.enqueue(at(now));
    });
    return { turns, now };
  }
  const moments = (turns: readonly Turn[]): readonly number[] =>
    turns.map((turn) => turn.at).sort((one, other) => one - other);

  it("law: sends at the same moments as one that sends what came first", () => {
    fc.assert(
      fc.property(gaps, rates, (distances, rate) => {
        const last = turnsOf(new SendPace(rate, "last-come"), distances);
        const first = turnsOf(new SendPace(rate), distances);
        expect(moments(last.turns)).toEqual(moments(first.turns));
      }),
    );
  });

  it("law: of what waits nothing that came later waits longer, on a fork too", () => {
    fc.assert(
      fc.property(gaps, rates, (distances, rate) => {
        const pace = new SendPace(rate, "last-come");
        const { turns, now } = turnsOf(pace, distances);
        const fork = pace.fork();
        const waiting = turns.filter((turn) => turn.at > now).map((turn) => fork.turnOf(turn).at);
        expect(waiting).toEqual([...waiting].sort((one, other) => other - one));
      }),
    );
  });

  it("law: where one is withdrawn the others wait as if it had never come", () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 30 }), fc.nat(), rates, (count, which, rate) => {
        const pace = new SendPace(rate, "last-come");
        const { turns } = turnsOf(pace, Array(count).fill(0));
        const gone = turns[1 + (which % (count - 1))];
        expect(gone !== undefined && pace.withdraw(gone, at(0))).toBe(true);
        expect(gone !== undefined && pace.withdraw(gone, at(0))).toBe(false);
        const without = turnsOf(new SendPace(rate, "last-come"), Array(count - 1).fill(0));
        expect(turns.filter((turn) => turn !== gone).map((turn) => turn.at)).toEqual(
          without.turns.map((turn) => turn.at),
        );
      }),
    );
  });
});
