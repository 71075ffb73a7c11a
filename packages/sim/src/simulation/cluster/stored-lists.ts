import {
  type ClusterSnapshot,
  type JsonMap,
  type ObjectMeta,
  type PatchableKind,
  snapshotFromObjects,
  sourceFromText,
  wholeSpan,
} from "@splithorizon/core";
import { assertNever } from "../../invariant.ts";
import {
  bgpAdvertisementObject,
  bgpClusterConfigObject,
  bgpPeerConfigObject,
  configMapObject,
  endpointSliceObject,
  l2PolicyObject,
  namespaceObject,
  nodeObject,
  podObject,
  poolObject,
} from "../../show/index.ts";

interface Named {
  readonly metadata: ObjectMeta;
}

/** Which object: of one kind, by namespace (empty where the kind has none) and name. */
export interface ObjectName {
  readonly namespace: string;
  readonly name: string;
}

/** An object as the snapshot shows it; null: it has none. */
export function shownObject(kind: PatchableKind, snapshot: ClusterSnapshot, named: ObjectName): unknown {
  const shown = <T extends Named>(items: readonly T[], print: (item: T) => unknown): unknown => {
    const found = items.find(isNamed(named));
    return found === undefined ? null : print(found);
  };
  switch (kind) {
    case "Namespace":
      return shown(snapshot.namespaces, namespaceObject);
    case "ConfigMap":
      return shown(snapshot.corefiles, configMapObject);
    case "EndpointSlice":
      return shown(snapshot.endpointSlices, endpointSliceObject);
    case "Pod":
      return shown(snapshot.pods, podObject);
    case "Node":
      return shown(snapshot.nodes, nodeObject);
    case "CiliumLoadBalancerIPPool":
      return shown(snapshot.loadBalancerIpPools, poolObject);
    case "CiliumBGPClusterConfig":
      return shown(snapshot.bgpClusterConfigs, bgpClusterConfigObject);
    case "CiliumBGPPeerConfig":
      return shown(snapshot.bgpPeerConfigs, bgpPeerConfigObject);
    case "CiliumBGPAdvertisement":
      return shown(snapshot.bgpAdvertisements, bgpAdvertisementObject);
    case "CiliumL2AnnouncementPolicy":
      return shown(snapshot.l2AnnouncementPolicies, l2PolicyObject);
    default:
      return assertNever(kind);
  }
}

/** The snapshot with an object that has been written: what others write of it, states and endpoints, stays as it was. */
export function withStored(
  kind: PatchableKind,
  snapshot: ClusterSnapshot,
  object: JsonMap,
  named: ObjectName,
): ClusterSnapshot {
  const read = readObject(kind, object);
  const isIt = isNamed(named);
  switch (kind) {
    case "Namespace":
      return { ...snapshot, namespaces: put(snapshot.namespaces, read.namespaces[0], isIt) };
    case "ConfigMap":
      return withConfigMap(snapshot, read.corefiles[0], isIt);
    case "EndpointSlice":
      return { ...snapshot, endpointSlices: put(snapshot.endpointSlices, read.endpointSlices[0], isIt) };
    case "Pod":
      return withPodObject(snapshot, read.pods[0], isIt);
    case "Node":
      return withNode(snapshot, read.nodes[0], isIt);
    case "CiliumLoadBalancerIPPool": {
      const known = snapshot.loadBalancerIpPools.find(isIt);
      const [pool] = read.loadBalancerIpPools;
      const written = pool === undefined || known === undefined ? pool : { ...pool, conditions: known.conditions };
      return { ...snapshot, loadBalancerIpPools: put(snapshot.loadBalancerIpPools, written, isIt) };
    }
    case "CiliumBGPClusterConfig":
      return { ...snapshot, bgpClusterConfigs: put(snapshot.bgpClusterConfigs, read.bgpClusterConfigs[0], isIt) };
    case "CiliumBGPPeerConfig":
      return { ...snapshot, bgpPeerConfigs: put(snapshot.bgpPeerConfigs, read.bgpPeerConfigs[0], isIt) };
    case "CiliumBGPAdvertisement":
      return { ...snapshot, bgpAdvertisements: put(snapshot.bgpAdvertisements, read.bgpAdvertisements[0], isIt) };
    case "CiliumL2AnnouncementPolicy": {
      const [policy] = read.l2AnnouncementPolicies;
      return { ...snapshot, l2AnnouncementPolicies: put(snapshot.l2AnnouncementPolicies, policy, isIt) };
    }
    default:
      return assertNever(kind);
  }
}

/** The kinds whose objects can be deleted without anybody who would have to end a program or empty a namespace. */
export type DeletableKind = Exclude<PatchableKind, "Namespace" | "Node" | "Pod" | "ConfigMap">;

export function withoutStored(kind: DeletableKind, snapshot: ClusterSnapshot, named: ObjectName): ClusterSnapshot {
  const isOther = (item: Named): boolean => !isNamed(named)(item);
  switch (kind) {
    case "EndpointSlice":
      return { ...snapshot, endpointSlices: snapshot.endpointSlices.filter(isOther) };
    case "CiliumLoadBalancerIPPool":
      return { ...snapshot, loadBalancerIpPools: snapshot.loadBalancerIpPools.filter(isOther) };
    case "CiliumBGPClusterConfig":
      return { ...snapshot, bgpClusterConfigs: snapshot.bgpClusterConfigs.filter(isOther) };
    case "CiliumBGPPeerConfig":
      return { ...snapshot, bgpPeerConfigs: snapshot.bgpPeerConfigs.filter(isOther) };
    case "CiliumBGPAdvertisement":
      return { ...snapshot, bgpAdvertisements: snapshot.bgpAdvertisements.filter(isOther) };
    case "CiliumL2AnnouncementPolicy":
      return { ...snapshot, l2AnnouncementPolicies: snapshot.l2AnnouncementPolicies.filter(isOther) };
    default:
      return assertNever(kind);
  }
}

type IsIt = (item: Named) => boolean;

export function isNamed({ namespace, name }: ObjectName): IsIt {
  return ({ metadata }) => metadata.name === name && metadata.namespace === namespace;
}

/** In another one's place, or where its name belongs: lists are sorted by namespace and name. */
export function put<T extends Named>(items: readonly T[], written: T | undefined, isIt: IsIt): readonly T[] {
  if (written === undefined) return items;
  const at = items.findIndex(isIt);
  if (at !== -1) return items.with(at, written);
  const key = keyOf(written);
  const behind = items.findIndex((item) => keyOf(item) > key);
  return items.toSpliced(behind === -1 ? items.length : behind, 0, written);
}

function keyOf({ metadata: { namespace, name } }: Named): string {
  return `${namespace}/${name}`;
}

/** The fields that are modelled of an object. */
export function readObject(kind: string, object: unknown): ClusterSnapshot {
  const place = wholeSpan(sourceFromText(kind, ""));
  return snapshotFromObjects([{ value: object, locate: () => place }]).value;
}

/** A ConfigMap that has lost its Corefile is still the one that pods mount: empty. */
function withConfigMap(
  snapshot: ClusterSnapshot,
  written: ClusterSnapshot["corefiles"][number] | undefined,
  isIt: IsIt,
): ClusterSnapshot {
  if (written !== undefined) return { ...snapshot, corefiles: put(snapshot.corefiles, written, isIt) };
  return {
    ...snapshot,
    corefiles: snapshot.corefiles.map((known) => (isIt(known) ? { ...known, corefile: "" } : known)),
  };
}

function withPodObject(
  snapshot: ClusterSnapshot,
  pod: ClusterSnapshot["pods"][number] | undefined,
  isIt: IsIt,
): ClusterSnapshot {
  const known = snapshot.pods.find(isIt);
  const written = pod === undefined || known === undefined ? pod : { ...known, metadata: pod.metadata };
  return { ...snapshot, pods: put(snapshot.pods, written, isIt) };
}

/** Each agent keeps its CiliumNode's labels as its Node has them (pkg/nodediscovery); nodeSelectors look there. */
function withNode(
  snapshot: ClusterSnapshot,
  node: ClusterSnapshot["nodes"][number] | undefined,
  isIt: IsIt,
): ClusterSnapshot {
  if (node === undefined) return snapshot;
  const { metadata, podCidrs, unschedulable } = node;
  const nodes = snapshot.nodes.map((known) => (isIt(known) ? { ...known, metadata, podCidrs, unschedulable } : known));
  const { labels } = metadata;
  const ciliumNodes = snapshot.ciliumNodes.map((known) =>
    isIt(known) ? { ...known, metadata: { ...known.metadata, labels } } : known,
  );
  return { ...snapshot, nodes, ciliumNodes };
}
