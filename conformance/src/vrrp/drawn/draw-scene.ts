import { Random } from "@splithorizon/sim";
import { oneOf } from "../../one-of.ts";
import type { Appointment, Deed, Host, Link, Scene } from "../scene.ts";
import { drawConfig, drawPriorities, type HostDraw, type Shape } from "./draw-host.ts";
import { drawShape } from "./draw-shape.ts";

/** What is true of a host at a moment of the scene. */
interface Standing {
  process: "running" | "hung" | "gone";
  readonly dark: Map<Link, "unplug" | "interface-down">;
  isDeaf: boolean;
  hasFailed: boolean;
}

const FIRST_MS = 6000;
const LAST_MS = 26_000;
const SHORTEST_PAUSE_MS = 60;
const LEAST_PAUSE_MS = 900;
const MOST_PAUSE_MS = 6000;
/** Until an administrator has told the next host what he told the one before. */
const TOGETHER_MS = 60;

/** Two or three keepalived and what happens to them, by lot. */
export function drawScene(seed: number): Scene {
  return new Draw(seed).scene();
}

class Draw {
  readonly #seed: number;
  readonly #random: Random;
  readonly #shape: Shape;
  readonly #priorities: ReadonlyMap<Host, number>;
  readonly #standings: ReadonlyMap<Host, Standing>;
  readonly #configs = new Map<Host, string>();
  #addresses: HostDraw["addresses"] = 1;

  constructor(seed: number) {
    const random = new Random(seed, "vrrp scene");
    this.#seed = seed;
    this.#random = random;
    const shape = drawShape(random);
    const { hosts } = shape;
    this.#shape = shape;
    this.#priorities = drawPriorities(random, hosts);
    this.#standings = new Map(
      hosts.map((host) => [host, { process: "running", dark: new Map(), isDeaf: false, hasFailed: false }] as const),
    );
    for (const host of hosts) this.#configs.set(host, this.#config(host, this.#priorities.get(host) ?? 100));
  }

  scene(): Scene {
    const { hosts, interval } = this.#shape;
    const appointments: Appointment[] = hosts.map((host, place) => {
      return { atMs: place * (300 + this.#random.below(1500)), host, deed: { kind: "start" } };
    });
    let atMs = FIRST_MS;
    for (; atMs < LAST_MS; atMs += this.#pauseMs()) {
      appointments.push(...this.#deeds(atMs));
    }
    return {
      name: `drawn ${this.#seed}`,
      configs: Object.fromEntries(this.#configs),
      appointments,
      forMs: LAST_MS + 5000 * Math.max(1, interval),
    };
  }

  #config(host: Host, priority: number): string {
    return drawConfig(this.#random, this.#shape, { host, priority, addresses: this.#addresses });
  }

  /** Now and then one thing comes on top of another. */
  #pauseMs(): number {
    if (this.#random.happens(0.15)) return SHORTEST_PAUSE_MS + this.#random.below(LEAST_PAUSE_MS - SHORTEST_PAUSE_MS);
    return LEAST_PAUSE_MS + this.#random.below(MOST_PAUSE_MS - LEAST_PAUSE_MS);
  }

  #deeds(atMs: number): readonly Appointment[] {
    const { hosts } = this.#shape;
    const areRunning = [...this.#standings.values()].every(({ process }) => process === "running");
    if (areRunning && this.#random.happens(0.08)) return this.#otherAddresses(atMs);
    const host = oneOf(this.#random, hosts);
    const deed = this.#deed(host);
    return deed === null ? [] : [{ atMs, host, deed }];
  }

  /** All of them come to agree about another list of virtual addresses, one soon after the other. */
  #otherAddresses(atMs: number): readonly Appointment[] {
    this.#addresses = this.#addresses === 1 ? 2 : 1;
    return this.#shape.hosts.map((host, place) => {
      const config = this.#config(host, this.#priorities.get(host) ?? 100);
      return { atMs: atMs + place * TOGETHER_MS, host, deed: { kind: "reload", config } };
    });
  }

  /** One that can be done to the host as it stands; half of them mend something, where something is broken. null: there is none. */
  #deed(host: Host): Deed | null {
    const standing = this.#standings.get(host);
    if (standing === undefined) throw new Error(`nobody knows ${host}`);
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
      ways.push(() => ({ kind: "reload", config: this.#newConfig(host) }));
    }
    if (standing.process === "hung") {
      ways.push(() => this.#process(standing, "hung", "kill-child"));
      ways.push(() => ({ kind: "reload", config: this.#newConfig(host) }));
    }
    for (const link of this.#links(host)) {
      if (!standing.dark.has(link)) ways.push(() => this.#darken(standing, link));
    }
    if (!standing.isDeaf) ways.push(() => this.#deafness(standing, "deafen"));
    if (!standing.hasFailed && this.#configs.get(host)?.includes("track_script") === true)
      ways.push(() => this.#script(standing, "script-fails"));
    return ways;
  }

  #process(
    standing: Standing,
    process: Standing["process"],
    kind: "start" | "stop" | "kill-parent" | "kill-child" | "kill-all" | "hang" | "go-on",
  ): Deed {
    standing.process = process;
    return { kind };
  }

  #darken(standing: Standing, link: Link): Deed {
    const kind = oneOf(this.#random, ["unplug", "interface-down"] as const);
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

  /** With the same priority mostly, so that no two hosts come to have one. */
  #newConfig(host: Host): string {
    const own = this.#priorities.get(host) ?? 100;
    return this.#config(host, this.#random.happens(0.5) ? own : own - 5);
  }
}
