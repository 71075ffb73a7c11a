import type { Zone } from "../../zone/index.ts";
import type { ZoneJournal } from "./journal.ts";

/** A copy as it lies on a machine's disk. */
export interface SavedCopy {
  readonly view: string;
  readonly zone: Zone;
  readonly journal: ZoneJournal;
  /** The time of its file, in milliseconds: when it was last known to be right. */
  readonly savedAt: number;
}

/** A primary's journal, as it lies beside its zone file. */
export interface SavedJournal {
  /** The zone file's. */
  readonly path: string;
  readonly journal: ZoneJournal;
}

/** How the zones of a server begin to live. */
export type ZonesBeginning =
  /** It has run for long: its copies are as they are, and are compared with their sources at some moment within the refresh time. */
  | { readonly since: "settled" }
  /** It has just started: it has the copies of its disk and no others, and tells everybody of its zones. */
  | { readonly since: "started"; readonly copies: readonly SavedCopy[]; readonly journals?: readonly SavedJournal[] };
