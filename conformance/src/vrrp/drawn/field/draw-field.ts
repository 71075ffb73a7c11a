import { Random } from "@splithorizon/sim";
import { oneOf } from "../../../one-of.ts";
import type { Host, Scene } from "../../scene.ts";
import { Draw } from "../draw-deeds.ts";
import { drawWays, type FieldHost, PLAIN, printHost, type Structure, type Ways } from "./field-host.ts";
import { drawFieldShape, type FieldShape } from "./field-shape.ts";
import { drawStructure, otherShape } from "./structure.ts";

/** Seconds; version 2 knows whole ones alone. */
const INTERVALS = { 2: [1, 1, 2], 3: [0.2, 0.33, 0.5, 0.7, 1, 1, 1.4, 2] } as const;
const MOVES = [-60, -51, -1, 1, 51, 60] as const;

/** Two or three keepalived as sites run them, whose administrators change this and that: by lot. */
export function drawField(seed: number): Scene {
  const field = new Field(new Random(seed, "vrrp field"));
  return field.scene(`field ${seed}`, field.changes);
}

/** The same sites, rebuilt while they run: instances, groups, what is watched, versions, casts. */
export function drawRework(seed: number): Scene {
  const field = new Field(new Random(seed, "vrrp rework"));
  return field.scene(`rework ${seed}`, field.reworks);
}

type Change = (host: Host) => void;

class Field {
  readonly #random: Random;
  #shape: FieldShape;
  #addresses: 1 | 2;
  #common: number;
  readonly #commonWays: Ways;
  readonly #moved = new Map<Host, number>();
  readonly #intervals = new Map<Host, number>();
  readonly #ways = new Map<Host, Ways>();
  readonly #structures = new Map<Host, Structure>();

  constructor(random: Random) {
    this.#random = random;
    this.#shape = drawFieldShape(random);
    const { hosts, version } = this.#shape;
    this.#addresses = random.happens(0.3) ? 2 : 1;
    this.#common = this.#interval();
    this.#commonWays = drawWays(random, this.#shape);
    for (const host of hosts) {
      if (version === 3 && random.happens(0.35)) this.#intervals.set(host, this.#interval());
      if (random.happens(0.3)) this.#ways.set(host, drawWays(random, this.#shape));
    }
  }

  /** What a reload of one host changes. */
  get changes(): readonly Change[] {
    const move: Change = (host) => {
      this.#moved.set(host, (this.#moved.get(host) ?? 0) === 0 ? oneOf(this.#random, MOVES) : 0);
    };
    return [
      move,
      move,
      (host) => this.#ways.set(host, drawWays(this.#random, this.#shape)),
      (host) => this.#shape.version === 3 && this.#intervals.set(host, this.#interval()),
      () => undefined,
    ];
  }

  get reworks(): readonly Change[] {
    const rebuild: Change = (host) => {
      this.#structures.set(host, drawStructure(this.#random, this.#shape));
    };
    return [...this.changes.slice(1, 3), rebuild, rebuild, rebuild, rebuild];
  }

  scene(name: string, changes: readonly Change[]): Scene {
    const { hosts, linkLocals } = this.#shape;
    const isRebuilt = changes.length > this.changes.length;
    if (isRebuilt) for (const host of hosts) this.#structures.set(host, drawStructure(this.#random, this.#shape));
    const draw = new Draw(this.#random, {
      name,
      hosts,
      interval: 2,
      ...(linkLocals === undefined ? {} : { linkLocals }),
      loses: "cables-and-power",
      // An interface that has been down has lost its addresses of IPv6.
      darkens: linkLocals === undefined ? ["unplug", "interface-down"] : ["unplug"],
      reloads: isRebuilt ? 8 : 5,
      config: (host) => this.#config(host),
      configAnew: (host) => {
        oneOf(this.#random, changes)(host);
        return this.#config(host);
      },
      chooseAddresses: () => this.#changeAll(isRebuilt ? "structure" : "ends"),
      configOfAll: (host) => this.#config(host),
    });
    return draw.scene();
  }

  #changeAll(what: "structure" | "ends"): void {
    if (what === "structure" && this.#random.happens(0.6)) {
      this.#shape = otherShape(this.#random, this.#shape);
      this.#common = this.#interval();
      this.#intervals.clear();
    } else if (this.#random.happens(0.6)) this.#addresses = this.#addresses === 1 ? 2 : 1;
    else {
      this.#common = this.#interval();
      this.#intervals.clear();
    }
  }

  #interval(): number {
    return oneOf(this.#random, INTERVALS[this.#shape.version]);
  }

  #config(host: Host): string {
    const now: FieldHost = {
      addresses: this.#addresses,
      moved: this.#moved.get(host) ?? 0,
      interval: this.#intervals.get(host) ?? this.#common,
      ways: this.#ways.get(host) ?? this.#commonWays,
      structure: this.#structures.get(host) ?? PLAIN,
    };
    return printHost(this.#shape, host, now);
  }
}
