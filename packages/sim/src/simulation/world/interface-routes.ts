import { type Address, isIpv6, type Prefix, prefixCovers } from "@splithorizon/core";
import { networkOf, type Route, type Station, type StationAddress } from "../../network/index.ts";

/** Interfaces of a machine that are set down. */
export interface Downs {
  /** By their networks; null: all of them. */
  readonly links: ReadonlySet<string | null>;
  /** The network that an address is in. */
  linkOf(address: Address): string | null;
}

/** What goes with an interface and does not come back with it, as seen of iproute2 6.1 and Linux 6.18. */
export interface Lost {
  readonly routes: readonly Route[];
  readonly addresses: readonly Address[];
}

function isDown({ links }: Downs, link: string | null): boolean {
  return links.has(null) || (link !== null && links.has(link));
}

/** Whether all of a route's ways lead through interfaces that are down. */
function leadsThrough({ next, prefix }: Route, downs: Downs): boolean {
  switch (next.kind) {
    case "link":
      return isDown(downs, downs.linkOf(prefix.address));
    case "gateways":
      return next.addresses.every((gateway) => isDown(downs, downs.linkOf(gateway)));
    case "station":
      return false;
  }
}

/**
 * Routes that somebody has set, all of whose next hops are dead, and the machine's own addresses of IPv6. Those of IPv4
 * stay, and the machine goes on answering for them wherever it is asked.
 */
export function lostWith({ routes, addresses }: Station, downs: Downs): Lost {
  const isLost = ({ address, isVirtual }: StationAddress): boolean => {
    const link = downs.linkOf(address);
    return isIpv6(address) && !isVirtual && link !== null && isDown(downs, link);
  };
  return {
    routes: routes.filter((route) => route.origin === "static" && leadsThrough(route, downs)),
    addresses: addresses.filter(isLost).map(({ address }) => address),
  };
}

/** While interfaces are down: of several next hops those that are left, and no route that leads nowhere else. */
export function withoutInterfaces(routes: readonly Route[], downs: Downs): readonly Route[] {
  if (downs.links.size === 0) return routes;
  return routes.flatMap((route) => {
    if (leadsThrough(route, downs)) return [];
    if (route.next.kind !== "gateways") return [route];
    const alive = route.next.addresses.filter((gateway) => !isDown(downs, downs.linkOf(gateway)));
    return alive.length === route.next.addresses.length
      ? [route]
      : [{ ...route, next: { ...route.next, addresses: alive } }];
  });
}

/** The machine without addresses that are gone, and without the networks in which none is left. */
export function withoutAddresses(station: Station, gone: ReadonlySet<Address>): Station {
  if (gone.size === 0) return station;
  const addresses = station.addresses.filter(({ address, isVirtual }) => isVirtual || !gone.has(address));
  const isLeft = (prefix: Prefix): boolean =>
    addresses.some((own) => networkOf(own).length === prefix.length && prefixCovers(prefix, own.address));
  const routes = station.routes.filter(({ origin, prefix }) => origin !== "connected" || isLeft(prefix));
  return { ...station, addresses, routes };
}
