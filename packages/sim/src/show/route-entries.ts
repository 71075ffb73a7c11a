import { type Address, type Prefix, prefixCovers, printPrefix } from "@splithorizon/core";
import { addressOfFamily, type ClusterNetwork, type NodeAddresses } from "../load-balancer/index.ts";
import { networkOf, type Route, type RouteOrigin, type Station } from "../network/index.ts";
import type { SiteTwin } from "../site/index.ts";

/** One line of a routing table, whatever program prints it. */
export interface RouteEntry {
  readonly prefix: Prefix;
  /** Empty: on the link. */
  readonly gateways: readonly Address[];
  readonly device: string;
  /** As iproute2 names it; null: `boot`, which is not printed. */
  readonly protocol: string | null;
  readonly source: Address | null;
  readonly metric: number | null;
}

/** The main routing table of a machine: what Linux would list, and not what it keeps in its table of local addresses. */
export function routeEntries(twin: SiteTwin, station: Station): readonly RouteEntry[] {
  const devices = devicesOf(twin, station);
  const cluster = station.cluster === null ? undefined : twin.network.clusters.get(station.cluster);
  if (station.kind === "pod") return podEntries(station, cluster);
  const isPodSide = ({ origin, prefix }: Route): boolean =>
    origin === "cluster" || (station.kind === "node" && origin === "connected" && isLone(prefix));
  const own = station.routes.filter((route) => !isPodSide(route));
  const node = station.kind === "node" ? cluster?.nodes.get(station.name) : undefined;
  return [
    ...own.flatMap((route) => entryOf(route, devices)),
    ...(node === undefined || cluster === undefined ? [] : nodeEntries(node, cluster, devices)),
  ];
}

type Devices = (address: Address) => string;

/**
 * A site names no interfaces: the first network of a machine is eth0, the next eth1, unless keepalived.conf says which
 * interface the network of a virtual address has.
 */
function devicesOf(twin: SiteTwin, station: Station): Devices {
  const links = new Map<string, { readonly prefix: Prefix; device: string }>();
  const byHand = station.routes.filter(({ origin, next }) => origin === "static" && next.kind === "link");
  for (const prefix of [...station.addresses.map(networkOf), ...byHand.map((route) => route.prefix)]) {
    if (isLone(prefix) || links.has(printPrefix(prefix))) continue;
    links.set(printPrefix(prefix), { prefix, device: `eth${links.size}` });
  }
  for (const { contender } of twin.standings.filter((standing) => standing.contender.host === station.name)) {
    for (const link of links.values()) {
      if (prefixCovers(link.prefix, contender.address)) link.device = contender.instance.interface;
    }
  }
  return (address) => [...links.values()].find(({ prefix }) => prefixCovers(prefix, address))?.device ?? "eth0";
}

function isLone({ address, length }: Prefix): boolean {
  return length === (address.includes(":") ? 128 : 32);
}

/** What each origin looks like in iproute2; an interior routing protocol is not named in a site. */
const protocols: Readonly<Record<RouteOrigin, { readonly protocol: string | null; readonly metric: number | null }>> = {
  connected: { protocol: "kernel", metric: null },
  static: { protocol: null, metric: null },
  virtual: { protocol: "keepalived", metric: null },
  learned: { protocol: "zebra", metric: 20 },
  bgp: { protocol: "bgp", metric: 20 },
  cluster: { protocol: "kernel", metric: null },
};

function entryOf({ prefix, next, source, origin }: Route, devices: Devices): readonly RouteEntry[] {
  const shape = protocols[origin];
  if (next.kind === "station") return [];
  // A lone IPv4 address stands in the table of local addresses alone; IPv6 lists it here too.
  if (origin === "connected" && isLone(prefix) && !prefix.address.includes(":")) return [];
  const gateways = next.kind === "gateways" ? next.addresses : [];
  return [{ ...shape, prefix, gateways, source, device: devices(gateways[0] ?? source ?? prefix.address) }];
}

/** Pods of its own, and the other nodes' (Cilium's agent and kube-proxy's usual network plugins write these). */
function nodeEntries(node: NodeAddresses, cluster: ClusterNetwork, devices: Devices): readonly RouteEntry[] {
  const others = [...cluster.nodes.values()].filter(({ name }) => name !== node.name);
  const isCilium = cluster.dataPath.kind === "cilium";
  const own = isCilium ? ciliumHostEntries(node) : bridgeEntries(node);
  const remote = others.flatMap((other) =>
    other.podCidrs.flatMap((prefix) => remoteEntry(prefix, node, other, cluster, devices)),
  );
  return [...own, ...remote];
}

function ciliumHostEntries({ podCidrs, ciliumHosts }: NodeAddresses): readonly RouteEntry[] {
  const blank = { device: "cilium_host", protocol: "kernel", metric: null } as const;
  const blocks = podCidrs.flatMap((prefix): readonly RouteEntry[] => {
    const source = addressOfFamily(ciliumHosts, prefix.address);
    return source === null ? [] : [{ ...blank, prefix, gateways: [source], source }];
  });
  const hosts = ciliumHosts.map((address): RouteEntry => {
    return { ...blank, prefix: { address, length: address.includes(":") ? 128 : 32 }, gateways: [], source: null };
  });
  return [...blocks, ...hosts];
}

function bridgeEntries({ podCidrs, gateways }: NodeAddresses): readonly RouteEntry[] {
  return podCidrs.map((prefix) => ({
    prefix,
    gateways: [],
    device: "cni0",
    protocol: "kernel",
    source: addressOfFamily(gateways, prefix.address),
    metric: null,
  }));
}

function remoteEntry(
  prefix: Prefix,
  node: NodeAddresses,
  other: NodeAddresses,
  { dataPath }: ClusterNetwork,
  devices: Devices,
): readonly RouteEntry[] {
  if (dataPath.kind === "cilium" && dataPath.routing === "tunnel") {
    const source = addressOfFamily(node.ciliumHosts, prefix.address);
    if (source === null) return [];
    return [{ prefix, gateways: [source], device: "cilium_host", protocol: "kernel", source, metric: null }];
  }
  const gateway = addressOfFamily(other.lan, prefix.address);
  if (gateway === null) return [];
  const protocol = dataPath.kind === "cilium" ? "kernel" : null;
  return [{ prefix, gateways: [gateway], device: devices(gateway), protocol, source: null, metric: null }];
}

/** Cilium gives a pod a route to its node's `cilium_host` alone; a bridge gives it the node's whole block. */
function podEntries(station: Station, cluster: ClusterNetwork | undefined): readonly RouteEntry[] {
  const [toNode] = station.routes.flatMap(({ next }) => (next.kind === "station" ? [next.name] : []));
  const node = toNode === undefined ? undefined : cluster?.nodes.get(toNode);
  if (node === undefined || cluster === undefined) return [];
  const isCilium = cluster.dataPath.kind === "cilium";
  const blank = { device: "eth0", protocol: null, metric: null } as const;
  return station.addresses.flatMap(({ address }): readonly RouteEntry[] => {
    const gateway = addressOfFamily(isCilium ? node.ciliumHosts : node.gateways, address);
    if (gateway === null) return [];
    const everything = { address: (address.includes(":") ? "::" : "0.0.0.0") as Address, length: 0 };
    const block = node.podCidrs.find((prefix) => prefixCovers(prefix, address));
    const link: RouteEntry = isCilium
      ? { ...blank, prefix: { address: gateway, length: gateway.includes(":") ? 128 : 32 }, gateways: [], source: null }
      : {
          ...blank,
          prefix: block ?? { address, length: address.includes(":") ? 128 : 32 },
          gateways: [],
          protocol: "kernel",
          source: address,
        };
    return [{ ...blank, prefix: everything, gateways: [gateway], source: null }, link];
  });
}
