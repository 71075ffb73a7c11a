import { type Address, type Prefix, prefixCovers, printPrefix } from "@splithorizon/core";
import { assertNever } from "../invariant.ts";
import { type ClusterNetwork, type OriginClass, type ServiceVerdict, serviceVerdict } from "../load-balancer/index.ts";
import type { Delivery, DropReason, Hop, Translation } from "./hop.ts";
import type { Network } from "./network.ts";
import { type Packet, printPacket } from "./packet.ts";
import {
  addressNear,
  firewallVerdict,
  holds,
  isLoopback,
  isOnLink,
  networkOf,
  type Route,
  routeTo,
  type Station,
} from "./station.ts";

/** A packet before equal routes, and what a router goes by: the machine that routes, both addresses, the next hops. */
export interface Flow {
  readonly at: string;
  readonly source: Address;
  readonly destination: Address;
  /** As the route lists them: a lot is an index of this. */
  readonly nextHops: readonly Address[];
}

/** What a packet's way leaves to chance: equal routes, the endpoint behind a service, and the node that answers ARP for it. */
export interface TransitChoice {
  readonly kind: "choose";
  readonly among: number;
  readonly why: "ecmp" | "endpoint" | "l2-announcer";
  /** null: not among equal routes. */
  readonly flow: Flow | null;
}

export type Transit = Generator<TransitChoice, Delivery, number>;

/** A packet that has seen so many machines is in a loop (IP's own limit is 64 in Linux). */
const MOST_HOPS = 64;

/** The way of one packet from a machine to whoever takes it: routes, ECMP, translation, firewalls. */
export function carry(network: Network, packet: Packet, from: Station): Transit {
  return new Journey(network, packet, from).travel();
}

class Journey {
  readonly #network: Network;
  readonly #origin: Station;
  readonly #hops: Hop[] = [];
  readonly #translations: Translation[] = [];
  #packet: Packet;
  #at: Station;
  /** Whom it asked the link for last. */
  #neighbour: Address | null = null;
  /** Whoever handed the packet to where it is; null: it has not left its origin. */
  #from: Station | null = null;

  constructor(network: Network, packet: Packet, from: Station) {
    this.#network = network;
    this.#packet = packet;
    this.#origin = from;
    this.#at = from;
  }

  *travel(): Transit {
    this.#hops.push({ kind: "sent", at: this.#at.name, packet: this.#packet });
    while (this.#hops.length < MOST_HOPS) {
      const refusal = this.#refusalHere();
      if (refusal !== null) return refusal;
      const verdict = this.#verdictHere();
      const served = verdict === null ? null : yield* this.#obey(verdict);
      if (served !== null) return served;
      if (isLoopback(this.#packet.destination.address) || holds(this.#at, this.#packet.destination.address)) {
        return this.#deliver();
      }
      const end = yield* this.#forward();
      if (end !== null) return end;
    }
    return this.#drop("too-many-hops", "the packet goes in circles");
  }

  #deliver(): Delivery {
    this.#hops.push({ kind: "delivered", at: this.#at.name, packet: this.#packet });
    const { name } = this.#at;
    return {
      kind: "delivered",
      station: name,
      packet: this.#packet,
      hops: this.#hops,
      translations: this.#translations,
    };
  }

  #drop(reason: DropReason, why: string): Delivery {
    this.#hops.push({ kind: "dropped", at: this.#at.name, packet: this.#packet, reason, why });
    return { kind: "dropped", reason, hops: this.#hops };
  }

  #dropUnanswered(why: string): Delivery {
    const neighbour = this.#neighbour;
    if (neighbour === null) return this.#drop("no-such-host", why);
    const reason = "no-such-host";
    this.#hops.push({ kind: "dropped", at: this.#at.name, packet: this.#packet, reason, why, neighbour });
    return { kind: "dropped", reason, hops: this.#hops };
  }

  /** Whether this machine takes what it was sent at all. */
  #refusalHere(): Delivery | null {
    const muted = this.#mutedHere();
    if (muted !== null || this.#at === this.#origin) return muted;
    switch (firewallVerdict(this.#at, this.#packet)) {
      case "drop":
        return this.#drop("firewall-drop", `the firewall of ${this.#at.name} drops ${printPacket(this.#packet)}`);
      case "reject":
        return this.#drop("firewall-reject", `the firewall of ${this.#at.name} rejects ${printPacket(this.#packet)}`);
      case "accept":
        return null;
    }
  }

  /** keepalived's table has the hooks input and output (vrrp_nftables.c), so the machine itself gets no answer either. */
  #mutedHere(): Delivery | null {
    const { muted, name } = this.#at;
    const { source, destination } = this.#packet;
    if (this.#at === this.#origin && muted.includes(source.address)) {
      return this.#drop("denied-at-socket", `keepalived on ${name} lets nothing out from ${source.address}`);
    }
    if (!muted.includes(destination.address)) return null;
    return this.#drop("firewall-drop", `keepalived on ${name} drops what is sent to ${destination.address}`);
  }

  /** A node translates what is meant for a service; null: the packet goes on. */
  *#obey(verdict: ServiceVerdict): Generator<TransitChoice, Delivery | null, number> {
    switch (verdict.kind) {
      case "drop":
        return this.#drop(verdict.reason, verdict.why);
      case "translate": {
        const { candidates } = verdict;
        const index =
          candidates.length > 1 ? yield { kind: "choose", among: candidates.length, why: "endpoint", flow: null } : 0;
        const chosen = candidates[index] ?? candidates[0];
        if (chosen === undefined) return this.#drop("no-endpoint", verdict.why);
        this.#translate(chosen.packet, `${verdict.why}; ${chosen.why}`, chosen.returns);
        return null;
      }
      default:
        return assertNever(verdict);
    }
  }

  #verdictHere(): ServiceVerdict | null {
    const { kind, cluster } = this.#at;
    if (kind !== "node" || cluster === null) return null;
    const clusterNetwork = this.#network.clusters.get(cluster);
    if (clusterNetwork === undefined) return null;
    const isAlreadyDone = this.#translations.some(({ at }) => at === this.#at.name);
    if (isAlreadyDone) return null;
    return serviceVerdict(clusterNetwork, this.#packet, this.#at.name, this.#originClass(clusterNetwork));
  }

  /**
   * What comes back to the cluster from a router is from outside, whoever sent it. kube-proxy goes by the source: what
   * has a pod's address is a pod's (detectLocalMode ClusterCIDR, kubeadm's).
   */
  #originClass({ dataPath, podCidrs }: ClusterNetwork): OriginClass {
    if (this.#from === null) return "node";
    if (this.#from === this.#origin && this.#from.kind === "pod") return "pod";
    const isPodAddress = podCidrs.some((prefix) => prefixCovers(prefix, this.#packet.source.address));
    return dataPath.kind === "kube-proxy" && isPodAddress ? "pod" : "outside";
  }

  #translate(after: Packet, why: string, returns: Translation["returns"]): void {
    const before = this.#packet;
    this.#packet = after;
    this.#translations.push({ at: this.#at.name, before, after, returns });
    this.#hops.push({ kind: "translated", at: this.#at.name, before, packet: after, why });
  }

  *#forward(): Generator<TransitChoice, Delivery | null, number> {
    if (this.#at !== this.#origin && !this.#at.forwards) {
      return this.#drop("not-forwarding", `${this.#at.name} does not pass on what is not for itself`);
    }
    this.#neighbour = null;
    const { address } = this.#packet.destination;
    const route = routeTo(this.#at, address);
    if (route === null) return this.#drop("no-route", `${this.#at.name} has no route to ${address}`);
    const next = yield* this.#nextStation(route, address);
    if (typeof next === "string") return this.#dropUnanswered(next);
    this.#masquerade(next);
    this.#hops.push({
      kind: "forwarded",
      at: this.#at.name,
      to: next.name,
      neighbour: this.#neighbour,
      packet: this.#packet,
      why: describe(route),
    });
    this.#from = this.#at;
    this.#at = next;
    return null;
  }

  *#nextStation(route: Route, destination: Address): Generator<TransitChoice, Station | string, number> {
    const { next } = route;
    switch (next.kind) {
      case "station":
        return this.#network.stations.get(next.name) ?? `there is no ${next.name}`;
      case "link":
        return this.#holderOnLink(route.prefix, destination) ?? (yield* this.#announcerOf(route.prefix, destination));
      case "gateways": {
        const { addresses } = next;
        const flow = this.#flowTo(addresses);
        const index = addresses.length > 1 ? yield { kind: "choose", among: addresses.length, why: "ecmp", flow } : 0;
        const gateway = addresses[index] ?? addresses[0];
        if (gateway === undefined) return "the route has no gateway";
        const link = this.#linkTo(gateway);
        return this.#holderOnLink(link, gateway) ?? (yield* this.#announcerOf(link, gateway));
      }
    }
  }

  #flowTo(nextHops: readonly Address[]): Flow {
    const { source, destination } = this.#packet;
    return { at: this.#at.name, source: source.address, destination: destination.address, nextHops };
  }

  /** The network of this machine that a gateway stands in; null where the site does not say. */
  #linkTo(gateway: Address): Prefix | null {
    const own = addressNear(this.#at, gateway);
    return own === null ? null : networkOf(own);
  }

  #isThere(station: Station, link: Prefix | null): boolean {
    return station !== this.#at && station.kind !== "pod" && (link === null || isOnLink(station, link));
  }

  /** Whoever answers ARP: the machine that has the address; null: a node may announce it there. */
  #holderOnLink(link: Prefix | null, address: Address): Station | null {
    this.#neighbour = address;
    const { holders, neighbours } = this.#network;
    const present = (holders.get(address) ?? []).filter((station) => this.#isThere(station, link));
    return neighbours === null ? (present[0] ?? null) : neighbours.lookUp(this.#at, address, present);
  }

  /** Which node holds the service's Lease no object tells. @returns why nobody does. */
  *#announcerOf(link: Prefix | null, address: Address): Generator<TransitChoice, Station | string, number> {
    const nobody = `nobody on the link has ${address}`;
    for (const { l2Candidates } of this.#network.clusters.values()) {
      const candidates = (l2Candidates.get(address) ?? []).flatMap(({ node, answers }) => {
        const station = this.#network.stations.get(node);
        return station === undefined ? [] : [{ station, answers: answers && this.#isThere(station, link) }];
      });
      if (!candidates.some(({ answers }) => answers)) continue;
      const among = candidates.length;
      const index = among > 1 ? yield { kind: "choose", among, why: "l2-announcer", flow: null } : 0;
      const chosen = candidates[index] ?? candidates[0];
      return chosen?.answers === true ? chosen.station : nobody;
    }
    return nobody;
  }

  /** What leaves the cluster may carry the node's address instead of the pod's. */
  #masquerade(next: Station): void {
    const { cluster, name } = this.#at;
    if (this.#origin.kind !== "pod" || cluster === null || next.cluster === cluster || this.#at === this.#origin)
      return;
    const address = this.#network.clusters.get(cluster)?.masqueradeAddress(name, this.#packet) ?? null;
    if (address === null || this.#packet.source.address === address) return;
    const after = { ...this.#packet, source: { ...this.#packet.source, address } };
    this.#translate(after, `what leaves the cluster carries ${name}'s own address`, "through-here");
  }
}

function describe({ prefix, next, origin }: Route): string {
  const where =
    next.kind === "gateways"
      ? `via ${next.addresses.join(" or ")}`
      : next.kind === "station"
        ? `to ${next.name}`
        : "on the link";
  return `${printPrefix(prefix)} ${where} (${origin})`;
}
