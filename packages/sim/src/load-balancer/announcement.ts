import {
  type Address,
  type BgpAdvertisement,
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
import { type BgpSpeaker, peeringsOf } from "./peering.ts";
import { selectsService } from "./service-selector.ts";

/** Where an update carries no LOCAL_PREF, and where the router gives its own. */
const DEFAULT_LOCAL_PREFERENCE = 100;

/** What one node tells a router, and why. */
export interface Announcement {
  readonly node: string;
  readonly nextHop: Address;
  readonly prefix: Prefix;
  /** What the router has of it: iBGP carries LOCAL_PREF, for anything else it is the router's own 100. */
  readonly localPreference: number;
  readonly why: string;
}

/**
 * Everything that a cluster's nodes announce to one router, each prefix once a node (facts: cilium.md, BGP). Of several
 * advertisements of one prefix the greatest preference counts (pkg/bgp/manager/reconciler/policies.go).
 */
export function announcementsTo(snapshot: ClusterSnapshot, router: BgpSpeaker): readonly Announcement[] {
  const announcer = new Announcer(snapshot);
  return snapshot.nodes.flatMap((node) => {
    const byPrefix = new Map<string, Announcement>();
    for (const advertised of advertisedBy(snapshot, node, router)) {
      for (const heard of announcer.ofNode(advertised, node)) {
        const key = `${heard.prefix.address}/${heard.prefix.length}`;
        const known = byPrefix.get(key);
        if (known !== undefined && known.localPreference >= heard.localPreference) continue;
        byPrefix.set(key, { ...heard, why: known?.why ?? heard.why });
      }
    }
    return [...byPrefix.values()];
  });
}

function familyOf(address: Address): "ipv4" | "ipv6" {
  return address.includes(":") ? "ipv6" : "ipv4";
}

type Advertised = BgpAdvertisement["advertisements"][number];
interface FamilyAdvertisement {
  readonly afi: string;
  readonly advertised: Advertised;
  readonly localPreference: number;
}

/** Peer config -> family -> advertisement; a family without a selector advertises nothing (pkg/bgp/manager/reconciler/peer_advertisements.go). */
function advertisedBy(
  snapshot: ClusterSnapshot,
  node: ClusterNode,
  router: BgpSpeaker,
): readonly FamilyAdvertisement[] {
  const families = peeringsOf(snapshot, node, router).flatMap(({ config, isInternal }) =>
    // Cilium keeps the families in a map: of two entries for one family the later one counts.
    [...new Map(config.families.map((family) => [`${family.afi} ${family.safi}`, family])).values()]
      .filter(({ safi }) => safi === "unicast")
      .map((family) => ({ ...family, isInternal })),
  );
  return families.flatMap(({ afi, advertisements, isInternal }) =>
    snapshot.bgpAdvertisements
      .filter(({ metadata }) => selects(advertisements, metadata.labels))
      .flatMap((advertisement) => advertisement.advertisements)
      .map((advertised) => ({
        afi,
        advertised,
        localPreference: (isInternal ? advertised.localPreference : null) ?? DEFAULT_LOCAL_PREFERENCE,
      })),
  );
}

interface Announced {
  readonly prefix: Prefix;
  readonly why: string;
}

/** Looks at each service once, however many nodes there are. */
class Announcer {
  readonly #snapshot: ClusterSnapshot;
  readonly #podCidrs: ReadonlyMap<string, readonly Prefix[]>;
  readonly #selected = new Map<Advertised, readonly Service[]>();
  /** Ready endpoints by node and family, which is what Local asks about. */
  readonly #local = new Map<Service, ReadonlyMap<string, ReadonlySet<Address>>>();

  constructor(snapshot: ClusterSnapshot) {
    this.#snapshot = snapshot;
    this.#podCidrs = new Map([...nodeAddressesOf(snapshot)].map(([name, { podCidrs }]) => [name, podCidrs]));
  }

  ofNode({ afi, advertised, localPreference }: FamilyAdvertisement, node: ClusterNode): readonly Announcement[] {
    const { name } = node.metadata;
    return this.#announced(advertised, name).flatMap(({ prefix, why }) => {
      const nextHop = addressOfFamily(node.internalIps, prefix.address);
      if (afi !== familyOf(prefix.address) || nextHop === null) return [];
      return [{ node: name, nextHop, prefix, localPreference, why }];
    });
  }

  #announced(advertised: Advertised, node: string): readonly Announced[] {
    switch (advertised.advertisementType) {
      case "PodCIDR":
        return (this.#podCidrs.get(node) ?? []).map((prefix) => ({ prefix, why: `pod CIDR of ${node}` }));
      case "Service":
        return this.#selectedBy(advertised).flatMap((service) => this.#forService(advertised, service, node));
      default:
        return [];
    }
  }

  #selectedBy(advertised: Advertised): readonly Service[] {
    const known = this.#selected.get(advertised);
    if (known !== undefined) return known;
    const { selector } = advertised;
    const made =
      selector === null ? [] : this.#snapshot.services.filter((service) => selectsService(selector, service));
    this.#selected.set(advertised, made);
    return made;
  }

  /**
   * Under Local a node announces only what it has a ready endpoint for, and whole addresses; under Cluster it announces
   * also a service without any endpoint (pkg/bgp/manager/reconciler/service.go).
   */
  #forService(advertised: Advertised, service: Service, node: string): readonly Announced[] {
    const name = `${service.metadata.namespace}/${service.metadata.name}`;
    if (service.ports.length === 0) return [];
    return advertised.serviceAddresses.flatMap((kind): readonly Announced[] => {
      const policy =
        (kind === "ClusterIP" ? service.internalTrafficPolicy : service.externalTrafficPolicy) ?? "Cluster";
      return addressesOf(service, kind).flatMap((address) => {
        const local = policy === "Local" ? this.#localEndpoints(service, node, address) : 0;
        if (policy === "Local" && local === 0) return [];
        const prefix = routeFor(address, advertised, policy);
        const here = policy === "Local" ? `, Local: ${local} endpoint(s) here` : ", Cluster";
        return prefix === null ? [] : [{ prefix, why: `${kind} of ${name}${here}` }];
      });
    });
  }

  #localEndpoints(service: Service, node: string, address: Address): number {
    const known = this.#local.get(service) ?? localEndpointsOf(this.#snapshot, service);
    this.#local.set(service, known);
    return known.get(`${node} ${familyOf(address)}`)?.size ?? 0;
  }
}

function localEndpointsOf(snapshot: ClusterSnapshot, service: Service): ReadonlyMap<string, ReadonlySet<Address>> {
  const found = new Map<string, Set<Address>>();
  for (const { state, nodeName, address } of service.ports.flatMap((port) => endpointsOf(snapshot, service, port))) {
    if (state !== "ready" || nodeName === null) continue;
    const key = `${nodeName} ${familyOf(address)}`;
    found.set(key, (found.get(key) ?? new Set<Address>()).add(address));
  }
  return found;
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
