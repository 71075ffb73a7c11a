import { type Instant, laterBy } from "@splithorizon/core";
import type { KeepalivedSettings, VrrpScript } from "@splithorizon/core/keepalived";
import {
  type Advert,
  type Contender,
  effectivePriority,
  type Hearing,
  type RouterActions,
  VirtualRouter,
} from "../vrrp/index.ts";
import type { Hold } from "./processes.ts";
import type { Random } from "./random.ts";
import type { ScriptRun } from "./script-command.ts";
import { ScriptWatch } from "./script-watch.ts";

/** What a host's keepalived needs of its surroundings. */
export interface VrrpHostWorld {
  readonly random: Random;
  now(): Instant;
  actionsFor(contender: Contender): RouterActions;
  /** Priorities may be others now. */
  judged(): void;
  /** What a script comes to that is started now and may take so long. */
  runScript(host: string, script: VrrpScript, timeoutMs: number): ScriptRun;
}

/** An advert that waits, since the process stands still. */
interface Waiting {
  readonly advert: Advert;
  readonly to: VirtualRouter;
  readonly hearing: Hearing;
}

/** From the start of its process until keepalived's timers run (10 to 60 ms measured). */
const LEAST_START_MS = 10;
const MOST_START_MS = 28;

/** One keepalived process and its virtual routers. */
export class VrrpHost {
  readonly host: string;
  readonly routers: readonly VirtualRouter[];
  readonly #settings: KeepalivedSettings;
  readonly #world: VrrpHostWorld;
  readonly #contenders: readonly Contender[];
  #watches: readonly ScriptWatch[] = [];
  #isGone = false;
  /** Why it stands still: SIGSTOP, its machine. One does not end the other. */
  readonly #holds = new Set<Hold>();
  #waiting: Waiting[] = [];
  /** By what took it away, the links of which its machine has lost the carrier; null: all of them. */
  readonly #dark = new Map<string, string | null>();
  /** Processes that it watches and that have ended. */
  readonly #ended = new Set<string>();

  constructor(host: string, contenders: readonly Contender[], settings: KeepalivedSettings, world: VrrpHostWorld) {
    this.host = host;
    this.#contenders = contenders;
    this.#settings = settings;
    this.#world = world;
    this.routers = contenders.map(
      (contender) => new VirtualRouter(contender, effectivePriority(contender).priority, world.actionsFor(contender)),
    );
    this.#watchScripts(world.now(), "at-rest");
  }

  /** The processes that it watches. */
  get processes(): readonly string[] {
    return this.#settings.processes.map(({ name }) => name);
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
    return next;
  }

  start(): void {
    if (!this.#isGone) return;
    this.#isGone = false;
    const now = this.#world.now();
    const delayMs = this.#settings.global.startupDelayMs + this.#world.random.between(LEAST_START_MS, MOST_START_MS);
    this.#watchScripts(now, "fresh");
    this.#runScripts(now);
    for (const { router, priority, why } of this.#judged()) {
      router.setPriority(priority);
      if (why === null) router.start(now, delayMs);
      else router.startInFault(why);
    }
  }

  /** SIGTERM, or the parent alone is killed. */
  stop(): void {
    if (this.#isGone) return;
    this.#end();
    for (const router of this.routers) router.stop();
  }

  /** All of it is killed, or the machine has no power. */
  vanish(): void {
    this.#end();
    for (const router of this.routers) router.vanish();
  }

  /** SIGSTOP and what waited go with the process. */
  #end(): void {
    this.#isGone = true;
    this.#waiting = [];
    this.#holds.clear();
  }

  hang(why: Hold): void {
    if (!this.#isGone) this.#holds.add(why);
  }

  /** Where nothing else holds it: what has come meanwhile is read first, then what is overdue is done. */
  goOn(why: Hold): void {
    if (!this.#holds.delete(why) || !this.#isRunning) return;
    const now = this.#world.now();
    for (const { advert, to, hearing } of this.#waiting.splice(0)) to.hear(advert, hearing, now);
    this.wake();
  }

  /** `why`: the fault that takes the carrier away; `link`: null where it is that of all links. */
  unplug(why: string, link: string | null): void {
    this.#dark.set(why, link);
    this.#judge();
  }

  plug(why: string): void {
    this.#dark.delete(why);
    this.#judge();
  }

  /** The kernel tells keepalived at once (vrrp_track.c, process events). */
  watchedProcess(names: readonly string[], state: "started" | "ended"): void {
    for (const name of names) {
      if (state === "ended") this.#ended.add(name);
      else this.#ended.delete(name);
    }
    if (names.length > 0 && this.#isRunning) this.#judge();
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
    if (!this.#isRunning) return;
    const now = this.#world.now();
    if (this.#runScripts(now)) this.#judge();
    for (const router of this.routers) this.#wakeRouter(router, now);
    this.#moveGroups();
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

  /** A member of a sync group whose time is over waits until that of all members is; then all of them go (vrrp_sync.c). */
  #wakeRouter(router: VirtualRouter, now: Instant): void {
    const group = this.#groupOf(router);
    if (group.length === 0) {
      router.wake(now);
      return;
    }
    const others = group.filter((other) => other !== router && other.state === "backup");
    const isOver = router.state === "backup" && router.isDue(now);
    if (isOver && others.some((other) => !other.isReady)) {
      router.holdBack(now);
      return;
    }
    router.wake(now);
    if (isOver)
      for (const other of others) other.follow(now, "active", `its group goes with ${router.contender.instance.name}`);
  }

  #groupOf({ contender }: VirtualRouter): readonly VirtualRouter[] {
    if (this.#settings.syncGroups.length === 0) return [];
    const name = contender.instance.name;
    const group = this.#settings.syncGroups.find(({ members }) => members.length > 1 && members.includes(name));
    if (group === undefined) return [];
    return this.routers.filter((router) => group.members.includes(router.contender.instance.name));
  }

  /** Members of a group are never backup and active at once: the weaker state wins. */
  #moveGroups(): void {
    if (this.#settings.syncGroups.length === 0) return;
    const now = this.#world.now();
    for (const router of this.routers) {
      const others = this.#groupOf(router);
      if (router.state !== "active") continue;
      const yielded = others.find((other) => other.state === "backup");
      if (yielded !== undefined)
        router.follow(now, "backup", `its group yields with ${yielded.contender.instance.name}`);
    }
  }

  /** What scripts come to, as the routers' priorities and faults. */
  #judge(): void {
    const now = this.#world.now();
    for (const { router, priority, why } of this.#judged()) {
      router.setPriority(priority);
      if (why !== null) router.fail(why, this.#isDark(router) ? "unheard" : "heard");
      else router.recover(now, "what it watches is well again");
    }
    this.#world.judged();
  }

  #judged(): readonly Judged[] {
    const judged = this.routers.map((router) => {
      const { contender } = router;
      const scripts = new Map([...contender.scripts, ...this.#watches.map(outcomeOf), ...this.#endedProcesses()]);
      const { priority, fault } = effectivePriority({ ...contender, scripts });
      return {
        router,
        priority,
        why: this.#isDark(router) ? "its interface has no carrier" : (this.#waits(router) ?? fault),
      };
    });
    return judged.map((own) => {
      const broken = judged.find(({ router, why }) => why !== null && this.#groupOf(own.router).includes(router));
      if (own.why !== null || broken === undefined) return own;
      return { ...own, why: `its group fails with ${broken.router.contender.instance.name}` };
    });
  }

  #isDark({ contender }: VirtualRouter): boolean {
    return [...this.#dark.values()].some((link) => link === null || link === contender.link);
  }

  /** Until a script without a weight has ended once, nobody knows whether the instance may take part (num_script_init). */
  #waits({ contender }: VirtualRouter): string | null {
    const waiting = this.#watches.find(({ state, script }) => {
      const track = contender.instance.trackScripts.find(({ name }) => name === script.name);
      return state === "unknown" && track !== undefined && (track.weight ?? script.weight) === 0;
    });
    return waiting === undefined ? null : `it waits for the first run of ${waiting.script.name}`;
  }

  #endedProcesses(): readonly (readonly [string, "fail"])[] {
    return [...this.#ended].map((name) => [name, "fail"] as const);
  }

  /** `fresh`: the first run comes at once; in a site that has been running for long, somewhere within the interval. */
  #watchScripts(now: Instant, when: "fresh" | "at-rest"): void {
    const tracks = (name: string): boolean =>
      this.#settings.syncGroups.some(({ trackScripts }) => trackScripts.some((track) => track.name === name)) ||
      this.#contenders.some(({ instance }) => instance.trackScripts.some((track) => track.name === name));
    this.#watches = this.#settings.scripts
      .filter(({ name }) => tracks(name))
      .map((script) => {
        if (when === "fresh") return new ScriptWatch(script, "unknown", now);
        const state = this.#contenders[0]?.scripts.get(script.name) === "fail" ? "down" : "up";
        return new ScriptWatch(script, state, laterBy(now, this.#world.random.between(0, script.intervalMs)));
      });
  }
}

/** null: never. */
export function earlierOf(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return other < one ? other : one;
}

interface Judged {
  readonly router: VirtualRouter;
  readonly priority: number;
  /** Why it is in FAULT; null: it is not. */
  readonly why: string | null;
}

/** What keepalived goes by; of a script that has not ended yet its weight does not count. */
function outcomeOf({ script, state }: ScriptWatch): readonly [string, "ok" | "fail"] {
  if (state === "unknown") return [script.name, script.weight > 0 ? "fail" : "ok"];
  return [script.name, state === "up" ? "ok" : "fail"];
}
