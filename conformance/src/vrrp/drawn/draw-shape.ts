import type { Random } from "@splithorizon/sim";
import { oneOf } from "../../one-of.ts";
import type { Host } from "../scene.ts";
import type { Shape } from "./draw-host.ts";

/** What all hosts of a scene shall have in common, by lot. */
export function drawShape(random: Random): Shape {
  const version = oneOf(random, [2, 3] as const);
  const hosts: readonly Host[] = random.happens(0.2) ? ["dns1", "dns2", "dns3"] : ["dns1", "dns2"];
  const casts = random.happens(0.15) ? "unicast" : "multicast";
  const family = version === 3 && casts === "multicast" && random.happens(0.2) ? "IPv6" : "IPv4";
  const isPlain = casts === "unicast" || family === "IPv6";
  const instances = isPlain ? "one" : oneOf(random, ["one", "one", "one", "two", "group"] as const);
  const interval = version === 2 ? oneOf(random, [1, 1, 2]) : oneOf(random, [0.3, 0.5, 0.75, 1, 1, 1.5, 2]);
  const authentication = version === 3 ? "none" : oneOf(random, ["none", "none", "PASS", "AH"] as const);
  return { hosts, version, interval, casts, family, authentication, instances };
}
