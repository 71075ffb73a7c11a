import {
  type Address,
  type ClusterSnapshot,
  type L2AnnouncementPolicy,
  type LabelSelector,
  type Service,
  selects,
} from "@splithorizon/core";
import { loadBalancerAddresses } from "./frontends.ts";
import { selectsService } from "./service-selector.ts";

/** A node that may come to hold a service's Lease. */
export interface L2Candidate {
  readonly node: string;
  /** Whether it would answer ARP for this address; one that would not can hold the Lease all the same, and then nobody does. */
  readonly answers: boolean;
}

/** Cilium takes part for services without a class, and for its own. */
const L2_CLASS = "io.cilium/l2-announcer";

/**
 * Nodes of which one answers ARP for each address: whoever claims the service's Lease first, so which one it is the
 * objects do not tell (pkg/l2announcer/l2announcer.go; docs.cilium.io, L2 Announcements). Those that would answer come
 * first. IPv4 alone: Cilium answers no neighbour solicitations. A site names no interfaces, so every one counts as
 * matched by `interfaces`. externalTrafficPolicy is not looked at: under Local the holder may have no endpoint.
 */
export function l2CandidatesOf(snapshot: ClusterSnapshot): ReadonlyMap<Address, readonly L2Candidate[]> {
  const found = new Map<Address, readonly L2Candidate[]>();
  for (const service of snapshot.services) {
    const policies = policiesFor(snapshot, service);
    for (const address of new Set(policies.flatMap((policy) => announcedBy(policy, service)))) {
      if (!found.has(address)) found.set(address, candidatesFor(snapshot, policies, service, address));
    }
  }
  return found;
}

/** No selector selects everything, unlike in BGP. */
function isSelected(selector: LabelSelector | null, matches: (given: LabelSelector) => boolean): boolean {
  return selector === null || matches(selector);
}

function policiesFor({ l2AnnouncementPolicies }: ClusterSnapshot, service: Service): readonly L2AnnouncementPolicy[] {
  const { loadBalancerClass } = service;
  if (loadBalancerClass !== null && loadBalancerClass !== L2_CLASS) return [];
  return l2AnnouncementPolicies.filter(({ serviceSelector }) =>
    isSelected(serviceSelector, (selector) => selectsService(selector, service)),
  );
}

function announcedBy({ loadBalancerIps, externalIps }: L2AnnouncementPolicy, service: Service): readonly Address[] {
  const all = [...(loadBalancerIps ? loadBalancerAddresses(service) : []), ...(externalIps ? service.externalIps : [])];
  return all.filter((address) => !address.includes(":"));
}

/** Each agent looks at the policies that select its own node, by the labels of its CiliumNode. */
function candidatesFor(
  { nodes, ciliumNodes }: ClusterSnapshot,
  policies: readonly L2AnnouncementPolicy[],
  service: Service,
  address: Address,
): readonly L2Candidate[] {
  const ciliumLabels = new Map(ciliumNodes.map(({ metadata }) => [metadata.name, metadata.labels]));
  const candidates = nodes.flatMap(({ metadata: { name, labels } }): readonly L2Candidate[] => {
    const own = policies.filter(({ nodeSelector }) =>
      isSelected(nodeSelector, (selector) => selects(selector, ciliumLabels.get(name) ?? labels)),
    );
    if (own.length === 0) return [];
    return [{ node: name, answers: own.some((policy) => announcedBy(policy, service).includes(address)) }];
  });
  return [...candidates.filter(({ answers }) => answers), ...candidates.filter(({ answers }) => !answers)];
}
