import { laterBy } from "@splithorizon/core";
import type { SimulationContext } from "../world/part.ts";
import { RESTART_MS } from "./vrrp-timing.ts";

/** A child that has run for so long is replaced at once ... */
const LONG_MS = 60_000;
/** ... and the others later and later, up to so many seconds (keepalived 2.2.7, lib/scheduler.c calc_restart_delay). */
const MOST_DELAY_S = 60;

const LONG_AGO = Number.NEGATIVE_INFINITY;

interface Parent {
  /** {@link LONG_AGO} where the site has been at rest. */
  childSince: number;
  /** Seconds that the next replacement waits. */
  nextDelayS: number;
  /** Stopped with SIGSTOP: it notices when it goes on. */
  isStopped: boolean;
  hasLostChild: boolean;
}

/** What the parent processes of keepalived do about the children that speak VRRP for them. */
export class KeepalivedChildren {
  readonly #context: Pick<SimulationContext, "agenda" | "random" | "machines" | "now">;
  readonly #parents = new Map<string, Parent>();
  readonly #start: (machine: string) => void;

  /** `start`: another child is there. */
  constructor(
    context: Pick<SimulationContext, "agenda" | "random" | "machines" | "now">,
    start: (machine: string) => void,
  ) {
    this.#context = context;
    this.#start = start;
  }

  /** The parent has been started, and with it a child. */
  begun(machine: string, when: "now" | "long-ago"): void {
    const childSince = when === "now" ? this.#context.now() : LONG_AGO;
    this.#parents.set(machine, { childSince, nextDelayS: 0, isStopped: false, hasLostChild: false });
  }

  /** The parent has ended: nobody replaces a child any more. */
  ended(machine: string): void {
    this.#parents.delete(machine);
  }

  stopped(machine: string): void {
    const parent = this.#parents.get(machine);
    if (parent !== undefined) parent.isStopped = true;
  }

  goesOn(machine: string): void {
    const parent = this.#parents.get(machine);
    if (parent === undefined) return;
    parent.isStopped = false;
    if (parent.hasLostChild) this.#replace(machine, parent);
  }

  /** Somebody has killed the child. */
  killed(machine: string): void {
    const parent = this.#parents.get(machine);
    if (parent === undefined) return;
    parent.hasLostChild = true;
    if (!parent.isStopped) this.#replace(machine, parent);
  }

  #replace(machine: string, parent: Parent): void {
    const { agenda, random, machines, now } = this.#context;
    parent.hasLostChild = false;
    const delayMs = this.#delayMs(parent) + random.between(...RESTART_MS);
    agenda.at(laterBy(now(), delayMs), () =>
      machines.whenGoingOn(machine, () => {
        if (this.#parents.get(machine) !== parent) return;
        parent.childSince = now();
        this.#start(machine);
      }),
    );
  }

  #delayMs(parent: Parent): number {
    if (this.#context.now() - parent.childSince >= LONG_MS) {
      parent.nextDelayS = 0;
      return 0;
    }
    const delayS = parent.nextDelayS;
    parent.nextDelayS = delayS === 0 ? 1 : Math.min(MOST_DELAY_S, delayS * 2);
    return delayS * 1000;
  }
}
