import { type Address, maskAddress, type Prefix, prefixCovers } from "@splithorizon/core";
import type { FirewallRule } from "../site/model.ts";
import type { Packet } from "./packet.ts";

/** An address of a machine and how many bits of it are its network's. */
export interface StationAddress {
  readonly address: Address;
  readonly prefixLength: number;
  /** Held for a virtual router: comes behind the machine's own addresses, as a secondary one does in Linux. */
  readonly isVirtual: boolean;
}

/** Where a packet goes that a route covers. */
export type NextHop =
  /** The destination is on the link. */
  | { readonly kind: "link" }
  /** One of these machines takes it on; several share the load. */
  | { readonly kind: "gateways"; readonly addresses: readonly Address[] }
  /** A machine that is reached without a link of its own: a pod on its node, another node through the overlay. */
  | { readonly kind: "station"; readonly name: string };

/** `learned`: from another router of the site. */
export type RouteOrigin = "connected" | "static" | "learned" | "bgp" | "virtual" | "cluster";

export interface Route {
  readonly prefix: Prefix;
  readonly next: NextHop;
  /** The source address that the machine takes for its own packets; null: chosen by {@link sourceFor}'s rules. */
  readonly source: Address | null;
  readonly origin: RouteOrigin;
}

/** A machine, or a pod: something that has addresses and sends and takes packets. */
export interface Station {
  /** Of a host or a node its name, of a pod `namespace/name`. */
  readonly name: string;
  readonly kind: "host" | "node" | "pod";
  /** Own addresses first. */
  readonly addresses: readonly StationAddress[];
  /** Longest prefix first; of equal ones the earlier counts. */
  readonly routes: readonly Route[];
  readonly forwards: boolean;
  readonly firewall: readonly FirewallRule[];
  /** Addresses of its own that keepalived's nftables table drops: what is sent to them, and from them. */
  readonly muted: readonly Address[];
  /** The cluster that a node or a pod belongs to. */
  readonly cluster: string | null;
}

export function networkOf({ address, prefixLength }: StationAddress): Prefix {
  return { address: maskAddress(address, prefixLength), length: prefixLength };
}

export function holds(station: Station, address: Address): boolean {
  return station.addresses.some((own) => own.address === address);
}

/** 127.0.0.0/8 and ::1 never leave a machine. */
export function isLoopback(address: Address): boolean {
  return address === "::1" || address.startsWith("127.");
}

/**
 * A route for each of the machine's networks. Of two addresses in one network the first gives the source address in IPv4
 * (the others are secondary), in IPv6 the latest one (linux-routes.test.ts).
 */
export function connectedRoutes(addresses: readonly StationAddress[]): readonly Route[] {
  const routes = new Map<string, Route>();
  for (const own of addresses) {
    const prefix = networkOf(own);
    const key = `${prefix.address}/${prefix.length}`;
    if (routes.has(key) && !own.address.includes(":")) continue;
    routes.set(key, { prefix, next: { kind: "link" }, source: own.address, origin: "connected" });
  }
  return [...routes.values()];
}

/**
 * The address on the link that a gateway stands on: that of the smallest network that holds it, since its interface leads
 * there. Of its addresses the first counts in IPv4, and a virtual one behind the own ones; in IPv6 the latest one, which a
 * virtual one is that has a network (keepalived's preferred_lft).
 */
export function addressNear(station: Station, gateway: Address): StationAddress | null {
  const near = station.addresses.filter((own) => prefixCovers(networkOf(own), gateway));
  const isLatest = gateway.includes(":");
  const own = isLatest ? [] : near.filter(({ isVirtual }) => !isVirtual);
  const candidates = own.length > 0 ? own : near;
  const longest = candidates.reduce((length, { prefixLength }) => Math.max(length, prefixLength), 0);
  return candidates.filter(({ prefixLength }) => prefixLength === longest).at(isLatest ? -1 : 0) ?? null;
}

/** Longest prefix first; equal ones stay in their order. */
export function sortRoutes(routes: readonly Route[]): readonly Route[] {
  return routes.toSorted((left, right) => right.prefix.length - left.prefix.length);
}

export function routeTo(station: Station, destination: Address): Route | null {
  return station.routes.find((route) => prefixCovers(route.prefix, destination)) ?? null;
}

/**
 * Whether a machine has an interface on a link; a lone address, as of a virtual router or a loopback, is on none, unless
 * somebody has set a route for the link by hand.
 */
export function isOnLink(station: Station, link: Prefix): boolean {
  return station.addresses.some(
    ({ address, prefixLength }) =>
      prefixCovers(link, address) && (prefixLength < widthOf(address) || hasLinkRoute(station, address)),
  );
}

function hasLinkRoute({ routes }: Station, address: Address): boolean {
  return routes.some(
    ({ origin, next, prefix }) => origin === "static" && next.kind === "link" && prefixCovers(prefix, address),
  );
}

function widthOf(address: Address): number {
  return address.includes(":") ? 128 : 32;
}

/**
 * What `ip route get` says of the machine's own addresses: all of 127.0.0.0/8 is asked from 127.0.0.1, and a secondary
 * address, such as a virtual router's in the network of an own one, from the first of its network. In IPv6 each stands
 * for itself. Seen in network namespaces of Linux.
 */
function sourceForOwn(station: Station, destination: Address): Address | null {
  if (isLoopback(destination)) return destination.includes(":") ? destination : LOOPBACK;
  const own = station.addresses.find(({ address }) => address === destination);
  if (own === undefined) return null;
  if (destination.includes(":")) return destination;
  const link = networkOf(own);
  const isSameLink = (other: StationAddress): boolean =>
    other.prefixLength === own.prefixLength && prefixCovers(link, other.address);
  return station.addresses.find(isSameLink)?.address ?? destination;
}

const LOOPBACK = "127.0.0.1" as Address;

/**
 * The address that Linux writes into a packet of this machine's own (vrrp-measured.md section 6): the route's `src`,
 * else the address nearest to the gateway, else the first of the machine. A virtual address comes behind the own ones, so it is the source only where no own address shares the gateway's network.
 */
export function sourceFor(station: Station, destination: Address): Address | null {
  const own = sourceForOwn(station, destination);
  if (own !== null) return own;
  const route = routeTo(station, destination);
  if (route === null) return null;
  if (route.source !== null) return route.source;
  const { next } = route;
  const [gateway] = next.kind === "gateways" ? next.addresses : [];
  const near = gateway === undefined ? null : addressNear(station, gateway);
  const isSameFamily = (own: StationAddress): boolean => own.address.includes(":") === destination.includes(":");
  return (near ?? station.addresses.find(isSameFamily))?.address ?? null;
}

/** What the first matching rule says; `accept` where none matches. Answers to what was let through pass without being asked about. */
export function firewallVerdict(station: Station, packet: Packet): FirewallRule["action"] {
  return station.firewall.find((rule) => matches(rule, packet))?.action ?? "accept";
}

function matches(rule: FirewallRule, { source, destination, protocol }: Packet): boolean {
  if (rule.protocol !== null && rule.protocol !== protocol) return false;
  if (rule.port !== null && rule.port !== destination.port) return false;
  if (rule.from !== null && !prefixCovers(rule.from, source.address)) return false;
  return rule.to === null || prefixCovers(rule.to, destination.address);
}
