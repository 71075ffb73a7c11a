import { printFault } from "../simulation/index.ts";
import type { ScenarioStep } from "./model.ts";

/** A step that heals what is not wrong at its moment, and why there is nothing to heal. */
export interface StrayHeal {
  readonly step: ScenarioStep;
  readonly why: string;
}

/** What has become of a fault by a moment. */
type State = { readonly untilMs: number | null };

/** `steps`: in the order in which they are played. What heals nothing is found without playing them. */
export function strayHeals(steps: readonly ScenarioStep[]): readonly StrayHeal[] {
  const states = new Map<string, State>();
  return steps.flatMap((step): readonly StrayHeal[] => {
    const { action, atMs } = step;
    if (action.kind === "fault") {
      states.set(printFault(action.fault), { untilMs: action.forMs === null ? null : atMs + action.forMs });
      return [];
    }
    if (action.kind !== "heal") return [];
    const fault = printFault(action.fault);
    const state = states.get(fault);
    if (state === undefined)
      return [{ step, why: `"${fault}" has not begun at this moment: there is nothing to heal` }];
    if (state.untilMs !== null && state.untilMs <= atMs) {
      return [{ step, why: `"${fault}" is healed already at this moment: there is nothing to heal` }];
    }
    states.set(fault, { untilMs: atMs });
    return [];
  });
}
