import type { Address } from "../dns/index.ts";
import type { Span } from "../text/index.ts";

/** Release lines whose defaults are known: Debian 12 ships 2.2.7. */
export type KeepalivedVersion = "2.2.7";

/** What keepalived runs with: every default filled in. Times in milliseconds. */
export interface KeepalivedSettings {
  readonly version: KeepalivedVersion;
  /** Whether keepalived runs with it; if not, no instance does: it ends while it reads, or when it checks what it read. */
  readonly starts: boolean;
  readonly global: GlobalSettings;
  readonly scripts: readonly VrrpScript[];
  readonly processes: readonly TrackedProcess[];
  readonly files: readonly TrackedFile[];
  readonly instances: readonly VrrpInstance[];
  readonly syncGroups: readonly SyncGroup[];
}

/** `global_defs`, as far as it decides about VRRP. */
export interface GlobalSettings {
  readonly routerId: string | null;
  readonly vrrpVersion: 2 | 3;
  /** `vrrp_startup_delay`. */
  readonly startupDelayMs: number;
  readonly garpMasterDelayMs: number;
  readonly garpMasterRepeat: number;
  readonly garpMasterRefreshMs: number;
  readonly garpMasterRefreshRepeat: number;
  readonly garpLowerPrioDelayMs: number;
  readonly garpLowerPrioRepeat: number;
  readonly lowerPrioNoAdvert: boolean;
  readonly higherPrioSendAdvert: boolean;
  /** `vrrp_strict`: no authentication, and without `accept` a firewall rule that drops what is sent to the virtual address. */
  readonly strict: boolean;
  /** `nftables`: keepalived has a table of its own, whether it needs one or not. */
  readonly usesNftables: boolean;
  readonly downTimerAdverts: number;
  /** `vrrp_check_unicast_src`: adverts of routers that are not among the peers are refused. */
  readonly checksUnicastSource: boolean;
  /** `vrrp_skip_check_adv_addr`: a backup reads the addresses of an advert only where it comes from another router than the last. */
  readonly skipsAddressCheck: boolean;
}

export interface VrrpScript {
  readonly name: string;
  readonly command: string;
  readonly intervalMs: number;
  /** null: as the interval. */
  readonly timeoutMs: number | null;
  /** 0: a failure puts the instance into FAULT. */
  readonly weight: number;
  /** A failure counts as a success, and the other way round. */
  readonly reverse: boolean;
  readonly rise: number;
  readonly fall: number;
  readonly span: Span;
}

/** `vrrp_track_process`. */
export interface TrackedProcess {
  readonly name: string;
  readonly process: string;
  readonly weight: number;
  readonly reverse: boolean;
  readonly span: Span;
}

/** `track_file`, formerly `vrrp_track_file`: a number that others write. */
export interface TrackedFile {
  readonly name: string;
  /** As the host has it. */
  readonly path: string;
  /** The number times this is added to the priority, and FAULT at -254 or less; 0: any number but 0 is FAULT. */
  readonly weight: number;
  readonly reverse: boolean;
  /** `init_file`: what keepalived writes into it where it is missing. */
  readonly init: { readonly value: number; readonly overwrites: boolean } | null;
  readonly span: Span;
}

/** An address that the active router holds. */
export interface VirtualAddress {
  readonly address: Address;
  /** 32 or 128 where the file gives none. */
  readonly prefixLength: number;
  /** null: the instance's interface. */
  readonly device: string | null;
}

/** A route that comes and goes with the virtual address. */
export interface VirtualRoute {
  /** `default`, or a prefix. */
  readonly destination: string;
  readonly via: Address | null;
  readonly device: string | null;
  /** The source address that the host takes for this route. */
  readonly source: Address | null;
}

/** A script, process, interface or file that an instance watches; weight null: an interface without one. */
export interface Track {
  readonly name: string;
  readonly weight: number | null;
  readonly reverse: boolean;
  readonly span: Span;
}

export interface Authentication {
  readonly type: "PASS" | "AH";
  /** Eight characters at most. */
  readonly password: string;
}

/** A virtual router as one host takes part in it (RFC 9568; RFC 3768 for version 2). */
export interface VrrpInstance {
  readonly name: string;
  readonly initialState: "MASTER" | "BACKUP";
  readonly interface: string;
  readonly virtualRouterId: number;
  readonly priority: number;
  readonly advertIntervalMs: number;
  readonly vrrpVersion: 2 | 3;
  readonly authentication: Authentication | null;
  readonly virtualAddresses: readonly VirtualAddress[];
  /** Set with the others, and not in the adverts. */
  readonly excludedAddresses: readonly VirtualAddress[];
  readonly virtualRoutes: readonly VirtualRoute[];
  readonly trackScripts: readonly Track[];
  readonly trackProcesses: readonly Track[];
  readonly trackInterfaces: readonly Track[];
  readonly trackFiles: readonly Track[];
  /** Where its adverts come from: `unicast_src_ip` or `mcast_src_ip`, whichever is last; null: keepalived takes the interface's. */
  readonly source: Address | null;
  readonly unicastPeers: readonly Address[];
  /** Any word about unicast: without peers it is multicast all the same, or FAULT with `unicast_fault_no_peer`. */
  readonly unicast: "none" | "configured" | "fault-without-peers";
  readonly preempts: boolean;
  readonly preemptDelayMs: number;
  /** After taking over the addresses are announced once more so much later; 0: they are not. */
  readonly garpMasterDelayMs: number;
  /** So many gratuitous ARPs at a time. */
  readonly garpMasterRepeat: number;
  /** An active router announces its addresses again so often; 0: never. */
  readonly garpMasterRefreshMs: number;
  readonly garpMasterRefreshRepeat: number;
  /** After a router of lower priority was heard, as for a take-over. */
  readonly garpLowerPrioDelayMs: number;
  /** 0: a router of lower priority is not answered by ARP. */
  readonly garpLowerPrioRepeat: number;
  /** A router of lower priority is not answered by an advert. */
  readonly lowerPrioNoAdvert: boolean;
  readonly higherPrioSendAdvert: boolean;
  readonly downTimerAdverts: number;
  readonly usesVmac: boolean;
  readonly strict: boolean;
  /**
   * Whether what is sent to its addresses reaches the host while it holds them (RFC 9568 section 6.1, Accept_Mode): not
   * with `no_accept`, nor with `vrrp_strict` unless `accept` is set in version 3. The owner of the addresses always accepts.
   */
  readonly accepts: boolean;
  readonly checksUnicastSource: boolean;
  /**
   * `old_unicast_checksum`, of version 3 over IPv4: the checksum of unicast is made with the multicast address, as keepalived
   * up to 1.3.6 did. Who says nothing takes that of others too, and from then on no other; with `never` he does not.
   */
  readonly unicastChecksum: "new" | "old" | "never-old";
  readonly skipsAddressCheck: boolean;
  /** Whether it goes into FAULT with its own interface; not with `dont_track_primary`. */
  readonly tracksOwnInterface: boolean;
  readonly span: Span;
}

/** Instances that change their state together; a group has one at least. */
export interface SyncGroup {
  readonly name: string;
  readonly members: readonly string[];
  /** `sync_group_tracking_weight`: without it what members watch with a weight does not count. */
  readonly tracksWeights: boolean;
  /** Watched for every member. */
  readonly trackScripts: readonly Track[];
  readonly trackProcesses: readonly Track[];
  readonly trackInterfaces: readonly Track[];
  readonly trackFiles: readonly Track[];
  readonly span: Span;
}

/** Three adverts and the skew of RFC 9568 section 6.1: after so long without an accepted advert a backup takes over. */
export function activeDownIntervalMs(instance: VrrpInstance): number {
  return instance.downTimerAdverts * instance.advertIntervalMs + skewMs(instance);
}

/** The lower the priority, the later. Version 2 counts in seconds whatever the interval (RFC 3768 section 6.1). */
export function skewMs(instance: VrrpInstance): number {
  const unitMs = instance.vrrpVersion === 2 ? 1000 : instance.advertIntervalMs;
  return ((256 - instance.priority) / 256) * unitMs;
}
