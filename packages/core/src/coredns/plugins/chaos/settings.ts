import type { Parsed } from "../../../text/index.ts";
import type { Dispenser } from "../../corefile/index.ts";
import type { SettingsContext } from "../../plugin-entry.ts";
import { settled } from "../settings-helpers.ts";

export interface ChaosSettings {
  readonly version: string;
  /** null: CoreDNS's own list, which changes with each release. */
  readonly authors: readonly string[] | null;
}

const LONGEST = 255;

/** plugin/chaos/setup.go: the first use alone is looked at. */
export function readChaosSettings(dispenser: Dispenser, context: SettingsContext): Parsed<ChaosSettings> {
  dispenser.next();
  const [version, ...authors] = dispenser.remainingArguments();
  if (dispenser.nextInBlock()) dispenser.unknownProperty([]);
  const shown = version ?? `CoreDNS-${context.version}`;
  const settings = {
    version: authors.length > 0 ? shown : shown.slice(0, LONGEST),
    authors: authors.length === 0 ? null : [...new Set(authors)].map((author) => author.slice(0, LONGEST)).sort(),
  };
  return settled(settings, dispenser);
}
