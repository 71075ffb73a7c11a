import { addressNumber, type Instant, laterBy } from "@splithorizon/core";
import type { VrrpInstance } from "@splithorizon/core/keepalived";
import { assertNever } from "../invariant.ts";
import { Announcements } from "./announcements.ts";
import type { Contender } from "./contender.ts";
import { advertSource, type Hearing } from "./hearing.ts";
import { PreemptDelay } from "./preempt-delay.ts";
import type { Advert, RouterActions, RouterState } from "./router-actions.ts";

/** RFC 9568 section 6.1. */
const RESIGNED = 0;
const OWNER = 255;

/**
 * One virtual router on one host, as keepalived runs it: RFC 9568 section 6.4, with keepalived's own ways where they differ
 * (facts: vrrp.md; each number measured in vrrp-measured.md). It has no clock: it is told the time, and says when it wants
 * to be told again.
 */
export class VirtualRouter {
  readonly contender: Contender;
  readonly #actions: RouterActions;
  readonly #instance: VrrpInstance;
  readonly #announcements: Announcements;
  readonly #preemptDelay: PreemptDelay;
  #state: RouterState = "init";
  #priority: number;
  /** The active router's, as version 3 takes it over. */
  #intervalMs: number;
  /** As backup when it takes over, as active when its next advert is due. */
  #due: Instant | null = null;
  /** What a backup waits by the last advert, of which a change of priority makes more or less (vrrp_set_effective_priority). */
  #patienceMs = 0;
  /** A backup whose patience was over, and whom its sync group has held back. */
  #isReady = false;

  constructor(contender: Contender, priority: number, actions: RouterActions) {
    this.contender = contender;
    this.#instance = contender.instance;
    this.#priority = priority;
    this.#intervalMs = contender.instance.advertIntervalMs;
    this.#actions = actions;
    this.#preemptDelay = new PreemptDelay(contender.instance.preemptDelayMs);
    this.#announcements = new Announcements(contender.instance, (times) => actions.announce(times));
  }

  get state(): RouterState {
    return this.#state;
  }

  get priority(): number {
    return this.#priority;
  }

  /** When it wants to be woken; null: it waits for others. */
  nextWake(): Instant | null {
    const due = this.#due;
    const announced = this.#announcements.nextWake();
    if (due === null || announced === null) return due ?? announced;
    return announced < due ? announced : due;
  }

  /** Whether its patience, or the time to its next advert, is over. */
  isDue(now: Instant): boolean {
    return this.#due !== null && this.#due <= now;
  }

  /** Whether it would be active, were it not for its sync group. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** Its patience is over, but that of another member of its group is not: it waits once more (vrrp_state_goto_master). */
  holdBack(now: Instant): void {
    this.#isReady = true;
    this.#waitFor(now, this.downMs());
  }

  /** keepalived has come up: everybody begins as a backup, whatever `state` says, but for the owner of the address. */
  start(now: Instant, delayMs: number): void {
    if (this.#priority === OWNER) {
      this.#becomeActive(now, "it owns the address");
      return;
    }
    this.#enter("backup", "keepalived has started");
    this.#waitFor(now, this.downMs(), delayMs);
  }

  /** keepalived has come up, and something that it watches keeps it from taking part. */
  startInFault(why: string): void {
    this.#rest("fault", why);
  }

  /** It has been in this state for long; `due`: when its next advert, or the end of its patience, comes. */
  rest(state: "backup" | "active" | "fault", due: Instant): void {
    this.#state = state;
    this.#due = state === "fault" ? null : due;
    this.#patienceMs = this.downMs();
    if (state === "active") this.#announcements.refreshAfter(due);
  }

  /** SIGTERM, or the end of the parent process: priority 0, and the addresses are removed. */
  stop(): void {
    if (this.#state === "active") {
      this.#advertise(RESIGNED);
      this.#actions.dropAddresses();
    }
    this.#rest("init", "keepalived has stopped");
  }

  /** All its processes are killed: nothing is said, and the addresses stay where they are. */
  vanish(): void {
    this.#rest("init", "keepalived is gone");
  }

  /** What its scripts and interfaces come to. It resigns twice; `unheard`: nothing of that gets on the wire. */
  fail(why: string, how: "heard" | "unheard"): void {
    if (this.#state === "fault" || this.#state === "init") return;
    if (this.#state === "active") {
      if (how === "heard") {
        this.#advertise(RESIGNED);
        this.#advertise(RESIGNED);
      }
      this.#actions.dropAddresses();
    }
    this.#rest("fault", why);
  }

  recover(now: Instant, why: string): void {
    if (this.#state !== "fault") return;
    if (this.#priority === OWNER) {
      this.#becomeActive(now, "it owns the address");
      return;
    }
    this.#enter("backup", why);
    this.#intervalMs = this.#instance.advertIntervalMs;
    this.#waitFor(now, this.downMs());
  }

  /** By the weights of scripts. It shows in the next regular advert; a backup becomes more patient or less at once. */
  setPriority(priority: number): void {
    if (priority === this.#priority) return;
    this.#priority = priority;
    const patienceMs = this.downMs();
    if (this.#state === "backup" && this.#due !== null) this.#due = laterBy(this.#due, patienceMs - this.#patienceMs);
    this.#patienceMs = patienceMs;
  }

  /** In a sync group: the others have moved. */
  follow(now: Instant, state: "active" | "backup", why: string): void {
    if (state === this.#state || this.#state === "init") return;
    if (state === "active") this.#becomeActive(now, why);
    else this.#stepDown(now, why);
  }

  wake(now: Instant): void {
    this.#announcements.wake(now, this.#state === "active" ? "active" : "other");
    if (!this.isDue(now)) return;
    if (this.#state === "active") {
      this.#advertiseAgain(now);
      this.#announcements.advertised(now);
    } else if (this.#state === "backup") this.#becomeActive(now, "no advert has come in time");
  }

  /** An advert that has come over the link. */
  hear(advert: Advert, hearing: Hearing, now: Instant): void {
    switch (hearing.kind) {
      case "unheard":
        return;
      case "refused":
        // An active router puts its own next advert off (vrrp_dispatcher's timer; vrrp-measured.md section 7).
        if (this.#state === "active") this.#waitFor(now, this.#instance.advertIntervalMs);
        else if (this.#state === "backup") this.#passOver(now);
        return;
      case "heard":
        if (this.#state === "active") this.#hearAsActive(advert, now);
        else if (this.#state === "backup") this.#hearAsBackup(advert, now);
        return;
      default:
        assertNever(hearing);
    }
  }

  /** keepalived 2.2.7, vrrp.c vrrp_state_backup. */
  #hearAsBackup({ priority, intervalMs }: Advert, now: Instant): void {
    if (priority === RESIGNED) {
      this.#waitFor(now, this.#skewMs());
    } else if (priority >= this.#priority || !this.#instance.preempts || this.#preemptDelay.isRunning(now)) {
      if (this.#instance.vrrpVersion === 3) this.#intervalMs = intervalMs;
      this.#isReady = false;
      this.#waitFor(now, this.downMs());
      this.#preemptDelay.took(priority < this.#priority ? "lower" : "higher", now);
    } else this.#passOver(now);
  }

  /** The advert is discarded, and the patience runs on. */
  #passOver(now: Instant): void {
    this.#patienceMs = Math.max(0, (this.#due ?? now) - now);
  }

  #hearAsActive(advert: Advert, now: Instant): void {
    if (advert.priority === RESIGNED) {
      this.#advertiseAgain(now);
      return;
    }
    if (this.#isStronger(advert)) {
      if (this.#instance.higherPrioSendAdvert) this.#advertise(this.#priority);
      this.#stepDown(now, `${advert.from.host} has priority ${advert.priority}, this one ${this.#priority}`);
      return;
    }
    this.#answerLower(now);
  }

  /** Each such advert is answered at once, and its sender forced into a new election. */
  #answerLower(now: Instant): void {
    const { lowerPrioNoAdvert, advertIntervalMs } = this.#instance;
    if (!lowerPrioNoAdvert) this.#advertise(this.#priority);
    this.#waitFor(now, advertIntervalMs);
    this.#announcements.heardLower(now);
  }

  /** The higher priority, of equal ones the higher address (RFC 9568 section 6.4.3). */
  #isStronger({ priority, from }: Advert): boolean {
    if (priority !== this.#priority) return priority > this.#priority;
    return addressNumber(advertSource(from)) > addressNumber(advertSource(this.contender));
  }

  /** Nothing is said, and nobody resigns (measured). */
  #stepDown(now: Instant, why: string): void {
    this.#actions.dropAddresses();
    this.#rest("backup", why);
    this.#waitFor(now, this.downMs());
  }

  #becomeActive(now: Instant, why: string): void {
    this.#preemptDelay.forget();
    this.#isReady = false;
    this.#intervalMs = this.#instance.advertIntervalMs;
    this.#enter("active", why);
    this.#advertise(this.#priority);
    this.#actions.takeAddresses();
    this.#announcements.tookOver(now);
    this.#waitFor(now, this.#instance.advertIntervalMs);
  }

  #advertiseAgain(now: Instant): void {
    this.#advertise(this.#priority);
    this.#waitFor(now, this.#instance.advertIntervalMs);
  }

  /** As backup for an advert, as active for the time of its own next one. */
  #waitFor(now: Instant, ms: number, delayMs = 0): void {
    this.#patienceMs = ms;
    this.#due = laterBy(now, delayMs + ms + this.#actions.lateness());
  }

  #advertise(priority: number): void {
    this.#actions.send({ from: this.contender, priority, intervalMs: this.#instance.advertIntervalMs });
  }

  #rest(state: RouterState, why: string): void {
    this.#due = null;
    if (state === "init") this.#announcements.forget();
    this.#preemptDelay.forget();
    this.#isReady = false;
    this.#enter(state, why);
  }

  #enter(state: RouterState, why: string): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#actions.entered(state, why);
  }

  /** How long a backup waits for an accepted advert; its own priority sets it, and in version 3 the active router's interval. */
  downMs(): number {
    return this.#instance.downTimerAdverts * this.#intervalMs + this.#skewMs();
  }

  #skewMs(): number {
    const unitMs = this.#instance.vrrpVersion === 2 ? 1000 : this.#intervalMs;
    return ((256 - this.#priority) / 256) * unitMs;
  }
}
