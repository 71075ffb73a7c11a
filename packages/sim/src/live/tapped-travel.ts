import type { Passage, Sighting } from "../capture/index.ts";
import type { Hop, Packet } from "../network/index.ts";
import type { Drive, Ether, Travel } from "../sending/index.ts";

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
