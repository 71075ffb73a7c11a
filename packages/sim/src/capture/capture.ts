import { type Address, type Instant, isIpv6 } from "@splithorizon/core";
import { assertNever } from "../invariant.ts";
import { type Mac, macOf } from "../network/index.ts";
import { type Leg, legsOf } from "./leg.ts";
import {
  advertDatagram,
  type Ends,
  ethernetFrame,
  gratuitousArp,
  groupMac,
  ipDatagram,
  isGroup,
  NO_MAC,
  type Payload,
  portUnreachable,
  udp,
  unsolicitedAdvertisement,
} from "./octets/index.ts";
import type { ConversationKey, Hearer, Sighting } from "./sighting.ts";
import { Talk } from "./talk.ts";

/** What a machine sees of a packet: what `tcpdump` on it would write. */
export interface Frame {
  /** Milliseconds of the site's time. */
  readonly atMs: number;
  readonly machine: string;
  readonly direction: "in" | "out";
  /** From the Ethernet header on. */
  readonly octets: Uint8Array;
}

/** Linux' own packets begin with it. */
const TTL = 64;
/** Ephemeral ports of the conversations follow each other, and begin again after so many. */
const MOST_PORTS = 20_000;

/** The client's port is another in each conversation, so that a reader can tell them apart. */
interface PortShift {
  readonly source: number;
  readonly destination: number;
}

/** Listens in on a site and keeps what each machine sees, or one of them. */
export class Capture {
  readonly #at: string | null;
  readonly #places: Map<string, number>;
  readonly #talks = new WeakMap<ConversationKey, Talk>();
  readonly #frames: Frame[] = [];
  /** How many of each router have been seen. */
  readonly #adverts = new Map<object, number>();
  #conversations = 0;

  /** `machines`: their order gives them their hardware addresses. `at`: whose view; null: everybody's. */
  constructor(machines: Iterable<string>, at: string | null) {
    this.#at = at;
    this.#places = new Map([...machines].map((name, place) => [name, place + 1]));
  }

  /** In the order in which they were seen. */
  get frames(): readonly Frame[] {
    return this.#frames.toSorted((left, right) => left.atMs - right.atMs);
  }

  /** Takes what happens; a tap of the site's network. */
  readonly take = (sighting: Sighting, now: Instant): void => {
    switch (sighting.kind) {
      case "question": {
        const known = this.#talks.get(sighting.conversation);
        const talk = known ?? this.#newTalk(sighting);
        talk.ask(sighting, now);
        return;
      }
      case "reply":
        this.#talks.get(sighting.conversation)?.answer(sighting.messages, legsOf(sighting.way), now);
        return;
      case "refusal":
        this.#refuse(sighting, now);
        return;
      case "advert":
        this.#advert(sighting, now);
        return;
      case "announcement":
        this.#announcement(sighting, now);
        return;
      default:
        assertNever(sighting);
    }
  };

  #newTalk({ conversation, transport }: Sighting & { readonly kind: "question" }): Talk {
    const shift = this.#conversations % MOST_PORTS;
    this.#conversations += 1;
    const talk = new Talk(
      transport,
      (legs, atMs, make) => this.#carry(legs, atMs, { source: shift, destination: 0 }, make),
      (legs, atMs, make) => this.#carry(legs, atMs, { source: 0, destination: shift }, make),
    );
    this.#talks.set(conversation, talk);
    return talk;
  }

  /** Every leg is seen where it leaves and, unless it is lost, where it arrives. */
  #carry(legs: readonly Leg[], atMs: number, shift: PortShift, make: (ends: Ends) => Payload): void {
    for (const [place, { from, to, packet, leavesMs, arrivesMs }] of legs.entries()) {
      const { source, destination } = packet;
      const ends: Ends = {
        source: { ...source, port: source.port + shift.source },
        destination: { ...destination, port: destination.port + shift.destination },
        ttl: TTL - place,
      };
      const { header, payload } = make(ends);
      const [own, other] = from === to ? [NO_MAC, NO_MAC] : [this.#macOf(from), this.#macOf(to)];
      const octets = ethernetFrame(own, other, ipDatagram(header, payload));
      this.#see(from, "out", atMs + leavesMs, octets);
      if (arrivesMs !== null && from !== to) this.#see(to, "in", atMs + arrivesMs, octets);
    }
  }

  #refuse({ conversation, way }: Sighting & { readonly kind: "refusal" }, now: Instant): void {
    const talk = this.#talks.get(conversation);
    if (talk === undefined) return;
    const legs = legsOf(way);
    if (!talk.isDatagram) {
      talk.reset(legs, now);
      return;
    }
    const { question } = talk;
    talk.refuse(legs, now, (ends) => {
      const about = udp({ source: ends.destination, destination: ends.source, ttl: ends.ttl }, question);
      return portUnreachable(ends, ipDatagram(about.header, about.payload));
    });
  }

  #advert({ advert, to, hearers }: Sighting & { readonly kind: "advert" }, now: Instant): void {
    const { host } = advert.from;
    const count = (this.#adverts.get(advert.from) ?? 0) + 1;
    this.#adverts.set(advert.from, count);
    const datagram = advertDatagram(advert, { source: advert.from.source, to, count });
    const [first] = hearers;
    const mac = isGroup(to) || first === undefined ? groupMac(to) : this.#macOf(first.machine);
    this.#broadcast(host, ethernetFrame(this.#macOf(host), mac, datagram), hearers, now);
  }

  #announcement({ machine, address, hearers }: Sighting & { readonly kind: "announcement" }, now: Instant): void {
    this.#broadcast(machine, announcementFrame(this.#macOf(machine), address), hearers, now);
  }

  #broadcast(from: string, octets: Uint8Array, hearers: readonly Hearer[], now: Instant): void {
    this.#see(from, "out", now, octets);
    for (const { machine, afterMs } of hearers) this.#see(machine, "in", now + afterMs, octets);
  }

  #see(machine: string, direction: Frame["direction"], atMs: number, octets: Uint8Array): void {
    if (this.#at === null || this.#at === machine) this.#frames.push({ atMs, machine, direction, octets });
  }

  #macOf(machine: string): Mac {
    const place = this.#places.get(machine) ?? this.#places.size + 1;
    this.#places.set(machine, place);
    return macOf(place);
  }
}

function announcementFrame(mac: Mac, address: Address): Uint8Array {
  if (!isIpv6(address)) return gratuitousArp(mac, address);
  const { to, datagram } = unsolicitedAdvertisement(mac, address);
  return ethernetFrame(mac, to, datagram);
}
