import type { Address } from "../../dns/index.ts";
import { SharedWork } from "../../resolution/index.ts";

/** `transfers-in`, `transfers-per-ns`. */
export interface TransferLimits {
  readonly transfersIn: number;
  readonly transfersPerNs: number;
}

interface Waiting {
  readonly primary: Address;
  /** Of this server: `transfers` of its `server` statement; null: as of every other. */
  readonly most: number | null;
  readonly turn: SharedWork<"begins">;
}

/** How many zones are copied at once, of all servers and of one (lib/dns/zone.c, zmgr_start_xfrin_ifquota). */
export class TransferQuota {
  #limits: TransferLimits;
  readonly #running: Address[] = [];
  readonly #waiting: Waiting[] = [];

  constructor(limits: TransferLimits) {
    this.#limits = limits;
  }

  /** A reload: what runs goes on, also where it is more now than may begin. */
  limitBy(limits: TransferLimits): void {
    this.#limits = limits;
  }

  /** null: it may begin; else what it waits for. */
  ask(primary: Address, most: number | null): SharedWork<"begins"> | null {
    if (this.#fits(primary, most)) {
      this.#running.push(primary);
      return null;
    }
    const turn = new SharedWork<"begins">();
    this.#waiting.push({ primary, most, turn });
    return turn;
  }

  /** One is over: the first that fits now begins, whoever came before it but asks a server that is busy (zmgr_resume_xfrs). */
  done(primary: Address): void {
    this.#running.splice(this.#running.indexOf(primary), 1);
    const at = this.#waiting.findIndex((waiting) => this.#fits(waiting.primary, waiting.most));
    const [next] = at === -1 ? [] : this.#waiting.splice(at, 1);
    if (next === undefined) return;
    this.#running.push(next.primary);
    next.turn.end("begins");
  }

  #fits(primary: Address, most: number | null): boolean {
    const { transfersIn, transfersPerNs } = this.#limits;
    const ofThis = this.#running.filter((running) => running === primary).length;
    return this.#running.length < transfersIn && ofThis < (most ?? transfersPerNs);
  }
}
