import { type Address, type Endpoint, type Prefix, parseAddress, parsePrefix } from "@splithorizon/core";
import type { Delivery } from "./hop.ts";
import { makeNetwork, type Network } from "./network.ts";
import type { Packet } from "./packet.ts";
import { connectedRoutes, type Route, type Station, type StationAddress, sortRoutes } from "./station.ts";
import { carry } from "./transit.ts";
import { carryBack } from "./way-back.ts";

export function addressOf(text: string): Address {
  const address = parseAddress(text);
  if (address === null) throw new RangeError(`not an address: ${text}`);
  return address;
}

export function prefixOf(text: string): Prefix {
  const prefix = parsePrefix(text === "default" ? "0.0.0.0/0" : text);
  if (typeof prefix === "string") throw new RangeError(`not a prefix: ${text}`);
  return { address: prefix.address, length: prefix.length };
}

/** `192.168.13.11/24`, with a `*` behind what is held for a virtual router. */
function ownAddress(text: string): StationAddress {
  const [address = "", length] = text.replace("*", "").split("/");
  const width = address.includes(":") ? 128 : 32;
  return { address: addressOf(address), prefixLength: Number(length ?? width), isVirtual: text.endsWith("*") };
}

/** `PREFIX via GATEWAY[,GATEWAY] | dev link | to STATION`, then `src ADDRESS`. */
function routeOf(text: string): Route {
  const [prefix = "", how, where = "", , source] = text.split(" ");
  const next: Route["next"] =
    how === "via"
      ? { kind: "gateways", addresses: where.split(",").map(addressOf) }
      : how === "to"
        ? { kind: "station", name: where }
        : { kind: "link" };
  return { prefix: prefixOf(prefix), next, source: source === undefined ? null : addressOf(source), origin: "static" };
}

/** A machine by its addresses and its routes, as {@link ownAddress} and {@link routeOf} read them. */
export function machine(
  name: string,
  addresses: readonly string[],
  routes: readonly string[] = [],
  changes: Partial<Station> = {},
): Station {
  const own = addresses.map(ownAddress);
  const all = sortRoutes([...connectedRoutes(own), ...routes.map(routeOf)]);
  const kind = "host";
  return {
    name,
    kind,
    addresses: own,
    routes: all,
    forwards: false,
    firewall: [],
    muted: [],
    cluster: null,
    ...changes,
  };
}

export function networkWith(...stations: readonly Station[]): Network {
  return makeNetwork(stations, new Map());
}

function endpointOf(text: string): Endpoint {
  const colon = text.lastIndexOf(":");
  return { address: addressOf(text.slice(0, colon).replace(/[[\]]/g, "")), port: Number(text.slice(colon + 1)) };
}

/** `192.168.13.50:40000 -> [2001:db8::1]:53/udp`. */
export function packetOf(text: string): Packet {
  const [source = "", destination = ""] = text.split(" -> ");
  const [to = "", protocol] = destination.split("/");
  return { source: endpointOf(source), destination: endpointOf(to), protocol: protocol === "tcp" ? "tcp" : "udp" };
}

export function stationOf(network: Network, name: string): Station {
  const station = network.stations.get(name);
  if (station === undefined) throw new RangeError(`nobody is called ${name}`);
  return station;
}

/** Every way that a packet can take, in the order of the choices. */
export function allWays(network: Network, packet: Packet, from: string): readonly Delivery[] {
  const found: Delivery[] = [];
  const open: (readonly number[])[] = [[]];
  for (let chosen = open.pop(); chosen !== undefined; chosen = open.pop()) {
    const transit = carry(network, packet, stationOf(network, from));
    let turn = transit.next();
    let depth = 0;
    for (; turn.done !== true; depth += 1) {
      if (depth === chosen.length) {
        for (let other = turn.value.among - 1; other > 0; other -= 1) open.push([...chosen, other]);
        chosen = [...chosen, 0];
      }
      turn = transit.next(chosen[depth] ?? 0);
    }
    found.push(turn.value);
  }
  return found;
}

/** `laptop > router > dns1`, the machines that a packet saw, then how it ended. */
export function printWay(delivery: Delivery): string {
  const machines = delivery.hops.flatMap((hop) =>
    hop.kind === "sent" ? [hop.at] : hop.kind === "forwarded" ? [hop.to] : [],
  );
  const end = delivery.kind === "delivered" ? "" : ` ! ${delivery.reason}`;
  return machines.join(" > ") + end;
}

/** The way there and back of the first way. */
export function printRoundTrip(network: Network, packet: Packet, from: string): string {
  const [there] = allWays(network, packet, from);
  if (there?.kind !== "delivered") return there === undefined ? "" : printWay(there);
  const back = carryBack(network, there);
  const steps = back.hops.flatMap((hop) => (hop.kind === "forwarded" ? [hop.to] : []));
  const end = back.kind === "delivered" ? `from ${back.from.address}:${back.from.port}` : "lost";
  return `${printWay(there)} | ${steps.join(" > ")} ${end}`;
}
