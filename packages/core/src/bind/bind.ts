import type { Instant } from "../dns/index.ts";
import type { NameServer } from "../resolution/index.ts";
import type { FileTree } from "../text/index.ts";
import type { CacheScope } from "./recursion/forget.ts";
import type { BindSettings } from "./settings.ts";
import type { SavedCopy, SavedJournal, ZonesBeginning } from "./zones/saved-zones.ts";
import type { AllZonesVerb, ZoneCommand } from "./zones/zone-command.ts";

/** A named whose zones may live: until {@link Bind.keepZones} they stay as they are. */
export interface Bind extends NameServer {
  /** From now on copies are compared with their sources, expire, and others are told of changes; `tell` hears what named logs of it. */
  keepZones(beginning: ZonesBeginning, tell: ((line: string) => void) | null, now: Instant): void;
  /** `rndc reload`, with a configuration that named accepts: caches stay, files that were touched are read again; `reconfig`: those of new zones alone. */
  reload(settings: BindSettings, files: FileTree, how: "reload" | "reconfig", now: Instant): void;
  /** `rndc flush`, `flushname`, `flushtree`: what it has learnt is forgotten. */
  flush(scope: CacheScope): void;
  /** What rndc says of all zones at once. @returns what rndc prints. */
  commandOfAllZones(verb: AllZonesVerb, files: FileTree): string;
  /** `rndc reload ZONE` and what else rndc says of one zone. @returns what rndc prints. */
  zoneCommand(command: ZoneCommand, files: FileTree, now: Instant): string;
  /** `_default lab. 7`: what each zone of its configuration is answered from now; `none` where it has no data: not loaded, not come yet, expired. */
  serials(): readonly string[];
  /** What stays on the disk when the server ends. */
  copies(): readonly SavedCopy[];
  /** Journals that lie beside the zone files of primaries then. */
  journals(): readonly SavedJournal[];
}
