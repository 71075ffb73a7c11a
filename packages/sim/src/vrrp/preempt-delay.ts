import { type Instant, laterBy } from "@splithorizon/core";

/** `preempt_delay`: so long a backup lets a lower router be, counted from the first of its adverts that it hears (vrrp.c vrrp_state_backup). */
export class PreemptDelay {
  readonly #delayMs: number;
  /** null: no lower advert has been heard. */
  #endsAt: Instant | null = null;

  constructor(delayMs: number) {
    this.#delayMs = delayMs;
  }

  /** Whether an advert of lower priority is taken now. */
  isRunning(now: Instant): boolean {
    if (this.#delayMs === 0) return false;
    return this.#endsAt === null || now < this.#endsAt;
  }

  /** An advert has been taken: a lower one starts the delay, a higher one ends it. */
  took(advert: "lower" | "higher", now: Instant): void {
    if (advert === "higher") this.#endsAt = null;
    else if (this.#delayMs > 0) this.#endsAt ??= laterBy(now, this.#delayMs);
  }

  forget(): void {
    this.#endsAt = null;
  }
}
