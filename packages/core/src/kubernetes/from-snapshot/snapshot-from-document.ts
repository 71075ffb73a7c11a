import { errorAt, type Parsed } from "../../text/index.ts";
import { type ClusterSnapshot, SNAPSHOT_SCHEMA_VERSION } from "../cluster-snapshot.ts";
import { FieldReader, isRecord } from "../from-object/field-reader.ts";
import { readMetadata } from "../from-object/metadata.ts";
import type { ForeignObject } from "../from-object/snapshot-from-objects.ts";
import { joinSnapshots } from "../join-snapshots.ts";
import {
  bgpAdvertisementFromSnapshot,
  bgpClusterConfigFromSnapshot,
  bgpPeerConfigFromSnapshot,
  l2PolicyFromSnapshot,
  poolFromSnapshot,
} from "./cilium.ts";
import { ciliumNodeFromSnapshot, corefileFromSnapshot, nodeFromSnapshot, podFromSnapshot } from "./pod-and-node.ts";
import { endpointSliceFromSnapshot, serviceFromSnapshot } from "./service.ts";

/** Whether a document says of itself that it is a snapshot: objects have an apiVersion, and never this field. */
export function isSnapshotDocument(value: unknown): boolean {
  return isRecord(value) && Object.hasOwn(value, "schemaVersion") && !Object.hasOwn(value, "apiVersion");
}

/**
 * A snapshot that was written as a document, read back. A version that is not known is refused as a whole, since its
 * fields may mean something else; a field of the wrong form is a diagnostic, as in an object.
 */
export function snapshotFromDocument({ value, locate }: ForeignObject): Parsed<ClusterSnapshot> {
  const document = new FieldReader(value, locate);
  if (document.raw("schemaVersion") !== SNAPSHOT_SCHEMA_VERSION) {
    const found = JSON.stringify(document.raw("schemaVersion") ?? null);
    const message = `schemaVersion is ${found}; this version of splithorizon reads ${SNAPSHOT_SCHEMA_VERSION}.`;
    return {
      value: joinSnapshots([]),
      diagnostics: [errorAt(locate(["schemaVersion"]), "KUBERNETES_SCHEMA_VERSION", message)],
    };
  }
  return { value: joinSnapshots([readLists(document)]), diagnostics: document.diagnostics };
}

function readLists(document: FieldReader): ClusterSnapshot {
  return {
    schemaVersion: SNAPSHOT_SCHEMA_VERSION,
    namespaces: document.items("namespaces").map((namespace) => ({ metadata: readMetadata(namespace) })),
    services: document.items("services").map(serviceFromSnapshot),
    endpointSlices: document.items("endpointSlices").map(endpointSliceFromSnapshot),
    pods: document.items("pods").map(podFromSnapshot),
    nodes: document.items("nodes").map(nodeFromSnapshot),
    ciliumNodes: document.items("ciliumNodes").map(ciliumNodeFromSnapshot),
    corefiles: document.items("corefiles").map(corefileFromSnapshot),
    loadBalancerIpPools: document.items("loadBalancerIpPools").map(poolFromSnapshot),
    bgpClusterConfigs: document.items("bgpClusterConfigs").map(bgpClusterConfigFromSnapshot),
    bgpPeerConfigs: document.items("bgpPeerConfigs").map(bgpPeerConfigFromSnapshot),
    bgpAdvertisements: document.items("bgpAdvertisements").map(bgpAdvertisementFromSnapshot),
    l2AnnouncementPolicies: document.items("l2AnnouncementPolicies").map(l2PolicyFromSnapshot),
  };
}
