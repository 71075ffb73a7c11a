import { type ClusterSnapshot, type ObjectMeta, SNAPSHOT_SCHEMA_VERSION } from "./cluster-snapshot.ts";

/** Sorts and joins; of two objects of one kind, namespace and name the later one stays, as `kubectl apply` would have it. */
export function joinSnapshots(snapshots: readonly ClusterSnapshot[]): ClusterSnapshot {
  const join = <Item extends { readonly metadata: ObjectMeta }>(
    listOf: (snapshot: ClusterSnapshot) => readonly Item[],
  ): readonly Item[] => sortedUnique(snapshots.flatMap(listOf));
  return {
    schemaVersion: SNAPSHOT_SCHEMA_VERSION,
    namespaces: join(({ namespaces }) => namespaces),
    services: join(({ services }) => services),
    endpointSlices: join(({ endpointSlices }) => endpointSlices),
    pods: join(({ pods }) => pods),
    nodes: join(({ nodes }) => nodes),
    ciliumNodes: join(({ ciliumNodes }) => ciliumNodes),
    corefiles: join(({ corefiles }) => corefiles),
    loadBalancerIpPools: join(({ loadBalancerIpPools }) => loadBalancerIpPools),
    bgpClusterConfigs: join(({ bgpClusterConfigs }) => bgpClusterConfigs),
    bgpPeerConfigs: join(({ bgpPeerConfigs }) => bgpPeerConfigs),
    bgpAdvertisements: join(({ bgpAdvertisements }) => bgpAdvertisements),
    l2AnnouncementPolicies: join(({ l2AnnouncementPolicies }) => l2AnnouncementPolicies),
  };
}

/** By namespace and name, in the order of their code units, which no locale changes. */
function sortedUnique<Item extends { readonly metadata: ObjectMeta }>(list: readonly Item[]): readonly Item[] {
  const byName = new Map(list.map((object) => [`${object.metadata.namespace}/${object.metadata.name}`, object]));
  return [...byName.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, object]) => object);
}
