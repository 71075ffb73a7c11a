import {
  type Address,
  type BgpAdvertisement,
  type BgpClusterConfig,
  type ClusterNode,
  type ClusterSnapshot,
  type Prefix,
  parsePrefix,
  type Service,
  selects,
} from "@splithorizon/core";
import { addressOfFamily, nodeAddressesOf } from "./cluster-network.ts";
import { endpointsOf } from "./endpoints.ts";
import { loadBalancerAddresses } from "./frontends.ts";
import { selectsService } from "./service-selector.ts";

/** A router that nodes may speak BGP with. */
export interface BgpSpeaker {
  readonly asn: number;
  readonly addresses: readonly Address[];
  readonly neighbours: readonly Address[];
}

/** What one node tells a router, and why. */
export interface Announcement {
  readonly node: string;
  readonly nextHop: Address;
  readonly prefix: Prefix;
  readonly why: string;
}

/** Everything that a cluster's nodes announce to one router, each prefix once a node (facts: cilium.md, BGP). */
export function announcementsTo(snapshot: ClusterSnapshot, router: BgpSpeaker): readonly Announcement[] {
  return snapshot.nodes.flatMap((node) => {
    const byPrefix = new Map<string, Announcement>();
    for (const { afi, advertised } of advertisedBy(snapshot, node, router)) {
      for (const { prefix, why } of announced(snapshot, advertised, node)) {
        const key = `${prefix.address}/${prefix.length}`;
        const nextHop = addressOfFamily(node.internalIps, prefix.address);
        if (afi !== familyOf(prefix.address) || nextHop === null || byPrefix.has(key)) continue;
        byPrefix.set(key, { node: node.metadata.name, nextHop, prefix, why });
      }
    }
    return [...byPrefix.values()];
  });
}

function familyOf(address: Address): "ipv4" | "ipv6" {
  return address.includes(":") ? "ipv6" : "ipv4";
}

type Advertised = BgpAdvertisement["advertisements"][number];
type Peer = BgpClusterConfig["instances"][number]["peers"][number];

interface FamilyAdvertisement {
  readonly afi: string;
  readonly advertised: Advertised;
}

/**
 * Cluster config -> instance -> peer -> peer config -> family -> advertisement. The cluster config without a selector
 * takes every node; a family without one, a peer without a config and a config that is not there advertise nothing
 * (pkg/bgp/manager/reconciler/peer_advertisements.go).
 */
function advertisedBy(
  snapshot: ClusterSnapshot,
  node: ClusterNode,
  router: BgpSpeaker,
): readonly FamilyAdvertisement[] {
  const peers = snapshot.bgpClusterConfigs
    .filter(({ nodeSelector }) => nodeSelector === null || selects(nodeSelector, node.metadata.labels))
    .flatMap(({ instances }) => instances.flatMap((instance) => instance.peers))
    .filter((peer) => hasSession(peer, node, router));
  const families = peers.flatMap(({ peerConfigRef }) =>
    snapshot.bgpPeerConfigs
      .filter(({ metadata }) => metadata.name === peerConfigRef)
      .flatMap((config) => config.families.filter(({ safi }) => safi === "unicast")),
  );
  return families.flatMap(({ afi, advertisements }) =>
    snapshot.bgpAdvertisements
      .filter(({ metadata }) => selects(advertisements, metadata.labels))
      .flatMap((advertisement) => advertisement.advertisements.map((advertised) => ({ afi, advertised }))),
  );
}

/** Both sides name each other, and the AS number is the expected one; none given takes any. */
function hasSession({ peerAddress, peerAsn }: Peer, node: ClusterNode, router: BgpSpeaker): boolean {
  if (peerAddress === null || !router.addresses.includes(peerAddress)) return false;
  if (peerAsn !== null && peerAsn !== 0 && peerAsn !== router.asn) return false;
  const own = addressOfFamily(node.internalIps, peerAddress);
  return own !== null && router.neighbours.includes(own);
}

interface Announced {
  readonly prefix: Prefix;
  readonly why: string;
}

function announced(snapshot: ClusterSnapshot, advertised: Advertised, node: ClusterNode): readonly Announced[] {
  const { name } = node.metadata;
  if (advertised.advertisementType === "PodCIDR") {
    const podCidrs = nodeAddressesOf(snapshot).get(name)?.podCidrs ?? [];
    return podCidrs.map((prefix) => ({ prefix, why: `pod CIDR of ${name}` }));
  }
  if (advertised.advertisementType !== "Service") return [];
  return snapshot.services
    .filter((service) => advertised.selector !== null && selectsService(advertised.selector, service))
    .flatMap((service) => announcedForService(snapshot, advertised, service, name));
}

/**
 * Under Local a node announces only what it has a ready endpoint for, and whole addresses; under Cluster it announces
 * also a service without any endpoint (pkg/bgp/manager/reconciler/service.go).
 */
function announcedForService(
  snapshot: ClusterSnapshot,
  advertised: Advertised,
  service: Service,
  node: string,
): readonly Announced[] {
  const name = `${service.metadata.namespace}/${service.metadata.name}`;
  if (service.ports.length === 0) return [];
  return advertised.serviceAddresses.flatMap((kind): readonly Announced[] => {
    const policy = (kind === "ClusterIP" ? service.internalTrafficPolicy : service.externalTrafficPolicy) ?? "Cluster";
    return addressesOf(service, kind).flatMap((address) => {
      const local = localEndpoints(snapshot, service, node, address);
      if (policy === "Local" && local === 0) return [];
      const prefix = routeFor(address, advertised, policy);
      const here = policy === "Local" ? `, Local: ${local} endpoint(s) here` : ", Cluster";
      return prefix === null ? [] : [{ prefix, why: `${kind} of ${name}${here}` }];
    });
  });
}

function localEndpoints(snapshot: ClusterSnapshot, service: Service, node: string, address: Address): number {
  const all = service.ports.flatMap((port) => endpointsOf(snapshot, service, port));
  const local = all.filter(
    (backend) =>
      backend.state === "ready" && backend.nodeName === node && familyOf(backend.address) === familyOf(address),
  );
  return new Set(local.map((backend) => backend.address)).size;
}

const BGP_CLASS = "io.cilium/bgp-control-plane";

function addressesOf(service: Service, kind: Advertised["serviceAddresses"][number]): readonly Address[] {
  switch (kind) {
    case "LoadBalancerIP": {
      const { loadBalancerClass } = service;
      const isOurs = loadBalancerClass === null || loadBalancerClass === BGP_CLASS;
      return isOurs ? loadBalancerAddresses(service) : [];
    }
    case "ExternalIP":
      return service.externalIps;
    case "ClusterIP":
      return service.clusterIps.flatMap((ip) => (ip === "None" ? [] : [ip]));
  }
}

function routeFor(address: Address, advertised: Advertised, policy: "Cluster" | "Local"): Prefix | null {
  const isIpv6 = address.includes(":");
  const whole = isIpv6 ? 128 : 32;
  const aggregation = isIpv6 ? advertised.aggregationLengthIpv6 : advertised.aggregationLengthIpv4;
  const length = policy === "Local" ? whole : (aggregation ?? whole);
  const prefix = parsePrefix(`${address}/${length}`);
  return typeof prefix === "string" ? null : { address: prefix.address, length: prefix.length };
}
