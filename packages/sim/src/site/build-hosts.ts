import type { Address } from "@splithorizon/core";
import { announcementsTo, type BgpSpeaker } from "../load-balancer/index.ts";
import { connectedRoutes, type Route, type Station, sortRoutes } from "../network/index.ts";
import type { Standing } from "../vrrp/index.ts";
import { isRouter, type KnownRouter, learnedRoutes, staticRoutes, stationAddresses } from "./build-links.ts";
import { type VirtualPart, virtualPartOf } from "./build-virtual-addresses.ts";
import type { BgpSettings, HostSettings, SiteSettings } from "./model.ts";
import type { ClusterTwin, HeardAnnouncement } from "./twin.ts";

/** What every router of the site hears from the nodes of every cluster. */
export function hearAnnouncements(site: SiteSettings, clusters: readonly ClusterTwin[]): readonly HeardAnnouncement[] {
  return site.hosts.flatMap((host) => {
    const { bgp } = host;
    if (bgp === null) return [];
    const speaker = speakerOf(host, bgp);
    return clusters.flatMap(({ settings, snapshot }) =>
      announcementsTo(snapshot, speaker).map((heard) => ({ ...heard, cluster: settings.name, router: host.name })),
    );
  });
}

/** A host that speaks BGP, with all of its addresses. */
export function speakerOf({ addresses }: HostSettings, bgp: BgpSettings): BgpSpeaker {
  return { ...bgp, addresses: addresses.map(({ address }) => address) };
}

/** The hosts as machines on the network, with the virtual addresses that they hold at rest. */
export function stationsOfHosts(
  site: SiteSettings,
  standings: readonly Standing[],
  announcements: readonly HeardAnnouncement[],
): readonly Station[] {
  const drafts = site.hosts.map((host) => draftOf(host, site, standings, announcements));
  const learned = learnedRoutes(drafts.filter(({ forwards }) => forwards).map(({ known }) => known));
  return drafts.map(({ host, known, forwards, virtual }) => ({
    name: host.name,
    kind: "host",
    addresses: known.addresses,
    routes: sortRoutes(routesInOrder(known, virtual, learned.get(host.name) ?? [])),
    forwards,
    firewall: host.firewall,
    muted: virtual.muted,
    cluster: null,
  }));
}

interface HostDraft {
  readonly host: HostSettings;
  readonly known: KnownRouter;
  readonly forwards: boolean;
  readonly virtual: VirtualPart;
}

function draftOf(
  host: HostSettings,
  site: SiteSettings,
  standings: readonly Standing[],
  announcements: readonly HeardAnnouncement[],
): HostDraft {
  const virtual = virtualPartOf(host.name, standings);
  const addresses = [...stationAddresses(host.addresses, site.networks), ...virtual.addresses];
  const heard = announcements.filter(({ router }) => router === host.name);
  const routes = [...staticRoutes(host.routes, addresses), ...virtual.routes, ...bgpRoutes(heard)];
  return { host, virtual, forwards: isRouter(host, site), known: { name: host.name, addresses, routes } };
}

/** What was there when the host had come up stands before what a virtual address brings (`ip route get`, linux-routes.test.ts). */
function routesInOrder(
  { addresses, routes }: KnownRouter,
  virtual: VirtualPart,
  learned: readonly Route[],
): readonly Route[] {
  const isVirtual = ({ source }: Route): boolean => virtual.addresses.some(({ address }) => address === source);
  const connected = connectedRoutes(addresses);
  const [own, others] = [routes.filter(isByHand), routes.filter((route) => !isByHand(route))];
  return [
    ...connected.filter((route) => !isVirtual(route)),
    ...own,
    ...connected.filter(isVirtual),
    ...others,
    ...learned,
  ];
}

function isByHand({ origin }: Route): boolean {
  return origin === "static";
}

/** One route for each prefix; of the nodes that announce it those of the greatest LOCAL_PREF share the load (RFC 4271 section 9.1.2). */
function bgpRoutes(heard: readonly HeardAnnouncement[]): readonly Route[] {
  const byPrefix = new Map<string, { readonly first: HeardAnnouncement; readonly nextHops: Address[] }>();
  for (const announcement of heard) {
    const { prefix, nextHop, localPreference } = announcement;
    const key = `${prefix.address}/${prefix.length}`;
    const known = byPrefix.get(key);
    const best = known?.first.localPreference ?? 0;
    if (known !== undefined && localPreference < best) continue;
    if (known === undefined || localPreference > best) byPrefix.set(key, { first: announcement, nextHops: [nextHop] });
    else if (!known.nextHops.includes(nextHop)) known.nextHops.push(nextHop);
  }
  return [...byPrefix.values()].map(({ first, nextHops }) => ({
    prefix: first.prefix,
    next: { kind: "gateways", addresses: nextHops },
    source: null,
    origin: "bgp",
  }));
}
