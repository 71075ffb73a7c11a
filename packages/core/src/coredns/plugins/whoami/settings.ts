import type { Parsed } from "../../../text/index.ts";
import type { Dispenser } from "../../corefile/index.ts";
import { settled } from "../settings-helpers.ts";

/** plugin/whoami/setup.go: the first use alone is looked at. */
export function readWhoamiSettings(dispenser: Dispenser): Parsed<null> {
  dispenser.next();
  if (dispenser.nextArgument()) dispenser.wrongArguments();
  return settled(null, dispenser);
}
