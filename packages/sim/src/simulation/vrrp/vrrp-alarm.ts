import type { Instant } from "@splithorizon/core";
import type { Cancel } from "../../sending/index.ts";
import type { SimulationContext } from "../world/part.ts";
import type { VrrpHost } from "./vrrp-host.ts";
import { earlierOf } from "./vrrp-timing.ts";

/** One alarm for all hosts: the earliest of what they wait for. */
export class VrrpAlarm {
  readonly #agenda: SimulationContext["agenda"];
  readonly #hosts: () => readonly VrrpHost[];
  #set: { readonly at: Instant; readonly cancel: Cancel } | null = null;

  constructor(agenda: SimulationContext["agenda"], hosts: () => readonly VrrpHost[]) {
    this.#agenda = agenda;
    this.#hosts = hosts;
  }

  /** Something has happened to a host: it may want to be woken at another time. */
  set(): void {
    let at: Instant | null = null;
    for (const host of this.#hosts()) at = earlierOf(at, host.nextWake());
    if (at === (this.#set?.at ?? null)) return;
    this.#set?.cancel();
    this.#set = at === null ? null : { at, cancel: this.#agenda.at(at, () => this.#ring()) };
  }

  #ring(): void {
    this.#set = null;
    for (const host of this.#hosts()) host.wake();
    this.set();
  }
}
