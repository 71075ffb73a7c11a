import type { Address, DomainName } from "../dns/index.ts";
import type { ClusterSnapshot } from "../kubernetes/index.ts";

/** What decides which names a cluster has inside and outside: the settings of the plugins kubernetes and k8s_external. */
export interface MappingSettings {
  readonly snapshot: ClusterSnapshot;
  /** `cluster.local.` */
  readonly clusterDomain: DomainName;
  /** Zones of k8s_external, in the order of its line. */
  readonly externalDomains: readonly DomainName[];
  /** The label of k8s_external's name servers, `dns` by default: it shadows a namespace of that name (T8). */
  readonly apexLabel: string;
  /** The option `headless` of k8s_external. */
  readonly headless: boolean;
  /** The option `endpoint_pod_names` of kubernetes. */
  readonly endpointPodNames: boolean;
  /** Whether a namespace that exists is exposed by `namespaces` or `namespace_labels`. */
  readonly isExposed: (namespace: string) => boolean;
}

/** What a name is about: a service, one of its endpoints, or one of its ports. */
export type Subject =
  | { readonly kind: "service"; readonly service: string; readonly namespace: string }
  | { readonly kind: "endpoint"; readonly endpoint: string; readonly service: string; readonly namespace: string }
  | {
      readonly kind: "port";
      readonly port: string;
      readonly protocol: string;
      readonly service: string;
      readonly namespace: string;
    };

/** Why a name has no counterpart on the other side, or is no name at all. */
export type NoMappingReason =
  /** Below neither the cluster domain nor an external domain. */
  | "foreign-name"
  /** A domain itself, `svc`, a namespace, or a name with too many labels: it stands for no service. */
  | "wrong-form"
  /** Pods have names inside only. */
  | "pod-name"
  | "unknown-namespace"
  | "unknown-service"
  | "unknown-endpoint"
  | "unknown-port"
  /** `namespaces` or `namespace_labels` keeps its namespace out. */
  | "not-exposed"
  /** A LoadBalancer service that has no address yet: NXDOMAIN outside (T7). */
  | "pending"
  /** Neither a load balancer nor external IPs: NXDOMAIN outside (T7). */
  | "cluster-ip-only"
  /** An alias inside; k8s_external knows nothing of it. */
  | "external-name"
  /** Headless, and k8s_external has no `headless`. */
  | "headless-not-served"
  | "no-ready-endpoints"
  /** The namespace is called like the apex label: its names outside are the name server's (T8). */
  | "shadowed-by-apex"
  /** The name outside falls into a longer external domain, where it means something else. */
  | "shadowed-by-domain"
  /** Outside, a label in front of a service with an address is ignored: the name answers as the service does (T6). */
  | "endpoint-label-ignored";

/** A name and where it leads. */
export interface MappedName {
  readonly name: DomainName;
  readonly addresses: readonly Address[];
  /** A load balancer's host names: an alias stands under this name. */
  readonly hosts: readonly string[];
}

export type Mapping =
  | {
      readonly kind: "mapped";
      /** The side that the asked name is on. */
      readonly from: "internal" | "external";
      readonly subject: Subject;
      readonly internal: MappedName;
      /** One for each external domain, in order; not empty. */
      readonly external: readonly MappedName[];
    }
  | {
      readonly kind: "unmapped";
      readonly from: "internal" | "external" | null;
      readonly name: DomainName;
      readonly subject: Subject | null;
      readonly reason: NoMappingReason;
      /** The name inside, where the subject has one. */
      readonly internal: MappedName | null;
    };
