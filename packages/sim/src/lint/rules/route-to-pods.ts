import { type Address, type Prefix, parsePrefix, prefixCovers, printPrefix, type Span } from "@splithorizon/core";
import type { ClusterTwin } from "../../site/index.ts";
import { type Evidence, hasArrived } from "../evidence.ts";
import { placeOfObject } from "../outside-services.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** The tutorial's own warning: "You should never need a route to the Pods CIDR." */
export const routeToPods: Rule = {
  traps: ["seed"],
  severity: "warning",
  check: (view) => [
    ...routesOf(view).flatMap((route) => observe(view, route) ?? []),
    ...[...view.twin.clusters.values()].flatMap((cluster) => announcedPods(view, cluster)),
  ],
};

interface RouteOfHost {
  readonly host: string;
  readonly destination: Prefix;
  readonly span: Span;
}

/** Routes of hosts, and those that keepalived sets. */
function routesOf({ twin }: SiteView): readonly RouteOfHost[] {
  const fixed = twin.settings.hosts.flatMap(({ name, routes }) =>
    routes.map(({ destination, span }): RouteOfHost => ({ host: name, destination, span })),
  );
  const virtual = twin.standings.flatMap(({ contender: { host, instance } }) =>
    instance.virtualRoutes.flatMap((route): readonly RouteOfHost[] => {
      const destination = parsePrefix(route.destination);
      return typeof destination === "string" ? [] : [{ host, destination, span: instance.span }];
    }),
  );
  return [...fixed, ...virtual];
}

function observe(view: SiteView, { host, destination, span }: RouteOfHost): Observation | null {
  if (destination.length === 0) return null;
  for (const cluster of view.twin.clusters.values()) {
    const covered = podRangesOf(cluster).filter((pods) => overlaps(pods, destination));
    if (covered.length === 0) continue;
    const shown = reachPod(view, host, cluster, destination);
    // A route for half the world (10.0.0.0/8) is one to the pods only if it leads there.
    const isWider = destination.length <= WIDE && covered.every(({ length }) => length > destination.length);
    if (isWider && shown === null) continue;
    const whoever =
      shown === null
        ? "whoever has it reaches pods past every Service"
        : `${host} reaches the pod at ${shown.inquiry.server} past every Service`;
    return {
      span,
      message: `${host} has a route to ${printPrefix(destination)}, where the pods of ${cluster.settings.name} are: nobody outside should need one, and ${whoever}.`,
      hint: "Take it away; Services have their addresses outside.",
      ...(shown === null ? {} : { evidence: [shown] }),
    };
  }
  return null;
}

/** As long as a prefix may be that means everything private at once, not the pods. */
const WIDE = 8;

/** Of the cluster as a whole, or of each node where nobody said more. */
function podRangesOf({ settings, snapshot }: ClusterTwin): readonly Prefix[] {
  if (settings.podCidrs.length > 0) return settings.podCidrs;
  return [...snapshot.nodes, ...snapshot.ciliumNodes].flatMap(({ podCidrs }) =>
    podCidrs.flatMap((text) => {
      const prefix = parsePrefix(text);
      return typeof prefix === "string" ? [] : [prefix];
    }),
  );
}

function overlaps(first: Prefix, second: Prefix): boolean {
  return first.length <= second.length ? prefixCovers(first, second.address) : prefixCovers(second, first.address);
}

/** A question that reaches a pod by its own address: CoreDNS answers it, others say that nobody listens. */
function reachPod(view: SiteView, from: string, cluster: ClusterTwin, destination: Prefix): Evidence | null {
  const { settings, snapshot, coreDnsStations } = cluster;
  const isCoreDns = (name: string): number => Number(coreDnsStations.includes(name));
  const addresses = snapshot.pods
    .filter(({ hostNetwork }) => !hostNetwork)
    .map(({ metadata, podIps }) => ({ name: `${metadata.namespace}/${metadata.name}`, podIps }))
    .toSorted((left, right) => isCoreDns(right.name) - isCoreDns(left.name))
    .flatMap(({ podIps }) => podIps)
    .filter((address): address is Address => prefixCovers(destination, address));
  const name = view.services.find((service) => service.cluster === settings.name)?.inside ?? settings.clusterDomain;
  const inquiries = addresses.slice(0, MOST_PODS).map((server) => ({ from, server, name, type: "A" }) as const);
  return view.askUntil(inquiries, hasArrived);
}

/** Pods of one node are reached alike. */
const MOST_PODS = 3;

const POD_ADVERTISEMENTS: readonly string[] = ["PodCIDR", "CiliumPodIPPool"];

/** Cilium's BGP tells the routers outside where the pods are. */
function announcedPods(view: SiteView, cluster: ClusterTwin): readonly Observation[] {
  const { twin } = view;
  const { name } = cluster.settings;
  const pods = podRangesOf(cluster);
  const heard = twin.announcements.filter(
    (told) => told.cluster === name && pods.some((range) => overlaps(range, told.prefix)),
  );
  const hasRouters = twin.settings.hosts.some(({ bgp }) => bgp !== null);
  if (heard.length === 0 && hasRouters) return [];
  return cluster.snapshot.bgpAdvertisements.flatMap(({ metadata, advertisements }) => {
    const kind = advertisements.find((own) => POD_ADVERTISEMENTS.includes(own.advertisementType))?.advertisementType;
    const span = placeOfObject(twin, name, `CiliumBGPAdvertisement /${metadata.name}`);
    if (kind === undefined || span === null) return [];
    const shown = reachedBy(view, cluster, heard);
    const who =
      heard.length === 0 ? "its BGP neighbours" : [...new Set(heard.map(({ router }) => router))].join(" and ");
    const whoever =
      shown === null
        ? "whoever sends by way of it reaches pods"
        : `${shown.inquiry.from} reaches the pod at ${shown.inquiry.server}`;
    return [
      {
        span,
        message: `${metadata.name} announces ${kind} of ${name} to ${who}: nobody outside should need a route to the pods, and ${whoever} past every Service.`,
        hint: "Announce Services alone (advertisementType: Service).",
        ...(shown === null ? {} : { evidence: [shown] }),
      },
    ];
  });
}

/** Somebody whose packets go by a router that has heard of the pods, else the router itself. */
function reachedBy(view: SiteView, cluster: ClusterTwin, heard: SiteView["twin"]["announcements"]): Evidence | null {
  const routers = heard.map(({ router }) => router);
  for (const from of [...view.strangers, ...routers]) {
    for (const { prefix } of heard) {
      const shown = reachPod(view, from, cluster, prefix);
      if (shown !== null) return shown;
    }
  }
  return null;
}
