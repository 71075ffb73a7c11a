import { type Instant, laterBy } from "../../dns/index.ts";

/** `serial-query-rate`, `notify-rate` and `startup-notify-rate` are 20 a second: ten each half second (lib/dns/zone.c, setrl). */
const TICK_MS = 500;
const MOST_A_TICK = 10;

/** How fast named sends what it sends by itself: the first at once, what comes soon after it with the next tick (lib/isc/ratelimiter.c). */
export class SendPace {
  #idleAt: Instant | null = null;
  #inTick = 0;

  /** When something that is ready now may be sent. */
  slotFor(now: Instant): Instant {
    if (this.#idleAt === null || now >= this.#idleAt) return this.#useTick(now, 0);
    const tick = this.#idleAt;
    // The clock ticks on from the first that was sent; only the last tick may still have room.
    const before = laterBy(tick, -TICK_MS);
    if (before > now && this.#inTick < MOST_A_TICK) {
      this.#inTick += 1;
      return before;
    }
    return this.#useTick(tick, 1);
  }

  fork(): SendPace {
    const copy = new SendPace();
    copy.#idleAt = this.#idleAt;
    copy.#inTick = this.#inTick;
    return copy;
  }

  #useTick(tick: Instant, used: number): Instant {
    this.#idleAt = laterBy(tick, TICK_MS);
    this.#inTick = used;
    return tick;
  }
}
