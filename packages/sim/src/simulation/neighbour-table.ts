import { type Address, type Instant, laterBy } from "@splithorizon/core";
import type { Neighbours, Station } from "../network/index.ts";
import type { Random } from "./random.ts";

/** Linux believes a neighbour for so long without looking again (base_reachable_time 30 s, half to one and a half of it). */
const LEAST_REACHABLE_MS = 15_000;
const MOST_REACHABLE_MS = 45_000;
/** Then it waits five seconds and asks the old hardware address three times, once a second, before it asks everybody again. */
const DOUBT_MS = 8000;

interface Entry {
  station: string;
  reachableUntil: Instant;
  /** When the last question to a neighbour that does not answer will have been in vain; null: none is asked. */
  failsAt: Instant | null;
}

/** What the table must know of the machines it remembers. */
export interface NeighbourWorld {
  now(): Instant;
  /** A machine as it is now. */
  station(name: string): Station | null;
  /** Whether `to` would answer `from` on the link: it is there, and nothing is cut. */
  answers(from: string, to: string): boolean;
  /** Calls back then. */
  at(when: Instant, act: () => void): void;
  /** Somebody now takes another machine for the holder of an address. */
  changed(): void;
}

/**
 * What every machine of a site remembers of its neighbours, as Linux keeps ARP's answers: who was found is believed for a
 * while, then doubted when it is used, and forgotten when it does not answer; a gratuitous ARP changes what is remembered
 * at once (arp(7); vrrp-measured.md section 4).
 */
export class NeighbourTable implements Neighbours {
  readonly #world: NeighbourWorld;
  readonly #random: Random;
  readonly #entries = new Map<string, Map<Address, Entry>>();

  constructor(world: NeighbourWorld, random: Random) {
    this.#world = world;
    this.#random = random;
  }

  /** Whom a machine remembers; null: nobody. */
  remembered(at: string, address: Address): string | null {
    return this.#entries.get(at)?.get(address)?.station ?? null;
  }

  lookUp(at: Station, address: Address, holders: readonly Station[]): Station | null {
    const known = this.remembered(at.name, address);
    const station = known === null ? null : this.#world.station(known);
    if (station !== null) return station;
    return holders.find((holder) => this.#world.answers(at.name, holder.name)) ?? null;
  }

  /** A machine has sent something to an address on its link, and taken `to` for its holder. */
  used(at: string, address: Address, to: string): void {
    const now = this.#world.now();
    const own = this.#entries.get(at) ?? new Map<Address, Entry>();
    this.#entries.set(at, own);
    const entry = own.get(address);
    if (entry === undefined) own.set(address, { station: to, reachableUntil: this.#believedUntil(now), failsAt: null });
    else if (now > entry.reachableUntil && entry.failsAt === null) this.#doubt(at, address, entry, now);
  }

  /** Everybody who remembers somebody for the address and hears the announcement remembers the announcer. */
  announce(address: Address, by: string, hearers: readonly string[]): void {
    let hasChanged = false;
    for (const hearer of hearers) {
      const entry = this.#entries.get(hearer)?.get(address);
      if (entry === undefined || hearer === by) continue;
      hasChanged ||= entry.station !== by;
      entry.station = by;
      // Not confirmed: the next use looks whether it is true.
      entry.reachableUntil = this.#world.now();
      entry.failsAt = null;
    }
    if (hasChanged) this.#world.changed();
  }

  /** A machine that was without power knows nobody. */
  forget(machine: string): void {
    this.#entries.delete(machine);
  }

  #doubt(at: string, address: Address, entry: Entry, now: Instant): void {
    if (this.#isTrue(at, address, entry)) {
      entry.reachableUntil = this.#believedUntil(now);
      return;
    }
    const failsAt = laterBy(now, DOUBT_MS);
    entry.failsAt = failsAt;
    this.#world.at(failsAt, () => {
      if (entry.failsAt !== failsAt) return;
      entry.failsAt = null;
      if (this.#isTrue(at, address, entry)) entry.reachableUntil = this.#believedUntil(this.#world.now());
      else if (this.#entries.get(at)?.delete(address) === true) this.#world.changed();
    });
  }

  #isTrue(at: string, address: Address, { station }: Entry): boolean {
    const holder = this.#world.station(station);
    return (
      holder !== null && this.#world.answers(at, station) && holder.addresses.some((own) => own.address === address)
    );
  }

  #believedUntil(now: Instant): Instant {
    return laterBy(now, this.#random.between(LEAST_REACHABLE_MS, MOST_REACHABLE_MS));
  }
}
