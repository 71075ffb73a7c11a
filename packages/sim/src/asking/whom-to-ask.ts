import { didYouMeanHint, type Endpoint, parseAddress } from "@splithorizon/core";
import type { Place, SiteTwin } from "../site/index.ts";

const DNS_PORT = 53;
const LOCALHOST = parseAddress("127.0.0.1");

/** What was looked for, or why it is not there. */
export type Found<T> =
  | { readonly kind: "found"; readonly value: T }
  | { readonly kind: "missing"; readonly why: string };

/** A place by its name: a host, a node, or a pod as `namespace/name`. */
export function findPlace(twin: SiteTwin, name: string): Found<Place> {
  const place = twin.places.get(name);
  if (place !== undefined) return { kind: "found", value: place };
  const names = [...twin.places.keys()];
  const hint = didYouMeanHint(name, names) ?? `Known: ${names.join(", ")}.`;
  return { kind: "missing", why: `Nobody in the site is called "${name}". ${hint}` };
}

/** Who asks when nobody is named: the first host with a resolver, else a pod that is no CoreDNS, else whoever is there. */
export function defaultPlace(twin: SiteTwin): Found<Place> {
  const places = [...twin.places.values()];
  const coreDns = new Set([...twin.clusters.values()].flatMap(({ coreDnsStations }) => coreDnsStations));
  const host = places.find(({ kind, resolver }) => kind === "host" && resolver !== null);
  const pod = places.find(({ kind, name }) => kind === "pod" && !coreDns.has(name));
  const own = places.find((place) => isServed(twin, place));
  const value = host ?? pod ?? own ?? places[0];
  if (value !== undefined) return { kind: "found", value };
  return { kind: "missing", why: "The site has neither a host nor a node nor a pod that could ask." };
}

function isServed(twin: SiteTwin, place: Place): boolean {
  return twin.residents.some(({ station }) => station === place.station);
}

/** Behind dig's `@`: an address, or the name of a host, a node or a pod. */
export function findServer(twin: SiteTwin, text: string): Found<Endpoint> {
  const address = parseAddress(text);
  if (address !== null) return { kind: "found", value: { address, port: DNS_PORT } };
  const place = findPlace(twin, text);
  if (place.kind === "missing") return place;
  const own = twin.network.stations.get(place.value.station)?.addresses[0]?.address;
  if (own === undefined) return { kind: "missing", why: `${text} has no address.` };
  return { kind: "found", value: { address: own, port: DNS_PORT } };
}

/** The name servers of a place's resolv.conf; without one, a name server of its own. */
export function serversOf(twin: SiteTwin, place: Place): Found<readonly Endpoint[]> {
  const { resolver } = place;
  if (resolver !== null && resolver.nameservers.length > 0) return { kind: "found", value: resolver.nameservers };
  const own = twin.residents.find(({ station }) => station === place.station);
  const loopback = LOCALHOST === null ? null : { address: LOCALHOST, port: DNS_PORT };
  if (own !== undefined && loopback !== null && own.listensOn(loopback, "udp")) {
    return { kind: "found", value: [loopback] };
  }
  return {
    kind: "missing",
    why: `The site does not tell whom ${place.name} asks: give its nameservers, or say @SERVER.`,
  };
}
