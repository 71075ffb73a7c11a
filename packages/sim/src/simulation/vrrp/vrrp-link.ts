import { type Address, laterBy } from "@splithorizon/core";
import { holds, isLinkLocal } from "../../network/index.ts";
import { type Advert, type Contender, type Hearing, hearingOf, isMute, type VirtualRouter } from "../../vrrp/index.ts";
import type { SimulationContext } from "../world/part.ts";
import type { VrrpHost } from "./vrrp-host.ts";
import { type Reached, sightingsOf } from "./vrrp-sightings.ts";

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
  readonly #hearers = new Map<Contender, readonly Hearer[]>();

  constructor(context: SimulationContext, listener: VrrpListener, heard: () => void) {
    this.#context = context;
    this.#listener = listener;
    this.#heard = heard;
  }

  send(advert: Advert, hosts: readonly VrrpHost[]): void {
    const { links, machines, agenda } = this.#context;
    const { from } = advert;
    if (isMute(from) || !machines.isOnline(from.host, from.link)) return;
    this.#listener.advert?.(advert);
    const reached: Reached[] = [];
    for (const { host, router, hearing } of this.#hearersOf(from, hosts)) {
      const crossed = links.crossAdvert(from.host, host.host);
      if (crossed.kind === "lost") continue;
      reached.push({ contender: router.contender, afterMs: crossed.delayMs });
      agenda.at(laterBy(this.#context.now(), crossed.delayMs), () => {
        if (machines.stateOf(host.host) === "down" || !machines.hasCarrier(host.host, router.contender.link)) return;
        this.#arrive(advert, { host, router, hearing });
      });
    }
    const peers = from.instance.unicastPeers.filter((peer) => this.#isFound(from, peer, reached));
    this.#context.sight(() => sightingsOf(advert, reached, peers));
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

  /** Whether its host knows, or finds out, whose hardware address an advert has to go to: otherwise it sends nothing. */
  #isFound(from: Contender, peer: Address, reached: readonly Reached[]): boolean {
    const { world, neighbours } = this.#context;
    const { host, link } = from;
    const own = world.stationNow(host);
    // Nobody but keepalived has a link-local address here.
    if (isLinkLocal(peer)) return reached.some(({ contender }) => contender.source === peer);
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
  announce(by: Contender, times: number): number {
    const { agenda, random } = this.#context;
    const tookMs = random.between(LEAST_ANNOUNCE_MS, MOST_ANNOUNCE_MS);
    agenda.at(laterBy(this.#context.now(), tookMs), () => this.#announceNow(by, times));
    return tookMs;
  }

  #announceNow(by: Contender, times: number): void {
    const { machines, links, neighbours, world } = this.#context;
    const { host, link, instance } = by;
    if (!machines.isOnline(host, link)) return;
    this.#listener.announcement?.(by, times);
    for (const { address } of [...instance.virtualAddresses, ...instance.excludedAddresses]) {
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
