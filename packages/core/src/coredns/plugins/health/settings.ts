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
    const fault = portFault(address);
    if (fault !== null) dispenser.problem(fault);
    while (dispenser.nextInBlock()) {
      if (dispenser.value !== "lameduck") dispenser.unknownProperty(["lameduck"]);
      else lameduckMs = readLameduck(dispenser) ?? lameduckMs;
    }
  }
  return settled({ address, lameduckMs }, dispenser);
}

const MAX_PORT = 65_535;

/** plugin/health asks itself by URL, and listens: a port is a number. */
function portFault(address: string): string | null {
  const port = address.slice(address.lastIndexOf(":") + 1);
  if (!/^\d*$/.test(port)) return `parse "http://${address}": invalid port ":${port}" after host`;
  return Number(port) > MAX_PORT ? `listen tcp: address ${port}: invalid port` : null;
}

function readLameduck(dispenser: Dispenser): number | null {
  const argument = dispenser.onlyArgument();
  if (argument === null) return null;
  return readDuration(dispenser, argument.text, `unable to parse lameduck duration value: '${argument.text}' : `);
}
