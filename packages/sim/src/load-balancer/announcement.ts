import {
  type Address,
  type BgpAdvertisement,
  type ClusterSnapshot,
  type LabelSelector,
  type Prefix,
  parsePrefix,
  type Service,
  selects,
} from "@splithorizon/core";
import { nodeAddressesOf } from "./cluster-network.ts";
import { readyBackendsOn } from "./endpoints.ts";
import { loadBalancerAddresses } from "./frontends.ts";

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

/** Everything that a cluster's nodes announce to one router (facts: cilium.md, BGP). */
export function announcementsTo(snapshot: ClusterSnapshot, router: BgpSpeaker): readonly Announcement[] {
  return snapshot.nodes.flatMap((node) => {
    const nextHop = node.internalIps.find((address) => router.neighbours.includes(address));
    if (nextHop === undefined) return [];
    const advertisements = advertisementsFor(snapshot, node.metadata.labels, router);
    return advertisements.flatMap((advertisement) =>
      announcedBy(snapshot, advertisement, node.metadata.name).map(({ prefix, why }) => ({
        node: node.metadata.name,
        nextHop,
        prefix,
        why,
      })),
    );
  });
}

type Advertised = BgpAdvertisement["advertisements"][number];

/** Cluster config -> peer -> peer config -> family -> advertisement: at each step no selector selects nothing. */
function advertisementsFor(
  snapshot: ClusterSnapshot,
  nodeLabels: Readonly<Record<string, string>>,
  router: BgpSpeaker,
): readonly Advertised[] {
  const peers = snapshot.bgpClusterConfigs
    .filter(({ nodeSelector }) => nodeSelector === null || selects(nodeSelector, nodeLabels))
    .flatMap(({ instances }) => instances.flatMap((instance) => instance.peers))
    .filter(({ peerAddress }) => peerAddress !== null && router.addresses.includes(peerAddress))
    .filter(({ peerAsn }) => peerAsn === null || peerAsn === router.asn);
  const families = peers.flatMap(({ peerConfigRef }) =>
    snapshot.bgpPeerConfigs
      .filter(({ metadata }) => metadata.name === peerConfigRef)
      .flatMap((config) => config.families),
  );
  const chosen = snapshot.bgpAdvertisements.filter(({ metadata }) =>
    families.some((family) => selects(family.advertisements, metadata.labels)),
  );
  return chosen.flatMap(({ advertisements }) => advertisements);
}

interface Announced {
  readonly prefix: Prefix;
  readonly why: string;
}

function announcedBy(snapshot: ClusterSnapshot, advertised: Advertised, node: string): readonly Announced[] {
  if (advertised.advertisementType === "PodCIDR") {
    const podCidrs = nodeAddressesOf(snapshot).get(node)?.podCidrs ?? [];
    return podCidrs.map((prefix) => ({ prefix, why: `pod CIDR of ${node}` }));
  }
  if (advertised.advertisementType !== "Service") return [];
  return snapshot.services
    .filter((service) => advertised.selector !== null && selectsService(advertised.selector, service))
    .flatMap((service) => announcedForService(snapshot, advertised, service, node));
}

/** Cilium adds the service's name and namespace to its labels (cilium.md, "Selector extras"). */
export function selectsService(selector: LabelSelector, { metadata }: Service): boolean {
  return selects(selector, {
    ...metadata.labels,
    "io.kubernetes.service.name": metadata.name,
    "io.kubernetes.service.namespace": metadata.namespace,
  });
}

/** Under Local a node announces only what it has a ready endpoint for; aggregation is then ignored. */
function announcedForService(
  snapshot: ClusterSnapshot,
  advertised: Advertised,
  service: Service,
  node: string,
): readonly Announced[] {
  const name = `${service.metadata.namespace}/${service.metadata.name}`;
  return advertised.serviceAddresses.flatMap((kind): readonly Announced[] => {
    const policy = (kind === "ClusterIP" ? service.internalTrafficPolicy : service.externalTrafficPolicy) ?? "Cluster";
    const local = readyBackendsOn(snapshot, service, node).length;
    if (policy === "Local" && local === 0) return [];
    const why =
      policy === "Local" ? `${kind} of ${name}, Local: ${local} endpoint(s) here` : `${kind} of ${name}, Cluster`;
    return addressesOf(service, kind).flatMap((address) => {
      const prefix = routeFor(address, advertised, policy);
      return prefix === null ? [] : [{ prefix, why }];
    });
  });
}

function addressesOf(service: Service, kind: Advertised["serviceAddresses"][number]): readonly Address[] {
  switch (kind) {
    case "LoadBalancerIP":
      return loadBalancerAddresses(service);
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
