import type { Parsed } from "../../../text/index.ts";
import type { Dispenser } from "../../corefile/index.ts";
import { onlyUse, readListenAddress, settled } from "../settings-helpers.ts";

export interface PrometheusSettings {
  /** Where `/metrics` is served. */
  readonly address: string;
}

/** plugin/metrics/setup.go. */
export function readPrometheusSettings(dispenser: Dispenser): Parsed<PrometheusSettings> {
  let address = "localhost:9153";
  onlyUse(dispenser, () => {
    address = readListenAddress(dispenser, address);
    let uses = 0;
    while (dispenser.nextInBlock()) {
      if (dispenser.value === "tls") uses += 1;
      readProperty(dispenser, uses > 1);
    }
  });
  return settled({ address }, dispenser);
}

function readProperty(dispenser: Dispenser, hasTlsTwice: boolean): void {
  const name = dispenser.value;
  if (name === "runtime_metrics") {
    if (dispenser.remainingArguments().length > 0) dispenser.wrongArguments();
  } else if (name === "tls") {
    if (hasTlsTwice) dispenser.problem("tls block already specified");
    dispenser.onlyArgument();
  } else dispenser.unknownProperty(["runtime_metrics", "tls"], `unknown option: ${name}`);
}
