import { type Instant, laterBy } from "../../dns/index.ts";

/** Of two timers that run out so close together the ticker is the first: the other one's work goes through a queue (seen). */
const SAME_MOMENT_MS = 2;

/** One at a time up to ten a second, ten at a time beyond (lib/dns/zone.c, setrl). */
function tickOf(perSecond: number): { readonly ms: number; readonly most: number } {
  const rate = Math.max(1, perSecond);
  return rate > 10 ? { ms: 10_000 / rate, most: 10 } : { ms: 1000 / rate, most: 1 };
}

/**
 * How fast named sends what it sends by itself (lib/isc/ratelimiter.c): the first at once, what comes soon after it with the
 * next tick. A tick that had room left is the last: whatever comes then goes at once again.
 */
export class SendPace {
  readonly #perSecond: number;
  readonly #tickMs: number;
  readonly #mostInTick: number;
  /** null: nothing has been sent for so long that nothing need wait. */
  #nextTick: Instant | null = null;
  /** How many wait for that tick and those behind it. */
  #waiting = 0;
  readonly #moved: (at: Instant) => Instant;

  /** `serial-query-rate`, `notify-rate`, `startup-notify-rate`; where a slot from before a restart has gone. */
  constructor(perSecond: number, moved: (at: Instant) => Instant = (at) => at) {
    this.#moved = moved;
    const { ms, most } = tickOf(perSecond);
    this.#perSecond = perSecond;
    this.#tickMs = ms;
    this.#mostInTick = most;
  }

  /** When something that is ready now may be sent. */
  slotFor(now: Instant): Instant {
    this.#passUntil(now);
    if (this.#nextTick === null) {
      this.#nextTick = laterBy(now, this.#tickMs);
      return now;
    }
    const tick = Math.floor(this.#waiting / this.#mostInTick);
    this.#waiting += 1;
    return laterBy(this.#nextTick, tick * this.#tickMs);
  }

  fork(): SendPace {
    const copy = new SendPace(this.#perSecond);
    copy.#nextTick = this.#nextTick;
    copy.#waiting = this.#waiting;
    return copy;
  }

  /**
   * named has read its configuration: at the same pace or at another, a tick begins now, also for what waits already
   * (lib/isc/ratelimiter.c, isc_ratelimiter_setinterval; seen).
   */
  restart(perSecond: number, now: Instant): SendPace {
    this.#passUntil(now);
    const next = this.#nextTick;
    if (next === null) return new SendPace(perSecond);
    const { ms } = tickOf(perSecond);
    const first = laterBy(now, ms);
    const pace = new SendPace(perSecond, (at) => (at < next ? at : laterBy(first, ((at - next) / this.#tickMs) * ms)));
    pace.#nextTick = first;
    pace.#waiting = this.#waiting;
    return pace;
  }

  /** When something may be sent that had its slot before the restart. */
  moved(at: Instant): Instant {
    return this.#moved(at);
  }

  #passUntil(now: Instant): void {
    const late = this.#waiting === 0 ? laterBy(now, SAME_MOMENT_MS) : now;
    while (this.#nextTick !== null && this.#nextTick <= late) {
      const isLast = this.#waiting < this.#mostInTick;
      this.#waiting = isLast ? 0 : this.#waiting - this.#mostInTick;
      this.#nextTick = isLast ? null : laterBy(this.#nextTick, this.#tickMs);
    }
  }
}
