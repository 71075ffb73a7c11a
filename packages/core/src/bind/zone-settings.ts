import type { Address, DomainName, RrClass } from "../dns/index.ts";
import type { Span } from "../text/index.ts";
import type { AddressMatchList } from "./acl.ts";

/** A server that questions are handed to. */
export interface Forwarder {
  readonly address: Address;
  readonly port: number;
  /** The name of the `tls` statement; null is plain DNS. Only from 9.20 on. */
  readonly tls: string | null;
  readonly span: Span;
}

/** How much of a forwarding failure named tries to mend by iterating itself. */
export type ForwardMode = "first" | "only";

/** A server that a zone is copied from. */
export interface RemoteServer {
  readonly address: Address;
  readonly port: number;
  readonly key: DomainName | null;
  readonly tls: string | null;
}

/** A zone file's name as the configuration has it and where that is. */
export interface ZoneFileReference {
  readonly text: string;
  /** Absolute, within the host's files. */
  readonly path: string;
  readonly span: Span;
}

/** What every zone has. */
export interface ZoneBase {
  readonly name: DomainName;
  readonly rrClass: RrClass;
  /** Of the zone's name in its statement. */
  readonly span: Span;
}

/** `forward` and `forwarders` inside a zone: an entry of the forwarding table at the zone's name. */
export interface ZoneForwarding {
  /** null: no `forwarders` statement, so no entry. Empty: no forwarding at and below this name. */
  readonly forwarders: readonly Forwarder[] | null;
  /** `first` when the zone does not say: the view's own mode is not inherited. */
  readonly forward: ForwardMode;
}

/** Who may ask a zone, its own lists first, then those of the view and of options. */
export interface ZoneAccess {
  readonly allowQuery: AddressMatchList;
  readonly allowQueryOn: AddressMatchList;
}

/** `allow-transfer`: who, and by which way alone. */
export interface TransferList extends AddressMatchList {
  /** null: at any port, over any transport. */
  readonly port: number | null;
  readonly transport: "tcp" | "tls" | null;
}

/** `dialup`: what a zone leaves to the heartbeat (lib/dns/zone.c, dns_zone_setdialup). */
export interface DialUp {
  /** Others are told at each heartbeat, and never of which version. */
  readonly tells: boolean;
  /** Primaries are asked at each heartbeat, whatever wakes the zone else. */
  readonly asks: boolean;
  /** Nobody wakes the zone because its refresh is due. */
  readonly isUntimed: boolean;
}

export interface ZoneTransferOut {
  /** AXFR and IXFR look at this list alone, never at allow-query. */
  readonly allowTransfer: TransferList;
  readonly notify: "yes" | "no" | "explicit" | "primary-only";
  readonly alsoNotify: readonly RemoteServer[];
  /** null: the host's own choice by its routes. */
  readonly notifySourceV4: Address | null;
  readonly notifySourceV6: Address | null;
  /** Seconds between two rounds of NOTIFY. */
  readonly notifyDelay: number;
  /** Whether the server that the SOA names is told too. */
  readonly notifyToSoa: boolean;
  readonly dialup: DialUp;
}

/** Copying from another server; times in seconds. */
export interface ZoneTransferIn {
  readonly primaries: readonly RemoteServer[];
  readonly allowNotify: AddressMatchList;
  readonly allowUpdateForwarding: AddressMatchList;
  readonly minRefreshTime: number;
  readonly maxRefreshTime: number;
  readonly minRetryTime: number;
  readonly maxRetryTime: number;
  /** null: the host's own choice by its routes. */
  readonly transferSourceV4: Address | null;
  readonly transferSourceV6: Address | null;
  readonly requestIxfr: boolean;
  /** Whether a primary is asked how long its own copy lives (RFC 7314). */
  readonly requestExpire: boolean;
  /** Whether a primary that is silent over UDP is tried over TCP. */
  readonly tryTcpRefresh: boolean;
  /** Primaries may have versions of their own: that one has an older one is not worth a line. */
  readonly multiMaster: boolean;
  readonly dialup: DialUp;
  /** Seconds that a primary may take for a whole transfer, and may be silent in it. */
  readonly maxTransferTimeIn: number;
  readonly maxTransferIdleIn: number;
}

/** Octets from which on a journal is cut; by default it is twice the zone. */
export type JournalLimit = number | "twice-the-zone";

/** What a zone's data must be for named to load it, and what named makes of it. 0: no limit. */
export interface ZoneContents {
  /** Of a copy from another server. */
  readonly maxRecords: number;
  readonly maxRecordsPerType: number;
  readonly maxTypesPerName: number;
  /** Seconds; null: any TTL. */
  readonly maxZoneTtl: number | null;
  readonly checkNames: "fail" | "warn" | "ignore";
  /** The SOA of an answer to a question for the SOA of a name that is not there has TTL 0 (`zero-no-soa-ttl`). */
  readonly zeroNoSoaTtl: boolean;
  /** `ixfr-from-differences`: another version that is loaded or transferred whole goes into the journal as its differences. */
  readonly journalsDifferences: boolean;
  /** `max-ixfr-ratio`, percent; 0: any. */
  readonly maxIxfrRatio: number;
  /** `max-journal-size`. */
  readonly journalLimit: JournalLimit;
  /** The option by which the zone's answers are not those of its file; null: they are. */
  readonly notModelled: string | null;
  /** The option by which named signs the zone itself; null: it is signed as its file is. */
  readonly signedBy: string | null;
}

export interface PrimaryZone extends ZoneBase, ZoneAccess, ZoneForwarding, ZoneTransferOut {
  readonly kind: "primary";
  /** null: a built-in or dynamic database (`database`), which is not modelled. */
  readonly file: ZoneFileReference | null;
  /** With `update-policy` those whom it lets in without a signature. */
  readonly allowUpdate: AddressMatchList;
  /** `allow-update` with somebody, or `update-policy`: updates may change it, and its file is not to be edited. */
  readonly isDynamic: boolean;
  readonly contents: ZoneContents;
}

export interface SecondaryZone extends ZoneBase, ZoneAccess, ZoneForwarding, ZoneTransferOut, ZoneTransferIn {
  readonly kind: "secondary";
  readonly file: ZoneFileReference | null;
  readonly contents: ZoneContents;
}

export interface MirrorZone extends ZoneBase, ZoneAccess, ZoneTransferOut, ZoneTransferIn {
  readonly kind: "mirror";
  readonly file: ZoneFileReference | null;
  readonly contents: ZoneContents;
}

export interface StubZone extends ZoneBase, ZoneAccess, ZoneForwarding, ZoneTransferIn {
  readonly kind: "stub";
  readonly file: ZoneFileReference | null;
}

export interface StaticStubZone extends ZoneBase, ZoneAccess, ZoneForwarding {
  readonly kind: "static-stub";
  readonly serverAddresses: readonly Address[];
  readonly serverNames: readonly DomainName[];
}

export interface ForwardZone extends ZoneBase, ZoneForwarding {
  readonly kind: "forward";
}

export interface HintZone extends ZoneBase {
  readonly kind: "hint";
  readonly file: ZoneFileReference | null;
}

export interface RedirectZone extends ZoneBase, ZoneAccess {
  readonly kind: "redirect";
  readonly file: ZoneFileReference | null;
}

/** Deprecated; answers below it that are not delegations become NXDOMAIN. Not modelled. */
export interface DelegationOnlyZone extends ZoneBase {
  readonly kind: "delegation-only";
}

/** A zone of an earlier view, shared. */
export interface InViewZone extends ZoneBase, ZoneForwarding {
  readonly kind: "in-view";
  readonly view: string;
}

export type ZoneSettings =
  | PrimaryZone
  | SecondaryZone
  | MirrorZone
  | StubZone
  | StaticStubZone
  | ForwardZone
  | HintZone
  | RedirectZone
  | DelegationOnlyZone
  | InViewZone;

export type ZoneKind = ZoneSettings["kind"];

/** How fast a server goes about its zones. */
export interface UpkeepSettings {
  /** `tcp-idle-timeout`, in milliseconds: how long a transfer may be silent. */
  readonly tcpIdleMs: number;
  /** SOA questions a second. */
  readonly serialQueryRate: number;
  /** How many zones are copied at once, of all servers. */
  readonly transfersIn: number;
  /** Of one server, where its `server` statement says no `transfers`. */
  readonly transfersPerNs: number;
  /** NOTIFYs a second, of changes and of the start. */
  readonly notifyRate: number;
  readonly startupNotifyRate: number;
  /** `heartbeat-interval`, in seconds; 0: never. */
  readonly heartbeatSeconds: number;
}
