import type { Passage, Sighting } from "../capture/index.ts";
import type { Hop, Packet } from "../network/index.ts";
import { type Drive, type Ether, type Mark, recordHops, type Travel } from "../sending/index.ts";

/** Lets a packet travel; whoever listens in on the network hears of it. */
export function tappedTravel(
  drive: Drive,
  ether: Ether,
  hops: readonly Hop[],
  packet: Packet,
  tell: (way: Passage) => Sighting,
): Travel {
  if (!drive.isTapped) return ether.travel(hops, packet, null);
  const arrivals: (number | null)[] = [];
  const travel = ether.travel(hops, packet, (afterMs) => void arrivals.push(afterMs));
  drive.sight(tell({ hops, arrivals }));
  return travel;
}

/** What a trace tells of a packet's way: of one that was lost as far as it came, and why it came no further. */
export function recordTravel(
  drive: Drive,
  mark: Mark,
  direction: "there" | "back",
  { hops, travel }: { readonly hops: readonly Hop[]; readonly travel: Travel },
): void {
  if (!drive.isRecorded) return;
  if (travel.kind === "through") {
    recordHops(drive, mark, direction, hops);
    return;
  }
  const { at, why } = travel;
  const seen = hops.slice(0, travel.hops);
  const packet = (seen.at(-1) ?? hops[0])?.packet;
  recordHops(drive, mark, direction, seen);
  if (packet !== undefined) recordHops(drive, mark, direction, [{ kind: "dropped", at, packet, reason: "lost", why }]);
}
