import type { Parsed } from "../../../text/index.ts";
import { type Dispenser, parseGoInteger } from "../../corefile/index.ts";
import { settled } from "../settings-helpers.ts";

const DEFAULT_SIZE = 1232;

/** plugin/bufsize/setup.go: 512 to 4096; the first use counts. */
export function readBufsizeSettings(dispenser: Dispenser): Parsed<number> {
  dispenser.next();
  const [text, ...others] = dispenser.remainingArguments();
  if (text === undefined) return settled(DEFAULT_SIZE, dispenser);
  const size = parseGoInteger(text);
  const isGood = others.length === 0 && size !== null && size >= 512 && size <= 4096;
  if (!isGood) dispenser.wrongArguments("A size of 512 to 4096 octets is expected.");
  return settled(isGood ? size : DEFAULT_SIZE, dispenser);
}
