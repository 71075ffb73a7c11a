import { DomainName } from "../../../dns/index.ts";
import type { Parsed } from "../../../text/index.ts";
import type { Dispenser } from "../../corefile/index.ts";
import type { SettingsContext } from "../../plugin-entry.ts";
import { onlyUse, settled } from "../settings-helpers.ts";

/** plugin/loop/setup.go: no arguments; the zone below which the server asks itself is the first of the block. */
export function readLoopSettings(dispenser: Dispenser, context: SettingsContext): Parsed<DomainName> {
  onlyUse(dispenser, () => {
    if (!dispenser.nextArgument()) return;
    dispenser.wrongArguments();
    dispenser.skipProperty();
  });
  return settled(context.zones[0] ?? DomainName.root, dispenser);
}
