import type { Instant } from "../dns/index.ts";
import type { ClusterSnapshot } from "./cluster-snapshot.ts";

/** A cluster as one CoreDNS process's informers hold it: the snapshot, whether they are in step, and the serials that updates have left. */
export interface ClusterView {
  readonly snapshot: ClusterSnapshot;
  readonly isSynced: boolean;
  /** Unix seconds of the last change that kubernetes counts; 0 before the first. */
  readonly serial: number;
  /** Unix seconds of the last update of a service's external addresses or ports; adds and deletes do not count. */
  readonly externalSerial: number;
  /** When this view was taken. */
  readonly since: Instant;
}
