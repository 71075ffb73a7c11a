import type { View } from "../view.ts";
import type { UpkeepSettings } from "../zone-settings.ts";
import type { TieBreak } from "./due-zones.ts";

/** Where zones live, and who hears of it. */
export interface UpkeepPlace {
  readonly views: readonly View[];
  readonly settings: UpkeepSettings;
  /** Takes a line as named logs it. */
  say(line: string): void;
  readonly tieBreak: TieBreak;
}
