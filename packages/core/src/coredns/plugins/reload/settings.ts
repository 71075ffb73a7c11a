import type { Parsed } from "../../../text/index.ts";
import type { Dispenser } from "../../corefile/index.ts";
import type { ReloadPeriod } from "../../plugin-entry.ts";
import { readDuration, settled } from "../settings-helpers.ts";

const LEAST_INTERVAL_MS = 2000;
const LEAST_JITTER_MS = 1000;

/** plugin/reload/setup.go: only the first use in a block is looked at. */
export function readReloadSettings(dispenser: Dispenser): Parsed<ReloadPeriod> {
  dispenser.next();
  const [interval, jitter, ...others] = dispenser.remainingArguments();
  if (others.length > 0) dispenser.wrongArguments();
  const intervalMs = (interval === undefined ? null : readDuration(dispenser, interval)) ?? 30_000;
  const jitterMs = (jitter === undefined ? null : readDuration(dispenser, jitter)) ?? 15_000;
  if (intervalMs < LEAST_INTERVAL_MS) dispenser.problem("interval value must be greater or equal to 2s");
  if (jitterMs !== 0 && jitterMs < LEAST_JITTER_MS) {
    dispenser.problem("jitter value must be 0 or greater or equal to 1s");
  }
  return settled({ intervalMs, jitterMs: Math.min(jitterMs, intervalMs / 2) }, dispenser);
}
