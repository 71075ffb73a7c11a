import { type Instant, laterBy } from "@splithorizon/core";
import type { KeepalivedSettings } from "@splithorizon/core/keepalived";
import {
  type Advert,
  type Contender,
  effectivePriority,
  type Hearing,
  type RouterActions,
  VirtualRouter,
} from "../vrrp/index.ts";
import type { Random } from "./random.ts";
import { type ScriptRun, ScriptWatch } from "./script-watch.ts";

/** What a host's keepalived needs of its surroundings. */
export interface VrrpHostWorld {
  readonly random: Random;
  now(): Instant;
  actionsFor(contender: Contender): RouterActions;
  /** What a script would come to now. */
  runScript(host: string, script: string): ScriptRun;
}

/** An advert that waits, since the process stands still. */
interface Waiting {
  readonly advert: Advert;
  readonly to: VirtualRouter;
  readonly hearing: Hearing;
}

/** One keepalived process and its virtual routers. */
export class VrrpHost {
  readonly host: string;
  readonly routers: readonly VirtualRouter[];
  readonly #settings: KeepalivedSettings;
  readonly #world: VrrpHostWorld;
  readonly #contenders: readonly Contender[];
  #watches: readonly ScriptWatch[] = [];
  #state: "running" | "held" | "gone" = "running";
  #waiting: Waiting[] = [];
  #lacksCarrier = false;

  constructor(host: string, contenders: readonly Contender[], settings: KeepalivedSettings, world: VrrpHostWorld) {
    this.host = host;
    this.#contenders = contenders;
    this.#settings = settings;
    this.#world = world;
    this.routers = contenders.map(
      (contender) => new VirtualRouter(contender, effectivePriority(contender).priority, world.actionsFor(contender)),
    );
    this.#watchScripts(world.now());
  }

  get isRunning(): boolean {
    return this.#state === "running";
  }

  nextWake(): Instant | null {
    if (this.#state !== "running") return null;
    const routers = this.routers.flatMap((router) => router.nextWake() ?? []);
    const moments = [...routers, ...this.#watches.map(({ due }) => due)];
    return moments.length === 0 ? null : moments.reduce((one, other) => (other < one ? other : one));
  }

  start(): void {
    if (this.#state !== "gone") return;
    this.#state = "running";
    const now = this.#world.now();
    this.#watchScripts(now);
    for (const router of this.routers) router.start(now, this.#settings.global.startupDelayMs);
    if (this.#lacksCarrier) this.unplug();
  }

  /** SIGTERM, or the parent alone is killed. */
  stop(): void {
    if (this.#state === "gone") return;
    this.#state = "gone";
    for (const router of this.routers) router.stop();
  }

  /** All of it is killed, or the machine has no power. */
  vanish(): void {
    this.#state = "gone";
    this.#waiting = [];
    for (const router of this.routers) router.vanish();
  }

  hang(): void {
    if (this.#state === "running") this.#state = "held";
  }

  /** What has come meanwhile is read first, then what is overdue is done. */
  goOn(): void {
    if (this.#state !== "held") return;
    this.#state = "running";
    const now = this.#world.now();
    for (const { advert, to, hearing } of this.#waiting.splice(0)) to.hear(advert, hearing, now);
    this.wake();
  }

  unplug(): void {
    this.#lacksCarrier = true;
    for (const router of this.routers) router.fail("its interface has no carrier", false);
  }

  plug(): void {
    this.#lacksCarrier = false;
    this.#judge();
  }

  hear(advert: Advert, to: VirtualRouter, hearing: Hearing): void {
    if (this.#state === "held") this.#waiting.push({ advert, to, hearing });
    else if (this.#state === "running") {
      to.hear(advert, hearing, this.#world.now());
      this.#moveGroups();
    }
  }

  wake(): void {
    if (this.#state !== "running") return;
    const now = this.#world.now();
    let hasChanged = false;
    for (const watch of this.#watches) {
      if (watch.due > now) continue;
      hasChanged = watch.ran(this.#world.runScript(this.host, watch.script.name), now) || hasChanged;
    }
    if (hasChanged) this.#judge();
    for (const router of this.routers) this.#wakeRouter(router, now);
    this.#moveGroups();
  }

  /** A member of a sync group whose time is over waits until all members' is. */
  #wakeRouter(router: VirtualRouter, now: Instant): void {
    const group = this.#groupOf(router);
    const isEarly = router.state === "backup" && group.some((other) => other.state === "backup" && !isDue(other, now));
    if (!isEarly) router.wake(now);
  }

  #groupOf({ contender }: VirtualRouter): readonly VirtualRouter[] {
    const name = contender.instance.name;
    const group = this.#settings.syncGroups.find(({ members }) => members.length > 1 && members.includes(name));
    if (group === undefined) return [];
    return this.routers.filter((router) => group.members.includes(router.contender.instance.name));
  }

  /** Members of a group are never backup and active at once: the weaker state wins. */
  #moveGroups(): void {
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
    const scripts = new Map(
      this.#watches.map(({ script, isUp }) => [script.name, isUp ? ("ok" as const) : ("fail" as const)]),
    );
    const judged = this.routers.map((router) => ({
      router,
      ...effectivePriority({ ...router.contender, scripts: merged(router.contender.scripts, scripts) }),
    }));
    for (const { router, priority, fault } of judged) {
      router.setPriority(priority);
      const own = this.#lacksCarrier ? "its interface has no carrier" : fault;
      const ofGroup = judged.find((other) => other.fault !== null && this.#groupOf(router).includes(other.router));
      const why =
        own ?? (ofGroup === undefined ? null : `its group fails with ${ofGroup.router.contender.instance.name}`);
      if (why !== null) router.fail(why, !this.#lacksCarrier);
      else router.recover(now, "what it watches is well again");
    }
  }

  /** The first run comes at once; in a site that has been running for long, somewhere within the interval. */
  #watchScripts(now: Instant): void {
    this.#watches = this.#settings.scripts
      .filter(({ name }) =>
        this.#contenders.some(({ instance }) => instance.trackScripts.some((track) => track.name === name)),
      )
      .map((script) => {
        const isUp = this.#contenders[0]?.scripts.get(script.name) === "fail" ? "down" : "up";
        return new ScriptWatch(script, isUp, laterBy(now, this.#world.random.between(0, script.intervalMs)));
      });
  }
}

function isDue(router: VirtualRouter, now: Instant): boolean {
  const wake = router.nextWake();
  return wake !== null && wake <= now;
}

/** Scripts that are watched by what they came to, everything else as it was declared. */
function merged(declared: Contender["scripts"], seen: ReadonlyMap<string, "ok" | "fail">): Contender["scripts"] {
  return new Map([...declared, ...seen]);
}
