import { laterBy } from "@splithorizon/core";
import { subjectOf } from "./world/beginning.ts";
import { type Fault, type Program, printFault } from "./world/fault.ts";
import type { Harm } from "./world/harm.ts";
import type { SimulationContext, SimulationPart } from "./world/part.ts";

/** Until the next process answers; of named 9.18.49 0.8 to 1.2 s were measured, on a loaded machine. */
const RESTART_MS = 1000;

/** Faults as they strike a site and are mended: its machines and links, its programs, and whoever must be told. */
export class Strikes {
  readonly #context: SimulationContext;
  readonly #harm: Harm;
  readonly #parts: readonly SimulationPart[];

  constructor(context: SimulationContext, harm: Harm, parts: readonly SimulationPart[]) {
    this.#context = context;
    this.#harm = harm;
    this.#parts = parts;
  }

  inject(fault: Fault): void {
    this.#context.write("fault", subjectOf(fault), () => printFault(fault));
    this.#strike(fault);
  }

  heal(fault: Fault): void {
    this.#context.write("healed", subjectOf(fault), () => printFault(fault));
    this.#mend(fault);
  }

  restart(machine: string, program: Program): void {
    const { agenda, write } = this.#context;
    const fault: Fault = { kind: "stop", machine, program };
    write("process", machine, () => `${program} is restarted`);
    this.#strike(fault);
    agenda.at(laterBy(agenda.now(), RESTART_MS), () => this.#mend(fault));
  }

  #strike(fault: Fault): void {
    this.#deliver(fault, () => {
      if (!this.#isTerminated(fault)) this.#harm.inject(fault);
      for (const part of this.#parts) part.injected(fault);
    });
  }

  #mend(fault: Fault): void {
    this.#deliver(fault, () => {
      this.#harm.heal(fault);
      for (const part of this.#parts) part.healed(fault);
    });
  }

  /** Signals and commands to a machine that stands still are carried out when it goes on. */
  #deliver(fault: Fault, act: () => void): void {
    const isForProgram = "program" in fault || fault.kind === "kill-vrrp-child";
    if (isForProgram) this.#context.machines.whenGoingOn(fault.machine, act);
    else act();
  }

  /** Whether a part lets the program end in its own time. */
  #isTerminated(fault: Fault): boolean {
    return fault.kind === "stop" && this.#parts.some((part) => part.terminate?.(fault.machine, fault.program) === true);
  }
}
