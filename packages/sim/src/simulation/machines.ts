/** `up`; `frozen`: stands still; `down`: without power. */
export type MachineState = "up" | "frozen" | "down";

/** Which machines of a site are there. A pod is there as long as its node is. */
export class Machines {
  readonly #states = new Map<string, MachineState>();
  /** Links by their machine; null: all of them. */
  readonly #unplugged = new Map<string, Set<string | null>>();
  /** The machine that each machine runs on: a pod's node. */
  readonly #carriers: Map<string, string>;

  constructor(carriers: ReadonlyMap<string, string>) {
    this.#carriers = new Map(carriers);
  }

  get areWell(): boolean {
    return this.#states.size === 0 && this.#unplugged.size === 0;
  }

  stateOf(machine: string): MachineState {
    return this.#states.get(this.#carriers.get(machine) ?? machine) ?? "up";
  }

  /** Whether its cable to a link is in; a pod has none. */
  hasCarrier(machine: string, link: string | null): boolean {
    const out = this.#unplugged.get(machine);
    return out === undefined || !(out.has(null) || out.has(link));
  }

  /** Whether it sends and takes packets on a link. */
  isOnline(machine: string, link: string | null): boolean {
    return this.stateOf(machine) === "up" && this.hasCarrier(machine, link);
  }

  /** A machine has come that runs on another; null: it is gone. */
  carry(machine: string, carrier: string | null): void {
    if (carrier === null) this.#carriers.delete(machine);
    else this.#carriers.set(machine, carrier);
  }

  /** The machine itself and everything that runs on it. */
  isOn(machine: string, carrier: string): boolean {
    return machine === carrier || this.#carriers.get(machine) === carrier;
  }

  set(machine: string, state: MachineState): void {
    if (state === "up") this.#states.delete(machine);
    else this.#states.set(machine, state);
  }

  /** `link`: null for all its cables. */
  plug(machine: string, link: string | null, isIn: "in" | "out"): void {
    const out = this.#unplugged.get(machine) ?? new Set();
    if (isIn === "in") out.delete(link);
    else out.add(link);
    if (out.size === 0) this.#unplugged.delete(machine);
    else this.#unplugged.set(machine, out);
  }
}
