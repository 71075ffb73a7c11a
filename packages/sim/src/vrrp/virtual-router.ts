import type { Instant } from "@splithorizon/core";
import type { VrrpInstance } from "@splithorizon/core/keepalived";
import { Announcements } from "./announcements.ts";
import type { Contender } from "./contender.ts";
import { Ear } from "./ear.ts";
import { type Hearing, isStronger } from "./hearing.ts";
import { OWNER, Ownership } from "./ownership.ts";
import { earliest, Patience, skewMs } from "./patience.ts";
import { PreemptDelay } from "./preempt-delay.ts";
import type { Advert, RouterActions, RouterState } from "./router-actions.ts";

const RESIGNED = 0;

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
  readonly #patience: Patience;
  /** A backup whose patience was over, and whom its sync group has held back. */
  #isReady = false;
  readonly #ownership: Ownership;
  readonly #ear: Ear;

  constructor(contender: Contender, priority: number, actions: RouterActions) {
    this.contender = contender;
    this.#instance = contender.instance;
    this.#priority = priority;
    this.#ownership = new Ownership(contender.instance);
    this.#intervalMs = contender.instance.advertIntervalMs;
    this.#actions = actions;
    this.#ear = new Ear(contender.instance);
    this.#patience = new Patience(
      () => actions.delayedUntil(),
      () => actions.lateness(),
    );
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
    return earliest(this.#patience.due, this.#announcements.nextWake());
  }

  /** Whether its patience, or the time to its next advert, is over. */
  isDue(now: Instant): boolean {
    return this.#patience.isOver(now);
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

  /**
   * keepalived has come up: everybody begins as a backup, whatever `state` says. Only an owner of the address whose `state`
   * is MASTER has no patience at all. `fault`: why something that it watches keeps it from taking part.
   */
  start(now: Instant, fault: string | null): void {
    this.#ownership.begin();
    this.#ear.begin();
    if (fault !== null) {
      this.#rest("fault", fault);
      return;
    }
    this.#intervalMs = this.#instance.advertIntervalMs;
    if (this.#ownership.takesAtOnce) this.#state = "backup";
    else this.#enter("backup", "keepalived has started");
    this.#waitFor(now, this.#ownership.takesAtOnce ? 0 : this.downMs());
  }

  /** It has been in this state for long; `due`: when its next advert, or the end of its patience, comes. */
  rest(state: "backup" | "active" | "fault", due: Instant): void {
    this.#state = state;
    this.#ear.sequence.rest();
    this.#patience.resume(state === "fault" ? null : due, this.downMs());
    if (state === "active") this.#announcements.refreshAfter(due);
  }

  /**
   * keepalived has read its files again: what was active stays so and says it at once, a backup begins to wait anew.
   * `gained`: whether addresses are there that were not there before.
   */
  continueFrom(before: RouterState, now: Instant, gained: "addresses" | "nothing"): void {
    this.#ownership.lose();
    this.#state = before;
    if (before === "active") {
      this.#patience.waitAsActive(now, 0);
      this.#announcements.reloaded(now);
      if (gained === "addresses") this.#announcements.gained(now);
    } else if (before === "backup") this.#waitFor(now, this.downMs());
  }

  /** Of the same virtual router before its files were read again. */
  countFrom(before: VirtualRouter): void {
    this.#ear.sequence.continueFrom(before.#ear.sequence);
  }

  /** SIGHUP: whatever is active says so once more before the files are read. */
  beforeReload(): void {
    if (this.#state === "active") this.#advertise(this.#priority);
  }

  /** SIGTERM, or the end of the parent process: priority 0, and the addresses are removed. `vanishes`: all is killed, and they stay. */
  end(how: "stops" | "vanishes"): void {
    if (this.#state === "active" && how === "stops") {
      this.#advertise(RESIGNED);
      this.#actions.dropAddresses();
    }
    this.#rest("init", how === "stops" ? "keepalived has stopped" : "keepalived is gone");
  }

  /** What its scripts and interfaces come to. It resigns twice, once with its sync group; `unheard`: in unicast alone, which the kernel keeps. */
  fail(why: string, how: "heard" | "with-its-group" | "unheard"): void {
    if (this.#state === "init") return;
    this.#ownership.lose();
    if (this.#state === "fault") return;
    if (this.#state === "active") {
      const isSaid = how !== "unheard" || this.#instance.unicastPeers.length > 0;
      if (isSaid) this.#advertise(RESIGNED);
      if (isSaid && how !== "with-its-group") this.#advertise(RESIGNED);
      this.#actions.dropAddresses();
    }
    this.#rest("fault", why);
  }

  recover(now: Instant, why: string): void {
    if (this.#state !== "fault") return;
    this.#actions.tellsPlace();
    if (this.#ownership.takesAtOnce) {
      this.#becomeActive(now, "it owns the address");
      return;
    }
    this.#enter("backup", why);
    this.#intervalMs = this.#instance.advertIntervalMs;
    this.#waitFor(now, this.downMs());
  }

  /** By the weights of scripts. It shows in the next regular advert; a backup becomes more patient or less at once. */
  setPriority(priority: number): void {
    if (priority === this.#priority || this.#ownership.isDemoted) return;
    this.#priority = priority;
    if (this.#state === "backup") this.#patience.become(this.downMs());
  }

  /** In a sync group: the others have moved. */
  follow(now: Instant, state: "active" | "backup", why: string): void {
    if (state === this.#state || this.#state === "init") return;
    if (state === "active") this.#becomeActive(now, why, "with-its-group");
    else if (this.#state === "fault") this.recover(now, why);
    else this.#stepDown(now, why, this.#intervalMs);
  }

  wake(now: Instant): void {
    this.#announcements.wake(now, this.#state === "active" ? "active" : "other");
    if (!this.isDue(now)) return;
    if (this.#state === "active") {
      this.#advertise(this.#priority);
      const tookMs = this.#announcements.advertised(now);
      this.#waitFor(now, this.#instance.advertIntervalMs + tookMs);
    } else if (this.#state === "backup") {
      this.#becomeActive(now, this.#ownership.takesAtOnce ? "it owns the address" : this.#patience.why);
    }
  }

  /** An advert that has come over the link. */
  hear(advert: Advert, unread: Hearing, now: Instant): void {
    if (this.#state !== "active" && this.#state !== "backup") return;
    const { kind } = this.#ear.read(advert, unread, this.#state, this.contender.source);
    if (this.#state === "active") {
      if (kind === "heard") this.#hearAsActive(advert, now);
      else if (kind === "refused") this.#putOff(now);
    } else if (kind === "heard") this.#hearAsBackup(advert, now);
    else if (kind === "refused") this.#patience.passOver(now, null);
  }

  /** Whatever an active router has heard, its own next advert comes an interval later (vrrp_dispatcher_read; vrrp-measured.md section 7). */
  #putOff(now: Instant, tookMs = 0): void {
    if (!this.#instance.lowerPrioNoAdvert) this.#waitFor(now, this.#instance.advertIntervalMs + tookMs);
  }

  /** keepalived 2.2.7, vrrp.c vrrp_state_backup. */
  #hearAsBackup(advert: Advert, now: Instant): void {
    const { priority, intervalMs, from } = advert;
    if (priority === RESIGNED) {
      this.#waitFor(now, skewMs(this.#instance, this.#intervalMs, this.#priority));
      return;
    }
    this.#ear.remember(advert);
    if (priority >= this.#priority || !this.#instance.preempts || this.#preemptDelay.isRunning(now)) {
      if (this.#instance.vrrpVersion === 3) this.#intervalMs = intervalMs;
      this.#isReady = false;
      this.#waitFor(now, this.downMs());
      this.#preemptDelay.took(priority < this.#priority ? "lower" : "higher", now);
    } else this.#patience.passOver(now, `${from.host} has priority ${priority}, this one ${this.#priority}`);
  }

  #hearAsActive(advert: Advert, now: Instant): void {
    if (advert.priority === RESIGNED) {
      this.#advertise(this.#priority);
      this.#putOff(now);
      return;
    }
    const isHigher = isStronger(advert, this.contender, this.#priority);
    if (isHigher && this.#instance.higherPrioSendAdvert) this.#advertise(this.#priority);
    if (this.#ownership.meet(advert, this.contender, this.#priority)) this.#priority = OWNER - 1;
    if (isStronger(advert, this.contender, this.#priority)) {
      const why = `${advert.from.host} has priority ${advert.priority}, this one ${this.#priority}`;
      this.#stepDown(now, why, this.#instance.vrrpVersion === 3 ? advert.intervalMs : this.#intervalMs);
      return;
    }
    // Each such advert is answered at once, and its sender forced into a new election.
    this.#ear.sequence.answer(advert);
    if (!this.#instance.lowerPrioNoAdvert) this.#advertise(this.#priority);
    this.#putOff(now, this.heardLower(now));
    this.#actions.heardLower();
  }

  /** This one, or another one of its sync group, has heard a lower router: whoever believed that one shall believe it again. */
  heardLower(now: Instant): number {
    return this.#state === "active" ? this.#announcements.heardLower(now) : 0;
  }

  /** Nothing is said, and nobody resigns (measured). Version 3 goes by the active router's interval from now on. */
  #stepDown(now: Instant, why: string, intervalMs: number): void {
    this.#actions.dropAddresses();
    this.#rest("backup", why);
    this.#intervalMs = intervalMs;
    this.#waitFor(now, this.downMs());
  }

  /** Who goes with its group counts its interval from the beginning, everybody else from when all is announced (vrrp_state_goto_master). */
  #becomeActive(now: Instant, why: string, how: "by-itself" | "with-its-group" = "by-itself"): void {
    this.#preemptDelay.forget();
    this.#isReady = false;
    this.#intervalMs = this.#instance.advertIntervalMs;
    this.#enter("active", why);
    this.#advertise(this.#priority);
    this.#actions.takeAddresses();
    const tookMs = this.#announcements.tookOver(now);
    this.#waitFor(now, this.#instance.advertIntervalMs + (how === "by-itself" ? tookMs : 0));
  }

  #waitFor(now: Instant, ms: number): void {
    if (this.#state === "active") this.#patience.waitAsActive(now, ms);
    else this.#patience.waitAsBackup(now, ms);
  }

  #advertise(priority: number): void {
    const { advertIntervalMs: intervalMs } = this.#instance;
    this.#actions.send({ from: this.contender, priority, intervalMs, ...this.#ear.next() });
  }

  #rest(state: RouterState, why: string): void {
    this.#patience.stop();
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
    const skew = skewMs(this.#instance, this.#intervalMs, this.#priority);
    return this.#instance.downTimerAdverts * this.#intervalMs + skew;
  }
}
