import type { Parsed } from "../../../text/index.ts";
import { type Dispenser, parseGoInteger } from "../../corefile/index.ts";
import { integerFault } from "../go-numbers.ts";
import { settled } from "../settings-helpers.ts";

const MOST_SOCKETS = 1024;

/** plugin/multisocket/multisocket.go; null: as many as the process may use cores. */
export function readMultisocketSettings(dispenser: Dispenser): Parsed<number | null> {
  dispenser.next();
  const [text, ...others] = dispenser.remainingArguments();
  if (others.length > 0 || dispenser.next()) dispenser.wrongArguments();
  if (text === undefined) return settled(null, dispenser);
  const count = parseGoInteger(text);
  if (count === null) dispenser.problem(`invalid num sockets: ${integerFault(text)}`);
  else if (count < 1) dispenser.problem(`num sockets can not be zero or negative: ${count}`);
  else if (count > MOST_SOCKETS) dispenser.problem(`num sockets exceeds maximum (${MOST_SOCKETS}): ${count}`);
  return settled(count, dispenser);
}
