import type { Address, Instant, Transport } from "@splithorizon/core";
import type { Resident } from "../../hosts/index.ts";
import { type Hop, holds, isLoopback, type Packet, type Station } from "../../network/index.ts";
import type { Cancel, Ether, Reception, Travel } from "../../sending/index.ts";
import type { Crossed, Links } from "./links.ts";
import type { Machines } from "./machines.ts";
import type { NeighbourSlot, NeighbourTable } from "./neighbour-table.ts";
import { linkOfNode } from "./node-link.ts";
import type { Processes } from "./processes.ts";
import { Refusals } from "./refusals.ts";
import { WaysSeen } from "./ways-seen.ts";
import type { World } from "./world.ts";

/** What packets meet in a site that changes. */
export interface EtherParts {
  readonly world: World;
  readonly machines: Machines;
  readonly links: Links;
  readonly processes: Processes;
  readonly neighbours: NeighbourTable;
  now(): Instant;
}

/** Whose hardware address is looked up on the link, and what is remembered of it. */
interface Neighbour {
  readonly address: Address;
  readonly slot: NeighbourSlot;
  /** The network of the site that the address stands in; null: in none. */
  readonly link: string | null;
}

interface Leg {
  readonly from: string;
  readonly to: string;
  readonly neighbour: Neighbour | null;
  /** How many hops have been made before it. */
  readonly place: number;
}

/** A packet's hops from machine to machine, and what becomes of it where nothing is wrong. */
interface Journey {
  readonly legs: readonly Leg[];
  readonly undisturbed: Travel;
}

/** Packets take their time, links lose them, and machines and programs stop while they are under way. */
export class WorldEther implements Ether {
  readonly #parts: EtherParts;
  readonly #refusals = new Refusals();
  /** Hops are values, made once for a way. */
  readonly #journeys = new WeakMap<readonly Hop[], Journey>();
  #hops = 0;
  /** null: nobody looks. */
  #seen: WaysSeen | null = null;

  constructor(parts: EtherParts) {
    this.#parts = parts;
  }

  /** How often a packet has gone from one machine to the next. */
  get hops(): number {
    return this.#hops;
  }

  /** From now on it is noted what packets meet, and no longer for whoever looked before. */
  lookAtWays(): WaysSeen {
    this.#seen = new WaysSeen();
    return this.#seen;
  }

  travel(hops: readonly Hop[], _packet: Packet, note: ((afterMs: number | null) => void) | null): Travel {
    const travel = this.#travel(hops, note);
    this.#seen?.travelled(hops, travel);
    return travel;
  }

  #travel(hops: readonly Hop[], note: ((afterMs: number | null) => void) | null): Travel {
    const { machines, links } = this.#parts;
    const { legs, undisturbed } = this.#journeyOf(hops);
    if (machines.areWell && links.areWell && note === null) {
      this.#hops += legs.length;
      for (const leg of legs) this.#useNeighbour(leg);
      return undisturbed;
    }
    let delayMs = 0;
    let twice = false;
    const first = hops[0];
    if (!machines.areWell && first !== undefined && machines.stateOf(first.at) !== "up") {
      return { kind: "lost", hops: 0, at: first.at, why: `${first.at} does not run` };
    }
    for (const leg of legs) {
      const { from, place } = leg;
      this.#hops += 1;
      this.#useNeighbour(leg);
      const crossed = this.#cross(leg);
      if (crossed.kind === "lost") {
        if (note !== null && machines.hasCarrier(from, this.#linkAt(from, leg))) note(null);
        return { kind: "lost", hops: place, at: from, why: crossed.why };
      }
      delayMs += crossed.delayMs;
      twice ||= crossed.twice;
      note?.(delayMs);
    }
    return { kind: "through", delayMs, copyAfterMs: twice ? delayMs + links.latencyMs : null };
  }

  reception(station: string, packet: Packet, resident: Resident | null): Reception {
    const reception = this.#reception(station, packet, resident);
    this.#seen?.received(station, reception);
    return reception;
  }

  #reception(station: string, packet: Packet, resident: Resident | null): Reception {
    const { world, machines, processes } = this.#parts;
    if (machines.stateOf(station) !== "up") return "silent";
    const now = world.stationNow(station);
    const { address } = packet.destination;
    if (now === null || !(isLoopback(address) || holds(now, address))) return "silent";
    if (resident === null) {
      const isTold =
        packet.protocol === "tcp" || this.#refusals.tells(station, packet.source.address, this.#parts.now());
      return isTold ? "refused" : "silent";
    }
    return processes.stateOf(resident) === "held" ? "held" : "taken";
  }

  residentAt(station: string, packet: Packet, transport: Transport): Resident | null {
    return this.#parts.world.residentAt(station, packet, transport);
  }

  stationNow(name: string): Station | null {
    return this.#parts.world.stationNow(name);
  }

  seek(at: string, neighbour: Address, heard: (how: "found" | "failed") => void): Cancel {
    return this.#parts.neighbours.searches.wait(at, neighbour, heard);
  }

  isGone(resident: Resident): boolean {
    return this.#parts.processes.stateOf(resident) === "gone";
  }

  isHeld(resident: Resident): boolean {
    return this.#parts.processes.stateOf(resident) === "held";
  }

  hold(resident: Resident, act: () => void): Cancel {
    return this.#parts.processes.hold(resident, act);
  }

  whenGone(resident: Resident, act: (isHeard: boolean) => void): Cancel {
    return this.#parts.processes.whenGone(resident, act);
  }

  #cross(leg: Leg): Crossed {
    const { machines, links } = this.#parts;
    const lost = machines.areWell ? null : this.#whyOffline(leg);
    if (lost !== null) return { kind: "lost", why: lost };
    return links.areWell ? links.undisturbed : links.cross(leg.from, leg.to);
  }

  #whyOffline(leg: Leg): string | null {
    const { machines } = this.#parts;
    const { from, to } = leg;
    if (!machines.hasCarrier(from, this.#linkAt(from, leg))) return `${from} has no carrier`;
    if (!machines.hasCarrier(to, this.#linkAt(to, leg))) return `${to} has no carrier`;
    return machines.stateOf(to) === "up" ? null : `${to} does not run`;
  }

  /** The network that a leg crosses; without a neighbour it leads from node to node, or to a pod of the node. */
  #linkAt(end: string, { from, to, neighbour }: Leg): string | null {
    const { machines, world } = this.#parts;
    if (neighbour !== null) return neighbour.link;
    return machines.isOn(from, to) || machines.isOn(to, from) ? null : linkOfNode(world, end);
  }

  #useNeighbour({ from, to, neighbour }: Leg): void {
    if (neighbour !== null) this.#parts.neighbours.used(neighbour.slot, from, neighbour.address, to);
  }

  #neighbourOf(at: string, address: Address | null): Neighbour | null {
    if (address === null) return null;
    const { neighbours, world } = this.#parts;
    return { address, slot: neighbours.slotOf(at, address), link: world.linkOf(address) };
  }

  #journeyOf(hops: readonly Hop[]): Journey {
    const known = this.#journeys.get(hops);
    if (known !== undefined) return known;
    const legs = hops.flatMap((hop, place): readonly Leg[] =>
      hop.kind === "forwarded"
        ? [{ from: hop.at, to: hop.to, neighbour: this.#neighbourOf(hop.at, hop.neighbour), place }]
        : [],
    );
    const delayMs = legs.reduce((sum) => sum + this.#parts.links.latencyMs, 0);
    const made: Journey = { legs, undisturbed: { kind: "through", delayMs, copyAfterMs: null } };
    this.#journeys.set(hops, made);
    return made;
  }
}
