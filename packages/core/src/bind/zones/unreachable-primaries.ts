import { type Address, type Instant, laterBy } from "../../dns/index.ts";

const HOLD_MS = 600_000;

interface Failures {
  readonly count: number;
  readonly until: Instant;
}

/** Primaries to whom no connection came about: after the second time within ten minutes none is tried (lib/dns/zone.c, dns_zonemgr_unreachable). */
export class UnreachablePrimaries {
  readonly #failures: Map<Address, Failures>;

  constructor(failures: ReadonlyMap<Address, Failures> = new Map()) {
    this.#failures = new Map(failures);
  }

  failed(primary: Address, now: Instant): void {
    const known = this.#failures.get(primary);
    const count = known !== undefined && known.until >= now ? known.count + 1 : 1;
    this.#failures.set(primary, { count, until: laterBy(now, HOLD_MS) });
  }

  connected(primary: Address): void {
    this.#failures.delete(primary);
  }

  isKnown(primary: Address, now: Instant): boolean {
    const known = this.#failures.get(primary);
    return known !== undefined && known.until >= now && known.count > 1;
  }

  fork(): UnreachablePrimaries {
    return new UnreachablePrimaries(this.#failures);
  }
}
