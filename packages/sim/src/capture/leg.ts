import type { Hop, Packet } from "../network/index.ts";
import type { Passage } from "./sighting.ts";

/** A packet from one machine to the next, with the addresses that it has there. */
export interface Leg {
  readonly from: string;
  readonly to: string;
  readonly packet: Packet;
  /** After the sending. */
  readonly leavesMs: number;
  /** null: it is lost on this leg. */
  readonly arrivesMs: number | null;
}

/** As far as the packet comes. What a machine sends to itself is one leg, and takes no time. */
export function legsOf({ hops, arrivals }: Passage): readonly Leg[] {
  const own = ownLeg(hops);
  if (own !== null) return [own];
  const legs: Leg[] = [];
  let leavesMs = 0;
  for (const hop of hops) {
    if (hop.kind !== "forwarded") continue;
    const arrivesMs = arrivals[legs.length];
    if (arrivesMs === undefined) break;
    legs.push({ from: hop.at, to: hop.to, packet: hop.packet, leavesMs, arrivesMs });
    if (arrivesMs === null) break;
    leavesMs = arrivesMs;
  }
  return legs;
}

function ownLeg(hops: readonly Hop[]): Leg | null {
  const last = hops.at(-1);
  if (last?.kind !== "delivered" || hops.some(({ kind }) => kind === "forwarded")) return null;
  return { from: last.at, to: last.at, packet: last.packet, leavesMs: 0, arrivesMs: 0 };
}

/** How long the whole way takes; null: the packet is lost. */
export function durationOf(legs: readonly Leg[]): number | null {
  return legs.length === 0 ? 0 : (legs.at(-1)?.arrivesMs ?? null);
}

/** A way on which every leg takes as long as the others. */
export function evenly(hops: readonly Hop[], delayMs: number): Passage {
  const count = hops.filter(({ kind }) => kind === "forwarded").length;
  return { hops, arrivals: Array.from({ length: count }, (_, place) => (delayMs * (place + 1)) / count) };
}
