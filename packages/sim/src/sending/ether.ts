import type { Address, Transport } from "@splithorizon/core";
import type { Resident } from "../hosts/index.ts";
import type { Hop, Packet, Station } from "../network/index.ts";
import type { Cancel } from "./clock.ts";

/** What becomes of a packet between machines, beside what routes and firewalls say. */
export type Travel =
  | {
      readonly kind: "through";
      readonly delayMs: number;
      /** When a second copy of a datagram arrives, counted from the sending; null: there is none. */
      readonly copyAfterMs: number | null;
    }
  /** So many of its hops it has made; nobody hears of the loss. */
  | { readonly kind: "lost"; readonly hops: number; readonly at: string; readonly why: string };

/**
 * A server's program when a packet comes: at work; stopped, so that its socket keeps what comes; or not there, and then
 * the machine answers for it (an ICMP message, which Linux sends only so often, or a reset) or nobody does.
 */
export type Reception = "taken" | "held" | "refused" | "silent";

/**
 * Everything that changes while packets are under way: links that delay and lose, machines and programs that stop.
 * A site at rest has none, and its packets arrive at once.
 */
export interface Ether {
  /** `note` is told of each hop to the next machine when the packet is there, counted from the sending; null: it is lost there. */
  travel(hops: readonly Hop[], packet: Packet, note: ((afterMs: number | null) => void) | null): Travel;
  /** What a packet meets that has arrived at a machine, now; `resident` is the server whose socket it finds. */
  reception(station: string, packet: Packet, resident: Resident | null): Reception;
  /** The server behind an address and port of a machine as it is now. */
  residentAt(station: string, packet: Packet, transport: Transport): Resident | null;
  /** A machine as it is now: its addresses come and go. */
  stationNow(name: string): Station | null;
  /** A machine looks for a neighbour that nobody has answered for: `heard` is called once. */
  seek(at: string, neighbour: Address, heard: (how: "found" | "failed") => void): Cancel;
  isGone(resident: Resident): boolean;
  isHeld(resident: Resident): boolean;
  /** Calls `act` when the program goes on; never if it is killed before. */
  hold(resident: Resident, act: () => void): Cancel;
  /** Calls `act` once when the program is killed, or its machine dies: `isHeard` if the machine still says so. */
  whenGone(resident: Resident, act: (isHeard: boolean) => void): Cancel;
}
