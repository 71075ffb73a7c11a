import type { VrrpInstance } from "@splithorizon/core/keepalived";
import type { Hearing } from "./hearing.ts";
import type { Advert } from "./router-actions.ts";

/** What routers that have been heard for long agree about; how much it is nobody sees. */
const AT_REST = 100_000;

/**
 * The sequence number of an instance with `auth_type AH`: one counter for what it has sent and for what it has heard, so
 * that of several active routers the one that began later lags behind, and is refused until it has caught up (keepalived
 * 2.2.7, vrrp.c vrrp_update_pkt, vrrp_in_chk_ipsecah, vrrp_state_master_rx).
 */
export class AhSequence {
  readonly #isUsed: boolean;
  #last = 0;

  constructor({ authentication }: VrrpInstance) {
    this.#isUsed = authentication?.type === "AH";
  }

  /** A new process knows of nothing. */
  begin(): void {
    this.#last = 0;
  }

  rest(): void {
    this.#last = AT_REST;
  }

  /** keepalived has read its files again (vrrp.c reset_vrrp_state). */
  continueFrom(before: AhSequence): void {
    this.#last = before.#last;
  }

  /** Of the next advert. */
  next(): number {
    this.#last += 1;
    return this.#last;
  }

  /** What becomes of an advert that has come. The number is looked at behind the digest, and before all else. */
  judge({ sequence }: Advert, said: Hearing): Hearing {
    const isUnproved = said.kind !== "heard" && !(said.kind === "refused" && said.of !== "proof");
    if (!this.#isUsed || isUnproved) return said;
    if (sequence > this.#last) {
      this.#last = sequence;
      return said;
    }
    const why = `IPSEC-AH : sequence number ${sequence} already processed. Packet dropped. Local(${this.#last})`;
    return { kind: "refused", why, of: "proof" };
  }

  /** An active router counts on from the lower one that it answers. */
  answer({ sequence }: Advert): void {
    if (this.#isUsed) this.#last = sequence + 1;
  }
}
