import { type Address, laterBy } from "@splithorizon/core";
import { holds, isLinkLocal } from "../../network/index.ts";
import {
  type Advert,
  addressesOf,
  type Contender,
  type Hearing,
  hearingOf,
  isMute,
  type RouterActions,
  type VirtualRouter,
} from "../../vrrp/index.ts";
import type { SimulationContext } from "../world/part.ts";
import type { VrrpHost } from "./vrrp-host.ts";
import type { MachineFault } from "./vrrp-hosts.ts";
import { groupOf, type Reached, sightingOf } from "./vrrp-sightings.ts";
import { WaitingForPeers } from "./waiting-for-peers.ts";

/** Told of what keepalived sends, as whoever listens on the link sees it. */
export interface VrrpListener {
  advert?(advert: Advert): void;
  /** So many gratuitous ARPs for each of the router's addresses. */
  announcement?(by: Contender, times: number): void;
}

/** The last gratuitous ARP of several is out so soon after the advert before it (0.1 to 7 ms measured), and the addresses are set by then. */
const LEAST_ANNOUNCE_MS = 1.6;
const MOST_ANNOUNCE_MS = 5;

interface Hearer {
  readonly host: VrrpHost;
  readonly router: VirtualRouter;
  readonly hearing: Hearing;
}

/** Carries what keepalived says to those who hear it. */
export class VrrpLink {
  readonly #context: SimulationContext;
  readonly #listener: VrrpListener;
  /** Somebody has heard something, and may want to be woken at another time. */
  readonly #heard: () => void;
  readonly #waiting = new WaitingForPeers();
  readonly #hearers = new Map<Contender, readonly Hearer[]>();

  constructor(context: SimulationContext, listener: VrrpListener, heard: () => void) {
    this.#context = context;
    this.#listener = listener;
    this.#heard = heard;
  }

  /** What a router says, which all goes over the link. */
  wordsOf(by: Contender, hosts: () => readonly VrrpHost[]): Pick<RouterActions, "announce" | "send" | "tellsPlace"> {
    return {
      announce: (times) => this.#announce(by, times),
      send: (advert) => this.#send(advert, hosts()),
      tellsPlace: () => {
        if (by.instance.unicastPeers.length > 0 && by.sourceIs === "own") this.#tell(by, [by.source], 1);
      },
    };
  }

  /** What waits for a neighbour goes with the carrier (net/core/neighbour.c neigh_carrier_down). */
  struck(fault: MachineFault): void {
    if (fault.kind === "crash") this.#waiting.drop(fault.machine, null);
    else if (fault.kind === "unplug" || fault.kind === "interface-down") {
      this.#waiting.drop(fault.machine, fault.link ?? null);
    }
  }

  #send(advert: Advert, hosts: readonly VrrpHost[]): void {
    const { from } = advert;
    const isOnline = this.#context.machines.isOnline(from.host, from.link);
    const isDown = hosts.find(({ host }) => host === from.host)?.isDown(from.link) === true;
    if (isMute(from) || isDown || (!isOnline && from.instance.unicastPeers.length === 0)) return;
    if (isOnline) this.#listener.advert?.(advert);
    const hearers = this.#hearersOf(from, hosts);
    const { unicastPeers } = from.instance;
    if (unicastPeers.length === 0) this.#carry(advert, groupOf(from), hearers);
    for (const peer of unicastPeers) {
      const its = hearers.filter(({ router }) => router.contender.source === peer);
      this.#sendTo(peer, advert, its);
    }
  }

  /** To whom its host finds; for a neighbour that does not answer it waits with the host's questions. */
  #sendTo(peer: Address, advert: Advert, hearers: readonly Hearer[]): void {
    const { from } = advert;
    const { world, neighbours } = this.#context;
    if (this.#isFound(from, peer, hearers)) this.#carry(advert, peer, hearers);
    else if (world.linkOf(peer) === from.link) {
      this.#waiting.wait(
        from,
        (heard) => neighbours.searches.wait(from.host, peer, heard),
        () => {
          if (this.#isFound(from, peer, hearers)) this.#carry(advert, peer, hearers);
        },
      );
    }
  }

  #carry(advert: Advert, to: Address, hearers: readonly Hearer[]): void {
    const { links, machines, agenda } = this.#context;
    const { from } = advert;
    const reached: Reached[] = [];
    for (const { host, router, hearing } of hearers) {
      const crossed = links.crossAdvert(from.host, host.host);
      if (crossed.kind === "lost") continue;
      reached.push({ contender: router.contender, afterMs: crossed.delayMs });
      agenda.at(laterBy(this.#context.now(), crossed.delayMs), () => {
        if (machines.stateOf(host.host) === "down" || !machines.hasCarrier(host.host, router.contender.link)) return;
        this.#arrive(advert, { host, router, hearing });
      });
    }
    this.#context.sight(() => [sightingOf(advert, to, reached)]);
  }

  /** Read as soon as keepalived comes to it. */
  #arrive(advert: Advert, { host, router, hearing }: Hearer): void {
    if (host.busyUntil > this.#context.now()) {
      this.#context.agenda.at(host.busyUntil, () => this.#arrive(advert, { host, router, hearing }));
      return;
    }
    host.hear(advert, router, hearing);
    this.#heard();
  }

  /** Whether its host knows, or finds out, whose hardware address an advert has to go to: otherwise nothing goes out. */
  #isFound(from: Contender, peer: Address, hearers: readonly Hearer[]): boolean {
    const { world, neighbours, machines } = this.#context;
    const { host, link } = from;
    if (!machines.isOnline(host, link)) return false;
    const own = world.stationNow(host);
    // Nobody but keepalived has a link-local address here.
    if (isLinkLocal(peer)) return hearers.length > 0;
    if (own === null || world.linkOf(peer) !== link) return this.#isThere(peer);
    const found = neighbours.lookUp(own, peer, world.network.holders.get(peer) ?? []);
    if (found === null) return false;
    const slot = neighbours.slotOf(host, peer);
    if (slot.entry === null) neighbours.learned(found.name, from.source, host);
    neighbours.used(slot, host, peer, found.name);
    return true;
  }

  /** Somewhere behind a router. */
  #isThere(peer: Address): boolean {
    const { world, machines } = this.#context;
    const stations = [...world.network.stations.values()];
    return stations.some((station) => holds(station, peer) && machines.stateOf(station.name) !== "down");
  }

  routersChanged(): void {
    this.#hearers.clear();
  }

  /** Whom a router's adverts reach, and what becomes of them there: both are settled by the configuration. */
  #hearersOf(from: Contender, hosts: readonly VrrpHost[]): readonly Hearer[] {
    const known = this.#hearers.get(from);
    if (known !== undefined) return known;
    const hearers = hosts.flatMap((host) =>
      host.routers.flatMap((router): readonly Hearer[] => {
        const hearing = hearingOf(router.contender, from);
        return hearing.kind === "unheard" ? [] : [{ host, router, hearing }];
      }),
    );
    this.#hearers.set(from, hearers);
    return hearers;
  }

  /** To everybody on the link who hears it; several in a row are as good as the last. */
  #announce(by: Contender, times: number): number {
    const { agenda, random } = this.#context;
    const tookMs = random.between(LEAST_ANNOUNCE_MS, MOST_ANNOUNCE_MS);
    agenda.at(laterBy(this.#context.now(), tookMs), () => this.#announceNow(by, times));
    return tookMs;
  }

  #announceNow(by: Contender, times: number): void {
    if (!this.#context.machines.isOnline(by.host, by.link)) return;
    this.#listener.announcement?.(by, times);
    this.#tell(by, addressesOf(by), times);
  }

  #tell({ host, link }: Contender, addresses: readonly Address[], times: number): void {
    const { machines, links, neighbours, world } = this.#context;
    for (const address of addresses) {
      const hearers = world
        .neighboursOf(host, address)
        .filter((machine) => machines.isOnline(machine, link) && !links.isCut(host, machine));
      neighbours.announce(address, host, hearers);
      this.#context.sight(() => {
        const heard = hearers.map((machine) => ({ machine, afterMs: links.latencyMs }));
        return Array.from({ length: times }, () => ({ kind: "announcement", machine: host, address, hearers: heard }));
      });
    }
  }
}
