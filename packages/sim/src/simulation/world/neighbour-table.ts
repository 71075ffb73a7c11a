import { type Address, type Instant, laterBy } from "@splithorizon/core";
import type { Neighbours, Station } from "../../network/index.ts";
import { NeighbourSearches } from "./neighbour-search.ts";
import type { Random } from "./random.ts";

/** Linux believes a neighbour for so long without looking again (base_reachable_time 30 s, half to one and a half of it). */
const LEAST_REACHABLE_MS = 15_000;
const MOST_REACHABLE_MS = 45_000;
/** Then, or since somebody announced himself, the next use makes it wait five seconds (delay_first_probe_time) ... */
const DELAY_MS = 5000;
/** ... and ask the hardware address that it knows three times, once a second, before it asks everybody again (ucast_solicit). */
const PROBE_MS = 1000;
const MOST_PROBES = 3;

/** What a machine remembers of one address, or that it remembers nobody: there as long as the table is. */
export interface NeighbourSlot {
  entry: Entry | null;
}

interface Entry {
  station: string;
  reachableUntil: Instant;
  /** The doubt that it is in; null: none. A new one makes what was planned for the old one void. */
  doubt: object | null;
}

interface Doubt {
  readonly at: string;
  readonly address: Address;
  readonly entry: Entry;
  readonly doubt: object;
}

/** What the table must know of the machines it remembers. */
export interface NeighbourWorld {
  now(): Instant;
  /** A machine as it is now. */
  station(name: string): Station | null;
  /** Whether `to` would answer `from` on the link of the address: it is there, and nothing is cut. */
  answers(from: string, to: string, address: Address): boolean;
  /** Whether somebody would answer a machine that asks its link for an address. */
  isThere(at: string, address: Address): boolean;
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
  readonly #slots = new Map<string, Map<Address, NeighbourSlot>>();
  /** Of neighbours that nobody has answered for yet. */
  readonly searches: NeighbourSearches;

  constructor(world: NeighbourWorld, random: Random) {
    this.#world = world;
    this.#random = random;
    this.searches = new NeighbourSearches(world);
  }

  /** Whom a machine remembers; null: nobody. */
  remembered(at: string, address: Address): string | null {
    return this.#entryAt(at, address)?.station ?? null;
  }

  lookUp(at: Station, address: Address, holders: readonly Station[]): Station | null {
    const known = this.remembered(at.name, address);
    const station = known === null ? null : this.#world.station(known);
    if (station !== null) return station;
    return holders.find((holder) => this.#world.answers(at.name, holder.name, address)) ?? null;
  }

  /** Where a machine remembers an address, for whoever sends there again and again. */
  slotOf(at: string, address: Address): NeighbourSlot {
    const own = this.#slots.get(at) ?? new Map<Address, NeighbourSlot>();
    if (own.size === 0) this.#slots.set(at, own);
    const known = own.get(address);
    if (known !== undefined) return known;
    const made: NeighbourSlot = { entry: null };
    own.set(address, made);
    return made;
  }

  /** A machine has sent something to an address on its link, and taken `to` for its holder; `slot`: its own for that address. */
  used(slot: NeighbourSlot, at: string, address: Address, to: string): void {
    const now = this.#world.now();
    const { entry } = slot;
    if (entry === null) slot.entry = { station: to, reachableUntil: this.#believedUntil(now), doubt: null };
    else if (now >= entry.reachableUntil && entry.doubt === null) this.#doubt(at, address, entry);
  }

  /** A question of `by` for somebody's own address tells him where `by` is, as far as he did not know (net/ipv4/arp.c arp_process): not confirmed. */
  learned(at: string, address: Address, by: string): void {
    const slot = this.slotOf(at, address);
    slot.entry ??= { station: by, reachableUntil: this.#world.now(), doubt: null };
  }

  #entryAt(at: string, address: Address): Entry | null {
    return this.#slots.get(at)?.get(address)?.entry ?? null;
  }

  /** Everybody who remembers somebody for the address and hears the announcement remembers the announcer. */
  announce(address: Address, by: string, hearers: readonly string[]): void {
    let hasChanged = false;
    for (const hearer of hearers) {
      const entry = this.#entryAt(hearer, address);
      // Who is known already is not doubted for saying so again (net/core/neighbour.c __neigh_update).
      if (entry === null || hearer === by || entry.station === by) continue;
      hasChanged = true;
      entry.station = by;
      // Not confirmed: the next use looks whether it is true.
      entry.reachableUntil = this.#world.now();
      entry.doubt = null;
    }
    if (hasChanged) this.#world.changed();
    this.searches.announced(address, hearers);
  }

  /** A machine that was without power knows nobody, and one that has lost a carrier nobody on that link (net/core/neighbour.c neigh_carrier_down, neigh_ifdown). */
  forget(machine: string, isOn: (address: Address) => boolean = () => true): void {
    for (const [address, slot] of this.#slots.get(machine) ?? []) if (isOn(address)) slot.entry = null;
  }

  #doubt(at: string, address: Address, entry: Entry): void {
    const doubt = {};
    entry.doubt = doubt;
    this.#later(DELAY_MS, () => this.#probe({ at, address, entry, doubt }, 1));
  }

  #probe(own: Doubt, probes: number): void {
    const { at, address, entry, doubt } = own;
    if (entry.doubt !== doubt) return;
    if (this.#isTrue(at, address, entry)) {
      entry.doubt = null;
      entry.reachableUntil = this.#believedUntil(this.#world.now());
    } else if (probes > MOST_PROBES) {
      entry.doubt = null;
      const slot = this.slotOf(at, address);
      if (slot.entry !== entry) return;
      slot.entry = null;
      this.#world.changed();
    } else this.#later(PROBE_MS, () => this.#probe(own, probes + 1));
  }

  #later(ms: number, act: () => void): void {
    this.#world.at(laterBy(this.#world.now(), ms), act);
  }

  #isTrue(at: string, address: Address, { station }: Entry): boolean {
    const holder = this.#world.station(station);
    const isHeld = holder?.addresses.some((own) => own.address === address) === true;
    return isHeld && this.#world.answers(at, station, address);
  }

  #believedUntil(now: Instant): Instant {
    return laterBy(now, this.#random.between(LEAST_REACHABLE_MS, MOST_REACHABLE_MS));
  }
}
