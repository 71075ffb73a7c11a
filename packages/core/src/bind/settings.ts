import type { Address, DomainName, Prefix, RrClass, RrType } from "../dns/index.ts";
import type { Span } from "../text/index.ts";
import type { AddressMatchList } from "./acl.ts";
import type { InterfaceScan, ListenOn } from "./listening.ts";
import type { PeerSettings, QuerySource, TransferFormat } from "./peer-settings.ts";
import type { TsigKey } from "./signatures/tsig-key.ts";
import type { Forwarder, ForwardMode, TransferList, UpkeepSettings, ZoneSettings } from "./zone-settings.ts";

/** Release lines of BIND whose grammar and defaults are known. */
export type BindVersion = "9.18" | "9.20";

/** What a whole named.conf says: every option resolved from zone, view, options and the defaults of this version. */
export interface BindSettings {
  readonly version: BindVersion;
  /** Working directory, absolute: relative file names of zones stand below it. */
  readonly directory: string;
  /** In the order of the file; the defaults (port 53, any address of both families) when nothing is said. */
  readonly listenOn: readonly ListenOn[];
  /** How named notices that addresses come and go. */
  readonly interfaceScan: InterfaceScan;
  /** Clients that get no answer at all (BIND ARM, "blackhole"). */
  readonly blackhole: AddressMatchList;
  /** What `version.bind`, `hostname.bind` and `id.server` (class CH) say. */
  readonly identity: ServerIdentity;
  /** `querylog`; where it is not said, whether `logging` has a category `queries`. */
  readonly logsQueries: boolean;
  /** First match wins. Without `view` statements there is one, called `_default`. */
  readonly views: readonly ViewSettings[];
  /** The view "_bind" of class CH, which is there unsaid: what `options` says holds for it too. */
  readonly chaosView: ViewSettings;
  /** Lists of `acl` statements by their name, for whoever explains an answer. */
  readonly acls: ReadonlyMap<string, AddressMatchList>;
  /** Idle time that clients over TCP are told of, in units of 100 ms. */
  readonly tcpAdvertisedTimeout: number;
  readonly upkeep: UpkeepSettings;
}

/** A string that an operator may set, switch off, or leave to named. */
export type IdentityText = { readonly kind: "default" } | { readonly kind: "none" } | TextValue;
interface TextValue {
  readonly kind: "text";
  readonly text: string;
}

export interface ServerIdentity {
  readonly version: IdentityText;
  readonly hostname: IdentityText;
  /** `default` is no answer (NODATA); `hostname` is the host's own name. */
  readonly serverId: IdentityText | { readonly kind: "hostname" };
}

export interface TrustAnchor {
  readonly name: DomainName;
  readonly anchor: "static-key" | "static-ds" | "initial-key" | "initial-ds";
}

export type DnssecValidation = "yes" | "no" | "auto";

/** `minimal-responses`. */
export type MinimalResponses = "yes" | "no" | "no-auth" | "no-auth-recursive";

/** One rule of `rrset-order`; null stands for any. */
export interface RrsetOrderRule {
  readonly rrClass: RrClass | null;
  readonly rrType: RrType | null;
  readonly name: DomainName | null;
  readonly order: "fixed" | "random" | "cyclic" | "none";
}

/** As a view has it. */
export interface PlacedQuerySource extends QuerySource {
  /** The statement; null where there is none. */
  readonly span: Span | null;
}

/** Serve-stale (RFC 8767). Times are seconds unless the name says otherwise. */
export interface StaleSettings {
  readonly cacheEnable: boolean;
  readonly answerEnable: boolean;
  readonly answerTtl: number;
  readonly refreshTime: number;
  readonly maxStaleTtl: number;
  /** null: off (the default). 0: stale data at once. */
  readonly answerClientTimeoutMs: number | null;
}

/** Who may do what, after the default chain of the version. */
export interface AccessSettings {
  readonly allowQuery: AddressMatchList;
  readonly allowQueryOn: AddressMatchList;
  readonly allowQueryCache: AddressMatchList;
  readonly allowQueryCacheOn: AddressMatchList;
  readonly allowRecursion: AddressMatchList;
  readonly allowRecursionOn: AddressMatchList;
  /** For zones that say nothing of their own, those inside named too. */
  readonly allowTransfer: TransferList;
}

/** One `dns64` statement (RFC 6147). */
export interface Dns64Rule {
  readonly prefix: Prefix;
  /** The last octets of what is made; zeros where it is not said. */
  readonly suffix: Address | null;
  /** For whom addresses are made. */
  readonly clients: AddressMatchList;
  /** Which IPv4 addresses are mapped. */
  readonly mapped: AddressMatchList;
  /** AAAA records that count as if they were not there. */
  readonly exclude: AddressMatchList;
  readonly recursiveOnly: boolean;
  /** Also for DO=1, where the records that it is made from are signed. */
  readonly breakDnssec: boolean;
}

/** `dns64` with the zones that come with it. */
export interface Dns64Settings {
  /** In the order of the file: each makes one address of each A record. */
  readonly rules: readonly Dns64Rule[];
  /** Names of these four are relative to each zone that is made, unless they end with a dot. */
  readonly server: string | null;
  readonly contact: string | null;
  /** Whether named is the source of `ipv4only.arpa` (RFC 7050): with `dns64`, unless it is said. */
  readonly ipv4OnlyEnable: boolean;
  readonly ipv4OnlyServer: string | null;
  readonly ipv4OnlyContact: string | null;
}

/** `deny-answer-addresses`: answers of others that are not believed, against rebinding. */
export interface DeniedAddresses {
  readonly addresses: AddressMatchList;
  readonly exceptFrom: readonly DomainName[];
}

/** `deny-answer-aliases`: names that CNAME and DNAME of others may not lead to. */
export interface DeniedAliases {
  readonly names: readonly DomainName[];
  readonly exceptFrom: readonly DomainName[];
}

/** What answers are counted as (BIND ARM, "rate-limit"). */
export type ResponseClass = "answer" | "referral" | "noData" | "nameError" | "error";

/** `rate-limit`. 0: no limit. */
export interface RateLimit {
  readonly perSecond: Readonly<Record<ResponseClass | "all", number>>;
  readonly windowSeconds: number;
  /** Clients of one network are one. */
  readonly ipv4PrefixLength: number;
  readonly ipv6PrefixLength: number;
  readonly exempt: AddressMatchList;
  /** Every so many answers too many is cut short instead of dropped; 0: none. */
  readonly slip: number;
}

/** Options that hold for everything a view answers. TTLs are seconds. */
export interface ViewOptions {
  readonly recursion: boolean;
  /** Global forwarders of this view; empty when none. */
  readonly forwarders: readonly Forwarder[];
  /** `forward`, `first` when nothing is said. Means nothing without forwarders. */
  readonly forward: ForwardMode;
  readonly dnssecValidation: DnssecValidation;
  /** Names at and below which nothing is validated. */
  readonly validateExcept: readonly DomainName[];
  readonly emptyZonesEnable: boolean;
  readonly disableEmptyZones: readonly DomainName[];
  /** `empty-server` and `empty-contact`; null: the zone's own name, and `.`. */
  readonly emptyServer: DomainName | null;
  readonly emptyContact: DomainName | null;
  readonly maxCacheTtl: number;
  readonly minCacheTtl: number;
  readonly maxNcacheTtl: number;
  readonly minNcacheTtl: number;
  /** How long a SERVFAIL is remembered; 0 is not at all; 30 at most. */
  readonly servfailTtl: number;
  readonly minimalResponses: MinimalResponses;
  readonly minimalAny: boolean;
  /** First match wins; without a match the order is random. */
  readonly rrsetOrder: readonly RrsetOrderRule[];
  /** Records of one name and type that the cache and zones take; more is SERVFAIL or a zone that does not load. 0: no limit. */
  readonly maxRecordsPerType: number;
  readonly maxTypesPerName: number;
  readonly qnameMinimization: "strict" | "relaxed" | "disabled" | "off";
  readonly querySourceV4: PlacedQuerySource;
  readonly querySourceV6: PlacedQuerySource;
  /** What named announces in the questions that it asks, in octets. */
  readonly ednsUdpSize: number;
  /** The largest UDP answer that named sends, in octets. */
  readonly maxUdpSize: number;
  readonly nocookieUdpSize: number;
  /** Between 10,000 and 30,000 (BIND raises and lowers what is said). */
  readonly resolverQueryTimeoutMs: number;
  /** Trigger and eligibility, both in seconds; trigger 0 is off. */
  readonly prefetch: { readonly trigger: number; readonly eligibility: number };
  readonly stale: StaleSettings;
  readonly sendCookie: boolean;
  readonly answerCookie: boolean;
  readonly requireServerCookie: boolean;
  readonly authNxdomain: boolean;
  /** That a name is not there is not kept for who asked for its SOA. */
  readonly zeroNoSoaTtlCache: boolean;
  readonly synthFromDnssec: boolean;
  readonly rootKeySentinel: boolean;
  readonly nsidRequested: boolean;
  readonly maxRecursionDepth: number;
  readonly maxRecursionQueries: number;
  readonly maxQueryRestarts: number;
  /** So many clients may wait for the same answer at first, and at most; 0: no limit. */
  readonly clientsPerQuery: number;
  readonly maxClientsPerQuery: number;
  /** null: answers are not counted. */
  readonly rateLimit: RateLimit | null;
  readonly transferFormat: TransferFormat;
  readonly provideIxfr: boolean;
  /** Octets, not compressed, after which a message of a transfer is sent. */
  readonly transferMessageSize: number;
  readonly dns64: Dns64Settings;
  readonly denyAnswerAddresses: DeniedAddresses | null;
  readonly denyAnswerAliases: DeniedAliases | null;
  /** null: records come in no order of the client's. */
  readonly sortlist: AddressMatchList | null;
  /** Which addresses stand first among glue; null: those of the client's own family. */
  readonly preferredGlue: "A" | "AAAA" | null;
  /** Zones that list zones to be had from elsewhere (RFC 9432). */
  readonly catalogZones: readonly DomainName[];
  /** The cache of this name is shared with other views; null: the view has its own. */
  readonly attachCache: string | null;
  /** Statements that change answers and that the twin does not model, each with the answers that it can change. */
  readonly notModelled: readonly NotModelledOption[];
}

/**
 * Answers that an option can change. `every-answer`; `recursive-answer`: to RD=1 from who may recurse; `answer-from-others`: others are
 * asked for it now; `stale-answer`: the cache holds an answer that is too old; `name-error`; `padded-answer`: the client asks for
 * padding where it may have it.
 */
export type Reach =
  | "every-answer"
  | "recursive-answer"
  | "answer-from-others"
  | "stale-answer"
  | "name-error"
  | "padded-answer";

export interface NotModelledOption {
  readonly name: string;
  readonly span: Span;
  readonly reach: Reach;
  /** The names at and below which it holds; the root is everywhere. */
  readonly scope: DomainName;
}

export interface ViewSettings extends AccessSettings {
  /** `_default` when the file has no `view` statements. */
  readonly name: string;
  readonly rrClass: RrClass;
  readonly matchClients: AddressMatchList;
  readonly matchDestinations: AddressMatchList;
  readonly matchRecursiveOnly: boolean;
  readonly options: ViewOptions;
  /** The view's own `server` statements; those of the file where it has none. */
  readonly servers: readonly PeerSettings[];
  /** The view's own and those of the file. */
  readonly keys: readonly TsigKey[];
  /** Those of the file and the view's own. */
  readonly trustAnchors: readonly TrustAnchor[];
  /** In the order of the file. No two have the same name. */
  readonly zones: readonly ZoneSettings[];
  readonly span: Span;
}
