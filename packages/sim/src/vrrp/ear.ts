import type { Address } from "@splithorizon/core";
import type { VrrpInstance } from "@splithorizon/core/keepalived";
import { AhSequence } from "./ah-sequence.ts";
import { asReadOfKnown, type Hearing } from "./hearing.ts";
import type { Advert } from "./router-actions.ts";

/** What becomes of adverts at a router by what it has heard before. */
export class Ear {
  readonly sequence: AhSequence;
  readonly #instance: VrrpInstance;
  /** Whose advert a backup has read last. */
  #heardLast: Address | null = null;

  constructor(instance: VrrpInstance) {
    this.#instance = instance;
    this.sequence = new AhSequence(instance);
  }

  /** A new process has heard nobody. */
  begin(): void {
    this.#heardLast = null;
    this.sequence.begin();
  }

  /** `said`: what becomes of all adverts of that router. */
  read(advert: Advert, said: Hearing, as: "active" | "backup"): Hearing {
    const hearing = this.sequence.judge(advert, said);
    const isKnown = as === "backup" && this.#heardLast === advert.from.source;
    return isKnown ? asReadOfKnown(hearing, this.#instance) : hearing;
  }

  /** A backup has read an advert, whether it follows it or not. */
  remember({ from }: Advert): void {
    this.#heardLast = from.source;
  }
}
