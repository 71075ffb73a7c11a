import type { DomainName } from "../../../dns/index.ts";
import type { Parsed } from "../../../text/index.ts";
import { type Dispenser, zonesFromArguments } from "../../corefile/index.ts";
import type { SettingsContext } from "../../plugin-entry.ts";
import { settled } from "../settings-helpers.ts";

/** plugin/metadata/setup.go: zones alone, once. */
export function readMetadataSettings(dispenser: Dispenser, context: SettingsContext): Parsed<readonly DomainName[]> {
  dispenser.next();
  const zones = zonesFromArguments(dispenser.remainingArguments(), context.zones);
  if (dispenser.nextInBlock() || dispenser.next()) dispenser.wrongArguments();
  return settled(zones, dispenser);
}
