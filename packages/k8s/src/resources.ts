/** A kind that a snapshot has a list of, and where the API server has it. */
export interface Resource {
  readonly kind: string;
  readonly plural: string;
  /** Empty: the core group. */
  readonly group: string;
  /** The newest first; the first that the server has is read. */
  readonly versions: readonly [string, ...string[]];
  /** Whether a cluster may do without: a CRD of a part that is not installed. */
  readonly presence: "always" | "optional";
}

const cilium = (
  kind: string,
  versions: Resource["versions"] = ["v2", "v2alpha1"],
  plural: string = `${kind.toLowerCase()}s`,
): Resource => ({ kind, plural, group: "cilium.io", versions, presence: "optional" });

/**
 * Everything that is ever listed. There is no Secret, and no list of ConfigMaps: that of the Corefile is read by its
 * name, so that the role which this needs lets nobody look at others.
 */
export const listedResources: readonly Resource[] = [
  { kind: "Namespace", plural: "namespaces", group: "", versions: ["v1"], presence: "always" },
  { kind: "Service", plural: "services", group: "", versions: ["v1"], presence: "always" },
  {
    kind: "EndpointSlice",
    plural: "endpointslices",
    group: "discovery.k8s.io",
    versions: ["v1"],
    presence: "always",
  },
  { kind: "Pod", plural: "pods", group: "", versions: ["v1"], presence: "always" },
  { kind: "Node", plural: "nodes", group: "", versions: ["v1"], presence: "always" },
  cilium("CiliumNode", ["v2"]),
  cilium("CiliumLoadBalancerIPPool"),
  cilium("CiliumBGPClusterConfig"),
  cilium("CiliumBGPPeerConfig"),
  cilium("CiliumBGPAdvertisement"),
  cilium("CiliumL2AnnouncementPolicy", ["v2", "v2alpha1"], "ciliuml2announcementpolicies"),
];

/** `v1`, `cilium.io/v2`. */
export function apiVersionOf({ group }: Resource, version: string): string {
  return group === "" ? version : `${group}/${version}`;
}

/** `/api/v1/services`, `/apis/cilium.io/v2/ciliumnodes`: of all namespaces. */
export function listPath(resource: Resource, version: string): string {
  const root = resource.group === "" ? "/api" : "/apis";
  return `${root}/${apiVersionOf(resource, version)}/${resource.plural}`;
}
