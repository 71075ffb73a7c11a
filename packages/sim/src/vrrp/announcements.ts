import { type Instant, laterBy } from "@splithorizon/core";
import type { VrrpInstance } from "@splithorizon/core/keepalived";

/** The addresses are announced so often, then. */
interface LaterAnnouncement {
  readonly at: Instant;
  readonly times: number;
}

/** When an active router tells its link, by gratuitous ARP, who has its addresses (vrrp.c vrrp_send_link_update). */
export class Announcements {
  readonly #instance: VrrpInstance;
  /** So many gratuitous ARPs for each of its addresses; how many milliseconds they take. */
  readonly #announce: (times: number) => number;
  #planned: readonly LaterAnnouncement[] = [];
  /** The next regular advert after this moment brings one more. */
  #refreshFrom: Instant | null = null;

  constructor(instance: VrrpInstance, announce: (times: number) => number) {
    this.#instance = instance;
    this.#announce = announce;
  }

  nextWake(): Instant | null {
    let next: Instant | null = null;
    for (const { at } of this.#planned) if (next === null || at < next) next = at;
    return next;
  }

  /** At once, and once more later. @returns how many milliseconds it takes, as of all that is announced. */
  tookOver(now: Instant): number {
    const { garpMasterRepeat, garpMasterDelayMs } = this.#instance;
    const tookMs = this.#announce(garpMasterRepeat);
    if (garpMasterDelayMs > 0) this.#plan(laterBy(now, tookMs + garpMasterDelayMs), garpMasterRepeat);
    this.refreshAfter(laterBy(now, tookMs));
    return tookMs;
  }

  /** An advert of a lower router: whoever believed that one shall believe this one again. */
  heardLower(now: Instant): number {
    const { garpLowerPrioRepeat, garpLowerPrioDelayMs } = this.#instance;
    if (garpLowerPrioRepeat === 0) return 0;
    const tookMs = this.#announce(garpLowerPrioRepeat);
    if (garpLowerPrioDelayMs > 0) this.#plan(laterBy(now, tookMs + garpLowerPrioDelayMs), garpLowerPrioRepeat);
    return tookMs;
  }

  /** Only a regular advert brings a refresh (vrrp_state_master_tx). */
  advertised(now: Instant): number {
    if (this.#refreshFrom === null || now <= this.#refreshFrom) return 0;
    const { garpMasterRefreshRepeat } = this.#instance;
    this.refreshAfter(now);
    return garpMasterRefreshRepeat > 0 ? this.#announce(garpMasterRefreshRepeat) : 0;
  }

  refreshAfter(now: Instant): void {
    const { garpMasterRefreshMs } = this.#instance;
    this.#refreshFrom = garpMasterRefreshMs > 0 ? laterBy(now, garpMasterRefreshMs) : null;
  }

  /** keepalived has read its files again: the next regular advert brings a refresh, and what was planned is forgotten. */
  reloaded(now: Instant): void {
    this.#planned = [];
    this.#refreshFrom = this.#instance.garpMasterRefreshMs > 0 ? laterBy(now, -1) : null;
  }

  /** So many at once: there are addresses that were not there before. */
  gained(now: Instant): void {
    this.#announce(this.#instance.garpMasterRepeat);
    this.refreshAfter(now);
  }

  /** What was planned falls away where the router is not active by then. */
  wake(now: Instant, state: "active" | "other"): void {
    const due = this.#planned.filter(({ at }) => at <= now);
    if (due.length === 0) return;
    this.#planned = this.#planned.filter(({ at }) => at > now);
    if (state === "active") for (const { times } of due) this.#announce(times);
  }

  /** keepalived has ended. */
  forget(): void {
    this.#planned = [];
    this.#refreshFrom = null;
  }

  #plan(at: Instant, times: number): void {
    this.#planned = [...this.#planned, { at, times }];
  }
}
