import { type Instant, laterBy } from "@splithorizon/core";
import type { KeepalivedSettings } from "@splithorizon/core/keepalived";
import {
  type Advert,
  type Contender,
  effectivePriority,
  type Hearing,
  isSameRouter,
  VirtualRouter,
} from "../../vrrp/index.ts";
import type { Hold } from "../world/processes.ts";
import { DarkLinks, type Darkness } from "./dark-links.ts";
import type { ScriptRun } from "./script-command.ts";
import type { ScriptWatch } from "./script-watch.ts";
import { groupOf, wakeInGroup, yieldTogether } from "./vrrp-groups.ts";
import type { VrrpHostWorld } from "./vrrp-host-world.ts";
import { type Judged, judge } from "./vrrp-judgement.ts";
import { takeOver } from "./vrrp-reload.ts";
import { earlierOf, LEAST_START_MS, MOST_START_MS, READ_MS } from "./vrrp-timing.ts";
import type { Waiting } from "./waiting-advert.ts";
import { type WatchedSince, watchScripts } from "./watched-scripts.ts";

/** One keepalived process and its virtual routers. */
export class VrrpHost {
  readonly host: string;
  #routers: readonly VirtualRouter[];
  #settings: KeepalivedSettings;
  readonly #world: VrrpHostWorld;
  #contenders: readonly Contender[];
  #watches: readonly ScriptWatch[] = [];
  #isGone = false;
  /** Why it stands still: SIGSTOP, its machine. One does not end the other. */
  readonly #holds = new Set<Hold>();
  #waiting: Waiting[] = [];
  #readsFirst = false;
  readonly #dark = new DarkLinks();
  /** What it does as soon as it goes on. */
  #later: (() => void) | null = null;
  readonly #numbers = new Map<string, number>();
  /** Until then it sets addresses and announces them. */
  #busyUntil: Instant;
  /** Its process has begun to count, and `vrrp_startup_delay` of its first configuration is over, whatever it reads later. */
  #delayedUntil: Instant;
  /** Processes that it watches and that have ended. */
  readonly #ended = new Set<string>();

  constructor(host: string, contenders: readonly Contender[], settings: KeepalivedSettings, world: VrrpHostWorld) {
    this.host = host;
    this.#contenders = contenders;
    this.#settings = settings;
    this.#world = world;
    this.#delayedUntil = world.now();
    this.#busyUntil = world.now();
    this.#routers = contenders.map((contender) => this.#routerFor(contender));
    this.#watchScripts(world.now(), "at-rest");
  }

  get routers(): readonly VirtualRouter[] {
    return this.#routers;
  }

  #routerFor(contender: Contender): VirtualRouter {
    const { priority } = effectivePriority(contender);
    const actions = this.#world.actionsFor(contender);
    const announce = (times: number): number => {
      const tookMs = actions.announce(times);
      this.#busyUntil = laterBy(this.#world.now(), tookMs);
      return tookMs;
    };
    return new VirtualRouter(contender, priority, { ...actions, announce, delayedUntil: () => this.#delayedUntil });
  }

  /** Whatever comes is read then. */
  get busyUntil(): Instant {
    return this.#busyUntil;
  }

  get settings(): KeepalivedSettings {
    return this.#settings;
  }

  /** At once, or when it goes on; one that is gone never does it. */
  whenRunning(act: () => void): void {
    if (this.#isRunning) act();
    else if (!this.#isGone) this.#later = act;
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  get #isRunning(): boolean {
    return !this.#isGone && this.#holds.size === 0;
  }

  nextWake(): Instant | null {
    if (!this.#isRunning) return null;
    let next: Instant | null = null;
    for (const router of this.routers) next = earlierOf(next, router.nextWake());
    for (const { due } of this.#watches) next = earlierOf(next, due);
    const isBusy = next !== null && next < this.#busyUntil;
    return isBusy ? laterBy(this.#busyUntil, READ_MS) : next;
  }

  start(): void {
    if (!this.#isGone) return;
    this.#isGone = false;
    const now = this.#world.now();
    const processMs = this.#world.random.between(LEAST_START_MS, MOST_START_MS);
    this.#delayedUntil = laterBy(now, processMs + this.#settings.global.startupDelayMs);
    this.#watchScripts(now, "fresh");
    this.#runScripts(now);
    for (const { router, priority, why, how } of this.#judged()) {
      router.setPriority(priority);
      router.start(now, why);
      if (why !== null && how !== "not-yet") router.fail(why, how);
    }
  }

  /** It has been started with another configuration than the last time. */
  use(settings: KeepalivedSettings, contenders: readonly Contender[]): void {
    this.#settings = settings;
    this.#numbers.clear();
    this.#contenders = contenders;
    this.#routers = contenders.map((contender) => this.#routerFor(contender));
    this.#world.routersChanged();
  }

  /** SIGHUP, once the files have been read; of one that runs. */
  reload(settings: KeepalivedSettings, contenders: readonly Contender[]): void {
    const now = this.#world.now();
    const before = this.#routers;
    for (const router of before) router.beforeReload();
    const known = new Map(this.#watches.map(({ script, state }) => [script.name, state]));
    this.use(settings, contenders);
    this.#watchScripts(now, known);
    for (const gone of before.filter((router) => this.#successorOf(router) === undefined)) gone.end("stops");
    for (const own of this.#judged()) {
      const predecessor = before.find((other) => this.#successorOf(other) === own.router);
      takeOver(own, predecessor ?? null, now, () => this.#world.actionsFor(own.router.contender).dropAddresses());
    }
    this.#world.judged();
  }

  /** The same virtual router on the same interface, whatever its name (vrrp.c vrrp_exist). */
  #successorOf({ contender }: VirtualRouter): VirtualRouter | undefined {
    return this.#routers.find((router) => isSameRouter(router.contender, contender));
  }

  /** SIGTERM, or the parent alone is killed. */
  stop(): void {
    if (this.#isGone) return;
    this.#end();
    for (const router of this.routers) router.end("stops");
  }

  /** All of it is killed, or the machine has no power. */
  vanish(): void {
    this.#end();
    for (const router of this.routers) router.end("vanishes");
  }

  /** SIGSTOP and what waited go with the process. */
  #end(): void {
    this.#isGone = true;
    this.#later = null;
    this.#waiting = [];
    this.#readsFirst = false;
    this.#holds.clear();
    this.#dark.forgetMissed();
  }

  hang(why: Hold): void {
    if (!this.#isGone) this.#holds.add(why);
  }

  /** Where nothing else holds it: what has come meanwhile is read first, then what is overdue is done. */
  goOn(why: Hold): void {
    if (!this.#holds.delete(why) || !this.#isRunning) return;
    const now = this.#world.now();
    if (this.#readsFirst) this.#judge();
    this.#readsFirst = false;
    for (const { advert, to, hearing } of this.#waiting.splice(0)) to.hear(advert, hearing, now);
    this.#dark.lookBack(() => this.#judge());
    // What is overdue is done before what it was told to do.
    if (this.#later !== null) this.#wakeRouters(now);
    this.#later?.();
    this.#later = null;
    this.#judge();
    this.wake();
  }

  unplug(why: string, darkness: Darkness): void {
    this.#dark.struck(why, darkness);
    if (this.#isRunning) this.#judge();
  }

  plug(why: string): void {
    this.#dark.healed(why, this.#holds.size > 0 ? "missed" : "seen");
    if (this.#isRunning) this.#judge();
  }

  /** Whether its kernel refuses what is sent over a link. */
  readonly isDown = (link: string): boolean => this.#dark.isDown(link);

  /** Its machine has started anew, and its interfaces are up; keepalived is not there yet. */
  booted(): void {
    this.#dark.booted();
  }

  /** One of its routers is active and has heard a lower one: the others of its sync group announce their addresses too (vrrp_state_master_rx). */
  heardLower(contender: Contender): void {
    const router = this.routers.find((own) => own.contender === contender);
    if (router === undefined) return;
    for (const other of this.#groupOf(router)) if (other !== router) other.heardLower(this.#world.now());
  }

  /** The kernel tells keepalived at once (vrrp_track.c, process events). */
  watchedProcess(names: readonly string[], state: "started" | "ended"): void {
    for (const name of names) {
      if (state === "ended") this.#ended.add(name);
      else this.#ended.delete(name);
    }
    if (names.length > 0 && this.#isRunning) this.#judge();
  }

  /** The kernel tells keepalived at once (inotify); one that stands still hears of it when it goes on, in its turn. */
  fileChanged(): void {
    if (this.#settings.files.length === 0 || this.#isGone) return;
    if (this.#isRunning) this.#judge();
    else this.#readsFirst ||= this.#waiting.length === 0;
  }

  hear(advert: Advert, to: VirtualRouter, hearing: Hearing): void {
    if (this.#isGone) return;
    if (this.#holds.size > 0) this.#waiting.push({ advert, to, hearing });
    else {
      to.hear(advert, hearing, this.#world.now());
      this.#moveGroups();
    }
  }

  wake(): void {
    const now = this.#world.now();
    if (!this.#isRunning || now < this.#busyUntil) return;
    this.#wakeRouters(now);
    this.#moveGroups();
    // A script takes its time, and what is due comes before its end.
    if (this.#runScripts(now)) this.#judge();
  }

  #wakeRouters(now: Instant): void {
    for (const router of this.routers) wakeInGroup(router, this.#groupOf(router), now);
  }

  #runScripts(now: Instant): boolean {
    let hasChanged = false;
    for (const watch of this.#watches) {
      if (watch.due > now) continue;
      const run = (): ScriptRun => this.#world.runScript(this.host, watch.script, watch.timeoutMs);
      hasChanged = watch.wake(now, run) || hasChanged;
    }
    return hasChanged;
  }

  #groupOf(router: VirtualRouter): readonly VirtualRouter[] {
    return groupOf(router, this.#settings.syncGroups, this.#routers);
  }

  #moveGroups(): void {
    if (this.#settings.syncGroups.length === 0) return;
    yieldTogether(this.routers, (router) => this.#groupOf(router), this.#world.now());
  }

  /** What scripts come to, as the routers' priorities and faults. */
  #judge(): void {
    const now = this.#world.now();
    for (const { router, priority, why, how } of this.#judged()) {
      router.setPriority(priority);
      if (why === null) router.recover(now, "what it watches is well again");
      else if (how !== "not-yet") router.fail(why, how);
    }
    this.#world.judged();
  }

  #judged(): readonly Judged[] {
    this.#world.readFiles(this.host, this.#settings, this.#numbers);
    const watching = {
      scripts: this.#watches,
      numbers: this.#numbers,
      ended: this.#ended,
      dark: this.#dark,
    };
    return judge(this.routers, watching, (router) => this.#groupOf(router));
  }

  #watchScripts(now: Instant, since: WatchedSince): void {
    this.#watches = watchScripts(this.#settings, this.#contenders, since, { now, random: this.#world.random });
  }
}
