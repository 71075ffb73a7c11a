import type { Parsed } from "../../../text/index.ts";
import type { Dispenser } from "../../corefile/index.ts";
import { onlyUse, readListenAddress, settled } from "../settings-helpers.ts";

export interface ReadySettings {
  /** Where `/ready` is served. */
  readonly address: string;
  readonly monitor: "until-ready" | "continuously";
}

/** plugin/ready/setup.go. */
export function readReadySettings(dispenser: Dispenser): Parsed<ReadySettings> {
  let address = ":8181";
  let monitor: ReadySettings["monitor"] = "until-ready";
  onlyUse(dispenser, () => {
    address = readListenAddress(dispenser, address);
    while (dispenser.nextInBlock()) {
      if (dispenser.value !== "monitor") dispenser.unknownProperty(["monitor"]);
      else monitor = readMonitor(dispenser) ?? monitor;
    }
  });
  return settled({ address, monitor }, dispenser);
}

function readMonitor(dispenser: Dispenser): ReadySettings["monitor"] | null {
  const argument = dispenser.onlyArgument();
  if (argument === null) return null;
  const { text } = argument;
  if (text === "until-ready" || text === "continuously") return text;
  dispenser.problem(`monitor type '${text}' not supported`, { at: argument.span });
  return null;
}
