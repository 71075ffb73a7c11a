import { printDuration } from "../scenario/index.ts";
import { printFault } from "../simulation/index.ts";
import type { FaultAtStep } from "./faults-at-steps.ts";

/** What a person types to see one case of {@link FaultsAtSteps}, line by line; `file`: the scenario's. */
export function replayLine({ fault, atMs, forMs }: FaultAtStep, file: string): string {
  const when = `--moment ${printDuration(atMs)} --for ${printDuration(forMs)}`;
  return `splithorizon run ${file} --fault '${printFault(fault)}' ${when}`;
}
