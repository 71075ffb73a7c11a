import { type Address, type Instant, laterBy } from "@splithorizon/core";
import type { Cancel } from "../../sending/index.ts";

/**
 * Everybody on the link is asked once a second, three times, and then the neighbour is given up (mcast_solicit,
 * retrans_time). A second is longer by the grain of the kernel's timers: 1.02 s (seen in the scenes by lot, where adverts
 * wait), 3.06 s for all three.
 */
const PROBE_MS = 1020;
const MOST_PROBES = 3;

interface Search {
  readonly at: string;
  readonly address: Address;
  probes: number;
  readonly waiting: Set<(how: "found" | "failed") => void>;
}

/** What a search must know of the machines. */
export interface SearchWorld {
  now(): Instant;
  /** Whether somebody would answer a machine that asks its link for an address. */
  isThere(at: string, address: Address): boolean;
  /** Calls back then. */
  at(when: Instant, act: () => void): void;
}

/**
 * Neighbours that machines look for and nobody has answered for yet: whoever sends to one meanwhile waits for the same
 * search, and hears with the others that it has failed. Seen (Linux 6.18): a connection that was begun 2.2 s after a
 * datagram failed 0.86 s later; with the address set 1.5 s after the datagram it was refused at once.
 */
export class NeighbourSearches {
  readonly #world: SearchWorld;
  readonly #searches = new Map<string, Search>();

  constructor(world: SearchWorld) {
    this.#world = world;
  }

  /** A machine has something to send to an address that it knows nobody for. `heard` is called once, unless the wait is cancelled. */
  wait(at: string, address: Address, heard: (how: "found" | "failed") => void): Cancel {
    const key = `${at} ${address}`;
    const known = this.#searches.get(key);
    const search = known ?? { at, address, probes: 0, waiting: new Set() };
    search.waiting.add(heard);
    if (known === undefined) {
      this.#searches.set(key, search);
      this.#planProbe(key, search);
    }
    return () => void search.waiting.delete(heard);
  }

  /** Somebody has said unasked that he holds an address; these have heard it. */
  announced(address: Address, hearers: readonly string[]): void {
    for (const hearer of hearers) {
      const key = `${hearer} ${address}`;
      const search = this.#searches.get(key);
      if (search !== undefined) this.#end(key, search, "found");
    }
  }

  #planProbe(key: string, search: Search): void {
    this.#world.at(laterBy(this.#world.now(), PROBE_MS), () => this.#probe(key, search));
  }

  #probe(key: string, search: Search): void {
    if (this.#searches.get(key) !== search) return;
    search.probes += 1;
    if (search.probes < MOST_PROBES && this.#world.isThere(search.at, search.address)) this.#end(key, search, "found");
    else if (search.probes >= MOST_PROBES) this.#end(key, search, "failed");
    else this.#planProbe(key, search);
  }

  #end(key: string, search: Search, how: "found" | "failed"): void {
    this.#searches.delete(key);
    for (const heard of [...search.waiting]) heard(how);
  }
}
