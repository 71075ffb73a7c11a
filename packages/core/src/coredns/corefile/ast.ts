import type { DomainName } from "../../dns/index.ts";
import type { Source, Span } from "../../text/index.ts";
import type { CoreDnsVersion, PluginName } from "../versions.ts";
import type { Token } from "./lexer.ts";

/** What stands before `://` in a key. */
export type KeyTransport = "dns" | "tls" | "quic" | "grpc" | "https" | "https3";

/** One zone that a server block serves; a key in CIDR form may become many. */
export interface ServerZone {
  readonly transport: KeyTransport;
  /** As in messages: lower case. */
  readonly zone: DomainName;
  readonly port: number;
  /** The key that it was read from. */
  readonly span: Span;
}

/** All tokens of one directive name within one block, in file order: CoreDNS sets a plugin up once, with all of them. */
export interface Directive {
  readonly name: PluginName;
  /** Environment variables replaced. The first one is the directive's own name. */
  readonly tokens: readonly Token[];
}

/** Keys and directives. All zones of a block share one chain of plugins. */
export interface ServerBlock {
  /** As written, variables replaced. */
  readonly keys: readonly Token[];
  readonly zones: readonly ServerZone[];
  /** In the order in which the names first appear. */
  readonly directives: ReadonlyMap<PluginName, Directive>;
  /** The first key. */
  readonly span: Span;
}

/** One file as it was read, so that it can be printed again. */
export interface CorefileDocument {
  readonly source: Source;
  readonly tokens: readonly Token[];
}

export interface Corefile {
  readonly version: CoreDnsVersion;
  readonly blocks: readonly ServerBlock[];
  /** Of a file without a block: CoreDNS starts with `whoami` and `log` on port 53. */
  readonly isDefault: boolean;
  /** The file itself, then each imported file once, in the order of their first import. */
  readonly documents: readonly CorefileDocument[];
}

export type { Token } from "./lexer.ts";
