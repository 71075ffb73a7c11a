import {
  type Address,
  type ClusterSnapshot,
  type DomainName,
  type Endpoint,
  makeSystemdResolved,
  maskAddress,
  type OwnMachine,
  type Pod,
  parseAddress,
  parseName,
  type ResolvedSettings,
} from "@splithorizon/core";
import type { Resident } from "../hosts/index.ts";
import type { PodPlace } from "./build-cluster-stations.ts";
import { podResolverOf } from "./build-coredns.ts";
import { stationAddresses } from "./build-links.ts";
import { dnsServiceOf } from "./build-pods.ts";
import type { ClusterSettings, HostSettings, NetworkSettings, ResolverSettings, SiteSettings } from "./model.ts";
import type { Place, PlaceResolver } from "./twin.ts";

const DNS_PORT = 53;
/** systemd-resolved's stub listener. */
const RESOLVED_ADDRESS = parseAddress("127.0.0.53");
/** kubelet's default for pods with dnsPolicy ClusterFirst (pkg/kubelet/network/dns/dns.go). */
const CLUSTER_NDOTS = 5;

function endpointsOf(addresses: readonly Address[]): readonly Endpoint[] {
  return addresses.map((address) => ({ address, port: DNS_PORT }));
}

/** A host's resolv.conf: systemd-resolved puts its own listener there. */
function resolverOf(settings: ResolverSettings | null): PlaceResolver | null {
  if (settings === null) return null;
  const isResolved = settings.kind === "systemd-resolved" && RESOLVED_ADDRESS !== null;
  const addresses = isResolved ? [RESOLVED_ADDRESS] : settings.nameservers;
  return { nameservers: endpointsOf(addresses), search: settings.search, ndots: 1 };
}

export function placesOfHosts({ hosts }: SiteSettings): readonly Place[] {
  return hosts.map(({ name, resolver }) => ({ name, kind: "host", station: name, resolver: resolverOf(resolver) }));
}

/** Nodes by their Node objects, and every pod: those on the host network ask from their node. */
export function placesOfCluster(
  settings: ClusterSettings,
  snapshot: ClusterSnapshot,
  pods: readonly PodPlace[],
): readonly Place[] {
  const onHost = snapshot.pods.filter((pod) => pod.hostNetwork && pod.nodeName !== null);
  return [
    ...snapshot.nodes.map(({ metadata }): Place => {
      const resolver = resolverOf(settings.resolver ?? podResolverOf(settings));
      return { name: metadata.name, kind: "node", station: metadata.name, resolver };
    }),
    ...pods.map(({ name, pod }): Place => {
      return { name, kind: "pod", station: name, resolver: podResolver(pod, name, settings, snapshot) };
    }),
    ...onHost.map((pod): Place => {
      const name = `${pod.metadata.namespace}/${pod.metadata.name}`;
      return { name, kind: "pod", station: pod.nodeName ?? "", resolver: podResolver(pod, name, settings, snapshot) };
    }),
  ];
}

/** What kubelet hands on at most (pkg/apis/core/validation MaxDNSNameservers). */
const MOST_NAME_SERVERS = 3;

/**
 * What kubelet writes into a pod's resolv.conf: dnsPolicy, then dnsConfig on top, what stands there twice once
 * (pkg/kubelet/network/dns/dns.go appendDNSConfig, omitDuplicates).
 */
function podResolver(
  pod: Pod | null,
  name: string,
  settings: ClusterSettings,
  snapshot: ClusterSnapshot,
): PlaceResolver | null {
  const base = resolverByPolicy(pod, name.slice(0, name.indexOf("/")), settings, snapshot);
  const config = pod?.dnsConfig ?? null;
  if (config === null) return base;
  const search = config.searches.flatMap((text) => {
    const domain = parseName(text);
    return typeof domain === "string" ? [] : [domain];
  });
  const ndots = Number(config.options.find((option) => option.name === "ndots")?.value ?? Number.NaN);
  const addresses = [...(base?.nameservers ?? []).map(({ address }) => address), ...config.nameservers];
  const domains = new Map([...(base?.search ?? []), ...search].map((domain) => [domain.text, domain]));
  return {
    nameservers: endpointsOf([...new Set(addresses)].slice(0, MOST_NAME_SERVERS)),
    search: [...domains.values()],
    ndots: Number.isInteger(ndots) ? ndots : (base?.ndots ?? 1),
  };
}

function resolverByPolicy(
  pod: Pod | null,
  namespace: string,
  settings: ClusterSettings,
  snapshot: ClusterSnapshot,
): PlaceResolver | null {
  const policy = pod?.dnsPolicy ?? "ClusterFirst";
  const nodes = resolverOf(podResolverOf(settings));
  const isOnHost = pod?.hostNetwork === true && policy === "ClusterFirst";
  if (policy === "None") return { nameservers: [], search: [], ndots: 1 };
  if (policy === "Default" || isOnHost) return nodes;
  const service = dnsServiceOf(snapshot);
  const addresses = (service?.clusterIps ?? []).flatMap((ip) => (ip === "None" ? [] : [ip]));
  if (addresses.length === 0) return nodes;
  const search = [...clusterSearch(namespace, settings.clusterDomain), ...(nodes?.search ?? [])];
  return { nameservers: endpointsOf(addresses), search, ndots: CLUSTER_NDOTS };
}

function clusterSearch(namespace: string, clusterDomain: DomainName): readonly DomainName[] {
  const prefixes = [`${namespace}.svc`, "svc"];
  const below = prefixes.flatMap((prefix) => {
    const name = parseName(`${prefix}.${clusterDomain.text}`);
    return typeof name === "string" ? [] : [name];
  });
  return [...below, clusterDomain];
}

/** What a resolver knows of the host that it runs on; null where the host's name is none of DNS. */
function machineOf(host: HostSettings, networks: readonly NetworkSettings[]): OwnMachine | null {
  const { name, routes } = host;
  const hostname = parseName(`${name}.`);
  if (typeof hostname === "string") return null;
  const gateways = routes.flatMap((route) => (route.destination.length === 0 ? route.gateways : []));
  const own = stationAddresses(host.addresses, networks);
  const outbound = own.filter(({ address, prefixLength }) =>
    gateways.some((gateway) => maskAddress(gateway, prefixLength) === maskAddress(address, prefixLength)),
  );
  const addressesOf = (all: typeof own): readonly Address[] => all.map(({ address }) => address);
  return { hostname, addresses: addressesOf(own), gateways, outbound: addressesOf(outbound) };
}

/** systemd-resolved on every host that has it in front. */
export function resolvedResidents({ hosts, networks }: SiteSettings): readonly Resident[] {
  return hosts.flatMap((host) => {
    const { name, resolver } = host;
    if (resolver?.kind !== "systemd-resolved") return [];
    const settings: ResolvedSettings = {
      nameservers: endpointsOf(resolver.nameservers),
      domains: resolver.search,
      machine: machineOf(host, networks),
    };
    const resident: Resident = {
      station: name,
      program: "systemd-resolved",
      title: `systemd-resolved on ${name}`,
      server: makeSystemdResolved(settings),
      listensOn: ({ address, port }, transport) =>
        address === RESOLVED_ADDRESS && port === DNS_PORT && transport !== "tls",
    };
    return [resident];
  });
}
