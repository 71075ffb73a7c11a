import { type Address, type ClusterSnapshot, type Pod, type Prefix, parsePrefix } from "@splithorizon/core";
import { type NodeAddresses, nodeAddressesOf } from "../load-balancer/index.ts";
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

/** Where pods run of whom no object tells the node. */
export const UNKNOWN_NODE = "(node)";

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
  const placed = pods.map((pod) => (known.has(pod.node) ? pod : { ...pod, node: UNKNOWN_NODE }));
  return [
    ...all.map((node) => stationOfNode(node, all, placed, settings, site)),
    ...placed.map((pod) => stationOfPod(pod, settings)),
  ];
}

function unknownNode({ podCidrs }: ClusterSettings): NodeAddresses {
  return { name: UNKNOWN_NODE, lan: null, gateway: null, ciliumHost: null, podCidrs };
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
    cluster: settings.name,
  };
}

function addressesOfNode(
  { lan, gateway, ciliumHost }: NodeAddresses,
  { dataPath }: ClusterSettings,
  networks: readonly NetworkSettings[],
): readonly StationAddress[] {
  const own = (address: Address | null, prefixLength: number): readonly StationAddress[] =>
    address === null ? [] : [{ address, prefixLength, isVirtual: false }];
  const length = lan === null ? 32 : (coveringNetwork(lan, networks)?.prefix.length ?? 32);
  return [...own(lan, length), ...own(dataPath.kind === "cilium" ? ciliumHost : gateway, 32)];
}

/** The source that a node writes into its own packets for its pods: the pod side's address, or `cilium_host`. */
function podSideAddress({ ciliumHost, gateway }: NodeAddresses, { dataPath }: ClusterSettings): Address | null {
  return dataPath.kind === "cilium" ? ciliumHost : gateway;
}

function podRoutes(node: NodeAddresses, pods: readonly PodPlace[], settings: ClusterSettings): readonly Route[] {
  const source = podSideAddress(node, settings);
  return pods
    .filter((pod) => pod.node === node.name)
    .flatMap(({ addresses, name }) =>
      addresses.map((address): Route => {
        const length = address.includes(":") ? 128 : 32;
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
  const source = isTunnel ? node.ciliumHost : node.lan;
  return nodes
    .filter(({ name }) => name !== node.name)
    .flatMap(({ name, podCidrs }) =>
      podCidrs.map((prefix) => ({ prefix, next: { kind: "station", name }, source, origin: "cluster" })),
    );
}

/** What site.yaml says, else a default route to the router on the nodes' network. */
function gatewayRoutes(
  addresses: readonly StationAddress[],
  settings: ClusterSettings,
  site: SiteSettings,
): readonly Route[] {
  if (settings.routes.length > 0) return staticRoutes(settings.routes);
  const [own] = addresses;
  const link = own === undefined ? null : coveringNetwork(own.address, site.networks);
  const routers = site.hosts.filter((host) => isRouter(host, site));
  const gateway = routers
    .flatMap((router) => router.addresses)
    .find(({ address }) => link !== null && coveringNetwork(address, site.networks) === link);
  if (gateway === undefined) return [];
  const prefix = everywhere(gateway.address);
  return [{ prefix, next: { kind: "gateways", addresses: [gateway.address] }, source: null, origin: "static" }];
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
  return { name, kind: "pod", addresses: own, routes, forwards: false, firewall: [], cluster: settings.name };
}
