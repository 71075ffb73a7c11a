import type { Address, DomainName, Instant, RRset } from "../../dns/index.ts";
import type { LogSink, Lots, SharedWork } from "../../resolution/index.ts";
import type { AddressMatchList } from "../acl.ts";
import type { AclBook } from "../acl-book.ts";
import type { Cache } from "../cache/cache.ts";
import type { FailureMemory } from "../cache/failures.ts";
import type { ForwardingTable } from "../forwarding.ts";
import type { PeerSettings } from "../peer-settings.ts";
import type { BindVersion, ViewOptions } from "../settings.ts";
import type { TsigKey } from "../signatures/tsig-key.ts";
import type { ZoneTable } from "../zones/zone-table.ts";
import type { AddressFetches } from "./address-fetches.ts";
import type { AddressMemory } from "./address-memory.ts";
import type { ServerMemory } from "./servers.ts";
import type { SharedFetches } from "./shared-fetches.ts";
import type { Validator } from "./trust.ts";

/** What a view's resolver knows and remembers. The mutable parts are copied by a fork. */
export interface ResolverState {
  readonly version: BindVersion;
  readonly options: ViewOptions;
  readonly zones: ZoneTable;
  readonly forwarding: ForwardingTable;
  readonly hints: RootHints;
  readonly peers: readonly PeerSettings[];
  /** With which questions to them may be signed. */
  readonly keys: readonly TsigKey[];
  /** Whom nothing is asked, as they get no answers. */
  readonly blackhole: AddressMatchList;
  readonly validator: Validator;
  readonly cache: Cache;
  readonly failures: FailureMemory;
  readonly servers: ServerMemory;
  readonly addresses: AddressMemory;
  readonly fetches: SharedFetches;
  readonly log: () => LogSink;
  /** Draws by how much a silent server falls behind; null: nobody draws, and it is the middle. */
  readonly lots: () => Lots;
  readonly progress: ResolverProgress;
  /** Changes when addresses come and go. */
  readonly host: HostAddresses;
  readonly families: "both" | "ipv4";
}

export interface RootHints {
  readonly nameServers: RRset;
  readonly addresses: readonly RRset[];
}

/** Small things that change while the server runs. */
export interface ResolverProgress {
  nextId: number;
  /** Questions beside the main one that are under way. */
  readonly beside: Set<string>;
  /** Those for addresses of name servers. */
  readonly addresses: AddressFetches;
  /** NS questions of minimised names that are under way: whoever needs the same one waits for it. */
  readonly steps: Map<string, SharedWork<Taken>>;
}

/** What an NS question for a shorter name came to. */
export type Taken = { readonly now: Instant } & (
  | { readonly kind: "next" }
  /** The name is not there, or the server cannot say: relaxed mode asks for the whole name at once. */
  | { readonly kind: "missing"; readonly why: string; readonly isNameError: boolean }
  | { readonly kind: "end"; readonly why: string }
);

export interface HostAddresses {
  readonly acls: AclBook;
  holds(address: Address): boolean;
  readonly hasIpv6: boolean;
}

/** Servers of a zone and where the delegation stands. */
export interface Cut {
  readonly domain: DomainName;
  readonly hosts: readonly DomainName[];
  /** Asked as they are, without a name (static-stub `server-addresses`). */
  readonly fixed: readonly Address[];
  readonly origin: "zone" | "cache" | "hints" | "static-stub";
  /** Seconds that the NS set still has: what the zone says of itself lives no longer (lib/dns/resolver.c, trim_ns_ttl). */
  readonly ttl: number;
}
