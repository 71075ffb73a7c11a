import type { Parsed } from "../../../text/index.ts";
import type { Dispenser } from "../../corefile/index.ts";
import { settled } from "../settings-helpers.ts";

export interface LocalSettings {
  /** Whether names that begin with the label `localhost` are answered, whatever follows. */
  readonly takesPrefix: boolean;
}

/** plugin/local/setup.go. */
export function readLocalSettings(dispenser: Dispenser): Parsed<LocalSettings> {
  let takesPrefix = true;
  while (dispenser.next()) {
    if (dispenser.remainingArguments().length > 0) dispenser.wrongArguments();
    while (dispenser.nextInBlock()) {
      if (dispenser.value === "localhost_prefix") takesPrefix = readSwitch(dispenser) ?? takesPrefix;
      else dispenser.unknownProperty(["localhost_prefix"]);
    }
  }
  return settled({ takesPrefix }, dispenser);
}

function readSwitch(dispenser: Dispenser): boolean | null {
  const token = dispenser.onlyArgument();
  if (token === null) return null;
  if (token.text !== "on" && token.text !== "off") {
    dispenser.problem(`localhost_prefix expects 'on' or 'off', got "${token.text}"`, { at: token.span });
  }
  return token.text !== "off";
}
