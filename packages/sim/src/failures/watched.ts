import {
  type Address,
  type Endpoint,
  makeQuery,
  type Prefix,
  prefixCovers,
  type Query,
  type RrType,
} from "@splithorizon/core";
import { type Asking, serversOf } from "../asking/index.ts";
import { serversFor } from "../check/index.ts";
import type { Place, SiteTwin } from "../site/index.ts";
import { externalNames, landmarkNames, spoilingNames } from "./landmarks-of-site.ts";

/** A question that is put again and again while things go wrong. */
export interface Watched {
  readonly place: Place;
  readonly asking: Asking;
  readonly query: Query;
  /** `mac asks web.kloud.lan. A`. */
  readonly title: string;
  /** Whether the site itself expects something of its name. */
  readonly isChosen: boolean;
  /** Whether the question itself may take a delegation away from a name server for a while: it is asked last. */
  readonly isSpoiling: boolean;
  /**
   * Of `ns.dns.ZONE` and k8s_external's `ns1.dns.ZONE`: addresses of CoreDNS's pods, one of which a pod tells instead of
   * its Service's as long as it does not see itself among the ready endpoints (plugin/kubernetes/ns.go nsAddrs): also
   * outside, where nobody needs them.
   */
  readonly passing: readonly Address[];
  /** Addresses that must not be told here; empty for who stands in the cluster. */
  readonly hidden: readonly Prefix[];
}

const DNS_PORT = 53;

/**
 * What is watched of a site: its landmarks, asked from one place of each kind by that place's own resolver; what the site
 * expects; and the service names straight from every name server that a load balancer shows.
 */
export function watchSite(twin: SiteTwin): readonly Watched[] {
  const names = landmarkNames(twin);
  const places = placesOfEachKind(twin);
  const own = places.flatMap((place) => {
    const servers = serversOf(twin, place);
    if (servers.kind === "missing") return [];
    return names.map((name) => watched(twin, place, servers.value, name.text, makeQueryOf(name, "A")));
  });
  const all = [...own, ...expected(twin), ...direct(twin, places)];
  const spoiling = new Set(spoilingNames(twin).map(({ key }) => key));
  return [...new Map(all.map((one) => [one.title, withSpoiling(one, spoiling)])).values()];
}

function withSpoiling(watched: Watched, names: ReadonlySet<string>): Watched {
  const isSpoiling = watched.query.questions.some(({ name }) => names.has(name.key));
  return isSpoiling ? { ...watched, isSpoiling } : watched;
}

function makeQueryOf(name: Parameters<typeof makeQuery>[0]["name"], type: RrType): Query {
  return makeQuery({ name, type, class: "IN" });
}

function watched(twin: SiteTwin, place: Place, servers: readonly Endpoint[], what: string, query: Query): Watched {
  const [question] = query.questions;
  const hidden =
    place.kind === "host"
      ? twin.settings.clusters.flatMap(({ podCidrs, serviceCidrs }) => [...podCidrs, ...serviceCidrs])
      : [];
  const asking: Asking = { from: place, servers, source: null, transport: "udp" };
  const title = `${place.name} asks ${what} ${question?.type ?? ""}`;
  const isChosen = twin.settings.expectations.some(({ name }) => name.key === question?.name.key);
  return {
    place,
    asking,
    query,
    title,
    isChosen,
    isSpoiling: false,
    passing: passingFor(twin, question?.name.text ?? ""),
    hidden,
  };
}

function passingFor({ clusters, network }: SiteTwin, name: string): readonly Address[] {
  if (!/^ns1?\./.test(name)) return [];
  const pods = [...clusters.values()].flatMap(({ coreDnsStations }) => coreDnsStations);
  return pods.flatMap((pod) => network.stations.get(pod)?.addresses.map(({ address }) => address) ?? []);
}

function expected(twin: SiteTwin): readonly Watched[] {
  return twin.settings.expectations.flatMap(({ from, name, type, server, transport, silence }) => {
    const place = twin.places.get(from);
    if (place === undefined || silence || transport === "tcp") return [];
    const servers = serversFor(twin, place, server);
    if (servers.kind === "missing") return [];
    return [watched(twin, place, servers.value, `${at(server)}${name.text}`, makeQueryOf(name, type))];
  });
}

/** Whoever asks a cluster's name server past BIND: an acl should stop most of them. */
function direct(twin: SiteTwin, places: readonly Place[]): readonly Watched[] {
  const servers = [...twin.clusters.values()].flatMap(({ snapshot }) =>
    snapshot.services
      .filter(({ ports }) => ports.some(({ port }) => port === DNS_PORT))
      .flatMap(({ loadBalancerIngress }) =>
        loadBalancerIngress.flatMap((ingress) => (ingress.kind === "ip" ? [ingress.ip] : [])),
      ),
  );
  const chosen = twin.settings.expectations.map(({ name }) => name);
  const names = [...new Map([...chosen, ...externalNames(twin).slice(0, 1)].map((name) => [name.key, name])).values()];
  return servers.flatMap((address) =>
    places.flatMap((place) =>
      names.map((name) =>
        watched(twin, place, [{ address, port: DNS_PORT }], `${at(address)}${name.text}`, makeQueryOf(name, "A")),
      ),
    ),
  );
}

function at(server: string | null): string {
  return server === null ? "" : `@${server} `;
}

/** Of places on one link that ask the same servers in the same way, the first. */
function placesOfEachKind(twin: SiteTwin): readonly Place[] {
  const servers = new Set([...twin.clusters.values()].flatMap(({ coreDnsStations }) => coreDnsStations));
  const asking = [...twin.places.values()].filter(({ name, resolver }) => resolver !== null && !servers.has(name));
  const byKind = new Map<string, Place>();
  for (const place of asking) {
    const key = kindOf(twin, place);
    if (!byKind.has(key)) byKind.set(key, place);
  }
  return [...byKind.values()];
}

function kindOf({ settings, network }: SiteTwin, { kind, station, resolver }: Place): string {
  const address = network.stations.get(station)?.addresses[0]?.address;
  const link = settings.networks.find(({ prefix }) => address !== undefined && prefixCovers(prefix, address));
  const servers = resolver?.nameservers.map((server) => server.address).join(" ") ?? "";
  return `${kind} ${link?.name ?? ""} ${servers}`;
}
