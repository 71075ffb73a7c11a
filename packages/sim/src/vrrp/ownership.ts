import type { VrrpInstance } from "@splithorizon/core/keepalived";
import type { Contender } from "./contender.ts";
import type { Advert } from "./router-actions.ts";

/** RFC 9568 section 6.1: the priority of whoever owns the address. */
export const OWNER = 255;

/** Whether a router owns its addresses, until a fault or another owner teaches it otherwise (vrrp->wantstate, base_priority). */
export class Ownership {
  readonly #instance: VrrpInstance;
  #isOwner: boolean;
  #isDemoted = false;

  constructor(instance: VrrpInstance) {
    this.#instance = instance;
    this.#isOwner = instance.priority === OWNER;
  }

  /** Only an owner whose `state` is MASTER waits for nobody. */
  get takesAtOnce(): boolean {
    return this.#isOwner && this.#instance.initialState === "MASTER";
  }

  /** Its priority is one below for good, as if it had been configured so. */
  get isDemoted(): boolean {
    return this.#isDemoted;
  }

  /** keepalived has come up. */
  begin(): void {
    this.#isOwner = this.#instance.priority === OWNER;
    this.#isDemoted = false;
  }

  /** Once it wanted another state it never wants to be active at once again (vrrp_track.c down_instance, try_up_instance). */
  lose(): void {
    this.#isOwner = false;
  }

  /** An advert of another owner: each lowers its own priority, as if it had been configured so (vrrp_state_master_rx). */
  meet({ priority, from }: Advert, own: Contender, ownPriority: number): boolean {
    if (priority !== OWNER || ownPriority !== OWNER || from.source === own.source) return false;
    this.#isOwner = false;
    this.#isDemoted = true;
    return true;
  }
}
