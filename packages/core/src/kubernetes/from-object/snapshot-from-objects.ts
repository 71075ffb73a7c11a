import { type Diagnostic, errorAt, informationAt, type Parsed, type Span } from "../../text/index.ts";
import { type ClusterSnapshot, SNAPSHOT_SCHEMA_VERSION } from "../cluster-snapshot.ts";
import { joinSnapshots } from "../join-snapshots.ts";
import { pathSegmentFaults } from "../patching/names.ts";
import { readBgpAdvertisement, readBgpClusterConfig, readBgpPeerConfig, readL2Policy, readPool } from "./cilium.ts";
import { readEndpointSlice } from "./endpoint-slice.ts";
import { FieldReader, isRecord, type Locate, type Path } from "./field-reader.ts";
import { readMetadata } from "./metadata.ts";
import { readCiliumNode, readNode, readPod } from "./pod-and-node.ts";
import { readService } from "./service.ts";

/** A foreign value, as a YAML or JSON reader or the API gave it, and where its fields stand. */
export interface ForeignObject {
  readonly value: unknown;
  readonly locate: Locate;
}

type Lists = { -readonly [Field in Exclude<keyof ClusterSnapshot, "schemaVersion">]: ClusterSnapshot[Field][number][] };
type TakeObject = (lists: Lists, object: FieldReader) => void;

const kinds: ReadonlyMap<string, TakeObject> = new Map<string, TakeObject>([
  ["v1 Namespace", (lists, object) => lists.namespaces.push({ metadata: readMetadata(object) })],
  ["v1 Service", (lists, object) => lists.services.push(readService(object))],
  ["discovery.k8s.io/v1 EndpointSlice", (lists, object) => lists.endpointSlices.push(readEndpointSlice(object))],
  ["v1 Pod", (lists, object) => lists.pods.push(readPod(object))],
  ["v1 Node", (lists, object) => lists.nodes.push(readNode(object))],
  ["v1 ConfigMap", takeConfigMap],
  ["cilium.io/v2 CiliumNode", (lists, object) => lists.ciliumNodes.push(readCiliumNode(object))],
  ...["cilium.io/v2", "cilium.io/v2alpha1"].flatMap((version): [string, TakeObject][] => [
    [`${version} CiliumLoadBalancerIPPool`, (lists, object) => lists.loadBalancerIpPools.push(readPool(object))],
    [
      `${version} CiliumBGPClusterConfig`,
      (lists, object) => lists.bgpClusterConfigs.push(readBgpClusterConfig(object)),
    ],
    [`${version} CiliumBGPPeerConfig`, (lists, object) => lists.bgpPeerConfigs.push(readBgpPeerConfig(object))],
    [
      `${version} CiliumBGPAdvertisement`,
      (lists, object) => lists.bgpAdvertisements.push(readBgpAdvertisement(object)),
    ],
    [
      `${version} CiliumL2AnnouncementPolicy`,
      (lists, object) => lists.l2AnnouncementPolicies.push(readL2Policy(object)),
    ],
  ]),
]);

/** Only the Corefile of a ConfigMap is looked at; no other key, and no Secret, is kept. */
function takeConfigMap(lists: Lists, object: FieldReader): void {
  const corefile = object.at("data").text("Corefile");
  if (corefile !== null) lists.corefiles.push({ metadata: readMetadata(object), corefile });
}

/** Objects of any kind, `List`s taken apart, into a snapshot: the fields that are modelled, sorted by namespace and name. */
export function snapshotFromObjects(objects: readonly ForeignObject[]): Parsed<ClusterSnapshot> {
  const lists: Lists = {
    namespaces: [],
    services: [],
    endpointSlices: [],
    pods: [],
    nodes: [],
    ciliumNodes: [],
    corefiles: [],
    loadBalancerIpPools: [],
    bgpClusterConfigs: [],
    bgpPeerConfigs: [],
    bgpAdvertisements: [],
    l2AnnouncementPolicies: [],
  };
  const diagnostics: Diagnostic[] = [];
  for (const object of objects.flatMap(takeListApart)) takeObject(lists, object, diagnostics);
  return { value: joinSnapshots([{ schemaVersion: SNAPSHOT_SCHEMA_VERSION, ...lists }]), diagnostics };
}

/** `kubectl get -o yaml` wraps what it found into a List. */
function takeListApart({ value, locate }: ForeignObject): readonly ForeignObject[] {
  if (
    !isRecord(value) ||
    typeof value["kind"] !== "string" ||
    !value["kind"].endsWith("List") ||
    !Array.isArray(value["items"])
  )
    return [{ value, locate }];
  const items: readonly unknown[] = value["items"];
  return items.map((item, index) => ({ value: item, locate: (path: Path): Span => locate(["items", index, ...path]) }));
}

function takeObject(lists: Lists, { value, locate }: ForeignObject, diagnostics: Diagnostic[]): void {
  const reader = new FieldReader(value, locate, [], diagnostics);
  const kind = isRecord(value) && typeof value["kind"] === "string" ? value["kind"] : null;
  const apiVersion = isRecord(value) && typeof value["apiVersion"] === "string" ? value["apiVersion"] : null;
  if (kind === null || apiVersion === null || typeof reader.at("metadata").raw("name") !== "string") {
    diagnostics.push(
      errorAt(
        locate([]),
        "KUBERNETES_NOT_AN_OBJECT",
        "Expected a Kubernetes object with apiVersion, kind and metadata.name.",
      ),
    );
    return;
  }
  const take = kinds.get(`${apiVersion} ${kind}`);
  if (take !== undefined && isNameable(reader.at("metadata"), locate, diagnostics)) take(lists, reader);
  else if (take === undefined)
    diagnostics.push(
      informationAt(locate(["kind"]), "KUBERNETES_UNKNOWN_KIND", `Nothing is taken from a ${kind} of ${apiVersion}.`),
    );
}

/** What could stand in no URL no API server has: our own names, `namespace/name`, would be those of another object. */
function isNameable(metadata: FieldReader, locate: Locate, diagnostics: Diagnostic[]): boolean {
  for (const key of ["name", "namespace"] as const) {
    const text = metadata.raw(key);
    const [fault] = typeof text === "string" ? pathSegmentFaults(text) : [];
    if (fault === undefined) continue;
    const message = `No API server has an object with this ${key}: it ${fault}. Nothing is taken from it.`;
    diagnostics.push(errorAt(locate(["metadata", key]), "KUBERNETES_FIELD", message));
    return false;
  }
  return true;
}
