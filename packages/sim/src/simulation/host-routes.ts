import { type Address, type Prefix, prefixCovers, printPrefix } from "@splithorizon/core";
import { isOnLink, networkOf, type Route, type Station, sortRoutes } from "../network/index.ts";

/** What an administrator does by hand, until the machine starts anew: `ip route add 198.19.0.0/16 via 192.168.13.91`. */
export interface RouteChange {
  readonly change: "add" | "del";
  readonly to: Prefix;
  /** null: whichever it has, of a route that is to go. */
  readonly via: Address | null;
}

/** `ip route add 198.19.0.0/16 via 192.168.13.91`. */
export function printRouteChange({ change, to, via }: RouteChange): string {
  return ["ip route", change, printPrefix(to), ...(via === null ? [] : ["via", via])].join(" ");
}

interface Changes {
  /** Set by hand, the latest first. */
  readonly added: readonly Route[];
  /** Destinations whose routes of site.yaml are gone; `all`: an interface was set down. */
  readonly gone: ReadonlySet<string> | "all";
}

const NONE: Changes = { added: [], gone: new Set() };

/** Routes of hosts that are others than what site.yaml says. */
export class HostRoutes {
  readonly #changes = new Map<string, Changes>();
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** They go with an interface that is set down: what an administrator had set up nobody sets again. */
  drop(machine: string): void {
    this.#set(machine, { added: [], gone: "all" });
  }

  /** The machine has started again, and set up its routes. */
  restore(machine: string): void {
    if (this.#changes.delete(machine)) this.#changed();
  }

  /** @returns what `ip` prints where the kernel refuses; null: it is done. Words of iproute2 6.1 and Linux 6.18. */
  change(station: Station, { change, to, via }: RouteChange): string | null {
    const known = this.#changes.get(station.name) ?? NONE;
    if (change === "add") {
      const route = via === null ? null : byHand(to, via);
      const why = route === null ? "Error: Nexthop has invalid gateway." : whyNotAdded(station, route);
      if (route !== null && why === null) this.#set(station.name, { ...known, added: [route, ...known.added] });
      return why;
    }
    const key = printPrefix(to);
    if (!station.routes.some((route) => isHandmade(route) && isTo(route, key) && goesBy(route, via)))
      return "RTNETLINK answers: No such process";
    const added = known.added.filter((route) => !isTo(route, key));
    this.#set(station.name, { added, gone: known.gone === "all" ? "all" : new Set([...known.gone, key]) });
    return null;
  }

  /** A machine with the routes that it has now: what comes with addresses comes back with them. */
  of(station: Station): Station {
    const changes = this.#changes.get(station.name);
    if (changes === undefined) return station;
    const { added, gone } = changes;
    const left = station.routes.filter(
      (route) => route.origin === "connected" || route.origin === "virtual" || !isGone(route, gone),
    );
    return { ...station, routes: sortRoutes([...added, ...left]) };
  }

  #set(machine: string, changes: Changes): void {
    this.#changes.set(machine, changes);
    this.#changed();
  }
}

function byHand(prefix: Prefix, via: Address): Route {
  return { prefix, next: { kind: "gateways", addresses: [via] }, source: null, origin: "static" };
}

/** What routing protocols bring has a metric of its own, and stands beside a route that is set by hand. */
function isHandmade({ origin }: Route): boolean {
  return origin === "static" || origin === "connected" || origin === "virtual";
}

function isTo({ prefix }: Route, key: string): boolean {
  return printPrefix(prefix) === key;
}

function goesBy({ next }: Route, via: Address | null): boolean {
  return via === null ? next.kind === "gateways" : next.kind === "gateways" && next.addresses.includes(via);
}

/** An interface that is set down takes with it what a routing protocol has brought, too. */
function isGone(route: Route, gone: Changes["gone"]): boolean {
  return gone === "all" || (route.origin === "static" && gone.has(printPrefix(route.prefix)));
}

function whyNotAdded(station: Station, route: Route): string | null {
  const { next, prefix } = route;
  const [via] = next.kind === "gateways" ? next.addresses : [];
  const isNear =
    via !== undefined &&
    station.addresses.some((own) => isOnLink(station, networkOf(own)) && prefixCovers(networkOf(own), via));
  if (!isNear) return "Error: Nexthop has invalid gateway.";
  const key = printPrefix(prefix);
  return station.routes.some((other) => isHandmade(other) && isTo(other, key))
    ? "RTNETLINK answers: File exists"
    : null;
}
