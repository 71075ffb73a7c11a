/** `up`; `frozen`: stands still; `down`: without power. */
export type MachineState = "up" | "frozen" | "down";

/** Which machines of a site are there. A pod is there as long as its node is. */
export class Machines {
  readonly #states = new Map<string, MachineState>();
  /** By machine, what takes its carrier away, and on which link; null: on all of them. */
  readonly #unplugged = new Map<string, Map<string, string | null>>();
  /** By machine, what is done as soon as it goes on. */
  readonly #waiting = new Map<string, (() => void)[]>();
  /** The machine that each machine runs on: a pod's node. */
  readonly #carriers: Map<string, string>;

  constructor(carriers: ReadonlyMap<string, string>) {
    this.#carriers = new Map(carriers);
  }

  get areWell(): boolean {
    return this.#states.size === 0 && this.#unplugged.size === 0;
  }

  stateOf(machine: string): MachineState {
    return this.#states.get(this.#carrierOf(machine)) ?? "up";
  }

  /** Whether its cable to a link is in; a pod has none. */
  hasCarrier(machine: string, link: string | null): boolean {
    const out = this.#unplugged.get(machine);
    if (out === undefined) return true;
    for (const dark of out.values()) if (dark === null || dark === link) return false;
    return true;
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

  /** Its power fails: nothing that waited for it to go on is done any more. */
  crash(machine: string): void {
    this.#states.set(machine, "down");
    this.#waiting.delete(machine);
  }

  /** It has power again, and nothing of before: its interfaces are up. @returns whether it had none. */
  boot(machine: string): boolean {
    if (this.stateOf(machine) !== "down") return false;
    for (const [key, link] of [...(this.#unplugged.get(machine) ?? [])])
      if (key === keyOf("interface", link)) this.plug(machine, link, "in", "interface");
    return this.#states.delete(machine);
  }

  /** @returns whether it was up: who has no power cannot stand still. */
  freeze(machine: string): boolean {
    if (this.stateOf(machine) !== "up") return false;
    this.#states.set(machine, "frozen");
    return true;
  }

  /** What has waited for it is done first. @returns whether it stood still. */
  goOn(machine: string): boolean {
    if (this.stateOf(machine) !== "frozen") return false;
    this.#states.delete(machine);
    const waiting = this.#waiting.get(machine) ?? [];
    this.#waiting.delete(machine);
    for (const act of waiting) act();
    return true;
  }

  /** Does something on a machine; while that stands still, as soon as it goes on, and never if its power fails before. */
  whenGoingOn(machine: string, act: () => void): void {
    if (this.stateOf(machine) !== "frozen") {
      act();
      return;
    }
    const carrier = this.#carrierOf(machine);
    const waiting = this.#waiting.get(carrier);
    if (waiting === undefined) this.#waiting.set(carrier, [act]);
    else waiting.push(act);
  }

  /** `why`: what took the carrier away; who puts a cable in does not set an interface up. `link`: null for all of them. */
  plug(machine: string, link: string | null, isIn: "in" | "out", why: "cable" | "interface"): void {
    const out = this.#unplugged.get(machine) ?? new Map<string, string | null>();
    const key = keyOf(why, link);
    if (isIn === "in") out.delete(key);
    else out.set(key, link);
    if (out.size === 0) this.#unplugged.delete(machine);
    else this.#unplugged.set(machine, out);
  }

  #carrierOf(machine: string): string {
    return this.#carriers.get(machine) ?? machine;
  }
}

function keyOf(why: "cable" | "interface", link: string | null): string {
  return `${why} ${link ?? ""}`;
}
