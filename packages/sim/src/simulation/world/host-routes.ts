import { type Address, type Prefix, prefixCovers, printPrefix } from "@splithorizon/core";
import { holds, isOnLink, networkOf, type Route, type Station, sortRoutes } from "../../network/index.ts";
import type { HostSettings } from "../../site/index.ts";
import { type Downs, lostWith, withoutAddresses, withoutInterfaces } from "./interface-routes.ts";

/** What an administrator does by hand, until the machine starts anew: `ip route add 198.19.0.0/16 via 192.168.13.91`. */
export interface RouteChange {
  readonly change: "add" | "del";
  readonly to: Prefix;
  /** null: whichever it has, of a route that is to go. */
  readonly via: Address | null;
  /** What the machine's own packets carry that go by it; left out: as Linux chooses. */
  readonly src?: Address;
}

/** `ip route add 198.19.0.0/16 via 192.168.13.91`. */
export function printRouteChange({ change, to, via, src }: RouteChange): string {
  const by = [...(via === null ? [] : ["via", via]), ...(src === undefined ? [] : ["src", src])];
  return ["ip route", change, printPrefix(to), ...by].join(" ");
}

interface Changes {
  /** Set by hand, the latest first. */
  readonly added: readonly Route[];
  /** Destinations whose routes of site.yaml are gone. */
  readonly gone: ReadonlySet<string>;
  /** Sources of routes of site.yaml that the machine did not hold once. */
  readonly lost: ReadonlySet<Address>;
  /** Its own addresses that went with an interface. */
  readonly addresses: ReadonlySet<Address>;
  /** The networks of interfaces that are down; null: all of them. */
  readonly downs: ReadonlySet<string | null>;
}

const NONE: Changes = {
  added: [],
  gone: new Set(),
  lost: new Set(),
  addresses: new Set(),
  downs: new Set(),
};

/** Where the machines of a site stand. */
interface Surroundings {
  /** As they are now. */
  stations(): readonly Station[];
  /** The network that an address is in. */
  linkOf(address: Address): string | null;
  /** Somebody's routes have changed. */
  changed(): void;
}

/** Routes of hosts that are others than what site.yaml says, and what keepalived's tables drop on them. */
export class HostRoutes {
  readonly #muted = new Map<string, Station["muted"]>();
  readonly #changes = new Map<string, Changes>();
  readonly #hosts: readonly HostSettings[];
  readonly #surroundings: Surroundings;

  constructor(hosts: readonly HostSettings[], surroundings: Surroundings) {
    this.#hosts = hosts;
    this.#surroundings = surroundings;
    this.addressesChanged();
  }

  /** keepalived's table of a machine drops these from now on. */
  mute(machine: string, addresses: Station["muted"]): void {
    this.#muted.set(machine, addresses);
    this.#surroundings.changed();
  }

  /** They go with an interface that is set down: what an administrator had set up nobody sets again. `link`: its network; null: all interfaces. */
  setDown(machine: string, link: string | null): void {
    const known = this.#changes.get(machine) ?? NONE;
    const station = this.#surroundings.stations().find(({ name }) => name === machine);
    if (station === undefined) return;
    const downs = new Set([...known.downs, link]);
    const lost = lostWith(station, this.#downs(downs));
    this.#set(machine, {
      ...known,
      downs,
      added: known.added.filter((route) => !lost.routes.includes(route)),
      gone: new Set([...known.gone, ...lost.routes.map(({ prefix }) => printPrefix(prefix))]),
      addresses: new Set([...known.addresses, ...lost.addresses]),
    });
  }

  /** It is up again: its networks are there, and what routing protocols and several next hops have led through it. */
  setUp(machine: string, link: string | null): void {
    const known = this.#changes.get(machine);
    if (known === undefined) return;
    const downs = new Set(known.downs);
    if (downs.delete(link)) this.#set(machine, { ...known, downs });
  }

  #downs(links: Downs["links"]): Downs {
    return { links, linkOf: (address) => this.#surroundings.linkOf(address) };
  }

  /**
   * Routes whose source is an address that their machine does not hold are gone, and stay so when the address is back
   * (fib_sync_down_addr; vrrp-measured.md section 6).
   */
  addressesChanged(): void {
    const stations = this.#surroundings.stations();
    for (const { name, routes } of this.#hosts) {
      const sources = routes.flatMap(({ source }) => source ?? []);
      if (sources.length === 0 && !this.#changes.has(name)) continue;
      const own = stations.find((station) => station.name === name)?.addresses ?? [];
      this.#holdsOnly(name, new Set(own.map(({ address }) => address)), sources);
    }
  }

  #holdsOnly(machine: string, own: ReadonlySet<Address>, sources: readonly Address[]): void {
    const known = this.#changes.get(machine) ?? NONE;
    const isThere = ({ source }: Route): boolean => source === null || own.has(source);
    const added = known.added.filter(isThere);
    const news = sources.filter((source) => !own.has(source) && !known.lost.has(source));
    if (added.length === known.added.length && news.length === 0) return;
    this.#set(machine, { ...known, added, lost: new Set([...known.lost, ...news]) });
  }

  /** The machine has started again, and set up its routes. */
  restore(machine: string): void {
    if (!this.#changes.delete(machine)) return;
    this.#surroundings.changed();
    this.addressesChanged();
  }

  /** @returns what `ip` prints where the kernel refuses; null: it is done. Words of iproute2 6.1 and Linux 6.18. */
  change(station: Station, { change, to, via, src }: RouteChange): string | null {
    const known = this.#changes.get(station.name) ?? NONE;
    if (change === "add") {
      const route = via === null ? null : byHand(to, via, src ?? null);
      const why = route === null ? "Error: Nexthop has invalid gateway." : whyNotAdded(station, route);
      if (route !== null && why === null) this.#set(station.name, { ...known, added: [route, ...known.added] });
      return why;
    }
    const key = printPrefix(to);
    if (!station.routes.some((route) => isHandmade(route) && isTo(route, key) && goesBy(route, via)))
      return "RTNETLINK answers: No such process";
    const added = known.added.filter((route) => !isTo(route, key));
    this.#set(station.name, { ...known, added, gone: new Set([...known.gone, key]) });
    return null;
  }

  /** A machine with the routes that it has now: what comes with addresses comes back with them. */
  of(station: Station): Station {
    const changes = this.#changes.get(station.name);
    const muted = this.#muted.get(station.name) ?? station.muted;
    if (changes === undefined) return muted === station.muted ? station : { ...station, muted };
    const { added, addresses, downs } = changes;
    const own = withoutAddresses(station, addresses);
    const left = own.routes.filter((route) => !isGone(route, changes));
    return { ...own, muted, routes: sortRoutes(withoutInterfaces([...added, ...left], this.#downs(downs))) };
  }

  #set(machine: string, changes: Changes): void {
    this.#changes.set(machine, changes);
    this.#surroundings.changed();
  }
}

function byHand(prefix: Prefix, via: Address, source: Address | null): Route {
  return { prefix, next: { kind: "gateways", addresses: [via] }, source, origin: "static" };
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

function isGone({ origin, prefix, source }: Route, { gone, lost }: Changes): boolean {
  return origin === "static" && (gone.has(printPrefix(prefix)) || (source !== null && lost.has(source)));
}

function whyNotAdded(station: Station, route: Route): string | null {
  const { next, prefix } = route;
  const [via] = next.kind === "gateways" ? next.addresses : [];
  const isNear =
    via !== undefined &&
    station.addresses.some((own) => isOnLink(station, networkOf(own)) && prefixCovers(networkOf(own), via));
  if (!isNear) return "Error: Nexthop has invalid gateway.";
  if (route.source !== null && !holds(station, route.source)) return "Error: Invalid prefsrc address.";
  const key = printPrefix(prefix);
  return station.routes.some((other) => isHandmade(other) && isTo(other, key))
    ? "RTNETLINK answers: File exists"
    : null;
}
