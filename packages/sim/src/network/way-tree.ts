import type { Delivery } from "./hop.ts";
import type { Network } from "./network.ts";
import type { Packet } from "./packet.ts";
import type { Station } from "./station.ts";
import { carry, type Transit, type TransitChoice } from "./transit.ts";
import { carryBack, type WayBack } from "./way-back.ts";

/** Where a packet's way ended; for one that was delivered the way of an answer too. */
export type WayEnd =
  | {
      readonly kind: "delivered";
      readonly delivery: Delivery & { readonly kind: "delivered" };
      readonly back: WayBack;
    }
  | { readonly kind: "dropped"; readonly delivery: Delivery & { readonly kind: "dropped" } };

interface Fork {
  readonly kind: "fork";
  readonly choice: TransitChoice;
  readonly branches: Map<number, Fork | WayEnd>;
}

/**
 * All ways of one packet. A network is a value, so the same lots lead to the same end each time: a way is travelled
 * when it is first drawn, and remembered.
 */
export class WayTree {
  readonly #network: Network;
  readonly #packet: Packet;
  readonly #from: Station;
  #root: Fork | WayEnd | null = null;

  constructor(network: Network, packet: Packet, from: Station) {
    this.#network = network;
    this.#packet = packet;
    this.#from = from;
  }

  /** Follows the lots that `choose` draws, as `carry` asks for them. */
  follow(choose: (choice: TransitChoice) => number): WayEnd {
    const lots: number[] = [];
    /** Stands where `at` is; null: that was known already. */
    let transit: Transit | null = null;
    if (this.#root === null) {
      transit = carry(this.#network, this.#packet, this.#from);
      this.#root = this.#whereItIs(transit.next());
    }
    let at = this.#root;
    while (at.kind === "fork") {
      const lot = choose(at.choice);
      let next = at.branches.get(lot);
      if (next === undefined) {
        transit ??= this.#travel(lots);
        next = this.#whereItIs(transit.next(lot));
        at.branches.set(lot, next);
      }
      lots.push(lot);
      at = next;
    }
    return at;
  }

  /** As far as these lots lead, which all have been drawn before. */
  #travel(lots: readonly number[]): Transit {
    const transit = carry(this.#network, this.#packet, this.#from);
    transit.next();
    for (const lot of lots) transit.next(lot);
    return transit;
  }

  #whereItIs(turn: IteratorResult<TransitChoice, Delivery>): Fork | WayEnd {
    if (turn.done !== true) return { kind: "fork", choice: turn.value, branches: new Map() };
    const delivery = turn.value;
    return delivery.kind === "dropped"
      ? { kind: "dropped", delivery }
      : { kind: "delivered", delivery, back: carryBack(this.#network, delivery) };
  }
}
