import { Random } from "@splithorizon/sim";
import type { Host, Scene } from "../scene.ts";
import { Draw } from "./draw-deeds.ts";
import { drawConfig, drawPriorities, type HostDraw } from "./draw-host.ts";
import { drawShape } from "./draw-shape.ts";

/** Two or three keepalived and what happens to them, by lot. */
export function drawScene(seed: number): Scene {
  const random = new Random(seed, "vrrp scene");
  const shape = drawShape(random);
  const priorities = drawPriorities(random, shape.hosts);
  let addresses: HostDraw["addresses"] = 1;
  const priorityOf = (host: Host): number => priorities.get(host) ?? 100;
  const configOf = (host: Host, priority: number): string => drawConfig(random, shape, { host, priority, addresses });
  const draw = new Draw(random, {
    name: `drawn ${seed}`,
    hosts: shape.hosts,
    interval: shape.interval,
    loses: "cables",
    darkens: ["unplug", "interface-down"],
    reloads: 1,
    config: (host) => configOf(host, priorityOf(host)),
    // With the same priority mostly, so that no two hosts come to have one.
    configAnew: (host) => configOf(host, random.happens(0.5) ? priorityOf(host) : priorityOf(host) - 5),
    chooseAddresses: () => {
      addresses = addresses === 1 ? 2 : 1;
    },
    configOfAll: (host) => configOf(host, priorityOf(host)),
  });
  return draw.scene();
}
