import type { Station } from "../network/index.ts";

/** Machines whose routes went with an interface that was set down: what an administrator had set up nobody sets again. */
export class LostRoutes {
  readonly #machines = new Set<string>();
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  drop(machine: string): void {
    this.#machines.add(machine);
    this.#changed();
  }

  /** The machine has started again, and set up its routes. */
  restore(machine: string): void {
    if (this.#machines.delete(machine)) this.#changed();
  }

  /** A machine with the routes that it has left: what comes with addresses comes back with them. */
  of(station: Station): Station {
    if (!this.#machines.has(station.name)) return station;
    return {
      ...station,
      routes: station.routes.filter(({ origin }) => origin === "connected" || origin === "virtual"),
    };
  }
}
