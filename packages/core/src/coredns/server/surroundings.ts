import type { Address, DomainName } from "../../dns/index.ts";
import type { ClusterView } from "../../kubernetes/index.ts";
import type { Endpoint, LogSink, Lots, RemarkSink } from "../../resolution/index.ts";
import type { FileTree } from "../../text/index.ts";

/** What a CoreDNS process stands in. */
export interface CoreDnsSurroundings {
  /** The cluster as this process sees it; null when nobody gave a snapshot. */
  readonly cluster: ClusterView | null;
  /** Addresses of the pod or host, without loopback. */
  readonly ownAddresses: readonly Address[];
  /** Its interfaces beside `lo`, each with its addresses; absent: nobody knows their names. */
  readonly interfaces?: ReadonlyMap<string, readonly Address[]>;
  /** Name servers of the process's /etc/resolv.conf. */
  readonly hostNameServers: readonly Endpoint[];
  /** Search list of that resolv.conf. */
  readonly hostSearch: readonly DomainName[];
  readonly files: FileTree;
  /** Where relative paths begin when a block has no `root`. */
  readonly workingDirectory: string;
  readonly hostname: string;
  /** Called once for each packet; absent or null: nobody listens, and no remark is made. */
  readonly remarks?: () => RemarkSink;
  /** Called for each answer with equal records; absent or null: nobody draws, and the same order comes each time. */
  readonly lots?: () => Lots;
  /** Called for each line that might be written; absent or null: nobody keeps a log. */
  readonly log?: () => LogSink;
}
