import { type Address, type ClusterSnapshot, type Pod, type Prefix, parsePrefix } from "@splithorizon/core";
import { addressOfFamily, type NodeAddresses, nodeAddressesOf } from "../load-balancer/index.ts";
import { connectedRoutes, type Route, type Station, type StationAddress, sortRoutes } from "../network/index.ts";
import { coveringNetwork, isRouter, staticRoutes } from "./build-links.ts";
import type { ClusterSettings, NetworkSettings, SiteSettings } from "./model.ts";

/** A pod, or what an EndpointSlice says of one: a name and addresses on a node. */
export interface PodPlace {
  readonly name: string;
  readonly addresses: readonly Address[];
  readonly node: string;
  readonly pod: Pod | null;
}

/** Where a cluster's pods run of whom no object tells the node. */
function unknownNodeOf({ name }: ClusterSettings): string {
  return `(node of ${name})`;
}

/** Nodes and pods of a cluster as machines on the network. */
export function stationsOfCluster(
  settings: ClusterSettings,
  snapshot: ClusterSnapshot,
  pods: readonly PodPlace[],
  site: SiteSettings,
): readonly Station[] {
  const nodes = [...nodeAddressesOf(snapshot).values()];
  const known = new Set(nodes.map(({ name }) => name));
  const needsUnknown = nodes.length === 0 || pods.some(({ node }) => !known.has(node));
  const all = needsUnknown ? [...nodes, unknownNode(settings)] : nodes;
  const placed = pods.map((pod) => (known.has(pod.node) ? pod : { ...pod, node: unknownNodeOf(settings) }));
  return [
    ...all.map((node) => stationOfNode(node, all, placed, settings, site)),
    ...placed.map((pod) => stationOfPod(pod, settings)),
  ];
}

function unknownNode(settings: ClusterSettings): NodeAddresses {
  return { name: unknownNodeOf(settings), lan: [], gateways: [], ciliumHosts: [], podCidrs: settings.podCidrs };
}

function stationOfNode(
  node: NodeAddresses,
  nodes: readonly NodeAddresses[],
  pods: readonly PodPlace[],
  settings: ClusterSettings,
  site: SiteSettings,
): Station {
  const addresses = addressesOfNode(node, settings, site.networks);
  return {
    name: node.name,
    kind: "node",
    addresses,
    routes: sortRoutes([
      ...connectedRoutes(addresses.filter(({ prefixLength }) => prefixLength < 32 || prefixLength > 32)),
      ...podRoutes(node, pods, settings),
      ...otherNodesRoutes(node, nodes, settings),
      ...gatewayRoutes(addresses, settings, site),
    ]),
    forwards: true,
    firewall: [],
    muted: [],
    cluster: settings.name,
  };
}

function addressesOfNode(
  node: NodeAddresses,
  settings: ClusterSettings,
  networks: readonly NetworkSettings[],
): readonly StationAddress[] {
  const widthOf = (address: Address): number => (address.includes(":") ? 128 : 32);
  return [
    ...node.lan.map((address): StationAddress => {
      const prefixLength = nodesNetwork(address, settings, networks)?.prefix.length ?? widthOf(address);
      return { address, prefixLength, isVirtual: false };
    }),
    ...podSideAddresses(node, settings).map((address): StationAddress => {
      return { address, prefixLength: widthOf(address), isVirtual: false };
    }),
  ];
}

/** The network that site.yaml names for the nodes where it covers the address, else the narrowest that does. */
function nodesNetwork(
  address: Address,
  { network }: ClusterSettings,
  networks: readonly NetworkSettings[],
): NetworkSettings | null {
  const named = networks.filter(({ name }) => name === network);
  return coveringNetwork(address, named) ?? coveringNetwork(address, networks);
}

/** The sources that a node writes into its own packets for its pods: the pod side's addresses, or `cilium_host`. */
function podSideAddresses({ ciliumHosts, gateways }: NodeAddresses, { dataPath }: ClusterSettings): readonly Address[] {
  return dataPath.kind === "cilium" ? ciliumHosts : gateways;
}

function podRoutes(node: NodeAddresses, pods: readonly PodPlace[], settings: ClusterSettings): readonly Route[] {
  const sources = podSideAddresses(node, settings);
  return pods
    .filter((pod) => pod.node === node.name)
    .flatMap(({ addresses, name }) =>
      addresses.map((address): Route => {
        const length = address.includes(":") ? 128 : 32;
        const source = addressOfFamily(sources, address);
        return { prefix: { address, length }, next: { kind: "station", name }, source, origin: "cluster" };
      }),
    );
}

/** Through the overlay, or by routes of the nodes' own (native routing, kube-proxy's usual CNIs). */
function otherNodesRoutes(
  node: NodeAddresses,
  nodes: readonly NodeAddresses[],
  settings: ClusterSettings,
): readonly Route[] {
  const { dataPath } = settings;
  const isTunnel = dataPath.kind === "cilium" && dataPath.routing === "tunnel";
  const sources = isTunnel ? node.ciliumHosts : node.lan;
  return nodes
    .filter(({ name }) => name !== node.name)
    .flatMap(({ name, podCidrs }) =>
      podCidrs.map((prefix): Route => {
        const source = addressOfFamily(sources, prefix.address);
        return { prefix, next: { kind: "station", name }, source, origin: "cluster" };
      }),
    );
}

/** What site.yaml says, else a default route of each family to the router on the nodes' network. */
function gatewayRoutes(
  addresses: readonly StationAddress[],
  settings: ClusterSettings,
  site: SiteSettings,
): readonly Route[] {
  if (settings.routes.length > 0) return staticRoutes(settings.routes, addresses);
  const routers = site.hosts.filter((host) => isRouter(host, site)).flatMap((router) => router.addresses);
  const links = new Set(addresses.flatMap(({ address }) => nodesNetwork(address, settings, site.networks) ?? []));
  return [...links].flatMap((link): readonly Route[] => {
    const gateway = routers.find(({ address }) => nodesNetwork(address, settings, site.networks) === link);
    if (gateway === undefined) return [];
    const next: Route["next"] = { kind: "gateways", addresses: [gateway.address] };
    return [{ prefix: everywhere(gateway.address), next, source: null, origin: "static" }];
  });
}

function everywhere(address: Address): Prefix {
  const prefix = parsePrefix(address.includes(":") ? "::/0" : "0.0.0.0/0");
  return typeof prefix === "string" ? { address, length: 0 } : { address: prefix.address, length: prefix.length };
}

function stationOfPod({ name, addresses, node }: PodPlace, settings: ClusterSettings): Station {
  const own = addresses.map((address) => ({
    address,
    prefixLength: address.includes(":") ? 128 : 32,
    isVirtual: false,
  }));
  const routes = addresses.map((address): Route => {
    return { prefix: everywhere(address), next: { kind: "station", name: node }, source: address, origin: "cluster" };
  });
  return {
    name,
    kind: "pod",
    addresses: own,
    routes,
    forwards: false,
    firewall: [],
    muted: [],
    cluster: settings.name,
  };
}
