export { type ClusterChange, changesBetween, snapshotAfter, type WatchedKind } from "./cluster-change.ts";
export {
  type ClusterIndex,
  clusterIndex,
  externalAddressesOf,
  isHeadless,
  isReady,
  selects,
  serviceKey,
} from "./cluster-index.ts";
export { emptyView, viewAfter } from "./cluster-serials.ts";
export type {
  BgpAdvertisement,
  BgpClusterConfig,
  BgpPeerConfig,
  BgpTimers,
  CiliumNode,
  ClusterNode,
  ClusterSnapshot,
  Condition,
  ContainerCounts,
  ContainerProbes,
  CorefileConfigMap,
  EndpointSlice,
  L2AnnouncementPolicy,
  LabelSelector,
  LoadBalancerIngress,
  LoadBalancerIpPool,
  Namespace,
  ObjectMeta,
  Pod,
  PodController,
  PodDnsConfig,
  Probe,
  Protocol,
  Service,
  ServicePort,
  SliceEndpoint,
  SlicePort,
  TrafficPolicy,
} from "./cluster-snapshot.ts";
export { SNAPSHOT_SCHEMA_VERSION } from "./cluster-snapshot.ts";
export type { ClusterView } from "./cluster-view.ts";
export type { Locate, Path } from "./from-object/field-reader.ts";
export { type ForeignObject, snapshotFromObjects } from "./from-object/snapshot-from-objects.ts";
export { isSnapshotDocument, snapshotFromDocument } from "./from-snapshot/snapshot-from-document.ts";
export { joinSnapshots } from "./join-snapshots.ts";
export type { IpamChooser } from "./load-balancer-ip-pool/address-book.ts";
export {
  type IpamEvent,
  type IpamSettings,
  type IpamUpdate,
  usualIpam,
} from "./load-balancer-ip-pool/ipam-contract.ts";
export { LoadBalancerIpam } from "./load-balancer-ip-pool/load-balancer-ipam.ts";
export {
  type AppliedKind,
  type AppliedObject,
  patchOfManifest,
  printApplied,
  printCreation,
  printUnaskable,
  strictUpdate,
  tooLargeToPatch,
  whyTooLargeToCreate,
  whyUnaskable,
} from "./object-creation/apply-manifest.ts";
export type { Birth } from "./object-creation/birth.ts";
export { type CreatableKind, createObject } from "./object-creation/create-object.ts";
export { createService } from "./object-creation/create-service.ts";
export { withLastApplied } from "./object-creation/three-way-patch.ts";
export { type PatchableKind, printedKind, resourceName, updateObject } from "./object-update/update-object.ts";
export type { PatchBody } from "./patching/apply-patch.ts";
export type { Json, JsonMap } from "./patching/json-value.ts";
export { printObjectUpdate } from "./patching/kubectl-answer.ts";
export type { ObjectUpdate } from "./patching/object-outcome.ts";
export { printClusterSnapshot } from "./print-snapshot.ts";
export { addressFromReverseName, isReverseName } from "./reverse-name.ts";
export { type ServiceAllocations, updateService } from "./service-update/update-service.ts";
export { timestampFromUnixSeconds, unixSecondsFromTimestamp } from "./timestamp.ts";
