import type { Resident } from "../../hosts/index.ts";
import type { Cancel } from "../../sending/index.ts";

/** `running`; `held`: stopped with SIGSTOP, or its machine stands still; `gone`. */
export type ProcessState = "running" | "held" | "gone";

/** Why a process is held: by SIGSTOP until SIGCONT, by its machine until that goes on. One does not end the other. */
export type Hold = "stopped" | "machine";

interface Watch {
  readonly act: (isHeard: boolean) => void;
}

/** What the name servers of a site do as processes: who is stopped and what waits for it, who is gone and who wants to know. */
export class Processes {
  readonly #gone = new WeakSet<Resident>();
  readonly #ending = new WeakSet<Resident>();
  readonly #holds = new WeakMap<Resident, Set<Hold>>();
  readonly #waiting = new Map<Resident, Set<() => void>>();
  readonly #watches = new Map<Resident, Set<Watch>>();

  stateOf(resident: Resident): ProcessState {
    if (this.#gone.has(resident)) return "gone";
    return this.#holds.has(resident) ? "held" : "running";
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

  stop(resident: Resident, why: Hold): void {
    if (this.#gone.has(resident)) return;
    const holds = this.#holds.get(resident) ?? new Set();
    this.#holds.set(resident, holds.add(why));
  }

  /** Where nothing else holds it, it goes on with what has waited, in the order in which it came. */
  goOn(resident: Resident, why: Hold): void {
    const holds = this.#holds.get(resident);
    if (holds?.delete(why) !== true || holds.size > 0) return;
    this.#holds.delete(resident);
    const waiting = [...(this.#waiting.get(resident) ?? [])];
    this.#waiting.delete(resident);
    for (const act of waiting) act();
  }

  /** It is told to end while it is held, and goes on with what has waited before it does. */
  goOnToEnd(resident: Resident, why: Hold): void {
    this.#ending.add(resident);
    this.goOn(resident, why);
  }

  /** Whether it goes on for its end alone: it begins nothing more. */
  isEnding(resident: Resident): boolean {
    return this.#ending.has(resident);
  }

  /** `isHeard`: the machine is still there, and closes the connections. */
  end(resident: Resident, isHeard: boolean): void {
    if (this.#gone.has(resident)) return;
    this.#gone.add(resident);
    this.#holds.delete(resident);
    this.#waiting.delete(resident);
    const watches = [...(this.#watches.get(resident) ?? [])];
    this.#watches.delete(resident);
    for (const { act } of watches) act(isHeard);
  }
}
