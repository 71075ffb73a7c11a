import type { ClusterSnapshot, Diagnostic, DomainName, Endpoint, FileTree } from "@splithorizon/core";
import type { BindSettings } from "@splithorizon/core/bind";
import type { Corefile } from "@splithorizon/core/coredns";
import type { AbsentServer, LogSwitch, LotSwitch, RemarkSwitch, Resident } from "../hosts/index.ts";
import type { Announcement } from "../load-balancer/index.ts";
import type { Network } from "../network/index.ts";
import type { Standing } from "../vrrp/index.ts";
import type { BindHost } from "./bind-host.ts";
import type { PodPlace } from "./build-cluster-stations.ts";
import type { Manifests } from "./manifests.ts";
import type { ClusterSettings, SiteSettings } from "./model.ts";

/** From where one may ask: a host, a node, or a pod. */
export interface Place {
  readonly name: string;
  readonly kind: "host" | "node" | "pod";
  /** The machine that its packets leave from: for a pod on the host network its node. */
  readonly station: string;
  /** Its resolv.conf; null where nothing is known of it. */
  readonly resolver: PlaceResolver | null;
}

export interface PlaceResolver {
  /** In order; 127.0.0.53 where systemd-resolved stands in front. */
  readonly nameservers: readonly Endpoint[];
  readonly search: readonly DomainName[];
  readonly ndots: number;
}

/** A cluster as it was read. */
export interface ClusterTwin {
  readonly settings: ClusterSettings;
  readonly snapshot: ClusterSnapshot;
  readonly corefile: Corefile | null;
  /** Stations that run CoreDNS. */
  readonly coreDnsStations: readonly string[];
}

/** A route that a node's BGP speaker told a router of the site. */
export interface HeardAnnouncement extends Announcement {
  readonly cluster: string;
  readonly router: string;
}

/** A cluster as it was read, with what its machines and processes are made of. */
export interface ReadCluster {
  readonly twin: ClusterTwin;
  readonly manifests: Manifests;
  readonly pods: readonly PodPlace[];
  readonly coreDnsPods: readonly PodPlace[];
  /** What stops its CoreDNS, if anything. */
  readonly corefileProblems: readonly Diagnostic[];
}

/** What a twin was made of, from which a site that changes makes its parts anew. */
export interface TwinMakings {
  readonly files: FileTree;
  readonly bindHosts: readonly BindHost[];
  readonly clusters: readonly ReadCluster[];
}

/** A site that answers: its network, its servers with their state, and everybody who may ask. */
export interface SiteTwin {
  readonly settings: SiteSettings;
  readonly network: Network;
  readonly places: ReadonlyMap<string, Place>;
  readonly residents: readonly Resident[];
  readonly absent: readonly AbsentServer[];
  readonly clusters: ReadonlyMap<string, ClusterTwin>;
  /** By host: what its named.conf says. */
  readonly binds: ReadonlyMap<string, BindSettings>;
  readonly standings: readonly Standing[];
  readonly announcements: readonly HeardAnnouncement[];
  readonly makings: TwinMakings;
  readonly remarks: RemarkSwitch;
  readonly lots: LotSwitch;
  readonly logs: LogSwitch;
  /** What a machine's CoreDNS has written so far of its own life, in a site that changes; null: nothing is kept of it. */
  pastLogOf?(station: string): readonly string[] | null;
  /** What is out of order at a machine or a pod, in a site that changes: `has no power`. Nothing: it is well. */
  troublesAt?(machine: string): readonly string[];
  /** The pods of a cluster that are machines at the moment, in a site that changes; elsewhere `makings` has them. */
  podsOf?(cluster: string): { readonly pods: readonly PodPlace[] };
}
