import type { DomainName } from "../../dns/index.ts";
import type { Zone } from "../../zone/index.ts";
import type { ZoneJournal } from "./journal.ts";

/** A copy as it lies on a machine's disk. */
export interface SavedCopy {
  /** Of its file. */
  readonly path: string;
  readonly zone: Zone;
  readonly journal: ZoneJournal;
  /** Whether the file itself is older, and the journal leads on from it. */
  readonly isBehind: boolean;
  /** The time of its file, in milliseconds: when it was last known to be right. */
  readonly savedAt: number;
}

/** What lies in a zone's file; the latest that was written there. */
export function savedFor(
  { name, file }: { readonly name: DomainName; readonly file: { readonly path: string } | null },
  copies: readonly SavedCopy[],
): SavedCopy | null {
  const isOfZone = ({ path, zone }: SavedCopy): boolean => path === file?.path && zone.apex.key === name.key;
  return copies.findLast(isOfZone) ?? null;
}

/** What lies at a path. */
interface Placed {
  readonly path: string;
}

/** Files of before a reload or a start that no zone has now: they lie there when their zone comes back. */
export function leftBehind<File extends Placed>(before: readonly File[], now: readonly Placed[]): readonly File[] {
  return before.filter(({ path }) => !now.some((file) => file.path === path));
}

/** A primary's journal, as it lies beside its zone file. */
export interface SavedJournal {
  /** The zone file's. */
  readonly path: string;
  readonly journal: ZoneJournal;
}

export function journalFor({ file }: { readonly file: Placed | null }, journals: readonly SavedJournal[]): ZoneJournal {
  return journals.find(({ path }) => path === file?.path)?.journal ?? [];
}

/** How the zones of a server begin to live. */
export type ZonesBeginning =
  /** It has run for long: its copies are as they are, and are compared with their sources at some moment within the refresh time. */
  | { readonly since: "settled" }
  /** It has just started: it has the copies of its disk and no others, and tells everybody of its zones. */
  | { readonly since: "started"; readonly copies: readonly SavedCopy[]; readonly journals?: readonly SavedJournal[] };
