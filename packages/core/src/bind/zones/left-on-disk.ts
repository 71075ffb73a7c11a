import type { View } from "../view.ts";
import { filesOfPrimaries } from "./primaries-on-disk.ts";
import { leftBehind, type SavedCopy, type SavedJournal } from "./saved-zones.ts";

/** Files of copies that are not kept any more, and journals of primaries that are not there: who comes back finds them. */
export class LeftOnDisk {
  readonly copies: SavedCopy[] = [];
  readonly journals: SavedJournal[] = [];

  /** Of what lay there before; `kept`: the copies that there are now. */
  leave(
    { copies, journals = [] }: { readonly copies: readonly SavedCopy[]; readonly journals?: readonly SavedJournal[] },
    kept: readonly SavedCopy[],
    views: readonly View[],
  ): void {
    this.copies.push(...leftBehind(copies, kept));
    this.journals.push(...leftBehind(journals, filesOfPrimaries(views)));
  }
}
