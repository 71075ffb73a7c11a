import type { Parsed } from "../../../text/index.ts";
import type { Dispenser } from "../../corefile/index.ts";
import { readDuration, readListenAddress, settled } from "../settings-helpers.ts";

export interface HealthSettings {
  /** Where `/health` is served. */
  readonly address: string;
  /** How long the process still answers when it is told to stop. */
  readonly lameduckMs: number;
}

/** plugin/health/setup.go: several uses are one, the last values count. */
export function readHealthSettings(dispenser: Dispenser): Parsed<HealthSettings> {
  let address = ":8080";
  let lameduckMs = 0;
  while (dispenser.next()) {
    address = readListenAddress(dispenser, address);
    while (dispenser.nextInBlock()) {
      if (dispenser.value !== "lameduck") dispenser.unknownProperty(["lameduck"]);
      else lameduckMs = readLameduck(dispenser) ?? lameduckMs;
    }
  }
  return settled({ address, lameduckMs }, dispenser);
}

function readLameduck(dispenser: Dispenser): number | null {
  const argument = dispenser.onlyArgument();
  if (argument === null) return null;
  return readDuration(dispenser, argument.text, `unable to parse lameduck duration value: '${argument.text}' : `);
}
