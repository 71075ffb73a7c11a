import { compareSerials, type Instant, laterBy, wholeSeconds } from "../../dns/index.ts";
import type { Endpoint, Exchange } from "../../resolution/index.ts";
import type { Zone } from "../../zone/index.ts";
import {
  type CopiedZone,
  type Copy,
  type CopyClock,
  type CopyTools,
  draw,
  earlier,
  joinRound,
  lookIfDue,
  NEVER,
  say,
  soaOf,
} from "./copy.ts";
import { type DueZone, TICK_MS } from "./due-zones.ts";
import { askPrimary, beginRound, cancelQuestion, roundOver } from "./refresh-round.ts";
import { planWriting, write } from "./write-copy.ts";
import { serverTitle, zoneTitle } from "./zone-lines.ts";
import { TIMERS_WITHOUT_SOA, timersOf } from "./zone-timers.ts";

/** Whatever a reload had already under way comes before what a file that is loaded leads to. */
const LOADING_MS = 5;
const DONE = { kind: "silence", why: "no-handler" } as const;

/** `settled`: has been there for long. `started`: its server has just started; `savedAt` is the time of its file, null where there is none; `isBehind`: its journal has led on from it. */
export type CopyBeginning =
  | { readonly since: "settled" }
  | { readonly since: "started"; readonly savedAt: number | null; readonly isBehind: boolean };

/** What `rndc zonestatus` tells of a copy's clock, in milliseconds. */
export interface CopyTimes {
  readonly loadedAt: number | null;
  readonly refreshAt: number;
  readonly expireAt: number | null;
}

/** One zone that is copied from another server, through time (lib/dns/zone.c). */
export class Secondary {
  readonly #copy: Copy;

  private constructor(copy: Copy) {
    this.#copy = copy;
  }

  static begin(
    settings: CopiedZone,
    view: string,
    tools: CopyTools,
    beginning: CopyBeginning,
    now: Instant,
  ): Secondary {
    const soa = soaOf(tools.data());
    const savedAt = beginning.since === "started" ? (beginning.savedAt ?? now) : now;
    const timers = soa === null ? TIMERS_WITHOUT_SOA : timersOf(soa, settings);
    const clock: CopyClock = {
      timers,
      hasSoa: soa !== null,
      refreshAt: now,
      timerAt: null,
      expireAt: soa === null ? null : ((savedAt + timers.expire * 1000) as Instant),
      savedAt,
      loadedAt: beginning.since === "started" && soa !== null ? savedAt : null,
      round: null,
      isQueued: false,
      isCalled: false,
      isForced: false,
      isTransferring: false,
      wantsWhole: false,
      opening: soa === null ? null : openingOf(beginning),
      writeAt: null,
      isPlain: false,
      looksElsewhere: false,
      asksSoaFirst: false,
      usesTcp: false,
      saved: tools.data(),
    };
    return new Secondary({ settings, tools, title: zoneTitle(settings.name, view), clock });
  }

  /** The same copy on another server that is a fork of this one. */
  forkedTo(settings: CopiedZone, view: string, tools: CopyTools, now: Instant): Secondary {
    const { clock } = this.#copy;
    // Whoever has asked goes on for the old one; the new one asks for itself.
    const isAsking = clock.round !== null && clock.round.due === null;
    const moved = isAsking
      ? { ...clock, round: null, isTransferring: false, refreshAt: now, isCalled: true }
      : { ...clock };
    return new Secondary({ settings, tools, title: zoneTitle(settings.name, view), clock: moved });
  }

  /** After a reload a question that is out is cancelled (seen), a transfer goes on, and named looks again for what it has not. */
  readAgain(settings: CopiedZone, view: string, tools: CopyTools, how: "reload" | "reconfig", now: Instant): Secondary {
    const copy = this.#copy;
    const { clock } = copy;
    const before = copy.settings.primaries;
    Object.assign(copy, { settings, tools, title: zoneTitle(settings.name, view) });
    const round = clock.round === null ? null : roundOver(clock.round, before, settings.primaries);
    const asked = before[clock.round?.primary ?? 0];
    if (round?.due === null && !clock.isTransferring) {
      clock.round = round;
      cancelQuestion(copy, round, asked, now);
    } else if (round !== null && round.due !== null) {
      // A slot among all questions, where it is no question's second try.
      clock.round = round.tries === 0 ? { ...round, due: tools.queries.moved(round.due) } : round;
    }
    // `reconfig` leaves a file alone that has been read once, or written (lib/dns/zone.c, DNS_ZONELOADFLAG_NOSTAT).
    const isLeftAlone = how === "reconfig" && copy.settings.file !== null && clock.loadedAt !== null;
    if (isLeftAlone || clock.isTransferring || tools.data() !== null) return this;
    if (!takeSaved(copy, now)) clock.refreshAt = now;
    return this;
  }

  /** What lies in its file; null: there is none. */
  get saved(): Zone | null {
    return this.#copy.settings.file === null ? null : this.#copy.clock.saved;
  }

  get times(): CopyTimes {
    const { loadedAt, refreshAt, expireAt } = this.#copy.clock;
    return { loadedAt, refreshAt, expireAt };
  }

  get settings(): CopiedZone {
    return this.#copy.settings;
  }

  /** Whether its file is older than its journal. */
  get isBehind(): boolean {
    const { writeAt, opening } = this.#copy.clock;
    return writeAt !== null || opening === "from-journal";
  }

  get savedAt(): number {
    return this.#copy.clock.savedAt;
  }

  /** How many seconds the copy still lives, for whoever copies it on (RFC 7314 section 3.2.1). */
  secondsLeft(now: Instant): number | null {
    const { expireAt } = this.#copy.clock;
    return expireAt === null ? null : Math.max(0, wholeSeconds(expireAt) - wholeSeconds(now));
  }

  nextWake(): Instant {
    const { round, refreshAt, expireAt, timerAt, writeAt } = this.#copy.clock;
    const looks = isTimed(this.#copy) ? refreshAt : NEVER;
    const asks = round === null ? looks : earlier(round.due ?? NEVER, timerAt ?? NEVER);
    return earlier(asks, earlier(expireAt ?? NEVER, writeAt ?? NEVER));
  }

  due(now: Instant): readonly DueZone[] {
    const exchange = this.#wake(now);
    return exchange === null ? [] : [{ what: `SOA ${this.#copy.title}`, exchanges: [exchange] }];
  }

  #wake(now: Instant): Exchange | null {
    const copy = this.#copy;
    const { clock } = copy;
    if (clock.expireAt !== null && now >= clock.expireAt) expire(copy, now);
    if (clock.writeAt !== null && now >= clock.writeAt) {
      write(copy);
      lookIfDue(copy, now);
    }
    if (clock.round === null) clock.timerAt = null;
    if (clock.timerAt !== null && now >= clock.timerAt) this.maintain(now);
    const { round, opening } = clock;
    if (round === null) {
      if (clock.refreshAt - now >= TICK_MS || !isTimed(copy)) return null;
      clock.isCalled = false;
      clock.opening = null;
      if (opening !== null) return open(copy, opening, now);
      clock.round = { primary: 0, form: "edns", good: new Set(), tries: 0, due: null };
      return beginRound(copy, now);
    }
    if (round.due === null || now < round.due) return null;
    clock.round = { ...round, due: null };
    return askPrimary(copy, clock.round, now);
  }

  /** Something else of its zone is due. */
  maintain(now: Instant): void {
    const { clock } = this.#copy;
    if (clock.timerAt !== null && now >= clock.timerAt) clock.timerAt = null;
    lookIfDue(this.#copy, now);
  }

  /** `rndc sync`. */
  sync(): void {
    write(this.#copy);
  }

  /** `rndc refresh` and `rndc retransfer`: at once, unless a round goes on already (dns_zone_refresh, dns_zone_forcereload). */
  look(how: "refresh" | "retransfer", now: Instant): void {
    const { clock } = this.#copy;
    if (how === "retransfer") clock.isForced = true;
    if (clock.round !== null) {
      joinRound(this.#copy, clock.round);
      return;
    }
    clock.opening = null;
    clock.refreshAt = now;
    clock.isCalled = true;
  }

  /** A NOTIFY from somebody who may (dns_zone_notifyreceive). */
  notified(from: Endpoint, serial: number | null, now: Instant): void {
    const copy = this.#copy;
    const { clock } = copy;
    const held = soaOf(copy.tools.data());
    const known = held === null || copy.settings.dialup.isUntimed ? null : serial;
    const who = `notify from ${serverTitle(from)}`;
    if (known !== null && held !== null && compareSerials(known, held.serial) !== "newer") {
      say(copy, `${who}: zone is up to date`);
      return;
    }
    if (clock.round !== null) {
      clock.isQueued = true;
      const what = known === null ? "" : `serial ${known}: `;
      say(copy, `${who}: ${what}refresh in progress, refresh check queued`);
      return;
    }
    say(copy, `${who}: ${known === null ? "no serial" : `serial ${known}`}`);
    clock.opening = null;
    clock.refreshAt = now;
    clock.isCalled = true;
  }
}

/** Whether it looks at its primaries when its refresh is due; what a file says is planned in any case. */
function isTimed({ clock, settings }: Copy): boolean {
  return !settings.dialup.isUntimed || clock.isCalled || clock.opening !== null;
}

function openingOf(beginning: CopyBeginning): NonNullable<CopyClock["opening"]> {
  if (beginning.since === "settled") return "settled";
  return beginning.isBehind ? "from-journal" : "from-file";
}

/** The file of a copy that has expired is loaded again, and expires at once: it is as old as it was (zone_load, zone_postload). */
function takeSaved(copy: Copy, now: Instant): boolean {
  const { clock, tools, settings } = copy;
  const soa = soaOf(clock.saved);
  if (settings.file === null || soa === null) return false;
  tools.show(clock.saved, []);
  clock.timers = timersOf(soa, settings);
  clock.hasSoa = true;
  clock.expireAt = Math.max(clock.savedAt + clock.timers.expire * 1000, now + LOADING_MS) as Instant;
  say(copy, `loaded serial ${soa.serial}`);
  return true;
}

function expire(copy: Copy, now: Instant): void {
  say(copy, "expired");
  Object.assign(copy.clock, {
    timers: TIMERS_WITHOUT_SOA,
    hasSoa: false,
    expireAt: null,
    writeAt: null,
    refreshAt: now,
    opening: null,
  });
  lookIfDue(copy, now);
  copy.tools.show(null, "whole");
}

/** The first look is planned: soon for what a file says (zone_postload), at any time for a copy that has been there for long. */
function* open(copy: Copy, opening: NonNullable<CopyClock["opening"]>, now: Instant): Exchange {
  const { clock } = copy;
  const { refresh, retry, expire: lifetime } = clock.timers;
  // Until the lot is drawn nothing else may begin.
  clock.refreshAt = NEVER;
  clock.isCalled = false;
  if (opening === "settled") {
    const elapsed = yield* draw(refresh);
    clock.savedAt = now - elapsed * 1000;
    clock.expireAt = laterBy(now, (lifetime - elapsed) * 1000);
    clock.refreshAt = laterBy(now, (refresh - elapsed) * 1000);
    return DONE;
  }
  const early = yield* draw(Math.floor((retry * 3) / 4));
  const first = laterBy(now, (retry - early) * 1000);
  clock.refreshAt = clock.expireAt !== null && first >= clock.expireAt ? now : first;
  if (opening === "from-journal") yield* planWriting(copy, 1, now);
  return DONE;
}
