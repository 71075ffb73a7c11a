import { type Dispenser, parseGoDuration } from "../../corefile/index.ts";

/** `reload DURATION`, whose ticker panics below zero; null, with CoreDNS's complaint, where it is none. The file is read once here: a twin's files do not change. */
export function readReload(dispenser: Dispenser): number | null {
  const [first, ...others] = dispenser.remainingTokens();
  if (first === undefined) dispenser.problem("reload duration value is missing");
  else if (others.length > 0) dispenser.problem("unexpected argument");
  if (first === undefined) return null;
  const duration = parseGoDuration(first.text);
  if (duration === null) dispenser.problem(`invalid reload duration '${first.text}'`, { at: first.span });
  else if (duration < 0) dispenser.problem("non-positive interval for NewTicker", { at: first.span });
  return duration;
}
