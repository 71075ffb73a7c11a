import type { Address } from "@splithorizon/core";
import type { VrrpInstance } from "@splithorizon/core/keepalived";
import { AhSequence } from "./ah-sequence.ts";
import { asReadOfKnown, type Hearing } from "./hearing.ts";
import type { Advert } from "./router-actions.ts";
import { UnicastChecksum, WRONG_CHECKSUM } from "./unicast-checksum.ts";

/** What becomes of adverts at a router by what it has heard before. */
export class Ear {
  readonly sequence: AhSequence;
  readonly #instance: VrrpInstance;
  readonly #checksum: UnicastChecksum;
  /** Whose advert a backup has read last. */
  #heardLast: Address | null = null;

  constructor(instance: VrrpInstance) {
    this.#instance = instance;
    this.sequence = new AhSequence(instance);
    this.#checksum = new UnicastChecksum(instance);
  }

  /** A new process has heard nobody. */
  begin(): void {
    this.#heardLast = null;
    this.sequence.begin();
    this.#checksum.begin();
  }

  /** Of the next advert that is sent. */
  next(): Pick<Advert, "sequence" | "checksum"> {
    return { sequence: this.sequence.next(), checksum: this.#checksum.next() };
  }

  /** `said`: what becomes of all adverts of that router at `own`. */
  read(advert: Advert, said: Hearing, as: "active" | "backup", own: Address): Hearing {
    const hearing = this.#sum(advert, this.sequence.judge(advert, said), own);
    const isKnown = as === "backup" && this.#heardLast === advert.from.source;
    return isKnown ? asReadOfKnown(hearing, this.#instance) : hearing;
  }

  /** It is looked at before the addresses in the packet. */
  #sum({ checksum }: Advert, hearing: Hearing, own: Address): Hearing {
    const isLookedAt = hearing.kind === "heard" || (hearing.kind === "refused" && hearing.of === "addresses");
    if (!isLookedAt || this.#checksum.takes(checksum, own)) return hearing;
    return { kind: "refused", why: WRONG_CHECKSUM, of: "packet" };
  }

  /** A backup has read an advert, whether it follows it or not. */
  remember({ from }: Advert): void {
    this.#heardLast = from.source;
  }
}
