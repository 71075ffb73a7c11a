import { type Instant, laterBy } from "../../dns/index.ts";

/** Of two timers that run out so close together the ticker is the first: the other one's work goes through a queue (seen). */
const SAME_MOMENT_MS = 2;

/** One at a time up to ten a second, ten at a time beyond (lib/dns/zone.c, setrl). */
function tickOf(perSecond: number): { readonly ms: number; readonly most: number } {
  const rate = Math.max(1, perSecond);
  return rate > 10 ? { ms: 10_000 / rate, most: 10 } : { ms: 1000 / rate, most: 1 };
}

/** Something that waits until it may be sent. When that is changes with what else comes and goes. */
export interface Turn {
  readonly at: Instant;
}

/** `last-come`: of what waits what came last is sent first, as named has it for what it says when it starts (isc_ratelimiter_setpushpop). */
export type PaceOrder = "first-come" | "last-come";

/**
 * How fast named sends what it sends by itself (lib/isc/ratelimiter.c): the first at once, what comes soon after it with the
 * next tick. A tick that had room left is the last: whatever comes then goes at once again.
 */
export class SendPace {
  readonly #perSecond: number;
  readonly #order: PaceOrder;
  readonly #tickMs: number;
  readonly #mostInTick: number;
  /** null: nothing has been sent for so long that nothing need wait. */
  #nextTick: Instant | null = null;
  /** What waits for that tick and those behind it, the next one first. */
  readonly #waiting: { at: Instant }[] = [];
  readonly #moved: (at: Instant) => Instant;
  /** What waited before a restart, or on the original of a fork, and what it is here. */
  readonly #turns = new Map<Turn, Turn>();

  /** `serial-query-rate`, `notify-rate`, `startup-notify-rate`; where a slot from before a restart has gone. */
  constructor(perSecond: number, order: PaceOrder = "first-come", moved: (at: Instant) => Instant = (at) => at) {
    this.#moved = moved;
    this.#order = order;
    const { ms, most } = tickOf(perSecond);
    this.#perSecond = perSecond;
    this.#tickMs = ms;
    this.#mostInTick = most;
  }

  /** When something that is ready now may be sent, where nobody comes before it later. */
  slotFor(now: Instant): Instant {
    return this.enqueue(now).at;
  }

  enqueue(now: Instant): Turn {
    this.#passUntil(now);
    const turn = { at: now };
    if (this.#nextTick === null) this.#nextTick = laterBy(now, this.#tickMs);
    else {
      if (this.#order === "first-come") this.#waiting.push(turn);
      else this.#waiting.unshift(turn);
      this.#arrange(this.#nextTick);
    }
    return turn;
  }

  /** It waits no longer, and what is behind it moves up; false: it has been sent on already. */
  withdraw(turn: Turn, now: Instant): boolean {
    this.#passUntil(now);
    const at = this.#waiting.indexOf(turn);
    if (at === -1 || this.#nextTick === null) return false;
    this.#waiting.splice(at, 1);
    this.#arrange(this.#nextTick);
    return true;
  }

  fork(): SendPace {
    return this.#continuedBy(new SendPace(this.#perSecond, this.#order), this.#nextTick);
  }

  /**
   * named has read its configuration: at the same pace or at another, a tick begins now, also for what waits already
   * (lib/isc/ratelimiter.c, isc_ratelimiter_setinterval; seen).
   */
  restart(perSecond: number, now: Instant): SendPace {
    this.#passUntil(now);
    const next = this.#nextTick;
    if (next === null) return new SendPace(perSecond, this.#order);
    const { ms } = tickOf(perSecond);
    const first = laterBy(now, ms);
    const moved = (at: Instant): Instant => (at < next ? at : laterBy(first, ((at - next) / this.#tickMs) * ms));
    return this.#continuedBy(new SendPace(perSecond, this.#order, moved), first);
  }

  /** When something may be sent that had its slot before the restart. */
  moved(at: Instant): Instant {
    return this.#moved(at);
  }

  /** What waited before a restart, or on the original of a fork. */
  turnOf(turn: Turn): Turn {
    return this.#turns.get(turn) ?? turn;
  }

  #continuedBy(pace: SendPace, nextTick: Instant | null): SendPace {
    pace.#nextTick = nextTick;
    for (const turn of this.#waiting) {
      const copy = { at: turn.at };
      pace.#waiting.push(copy);
      pace.#turns.set(turn, copy);
    }
    if (nextTick !== null) pace.#arrange(nextTick);
    return pace;
  }

  #arrange(nextTick: Instant): void {
    for (const [place, turn] of this.#waiting.entries()) {
      turn.at = laterBy(nextTick, Math.floor(place / this.#mostInTick) * this.#tickMs);
    }
  }

  #passUntil(now: Instant): void {
    const late = this.#waiting.length === 0 ? laterBy(now, SAME_MOMENT_MS) : now;
    while (this.#nextTick !== null && this.#nextTick <= late) {
      const isLast = this.#waiting.length < this.#mostInTick;
      this.#waiting.splice(0, this.#mostInTick);
      this.#nextTick = isLast ? null : laterBy(this.#nextTick, this.#tickMs);
    }
  }
}
