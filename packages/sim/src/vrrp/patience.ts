import { type Instant, laterBy } from "@splithorizon/core";
import type { VrrpInstance } from "@splithorizon/core/keepalived";

/** The one timer of a virtual router: as backup for how long it waits for an advert, as active when its next one is due (vrrp->sands). */
export class Patience {
  readonly #lateness: () => number;
  #due: Instant | null = null;
  /** What it waits by the last advert, of which a change of priority makes more or less (vrrp->ms_down_timer). */
  #ms = 0;
  /** Why the last advert since it began to wait did not count; null: none has come. */
  #passedOver: string | null = null;
  /** `vrrp_startup_delay`: until then a backup's patience does not begin to run. */
  readonly #delayedUntil: () => Instant;

  /** `lateness`: how much later than it should a timer fires. */
  constructor(delayedUntil: () => Instant, lateness: () => number) {
    this.#delayedUntil = delayedUntil;
    this.#lateness = lateness;
  }

  /** null: it does not run. */
  get due(): Instant | null {
    return this.#due;
  }

  /** What it says when a backup's patience is over: of lower routers it has heard enough, or of nobody. */
  get why(): string {
    return this.#passedOver ?? "no advert has come in time";
  }

  isOver(now: Instant): boolean {
    return this.#due !== null && this.#due <= now;
  }

  waitAsActive(now: Instant, ms: number): void {
    this.#set(now, ms);
  }

  waitAsBackup(now: Instant, ms: number): void {
    const delayedUntil = this.#delayedUntil();
    this.#set(now < delayedUntil ? delayedUntil : now, ms);
  }

  /** It has been running for long. */
  resume(due: Instant | null, ms: number): void {
    this.#due = due;
    this.#ms = ms;
  }

  /** An advert is discarded, and the time runs on; while the start is delayed it begins anew instead, and longer. */
  passOver(now: Instant, why: string | null): void {
    const leftMs = Math.max(0, (this.#due ?? now) - now);
    if (now < this.#delayedUntil()) this.waitAsBackup(now, leftMs);
    else this.#ms = leftMs;
    this.#passedOver = why;
  }

  /** A backup is more patient from now on, or less. */
  become(ms: number): void {
    if (this.#due !== null) this.#due = laterBy(this.#due, ms - this.#ms);
    this.#ms = ms;
  }

  stop(): void {
    this.#due = null;
  }

  #set(from: Instant, ms: number): void {
    this.#ms = ms;
    this.#passedOver = null;
    this.#due = laterBy(from, ms + this.#lateness());
  }
}

/** RFC 9568 section 6.1: the lower the priority, the later. Version 2 counts in seconds whatever the interval. */
export function skewMs({ vrrpVersion }: VrrpInstance, intervalMs: number, priority: number): number {
  return ((256 - priority) / 256) * (vrrpVersion === 2 ? 1000 : intervalMs);
}

export function earliest(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
