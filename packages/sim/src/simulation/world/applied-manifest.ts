import { type AppliedKind, type ClusterSnapshot, type JsonMap, whyTooLargeToCreate } from "@splithorizon/core";

/** One object of what `kubectl apply -f -` is given. */
export interface AppliedManifest {
  readonly kind: AppliedKind;
  readonly apiVersion: string;
  /** Empty where the kind has none. */
  readonly namespace: string;
  readonly name: string;
  readonly manifest: JsonMap;
}

const V1: readonly AppliedKind[] = ["Namespace", "Service", "ConfigMap", "Pod", "Node"];
const CILIUM: readonly AppliedKind[] = [
  "CiliumLoadBalancerIPPool",
  "CiliumBGPClusterConfig",
  "CiliumBGPPeerConfig",
  "CiliumBGPAdvertisement",
];
const CILIUM_ALPHA: readonly AppliedKind[] = [...CILIUM, "CiliumL2AnnouncementPolicy"];

/** By `apiVersion`, the kinds that are modelled. */
const KINDS: ReadonlyMap<string, readonly AppliedKind[]> = new Map([
  ["v1", V1],
  ["discovery.k8s.io/v1", ["EndpointSlice"]],
  ["cilium.io/v2", CILIUM],
  ["cilium.io/v2alpha1", CILIUM_ALPHA],
]);

const UNNAMESPACED: ReadonlySet<AppliedKind> = new Set([...CILIUM_ALPHA, "Namespace", "Node"]);

export const APPLIED_KINDS: readonly string[] = [...new Set([...KINDS.values()].flat())];

/** An object of a manifest, or why it is none that can be applied here. */
export function appliedManifest(value: unknown): AppliedManifest | { readonly why: string } {
  if (!isMap(value)) return { why: "Expected a Kubernetes object with apiVersion, kind and metadata.name." };
  const { apiVersion, kind: word, metadata } = value;
  const name = isMap(metadata) ? metadata["name"] : undefined;
  if (typeof apiVersion !== "string" || typeof word !== "string" || typeof name !== "string" || name === "") {
    return { why: "Expected a Kubernetes object with apiVersion, kind and metadata.name." };
  }
  const kind = KINDS.get(apiVersion)?.find((known) => known === word);
  if (kind === undefined) {
    return { why: `A ${word} of ${apiVersion} is not modelled here.` };
  }
  const said = isMap(metadata) ? metadata["namespace"] : undefined;
  const namespace = UNNAMESPACED.has(kind) ? "" : typeof said === "string" && said !== "" ? said : "default";
  return { kind, apiVersion, namespace, name, manifest: inNamespace(value, namespace) };
}

/** kubectl writes the namespace into what it sends. */
function inNamespace(manifest: JsonMap, namespace: string): JsonMap {
  const metadata = manifest["metadata"];
  if (namespace === "" || !isMap(metadata)) return manifest;
  return { ...manifest, metadata: { ...metadata, namespace } };
}

const ALWAYS_THERE: readonly string[] = ["default", "kube-system", "kube-public", "kube-node-lease"];

/** Whether a cluster has a namespace: its objects may leave out the Namespace itself. */
function hasNamespace(snapshot: ClusterSnapshot, namespace: string): boolean {
  if (ALWAYS_THERE.includes(namespace)) return true;
  if (snapshot.namespaces.some(({ metadata }) => metadata.name === namespace)) return true;
  const { services, endpointSlices, pods, corefiles } = snapshot;
  return [services, endpointSlices, pods, corefiles].some((list) =>
    list.some(({ metadata }) => metadata.namespace === namespace),
  );
}

/**
 * What keeps a document from being looked at that would make an object: its size, before anything else, and a namespace
 * that is not there (the NamespaceLifecycle admission). null: nothing.
 */
export function whyNotCreated(snapshot: ClusterSnapshot, namespace: string, sent: JsonMap): string | null {
  const tooLarge = whyTooLargeToCreate(sent);
  if (tooLarge !== null || namespace === "" || hasNamespace(snapshot, namespace)) return tooLarge;
  return `Error from server (NotFound): error when creating "STDIN": namespaces "${namespace}" not found`;
}

function isMap(value: unknown): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
