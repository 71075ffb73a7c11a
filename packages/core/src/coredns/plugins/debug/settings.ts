import type { Parsed } from "../../../text/index.ts";
import type { Dispenser } from "../../corefile/index.ts";
import { settled } from "../settings-helpers.ts";

/** plugin/debug/debug.go: takes no argument. */
export function readDebugSettings(dispenser: Dispenser): Parsed<null> {
  while (dispenser.next()) {
    if (!dispenser.nextArgument()) continue;
    dispenser.wrongArguments();
    dispenser.skipProperty();
  }
  return settled(null, dispenser);
}
