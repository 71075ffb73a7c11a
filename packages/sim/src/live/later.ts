import { laterBy } from "@splithorizon/core";
import type { Cancel } from "../sending/index.ts";
import type { Agenda } from "./agenda.ts";
import type { Errand } from "./errand.ts";

/** Goes on with an errand when so much time has passed, at once where none has to. */
export function later(agenda: Agenda, errand: Errand, delayMs: number, act: () => void): void {
  if (delayMs === 0) {
    act();
    return;
  }
  const cancel = agenda.at(laterBy(agenda.now(), delayMs), () => errand.goOn(cancel, act));
  errand.waits(cancel);
}

/** Goes on with an errand when `plan` says so: whoever abandons the errand cancels the plan. */
export function resumeBy(errand: Errand, plan: (resume: () => void) => Cancel, act: () => void): void {
  const cancel = plan(() => errand.goOn(cancel, act));
  errand.waits(cancel);
}
