import type { Parsed } from "../../../text/index.ts";
import type { Dispenser } from "../../corefile/index.ts";
import type { SettingsContext } from "../../plugin-entry.ts";
import { onlyUse, settled } from "../settings-helpers.ts";

/** plugin/nsid/setup.go: all words, or the host's name. */
export function readNsidSettings(dispenser: Dispenser, context: SettingsContext): Parsed<string> {
  let identifier = context.hostname;
  onlyUse(dispenser, () => {
    const words = dispenser.remainingArguments();
    if (words.length > 0) identifier = words.join(" ");
  });
  return settled(identifier, dispenser);
}
