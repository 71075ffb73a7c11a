import type { Random } from "@splithorizon/sim";
import { oneOf } from "../../../one-of.ts";
import type { Structure } from "./field-host.ts";
import type { FieldShape } from "./field-shape.ts";

/** What one host's file has more, or less, than the others'. */
export function drawStructure(random: Random, { parts, groups }: FieldShape): Structure {
  const last = parts.at(-1);
  const isShort = parts.length > 1 && groups.length === 0 && random.happens(0.2);
  return {
    without: isShort && last !== undefined ? [last.name] : [],
    isGrouped: !random.happens(0.3),
    suffix: random.happens(0.2) ? "_B" : "",
    excluded: random.happens(0.35) ? oneOf(random, [["192.168.13.77/24"], ["fd00:13::77/64"], BOTH]) : [],
    tracksSecond: random.happens(0.3) ? oneOf(random, ["eth1", "eth1 weight -60", "eth1 weight 60"] as const) : null,
    tracksFile: random.happens(0.2) ? oneOf(random, ["load weight 1", "load weight -1", "load"] as const) : null,
    owns: random.happens(0.1),
    tracksOwnInterface: !random.happens(0.1),
    source: random.happens(0.1) ? "mcast_src_ip" : null,
  };
}

const BOTH = ["192.168.13.77/24", "fd00:13::77/64"] as const;

/** All hosts come to speak another version, or to speak to each other alone, or to everybody. */
export function otherShape(random: Random, shape: FieldShape): FieldShape {
  const isFour = shape.parts.every(({ family }) => family === "IPv4");
  if (isFour && random.happens(0.5)) return { ...shape, version: shape.version === 2 ? 3 : 2, checksums: "new" };
  const isMixed = !isFour && shape.parts.some(({ family }) => family === "IPv4");
  if (isMixed || shape.casts === "unicast-to-link-local") return shape;
  return { ...shape, casts: shape.casts === "multicast" ? "unicast" : "multicast", checksums: "new" };
}
