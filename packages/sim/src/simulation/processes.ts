import type { Resident } from "../hosts/index.ts";
import type { Cancel } from "../sending/index.ts";

/** `running`; `held`: stopped with SIGSTOP, or its machine stands still; `gone`. */
export type ProcessState = "running" | "held" | "gone";

interface Watch {
  readonly act: (isHeard: boolean) => void;
}

/** What the name servers of a site do as processes: who is stopped and what waits for it, who is gone and who wants to know. */
export class Processes {
  readonly #states = new WeakMap<Resident, ProcessState>();
  readonly #waiting = new Map<Resident, Set<() => void>>();
  readonly #watches = new Map<Resident, Set<Watch>>();

  stateOf(resident: Resident): ProcessState {
    return this.#states.get(resident) ?? "running";
  }

  /** Does `act` when the process goes on; never if it is killed before. */
  hold(resident: Resident, act: () => void): Cancel {
    const waiting = this.#waiting.get(resident) ?? new Set();
    this.#waiting.set(resident, waiting);
    waiting.add(act);
    return () => void waiting.delete(act);
  }

  whenGone(resident: Resident, act: (isHeard: boolean) => void): Cancel {
    const watches = this.#watches.get(resident) ?? new Set();
    this.#watches.set(resident, watches);
    const watch = { act };
    watches.add(watch);
    return () => void watches.delete(watch);
  }

  stop(resident: Resident): void {
    if (this.stateOf(resident) === "running") this.#states.set(resident, "held");
  }

  /** Goes on with what has waited, in the order in which it came. */
  goOn(resident: Resident): void {
    if (this.stateOf(resident) !== "held") return;
    this.#states.set(resident, "running");
    const waiting = [...(this.#waiting.get(resident) ?? [])];
    this.#waiting.delete(resident);
    for (const act of waiting) act();
  }

  /** `isHeard`: the machine is still there, and closes the connections. */
  end(resident: Resident, isHeard: boolean): void {
    if (this.stateOf(resident) === "gone") return;
    this.#states.set(resident, "gone");
    this.#waiting.delete(resident);
    const watches = [...(this.#watches.get(resident) ?? [])];
    this.#watches.delete(resident);
    for (const { act } of watches) act(isHeard);
  }
}
