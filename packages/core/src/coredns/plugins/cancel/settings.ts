import type { Parsed } from "../../../text/index.ts";
import { type Dispenser, parseGoDuration } from "../../corefile/index.ts";
import { settled } from "../settings-helpers.ts";

const DEFAULT_MS = 5001;

/** plugin/cancel/cancel.go: milliseconds after which CoreDNS gives a question up. */
export function readCancelSettings(dispenser: Dispenser): Parsed<number> {
  let timeoutMs = DEFAULT_MS;
  while (dispenser.next()) {
    const [text, ...others] = dispenser.remainingArguments();
    if (others.length > 0) dispenser.wrongArguments();
    if (text === undefined) continue;
    const duration = parseGoDuration(text);
    if (duration === null) dispenser.problem(`invalid duration: "${text}"`);
    else if (duration <= 0) dispenser.problem(`invalid negative duration: "${text}"`);
    else timeoutMs = duration;
  }
  if (timeoutMs < DEFAULT_MS) dispenser.unsupported(`cancel after ${timeoutMs} ms`);
  return settled(timeoutMs, dispenser);
}
