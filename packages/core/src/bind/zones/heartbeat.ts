import { type Instant, laterBy } from "../../dns/index.ts";
import { NEVER } from "./copy.ts";

/** How long a try of a zone with `dialup` takes: until a line is up (lib/dns/zone.c, soa_query and notify_send_toaddr). */
export const DIALUP_TRY_MS = 30_000;

/** When zones with `dialup` do what they do: once every `heartbeat-interval` (bin/named/server.c, heartbeat_timer_tick). */
export class Heartbeat {
  readonly #intervalMs: number;
  #at: Instant;

  /** No interval, no heartbeat. */
  constructor(intervalSeconds: number, now: Instant) {
    this.#intervalMs = intervalSeconds * 1000;
    this.#at = this.#intervalMs === 0 ? NEVER : laterBy(now, this.#intervalMs);
  }

  get at(): Instant {
    return this.#at;
  }

  /** After another reading of the configuration: only another interval begins anew. */
  restart(intervalSeconds: number, now: Instant): Heartbeat {
    const next = new Heartbeat(intervalSeconds, now);
    if (next.#intervalMs === this.#intervalMs) next.#at = this.#at;
    return next;
  }

  /** Whether it beats now. */
  beats(now: Instant): boolean {
    if (now < this.#at) return false;
    while (this.#at <= now) this.#at = laterBy(this.#at, this.#intervalMs);
    return true;
  }
}
