import type { Random } from "@splithorizon/sim";
import { oneOf } from "../../one-of.ts";
import type { Appointment, Deed, Host, Link, Scene } from "../scene.ts";

/** What a scene is drawn from: who takes part, and the files that each host may have. */
export interface Plan {
  readonly name: string;
  readonly hosts: readonly Host[];
  /** Of adverts, in seconds; the longest. */
  readonly interval: number;
  readonly linkLocals?: Scene["linkLocals"];
  /** Whether machines lose their power too. */
  readonly loses: "cables" | "cables-and-power";
  /** How interfaces go dark. */
  readonly darkens: readonly ("unplug" | "interface-down")[];
  /** How many of the ways to break something are a reload. */
  readonly reloads: number;
  /** At the beginning. */
  config(host: Host): string;
  /** One that a reload of this host alone brings. */
  configAnew(host: Host): string;
  /** From now on all agree about other virtual addresses, if there are any to choose from. */
  chooseAddresses(): void;
  /** What is in force of a host then. */
  configOfAll(host: Host): string;
}

/** What is true of a host at a moment of the scene. */
interface Standing {
  process: "running" | "hung" | "gone" | "off";
  readonly dark: Map<Link, "unplug" | "interface-down">;
  isDeaf: boolean;
  hasFailed: boolean;
}

const FIRST_MS = 6000;
const LAST_MS = 26_000;
const SHORTEST_PAUSE_MS = 60;
const LEAST_PAUSE_MS = 900;
const MOST_PAUSE_MS = 6000;
/** What a tracked file says. */
const LOADS = ["0", "1", "-30", "40"] as const;
/** Until an administrator has told the next host what he told the one before. */
const TOGETHER_MS = 60;

/** What happens to them, by lot. */
export class Draw {
  readonly #random: Random;
  readonly #plan: Plan;
  readonly #standings: ReadonlyMap<Host, Standing>;
  readonly #configs = new Map<Host, string>();

  constructor(random: Random, plan: Plan) {
    this.#random = random;
    this.#plan = plan;
    const { hosts } = plan;
    this.#standings = new Map(
      hosts.map((host) => [host, { process: "running", dark: new Map(), isDeaf: false, hasFailed: false }] as const),
    );
    for (const host of hosts) this.#configs.set(host, plan.config(host));
  }

  scene(): Scene {
    const { name, hosts, interval, linkLocals } = this.#plan;
    const appointments: Appointment[] = hosts.map((host, place) => {
      return { atMs: place * (300 + this.#random.below(1500)), host, deed: { kind: "start" } };
    });
    let atMs = FIRST_MS;
    for (; atMs < LAST_MS; atMs += this.#pauseMs()) {
      appointments.push(...this.#deeds(atMs));
    }
    return {
      name,
      configs: Object.fromEntries(this.#configs),
      appointments,
      ...(linkLocals === undefined ? {} : { linkLocals }),
      forMs: LAST_MS + 5000 * Math.max(1, interval),
    };
  }

  /** Now and then one thing comes on top of another. */
  #pauseMs(): number {
    if (this.#random.happens(0.15)) return SHORTEST_PAUSE_MS + this.#random.below(LEAST_PAUSE_MS - SHORTEST_PAUSE_MS);
    return LEAST_PAUSE_MS + this.#random.below(MOST_PAUSE_MS - LEAST_PAUSE_MS);
  }

  #deeds(atMs: number): readonly Appointment[] {
    const { hosts } = this.#plan;
    const areRunning = [...this.#standings.values()].every(({ process }) => process === "running");
    if (areRunning && this.#random.happens(0.08)) return this.#otherAddresses(atMs);
    const host = oneOf(this.#random, hosts);
    const deed = this.#deed(host);
    return deed === null ? [] : [{ atMs, host, deed }];
  }

  /** All of them come to agree about another list of virtual addresses, one soon after the other. */
  #otherAddresses(atMs: number): readonly Appointment[] {
    this.#plan.chooseAddresses();
    return this.#plan.hosts.map((host, place) => {
      const config = this.#plan.configOfAll(host);
      return { atMs: atMs + place * TOGETHER_MS, host, deed: { kind: "reload", config } };
    });
  }

  /** One that can be done to the host as it stands; half of them mend something, where something is broken. null: there is none. */
  #deed(host: Host): Deed | null {
    const standing = this.#standings.get(host);
    if (standing === undefined) throw new Error(`nobody knows ${host}`);
    if (standing.process === "off") return this.#process(standing, "running", "boot");
    const mending = this.#mending(standing);
    if (mending.length > 0 && this.#random.happens(0.5)) return oneOf(this.#random, mending)();
    const breaking = this.#breaking(host, standing);
    return breaking.length === 0 ? null : oneOf(this.#random, breaking)();
  }

  #mending(standing: Standing): readonly (() => Deed)[] {
    const ways: (() => Deed)[] = [];
    if (standing.process === "gone") ways.push(() => this.#process(standing, "running", "start"));
    if (standing.process === "hung") ways.push(() => this.#process(standing, "running", "go-on"));
    for (const [link, how] of standing.dark) {
      ways.push(() => {
        standing.dark.delete(link);
        return { kind: how === "unplug" ? "plug" : "interface-up", link };
      });
    }
    if (standing.isDeaf) ways.push(() => this.#deafness(standing, "undeafen"));
    if (standing.hasFailed) ways.push(() => this.#script(standing, "script-succeeds"));
    return ways;
  }

  #breaking(host: Host, standing: Standing): readonly (() => Deed)[] {
    const ways: (() => Deed)[] = [];
    if (standing.process === "running") {
      for (const kind of ["stop", "kill-parent", "kill-all"] as const)
        ways.push(() => this.#process(standing, "gone", kind));
      ways.push(() => this.#process(standing, "hung", "hang"));
      ways.push(() => this.#process(standing, "running", "kill-child"));
      for (let way = 0; way < this.#plan.reloads; way += 1) ways.push(() => this.#reload(host));
    }
    if (standing.process === "hung") {
      ways.push(() => this.#process(standing, "hung", "kill-child"));
      ways.push(() => this.#reload(host));
    }
    if (this.#plan.loses === "cables-and-power") ways.push(() => this.#loseItsPower(standing));
    for (const link of this.#links(host)) {
      if (!standing.dark.has(link)) ways.push(() => this.#darken(standing, link));
    }
    if (!standing.isDeaf) ways.push(() => this.#deafness(standing, "deafen"));
    if (!standing.hasFailed && this.#configs.get(host)?.includes("track_script") === true)
      ways.push(() => this.#script(standing, "script-fails"));
    if (this.#configs.get(host)?.includes("/run/numbers/load") === true)
      ways.push(() => ({ kind: "write", file: "load", text: oneOf(this.#random, LOADS) }));
    return ways;
  }

  #process(
    standing: Standing,
    process: Standing["process"],
    kind: "start" | "stop" | "kill-parent" | "kill-child" | "kill-all" | "hang" | "go-on" | "boot",
  ): Deed {
    standing.process = process;
    return { kind };
  }

  #loseItsPower(standing: Standing): Deed {
    standing.process = "off";
    // Its interfaces are up when it is there again.
    for (const [link, how] of standing.dark) if (how === "interface-down") standing.dark.delete(link);
    return { kind: "crash" };
  }

  #darken(standing: Standing, link: Link): Deed {
    const kind = oneOf(this.#random, this.#plan.darkens);
    standing.dark.set(link, kind);
    return { kind, link };
  }

  #deafness(standing: Standing, kind: "deafen" | "undeafen"): Deed {
    standing.isDeaf = kind === "deafen";
    return { kind };
  }

  #script(standing: Standing, kind: "script-fails" | "script-succeeds"): Deed {
    standing.hasFailed = kind === "script-fails";
    return { kind, script: "chk" };
  }

  /** The links that its keepalived looks at. */
  #links(host: Host): readonly Link[] {
    return this.#configs.get(host)?.includes("eth1") === true ? ["eth0", "eth1"] : ["eth0"];
  }

  #reload(host: Host): Deed {
    return { kind: "reload", config: this.#plan.configAnew(host) };
  }
}
