import type { DomainName } from "../dns/index.ts";
import type { LogSink, Lots, RemarkSink } from "../resolution/index.ts";
import type { FileTree } from "../text/index.ts";
import type { OwnAddress } from "./acl.ts";
import type { RootServer } from "./root-hints.ts";

/** What DNSSEC would find at and below a name; declared, since the twin does no cryptography. */
export interface TrustDeclaration {
  readonly name: DomainName;
  readonly trust: "secure" | "insecure" | "bogus";
}

export interface TrustSettings {
  /** Whether the root's keys can be had: without them nothing validates, and nothing that leaves the server is answered. */
  readonly root: "signed" | "unsigned" | "unreachable";
  /** The longest name that covers a question decides. */
  readonly declarations: readonly TrustDeclaration[];
}

/** Validation finds the root signed, and nothing is said about any zone. */
export const trustByDefault: TrustSettings = { root: "signed", declarations: [] };

/** What a server has around it, apart from its configuration. */
export interface BindSurroundings {
  /** The host's files: zone files and hints stand at the absolute paths of the settings. */
  readonly files: FileTree;
  /** Files of other hosts, for zones that are copied from them: by the zone's key, the primary's file. */
  readonly zoneData?: ReadonlyMap<string, ZoneCopy>;
  readonly ownAddresses: readonly OwnAddress[];
  /** What `gethostname` says; `hostname.bind` tells it. */
  readonly hostname: string;
  readonly trust?: TrustSettings;
  /** Where NS questions for the root go when no hint zone says it; BIND's built-in list by default. */
  readonly rootServers?: readonly RootServer[];
  /** `both`: named asks for the IPv6 addresses of name servers too, as it does without `-4`. */
  readonly families?: "both" | "ipv4";
  /** Called once for each packet; null or absent: nobody listens, and no remark is made. */
  readonly remarks?: () => RemarkSink;
  /** Called for each answer with equal records; absent or null: nobody draws, and the same order comes each time. */
  readonly lots?: () => Lots;
  /** Called for each line that might be written; absent or null: nobody keeps a log. */
  readonly log?: () => LogSink;
}

/** A secondary's copy, as its primary's zone file says. */
export interface ZoneCopy {
  readonly files: FileTree;
  readonly path: string;
}
