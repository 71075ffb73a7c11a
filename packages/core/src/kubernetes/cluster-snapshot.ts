import type { Address } from "../dns/index.ts";

/** Raised when a field's meaning changes; a reader refuses what it does not know. */
export const SNAPSHOT_SCHEMA_VERSION = 1;

/** What splithorizon knows of a cluster: a plain JSON document, the fields we model and nothing else. Lists are sorted by namespace and name. */
export interface ClusterSnapshot {
  readonly schemaVersion: typeof SNAPSHOT_SCHEMA_VERSION;
  readonly namespaces: readonly Namespace[];
  readonly services: readonly Service[];
  readonly endpointSlices: readonly EndpointSlice[];
  readonly pods: readonly Pod[];
  readonly nodes: readonly ClusterNode[];
  readonly ciliumNodes: readonly CiliumNode[];
  /** ConfigMaps that hold a Corefile: only that key is kept. */
  readonly corefiles: readonly CorefileConfigMap[];
  readonly loadBalancerIpPools: readonly LoadBalancerIpPool[];
  readonly bgpClusterConfigs: readonly BgpClusterConfig[];
  readonly bgpPeerConfigs: readonly BgpPeerConfig[];
  readonly bgpAdvertisements: readonly BgpAdvertisement[];
  readonly l2AnnouncementPolicies: readonly L2AnnouncementPolicy[];
}

export interface ObjectMeta {
  readonly name: string;
  /** Empty for objects without a namespace. */
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Only the annotations that splithorizon gives a meaning. */
  readonly annotations: Readonly<Record<string, string>>;
  /** RFC 3339; null where the document has none. */
  readonly creationTimestamp: string | null;
  readonly generateName?: string;
  /** RFC 3339; it is being deleted, and will be gone by then. */
  readonly deletionTimestamp?: string;
}

export interface Namespace {
  readonly metadata: ObjectMeta;
}

export type Protocol = "TCP" | "UDP" | "SCTP";
export type TrafficPolicy = "Cluster" | "Local";

export interface ServicePort {
  readonly name: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** A number, or the name of a container's port; null: as `port`. */
  readonly targetPort: number | string | null;
  readonly nodePort: number | null;
}

/** An address or a host name of a load balancer. */
export type LoadBalancerIngress =
  | { readonly kind: "ip"; readonly ip: Address }
  | { readonly kind: "hostname"; readonly hostname: string };

export interface Service {
  readonly metadata: ObjectMeta;
  readonly type: "ClusterIP" | "NodePort" | "LoadBalancer" | "ExternalName";
  /** `spec.clusterIPs`, else `[spec.clusterIP]`; `"None"` for a headless service; empty for ExternalName. */
  readonly clusterIps: readonly (Address | "None")[];
  readonly externalName: string;
  /** `spec.externalIPs`: another field than the load balancer's addresses. */
  readonly externalIps: readonly Address[];
  readonly ports: readonly ServicePort[];
  readonly selector: Readonly<Record<string, string>>;
  readonly externalTrafficPolicy: TrafficPolicy | null;
  readonly internalTrafficPolicy: TrafficPolicy;
  readonly allocateLoadBalancerNodePorts: boolean | null;
  readonly healthCheckNodePort: number | null;
  readonly loadBalancerClass: string | null;
  readonly loadBalancerIp: string | null;
  readonly loadBalancerSourceRanges: readonly string[];
  readonly loadBalancerIngress: readonly LoadBalancerIngress[];
  readonly publishNotReadyAddresses: boolean;
  readonly sessionAffinity: "None" | "ClientIP";
  readonly ipFamilies: readonly ("IPv4" | "IPv6")[];
  readonly ipFamilyPolicy: "SingleStack" | "PreferDualStack" | "RequireDualStack" | null;
  /** `status.conditions` that LB-IPAM writes. */
  readonly conditions: readonly Condition[];
}

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

export interface EndpointSlice {
  readonly metadata: ObjectMeta;
  /** The label `kubernetes.io/service-name`; empty: belongs to no service. */
  readonly serviceName: string;
  readonly addressType: "IPv4" | "IPv6" | "FQDN";
  readonly endpoints: readonly SliceEndpoint[];
  readonly ports: readonly SlicePort[];
}

export interface SliceEndpoint {
  readonly addresses: readonly Address[];
  /** null counts as ready. */
  readonly ready: boolean | null;
  readonly serving: boolean | null;
  readonly terminating: boolean | null;
  readonly hostname: string | null;
  readonly nodeName: string | null;
  readonly zone: string | null;
  readonly targetRef: { readonly kind: string; readonly namespace: string; readonly name: string } | null;
}

export interface SlicePort {
  readonly name: string;
  /** null: all ports. */
  readonly port: number | null;
  readonly protocol: Protocol;
}

export interface Pod {
  readonly metadata: ObjectMeta;
  readonly nodeName: string | null;
  readonly phase: string;
  readonly podIps: readonly Address[];
  readonly hostNetwork: boolean;
  readonly ready: boolean;
  /** Who makes another in its place; none where somebody has made the pod by hand. */
  readonly controller?: PodController;
  /** How long it stays on a node that nobody hears of, in seconds (`node.kubernetes.io/unreachable:NoExecute`); none: 300, which the API server gives to every pod without a word of its own. */
  readonly unreachableTolerationSeconds?: number | "for-ever";
  readonly containers: ContainerCounts;
  /** Of the container that is called `coredns`, else of the first; none where the object says nothing of probes. */
  readonly probes?: ContainerProbes;
  readonly dnsPolicy: "ClusterFirst" | "ClusterFirstWithHostNet" | "Default" | "None";
  readonly dnsConfig: PodDnsConfig | null;
  readonly hostname: string;
  readonly subdomain: string;
  /** Container ports by name, to resolve a named `targetPort`. */
  readonly containerPorts: readonly { readonly name: string; readonly port: number; readonly protocol: Protocol }[];
}

/** What kubelet asks a container; null: nothing. */
export interface ContainerProbes {
  readonly readiness: Probe | null;
  readonly liveness: Probe | null;
  /** Until it has succeeded once, nothing else is asked. */
  readonly startup: Probe | null;
}

/** A probe, with the defaults of the API server. Durations in seconds. */
export interface Probe {
  /** `other`: a command, gRPC, or what asks another host than the pod. */
  readonly kind: "httpGet" | "tcpSocket" | "other";
  /** A number, or the name of a container's port. */
  readonly port: number | string;
  readonly path: string;
  readonly scheme: "HTTP" | "HTTPS";
  readonly initialDelaySeconds: number;
  readonly timeoutSeconds: number;
  readonly periodSeconds: number;
  readonly failureThreshold: number;
  /** How many in a row make a pod ready; of another probe than its readiness probe always 1. */
  readonly successThreshold: number;
}

/** The owner of a pod that is its controller. */
export interface PodController {
  /** `ReplicaSet`, `DaemonSet`, `StatefulSet`, `Job`, `Node` of a static pod, or somebody else's. */
  readonly kind: string;
  readonly name: string;
}

/** What `kubectl get pods` counts. */
export interface ContainerCounts {
  readonly total: number;
  readonly ready: number;
  readonly restarts: number;
}

export interface PodDnsConfig {
  readonly nameservers: readonly Address[];
  readonly searches: readonly string[];
  readonly options: readonly { readonly name: string; readonly value: string | null }[];
}

export interface ClusterNode {
  readonly metadata: ObjectMeta;
  readonly podCidrs: readonly string[];
  readonly internalIps: readonly Address[];
  readonly externalIps: readonly Address[];
  readonly hostname: string;
  /** Empty where the object does not say. */
  readonly kubeletVersion: string;
  readonly ready: boolean;
  readonly unschedulable: boolean;
}

export interface CiliumNode {
  readonly metadata: ObjectMeta;
  /** `spec.addresses` of type CiliumInternalIP: the address of `cilium_host`. */
  readonly ciliumInternalIps: readonly Address[];
  readonly internalIps: readonly Address[];
  readonly podCidrs: readonly string[];
}

export interface CorefileConfigMap {
  readonly metadata: ObjectMeta;
  /** The text of the key `Corefile`. */
  readonly corefile: string;
}

/** A Kubernetes label selector; null selects nothing or everything, as the field that holds it says. */
export interface LabelSelector {
  readonly matchLabels: Readonly<Record<string, string>>;
  readonly matchExpressions: readonly {
    readonly key: string;
    readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
    readonly values: readonly string[];
  }[];
}

export interface LoadBalancerIpPool {
  readonly metadata: ObjectMeta;
  readonly apiVersion: "cilium.io/v2" | "cilium.io/v2alpha1";
  readonly blocks: readonly (
    | { readonly kind: "cidr"; readonly cidr: string }
    | { readonly kind: "range"; readonly start: string; readonly stop: string | null }
  )[];
  readonly serviceSelector: LabelSelector | null;
  readonly allowFirstLastIps: "Yes" | "No";
  readonly disabled: boolean;
  readonly conditions: readonly Condition[];
}

export interface BgpClusterConfig {
  readonly metadata: ObjectMeta;
  readonly nodeSelector: LabelSelector | null;
  readonly instances: readonly {
    readonly name: string;
    readonly localAsn: number | null;
    readonly localPort: number | null;
    readonly peers: readonly {
      readonly name: string;
      readonly peerAddress: Address | null;
      readonly peerAsn: number | null;
      readonly peerConfigRef: string | null;
    }[];
  }[];
}

export interface BgpPeerConfig {
  readonly metadata: ObjectMeta;
  readonly families: readonly {
    readonly afi: string;
    readonly safi: string;
    /** No selector selects nothing. */
    readonly advertisements: LabelSelector | null;
  }[];
  readonly gracefulRestart: boolean;
  /** `gracefulRestart.restartTimeSeconds`, in seconds; null: Cilium's own. */
  readonly restartTimeSeconds: number | null;
  readonly timers: BgpTimers;
  readonly transport: {
    /** The router's TCP port; null: 179. */
    readonly peerPort: number | null;
    readonly sourceInterface: string | null;
  };
  readonly ebgpMultihop: number | null;
}

/** `spec.timers` of a CiliumBGPPeerConfig, in seconds; null: Cilium's own (bgp_peer_types.go). */
export interface BgpTimers {
  readonly connectRetryTimeSeconds: number | null;
  readonly holdTimeSeconds: number | null;
  readonly keepAliveTimeSeconds: number | null;
}

export interface BgpAdvertisement {
  readonly metadata: ObjectMeta;
  readonly advertisements: readonly {
    readonly advertisementType: string;
    readonly serviceAddresses: readonly ("LoadBalancerIP" | "ClusterIP" | "ExternalIP")[];
    readonly selector: LabelSelector | null;
    readonly aggregationLengthIpv4: number | null;
    readonly aggregationLengthIpv6: number | null;
    /** `attributes.localPreference`, which iBGP alone carries; null: none is set. */
    readonly localPreference: number | null;
    /** `attributes.communities`, of all three kinds, as they are written. */
    readonly communities: readonly string[];
  }[];
}

export interface L2AnnouncementPolicy {
  readonly metadata: ObjectMeta;
  readonly nodeSelector: LabelSelector | null;
  readonly serviceSelector: LabelSelector | null;
  readonly interfaces: readonly string[];
  readonly externalIps: boolean;
  readonly loadBalancerIps: boolean;
}
