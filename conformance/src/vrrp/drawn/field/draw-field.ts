import { Random } from "@splithorizon/sim";
import { oneOf } from "../../../one-of.ts";
import type { Host, Scene } from "../../scene.ts";
import { Draw } from "../draw-deeds.ts";
import { drawWays, printHost, type Ways } from "./field-host.ts";
import { drawFieldShape } from "./field-shape.ts";

/** Seconds; version 2 knows whole ones alone. */
const INTERVALS = { 2: [1, 1, 2], 3: [0.2, 0.33, 0.5, 0.7, 1, 1, 1.4, 2] } as const;
const MOVES = [-60, -51, -1, 1, 51, 60] as const;

/** Two or three keepalived as sites run them, whose administrators change this and that: by lot. */
export function drawField(seed: number): Scene {
  const random = new Random(seed, "vrrp field");
  const shape = drawFieldShape(random);
  const { hosts, version, linkLocals } = shape;
  const drawInterval = (): number => oneOf(random, INTERVALS[version]);
  let addresses: 1 | 2 = random.happens(0.3) ? 2 : 1;
  let common = drawInterval();
  const commonWays = drawWays(random, shape);
  const moved = new Map<Host, number>();
  const intervals = new Map<Host, number>();
  const ways = new Map<Host, Ways>();
  for (const host of hosts) {
    if (version === 3 && random.happens(0.35)) intervals.set(host, drawInterval());
    if (random.happens(0.3)) ways.set(host, drawWays(random, shape));
  }
  const config = (host: Host): string =>
    printHost(shape, host, {
      addresses,
      moved: moved.get(host) ?? 0,
      interval: intervals.get(host) ?? common,
      ways: ways.get(host) ?? commonWays,
    });
  const changeOne: readonly ((host: Host) => void)[] = [
    (host) => moved.set(host, (moved.get(host) ?? 0) === 0 ? oneOf(random, MOVES) : 0),
    (host) => moved.set(host, (moved.get(host) ?? 0) === 0 ? oneOf(random, MOVES) : 0),
    (host) => ways.set(host, drawWays(random, shape)),
    (host) => version === 3 && intervals.set(host, drawInterval()),
    () => undefined,
  ];
  const draw = new Draw(random, {
    name: `field ${seed}`,
    hosts,
    interval: 2,
    ...(linkLocals === undefined ? {} : { linkLocals }),
    loses: "cables-and-power",
    // An interface that has been down has lost its addresses of IPv6.
    darkens: linkLocals === undefined ? ["unplug", "interface-down"] : ["unplug"],
    reloads: 5,
    config,
    configAnew: (host) => {
      oneOf(random, changeOne)(host);
      return config(host);
    },
    chooseAddresses: () => {
      if (random.happens(0.6)) addresses = addresses === 1 ? 2 : 1;
      else {
        common = drawInterval();
        intervals.clear();
      }
    },
    configOfAll: config,
  });
  return draw.scene();
}
