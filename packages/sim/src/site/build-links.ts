import { type Address, isIpv4, type Prefix, prefixCovers } from "@splithorizon/core";
import { connectedRoutes, networkOf, type Route, type StationAddress } from "../network/index.ts";
import type { HostSettings, InterfaceAddress, NetworkSettings, SiteSettings, StaticRoute } from "./model.ts";

/** A host's addresses with the lengths of the networks that they stand in. */
export function stationAddresses(
  addresses: readonly InterfaceAddress[],
  networks: readonly NetworkSettings[],
): readonly StationAddress[] {
  return addresses.map(({ address, prefixLength }) => ({
    address,
    prefixLength: prefixLength ?? coveringNetwork(address, networks)?.prefix.length ?? (isIpv4(address) ? 32 : 128),
    isVirtual: false,
  }));
}

/** The network with the longest prefix that covers an address. */
export function coveringNetwork(address: Address, networks: readonly NetworkSettings[]): NetworkSettings | null {
  let longest: NetworkSettings | null = null;
  for (const network of networks) {
    const isLonger = longest === null || network.prefix.length > longest.prefix.length;
    if (isLonger && prefixCovers(network.prefix, address)) longest = network;
  }
  return longest;
}

/** Linux has no route whose source it does not hold ("Invalid prefsrc address", vrrp-measured.md section 6). */
export function staticRoutes(routes: readonly StaticRoute[], own: readonly StationAddress[]): readonly Route[] {
  return routes
    .filter(({ source }) => source === null || own.some(({ address }) => address === source))
    .map(({ destination, gateways, source }) => ({
      prefix: destination,
      next: gateways.length === 0 ? { kind: "link" } : { kind: "gateways", addresses: gateways },
      source,
      origin: "static",
    }));
}

/** Whether a host passes packets on: it says so, or somebody's route leads to it. */
export function isRouter(host: HostSettings, site: SiteSettings): boolean {
  if (host.forwards !== null) return host.forwards;
  const gateways = gatewaysOf(site);
  return host.addresses.some(({ address }) => gateways.has(address));
}

/** Every host is asked for again and again, and what a site says does not change. */
const gatewaysOfSites = new WeakMap<SiteSettings, ReadonlySet<Address>>();

/** To whom somebody's route leads. */
function gatewaysOf(site: SiteSettings): ReadonlySet<Address> {
  const known = gatewaysOfSites.get(site);
  if (known !== undefined) return known;
  const routes = [...site.hosts, ...site.clusters].flatMap((owner) => owner.routes);
  const gateways = new Set(routes.flatMap((route) => route.gateways));
  gatewaysOfSites.set(site, gateways);
  return gateways;
}

/** A router as the others know it. */
export interface KnownRouter {
  readonly name: string;
  readonly addresses: readonly StationAddress[];
  readonly routes: readonly Route[];
}

/**
 * Routers of a site know each other's networks, as with an interior routing protocol: what one is attached to or has a
 * route for (its default route apart), the others on its links reach through it, and those behind them through them,
 * unless they were told otherwise. By the router's name; each round goes one router further, so the shortest way counts.
 */
export function learnedRoutes(routers: readonly KnownRouter[]): ReadonlyMap<string, readonly Route[]> {
  const learned = new Map(routers.map(({ name }) => [name, [] as readonly Route[]]));
  for (let round = 1; round < routers.length; round += 1) {
    const known = routers.map((own) => ({ ...own, routes: [...own.routes, ...(learned.get(own.name) ?? [])] }));
    const news = known.map((own) => ({ name: own.name, routes: heardBy(own, known) }));
    if (news.every(({ routes }) => routes.length === 0)) break;
    for (const { name, routes } of news) learned.set(name, [...(learned.get(name) ?? []), ...routes]);
  }
  return learned;
}

/** What its neighbours know and it does not; nobody hears of a route through himself (split horizon). */
function heardBy(own: KnownRouter, routers: readonly KnownRouter[]): readonly Route[] {
  const known = [...connectedRoutes(own.addresses), ...own.routes];
  const isKnown = (prefix: Prefix): boolean => known.some((route) => samePrefix(route.prefix, prefix));
  return routers.flatMap((router): readonly Route[] => {
    const via = router.addresses.find((candidate) => shareLink(own, candidate));
    if (router.name === own.name || via === undefined) return [];
    return [...connectedRoutes(router.addresses), ...router.routes]
      .filter((route) => route.prefix.length > 0 && !isKnown(route.prefix) && !leadsTo(route, own))
      .map(({ prefix }) => ({
        prefix,
        next: { kind: "gateways", addresses: [via.address] },
        source: null,
        origin: "learned",
      }));
  });
}

function leadsTo({ next }: Route, { addresses }: KnownRouter): boolean {
  return next.kind === "gateways" && next.addresses.some((gateway) => addresses.some((own) => own.address === gateway));
}

function shareLink(own: KnownRouter, candidate: StationAddress): boolean {
  return own.addresses.some((address) => {
    const network = networkOf(address);
    const isHostRoute = network.length === 32 || network.length === 128;
    return !isHostRoute && prefixCovers(network, candidate.address);
  });
}

function samePrefix(left: Prefix, right: Prefix): boolean {
  return left.address === right.address && left.length === right.length;
}
