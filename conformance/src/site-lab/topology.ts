import { type Address, prefixCovers, printPrefix } from "@splithorizon/core";
import type { HostSettings, NetworkSettings } from "@splithorizon/sim";
import type { LabNode, LabPod } from "./objects.ts";
import type { LabSite } from "./site.ts";

/** An interface on a network, or the loopback where no network covers the address. */
export interface LabInterface {
  readonly name: string;
  /** null: no network. */
  readonly network: string | null;
  /** `address/length`. */
  readonly addresses: readonly string[];
}

/** A route as `ip route add` takes it, without the words in front. */
export interface LabMachine {
  readonly name: string;
  readonly interfaces: readonly LabInterface[];
  readonly routes: readonly string[];
  readonly forwards: boolean;
}

/** A pod hangs at its node by a cable of its own. */
export interface LabPodMachine {
  /** As `--from` takes it: `namespace/name`. */
  readonly name: string;
  readonly pod: LabPod;
  /** The node's address on the pods' side. */
  readonly gateway: string;
}

export interface LabTopology {
  readonly networks: readonly string[];
  readonly machines: readonly LabMachine[];
  readonly pods: readonly LabPodMachine[];
}

/** Every machine of a site and its routes, from site.yaml and the objects. `entry` chooses among nodes that announce one address. */
export function topologyOf(site: LabSite, entry: number): LabTopology {
  const { settings, objects } = site;
  const nodes = objects?.nodes ?? [];
  const hosts = settings.hosts.map((host) => machineOfHost(host, site, entry));
  const routed = hosts.map((host) => ({ ...host, routes: [...host.routes, ...routesLearned(host, hosts)] }));
  return {
    networks: settings.networks.map(({ name }) => name),
    machines: [...routed, ...nodes.map((node) => machineOfNode(node, nodes, site))],
    pods: (objects?.pods ?? []).flatMap((pod) => podMachine(pod, nodes)),
  };
}

function machineOfHost(host: HostSettings, site: LabSite, entry: number): LabMachine {
  const { networks } = site.settings;
  const interfaces = interfacesOf(
    host.addresses.map(({ address, prefixLength }) => ({ address, prefixLength })),
    networks,
  );
  const routes = [
    ...host.routes.map(({ destination, gateways }) => `${printPrefix(destination)} via ${gateways[0] ?? ""}`),
    ...(host.bgp === null ? [] : announcedRoutes(site, host.bgp.neighbours, entry)),
  ];
  return { name: host.name, interfaces, routes, forwards: forwards(host, site) };
}

function forwards(host: HostSettings, { settings }: LabSite): boolean {
  if (host.forwards !== null) return host.forwards;
  const gateways = [...settings.hosts, ...settings.clusters].flatMap(({ routes }) =>
    routes.flatMap((route) => route.gateways),
  );
  return host.addresses.some(({ address }) => gateways.includes(address));
}

interface Held {
  readonly address: Address;
  readonly prefixLength: number | null;
}

/** eth0, eth1, ... in the order of the addresses, one for each network; what no network covers goes to the loopback. */
function interfacesOf(held: readonly Held[], networks: readonly NetworkSettings[]): readonly LabInterface[] {
  const byNetwork = new Map<NetworkSettings | null, string[]>();
  for (const { address, prefixLength } of held) {
    const network = networks.find(({ prefix }) => prefixCovers(prefix, address)) ?? null;
    const length = prefixLength ?? network?.prefix.length ?? (address.includes(":") ? 128 : 32);
    const addresses = byNetwork.get(network) ?? [];
    addresses.push(`${address}/${length}`);
    byNetwork.set(network, addresses);
  }
  const attached = [...byNetwork].filter(([network]) => network !== null);
  const loose = byNetwork.get(null) ?? [];
  return [
    ...attached.map(([network, addresses], at) => ({ name: `eth${at}`, network: network?.name ?? null, addresses })),
    ...(loose.length === 0 ? [] : [{ name: "lo", network: null, addresses: loose }]),
  ];
}

/** What nodes tell a router by BGP: their pods, and the load balancers' addresses by policy. One of several next hops is used. */
function announcedRoutes({ objects }: LabSite, neighbours: readonly string[], entry: number): readonly string[] {
  if (objects === null) return [];
  const speakers = objects.nodes.filter(({ address }) => neighbours.includes(address));
  const pods = objects.announces.podCidrs ? speakers.map(({ podCidr, address }) => `${podCidr} via ${address}`) : [];
  if (!objects.announces.services) return pods;
  const services = objects.services.flatMap(({ loadBalancerIps, externalPolicy, ports }) => {
    const withEndpoint = new Set(ports.flatMap(({ endpoints }) => endpoints.map(({ node }) => node)));
    const from = speakers.filter(({ name }) => externalPolicy === "Cluster" || withEndpoint.has(name));
    const next = from[entry % Math.max(1, from.length)];
    return next === undefined ? [] : loadBalancerIps.map((ip) => `${ip}/32 via ${next.address}`);
  });
  return [...pods, ...services];
}

/** Routers on one link know each other's networks and routes, their default routes apart: an interior routing protocol. */
function routesLearned(own: LabMachine, machines: readonly LabMachine[]): readonly string[] {
  if (!own.forwards) return [];
  const networks = (machine: LabMachine): readonly string[] => [
    ...machine.interfaces.flatMap(({ addresses }) => addresses.map(networkOf)),
    ...machine.routes.map((route) => route.split(" ")[0] ?? ""),
  ];
  const known = new Set(networks(own));
  return machines.flatMap((other) => {
    const shared = own.interfaces.flatMap(({ network }) =>
      other.interfaces.filter((one) => one.network === network && network !== null),
    );
    const via = shared[0]?.addresses[0]?.split("/")[0];
    if (other === own || !other.forwards || via === undefined) return [];
    return networks(other)
      .filter((network) => !known.has(network) && !network.endsWith("/0"))
      .map((network) => `${network} via ${via}`);
  });
}

/** The network of `address/length`, for IPv4. */
function networkOf(text: string): string {
  const [address = "", length = "32"] = text.split("/");
  const value = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(length));
  return `${ipv4(Math.floor(value / size) * size)}/${length}`;
}

function ipv4(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}

function machineOfNode(node: LabNode, nodes: readonly LabNode[], { settings }: LabSite): LabMachine {
  const cluster = settings.clusters[0];
  const others = nodes.filter(({ name }) => name !== node.name);
  const own: readonly Held[] = [{ address: node.address as Address, prefixLength: null }];
  const routes = (cluster?.routes ?? []).map(
    ({ destination, gateways }) => `${printPrefix(destination)} via ${gateways[0] ?? ""}`,
  );
  return {
    name: node.name,
    interfaces: interfacesOf(own, settings.networks),
    routes: [...routes, ...others.map(({ podCidr, address }) => `${podCidr} via ${address}`)],
    forwards: true,
  };
}

function podMachine(pod: LabPod, nodes: readonly LabNode[]): readonly LabPodMachine[] {
  const node = nodes.find(({ name }) => name === pod.node);
  if (node === undefined) return [];
  return [{ name: `${pod.namespace}/${pod.name}`, pod, gateway: firstAddress(node.podCidr) }];
}

function firstAddress(cidr: string): string {
  const parts = (cidr.split("/")[0] ?? "").split(".");
  return [...parts.slice(0, 3), String(Number(parts[3]) + 1)].join(".");
}
