import type { Address, DomainName, Prefix, Rcode, RrType, Span } from "@splithorizon/core";
import type { BindVersion } from "@splithorizon/core/bind";
import type { CoreDnsVersion } from "@splithorizon/core/coredns";

/** What site.yaml says: who stands where, and which files each of them runs with. Nothing is read yet but this one file. */
export interface SiteSettings {
  readonly networks: readonly NetworkSettings[];
  readonly hosts: readonly HostSettings[];
  readonly clusters: readonly ClusterSettings[];
  readonly trust: TrustOfSite;
  readonly expectations: readonly Expectation[];
}

/** A link: whoever has an address in the prefix reaches the others without a router. */
export interface NetworkSettings {
  readonly name: string;
  readonly prefix: Prefix;
  readonly span: Span;
}

/** An address and the length of its network's prefix; null: the length of the network that covers it, else a host's own. */
export interface InterfaceAddress {
  readonly address: Address;
  readonly prefixLength: number | null;
}

/** Where packets for a destination go next. */
export interface StaticRoute {
  readonly destination: Prefix;
  /** Several share the load (ECMP); none: the destination is on the link (`ip route add 192.168.13.0/24 dev eth0`). */
  readonly gateways: readonly Address[];
  /** `src` of the route: what the host's own packets carry; it is there only while the host holds the address. null: as Linux chooses. */
  readonly source: Address | null;
  readonly span: Span;
}

/** One line of a firewall; the first that matches decides, and without a match the packet passes. */
export interface FirewallRule {
  readonly action: "accept" | "drop" | "reject";
  /** null: any. */
  readonly from: Prefix | null;
  readonly to: Prefix | null;
  readonly protocol: "udp" | "tcp" | null;
  /** Of the destination. */
  readonly port: number | null;
}

/** Files of a host, folders laid over each other: the later one wins. Paths are absolute in the site's file tree. */
export interface HostFiles {
  readonly folders: readonly string[];
}

/** A server's configuration file: its path as the host itself sees it, and where site.yaml says so. */
export interface ConfigFile {
  readonly path: string;
  readonly span: Span;
}

export interface HostBind {
  readonly version: BindVersion;
  readonly config: ConfigFile;
}

/** `named`: it succeeds as long as named of the same host answers. */
export type ScriptOutcome = "ok" | "fail" | "named";

export interface HostKeepalived {
  readonly config: ConfigFile;
  /** What each `vrrp_script` comes to; `ok` where nothing is said. */
  readonly scripts: ReadonlyMap<string, ScriptOutcome>;
  /** The network that each interface of keepalived.conf is plugged into; of others the addresses of their instances tell it. */
  readonly interfaces: ReadonlyMap<string, string>;
  /** The link-local address of an interface, where it is another than the one that the twin gives its host. */
  readonly linkLocals: ReadonlyMap<string, Address>;
}

/** Which program answers a host's own questions. */
export type ResolverKind = "glibc" | "systemd-resolved";

export interface ResolverSettings {
  readonly kind: ResolverKind;
  readonly nameservers: readonly Address[];
  readonly search: readonly DomainName[];
}

/**
 * What a router makes of the routes of a neighbour that has graceful restart, when their session is lost. `rfc8538`, FRR's
 * way: it keeps them as stale, also where the hold time has run out (both sides set the N bit). `rfc4724`, BIRD's: it keeps
 * them only where the connection was closed. `none`: they are gone with the session, as with FRR's `bgp
 * graceful-restart-disable`; `no-end-of-rib`: they are, and it sends no End-of-RIB either, as BIRD with `graceful restart off`.
 */
export type GracefulRestart = "rfc8538" | "rfc4724" | "none" | "no-end-of-rib";

export interface BgpSettings {
  readonly asn: number;
  readonly neighbours: readonly Address[];
  /** The TCP port that it listens on, 179. */
  readonly port: number;
  /** What it proposes, in seconds; the smaller of both sides' counts (RFC 4271 section 4.2), 0: nobody's silence ends a session. */
  readonly holdTimeSeconds: number;
  readonly gracefulRestart: GracefulRestart;
}

/** What sysctl(8) sets of a host's kernel; where nothing is said as Linux has it. */
export interface HostSysctls {
  /** `net.ipv4.ip_nonlocal_bind`, 0: a program may bind an IPv4 address that the host does not hold. */
  readonly nonlocalBindV4: boolean;
  /** `net.ipv6.ip_nonlocal_bind`, 0. */
  readonly nonlocalBindV6: boolean;
}

export interface HostSettings {
  readonly name: string;
  readonly addresses: readonly InterfaceAddress[];
  readonly routes: readonly StaticRoute[];
  /** Whether it passes on packets that are not for itself; null: it does if somebody's route leads to it. */
  readonly forwards: boolean | null;
  readonly firewall: readonly FirewallRule[];
  readonly sysctls: HostSysctls;
  readonly bgp: BgpSettings | null;
  readonly files: HostFiles;
  readonly bind: HostBind | null;
  readonly keepalived: HostKeepalived | null;
  readonly resolver: ResolverSettings | null;
  readonly span: Span;
}

/**
 * Who carries Service traffic, and what it does to the source address (facts: lab.md, cilium.md).
 * kube-proxy has no `routing` or `mode`: it masquerades with the address of the interface that the packet leaves by.
 */
export type DataPath =
  | { readonly kind: "kube-proxy"; readonly masquerade: boolean }
  | {
      readonly kind: "cilium";
      readonly routing: "tunnel" | "native";
      readonly mode: "snat" | "dsr" | "hybrid";
      /** Whether what leaves the cluster carries the node's address (Cilium's `enable-ipv4-masquerade`, on by default). */
      readonly masquerade: boolean;
      /**
       * Who answers on healthCheckNodePort: kube-proxy's words, as the tutorial's cluster has them, unless the site says
       * that Cilium's agent does (`enable-health-check-nodeport`).
       */
      readonly healthChecks: "cilium" | "kube-proxy";
    };

export interface CoreDnsSettings {
  readonly version: CoreDnsVersion;
  /** Folders laid over each other: what stands beside the Corefile in the pod. */
  readonly folders: readonly string[];
  /** A Corefile outside the objects; null: the ConfigMap's. */
  readonly corefile: ConfigFile | null;
  /** `/etc/resolv.conf` of the pods; null: as the nodes'. */
  readonly resolver: ResolverSettings | null;
}

export interface ClusterSettings {
  readonly name: string;
  /** Files and folders of manifests, absolute in the site's file tree; of two objects with one name the later counts. */
  readonly objects: readonly { readonly path: string; readonly span: Span }[];
  readonly coreDns: CoreDnsSettings;
  readonly clusterDomain: DomainName;
  readonly externalDomains: readonly DomainName[];
  readonly podCidrs: readonly Prefix[];
  readonly serviceCidrs: readonly Prefix[];
  /** The network that the nodes stand in; null: found by their addresses. */
  readonly network: string | null;
  /** The nodes' own routes. */
  readonly routes: readonly StaticRoute[];
  /** The nodes' own resolver. */
  readonly resolver: ResolverSettings | null;
  readonly dataPath: DataPath;
  readonly span: Span;
}

/** What DNSSEC would find, declared: splithorizon does no cryptography. */
export interface TrustOfSite {
  readonly root: "signed" | "unsigned" | "unreachable";
  readonly declarations: readonly { readonly name: DomainName; readonly trust: "secure" | "insecure" | "bogus" }[];
}

/** One line of `expect`: who asks what, and what must come back. What is null is not looked at. */
export interface Expectation {
  readonly from: string;
  readonly name: DomainName;
  readonly type: RrType;
  /** An address or the name of a host; null: the place's own resolver. */
  readonly server: string | null;
  readonly transport: "udp" | "tcp";
  /** Data of the answer section as dig's `+short` prints it, in any order. */
  readonly answers: readonly string[] | null;
  readonly rcode: Rcode | null;
  /** Nothing comes back. */
  readonly silence: boolean;
  readonly span: Span;
}
