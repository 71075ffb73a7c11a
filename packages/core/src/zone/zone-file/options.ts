import type { DomainName, RrClass } from "../../dns/index.ts";
import { emptyFileTree, type FileTree } from "../../text/index.ts";

/** What an input may cost. Each is adjustable. */
export interface ZoneLimits {
  /** Octets of all files together. */
  readonly maxOctets: number;
  /** Octets of one line, or of the lines that parentheses hold together. */
  readonly maxLineOctets: number;
  readonly maxParentheses: number;
  readonly maxIncludeDepth: number;
  readonly maxFiles: number;
  /** Records that all $GENERATE lines may make together. */
  readonly maxGenerated: number;
  /** What is found after so many is not reported. */
  readonly maxDiagnostics: number;
}

/** A zone of a million records passes. */
export const defaultZoneLimits: ZoneLimits = {
  maxOctets: 128 * 1024 * 1024,
  maxLineOctets: 256 * 1024,
  maxParentheses: 64,
  maxIncludeDepth: 16,
  maxFiles: 1000,
  maxGenerated: 65_536,
  maxDiagnostics: 1000,
};

/** How a zone file is read. */
export interface ZoneFileOptions {
  /** The zone's name: what relative names are relative to at the beginning, and where the zone ends. */
  readonly origin: DomainName;
  readonly class?: RrClass;
  /** Where $INCLUDE looks; nowhere by default. */
  readonly files?: FileTree;
  /** named's working directory, which $INCLUDE's paths are relative to; `/` by default. */
  readonly directory?: string;
  /**
   * What a name that is no host name is: `warn` as named-checkzone does by default, `fail` as named does for a primary zone,
   * `ignore` (BIND ARM, check-names).
   */
  readonly checkNames?: "fail" | "warn" | "ignore";
  readonly limits?: Partial<ZoneLimits>;
}

export interface ResolvedOptions {
  readonly origin: DomainName;
  readonly class: RrClass;
  readonly files: FileTree;
  readonly directory: string;
  readonly checkNames: "fail" | "warn" | "ignore";
  readonly limits: ZoneLimits;
}

export function resolveOptions(options: ZoneFileOptions): ResolvedOptions {
  return {
    origin: options.origin,
    class: options.class ?? "IN",
    files: options.files ?? emptyFileTree,
    directory: options.directory ?? "/",
    checkNames: options.checkNames ?? "warn",
    limits: { ...defaultZoneLimits, ...options.limits },
  };
}
