import { addressNumber, type Instant, laterBy } from "@splithorizon/core";
import type { VrrpInstance } from "@splithorizon/core/keepalived";
import { assertNever } from "../invariant.ts";
import type { Contender } from "./contender.ts";
import { advertSource, type Hearing } from "./hearing.ts";

/** `init`: keepalived has not come so far yet, or does not run. */
export type RouterState = "init" | "backup" | "active" | "fault";

/** What goes over the link. Its checks are made by whoever carries it ({@link Hearing}). */
export interface Advert {
  readonly from: Contender;
  /** 0: the router resigns. */
  readonly priority: number;
  readonly intervalMs: number;
}

/** What a router does to the world. Called while something is told to it. */
export interface RouterActions {
  /** So many gratuitous ARPs for each of its addresses. */
  announce(times: number): void;
  send(advert: Advert): void;
  takeAddresses(): void;
  dropAddresses(): void;
  entered(state: RouterState, why: string): void;
}

/** keepalived's vrrp_garp_master_repeat and vrrp_garp_lower_prio_repeat. */
const GARPS = 5;
/** vrrp_garp_master_delay: once more so long after taking over. */
const GARP_AGAIN_MS = 5000;
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
  #state: RouterState = "init";
  #priority: number;
  /** The active router's, as version 3 takes it over. */
  #intervalMs: number;
  /** As backup when it takes over, as active when its next advert is due. */
  #due: Instant | null = null;
  #garpDue: Instant | null = null;
  #garpRefresh: Instant | null = null;
  /** Until then lower adverts are taken, since preempt_delay runs; null: it does not. */
  #preemptAt: Instant | null = null;

  constructor(contender: Contender, priority: number, actions: RouterActions) {
    this.contender = contender;
    this.#instance = contender.instance;
    this.#priority = priority;
    this.#intervalMs = contender.instance.advertIntervalMs;
    this.#actions = actions;
  }

  get state(): RouterState {
    return this.#state;
  }

  get priority(): number {
    return this.#priority;
  }

  /** When it wants to be woken; null: it waits for others. */
  nextWake(): Instant | null {
    const moments = [this.#due, this.#garpDue, this.#garpRefresh].filter((moment) => moment !== null);
    return moments.length === 0 ? null : moments.reduce((one, other) => (other < one ? other : one));
  }

  /** keepalived has come up: everybody begins as a backup, whatever `state` says, but for the owner of the address. */
  start(now: Instant, delayMs: number): void {
    if (this.#priority === OWNER) {
      this.#becomeActive(now, "it owns the address");
      return;
    }
    this.#enter("backup", "keepalived has started");
    this.#due = laterBy(now, delayMs + this.downMs());
  }

  /** It has been in this state for long; `due`: when its next advert, or the end of its patience, comes. */
  rest(state: "backup" | "active" | "fault", due: Instant): void {
    this.#state = state;
    this.#due = state === "fault" ? null : due;
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

  /** What its scripts and interfaces come to. A fault says so twice, if `isHeard` anybody can hear. */
  fail(why: string, isHeard: boolean): void {
    if (this.#state === "fault" || this.#state === "init") return;
    if (this.#state === "active") {
      if (isHeard) {
        this.#advertise(RESIGNED);
        this.#advertise(RESIGNED);
      }
      this.#actions.dropAddresses();
    }
    this.#rest("fault", why);
  }

  recover(now: Instant, why: string): void {
    if (this.#state !== "fault") return;
    this.#enter("backup", why);
    this.#due = laterBy(now, this.downMs());
  }

  /** By the weights of scripts. It shows in the next regular advert; a backup's patience changes when it is next restarted. */
  setPriority(priority: number): void {
    this.#priority = priority;
  }

  /** In a sync group: the others have moved. */
  follow(now: Instant, state: "active" | "backup", why: string): void {
    if (state === this.#state || this.#state === "init") return;
    if (state === "active") this.#becomeActive(now, why);
    else this.#stepDown(now, why);
  }

  wake(now: Instant): void {
    if (this.#garpDue !== null && this.#garpDue <= now) {
      this.#garpDue = null;
      this.#actions.announce(GARPS);
    }
    if (this.#garpRefresh !== null && this.#garpRefresh <= now) this.#refresh(now);
    if (this.#due === null || this.#due > now) return;
    if (this.#state === "active") this.#advertiseAgain(now);
    else if (this.#state === "backup") this.#becomeActive(now, "no advert has come in time");
  }

  /** An advert that has come over the link. */
  hear(advert: Advert, hearing: Hearing, now: Instant): void {
    switch (hearing.kind) {
      case "unheard":
        return;
      case "refused":
        // An active router puts its own next advert off (vrrp_dispatcher's timer; vrrp-measured.md section 7).
        if (this.#state === "active") this.#due = laterBy(now, this.#instance.advertIntervalMs);
        return;
      case "heard":
        if (this.#state === "active") this.#hearAsActive(advert, now);
        else if (this.#state === "backup") this.#hearAsBackup(advert, now);
        return;
      default:
        assertNever(hearing);
    }
  }

  #hearAsBackup({ priority, intervalMs }: Advert, now: Instant): void {
    if (priority === RESIGNED) {
      this.#due = laterBy(now, this.#skewMs());
      return;
    }
    if (this.#instance.vrrpVersion === 3) this.#intervalMs = intervalMs;
    if (priority >= this.#priority || !this.#instance.preempts || this.#isPreemptDelayed(now)) {
      this.#due = laterBy(now, this.downMs());
    }
    // A lower one is passed over, and the patience runs out.
  }

  /** The delay begins with the first lower advert that is heard. */
  #isPreemptDelayed(now: Instant): boolean {
    const { preemptDelayMs } = this.#instance;
    if (preemptDelayMs === 0) return false;
    this.#preemptAt ??= laterBy(now, preemptDelayMs);
    return now < this.#preemptAt;
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
    this.#advertiseAgain(now);
    this.#actions.announce(GARPS);
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
    this.#due = laterBy(now, this.downMs());
  }

  #becomeActive(now: Instant, why: string): void {
    this.#preemptAt = null;
    this.#intervalMs = this.#instance.advertIntervalMs;
    this.#enter("active", why);
    this.#advertise(this.#priority);
    this.#actions.takeAddresses();
    this.#actions.announce(GARPS);
    this.#due = laterBy(now, this.#instance.advertIntervalMs);
    this.#garpDue = laterBy(now, GARP_AGAIN_MS);
    const { garpMasterRefreshMs } = this.#instance;
    this.#garpRefresh = garpMasterRefreshMs > 0 ? laterBy(now, garpMasterRefreshMs) : null;
  }

  #advertiseAgain(now: Instant): void {
    this.#advertise(this.#priority);
    this.#due = laterBy(now, this.#instance.advertIntervalMs);
  }

  #refresh(now: Instant): void {
    this.#actions.announce(1);
    this.#garpRefresh = laterBy(now, this.#instance.garpMasterRefreshMs);
  }

  #advertise(priority: number): void {
    this.#actions.send({ from: this.contender, priority, intervalMs: this.#instance.advertIntervalMs });
  }

  #rest(state: RouterState, why: string): void {
    this.#due = null;
    this.#garpDue = null;
    this.#garpRefresh = null;
    this.#preemptAt = null;
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
