import { type Instant, laterBy } from "../../dns/index.ts";

const HOLD_MS = 600_000;

interface Failures {
  readonly count: number;
  readonly until: Instant;
}

/**
 * Primaries to whom no connection came about, from this source: after the second time within ten minutes none is tried
 * (lib/dns/zone.c, dns_zonemgr_unreachable). A path is `192.0.2.1#53 (source 0.0.0.0#0)`.
 */
export class UnreachablePrimaries {
  readonly #failures: Map<string, Failures>;

  constructor(failures: ReadonlyMap<string, Failures> = new Map()) {
    this.#failures = new Map(failures);
  }

  failed(path: string, now: Instant): void {
    const known = this.#failures.get(path);
    const count = known !== undefined && known.until >= now ? known.count + 1 : 1;
    this.#failures.set(path, { count, until: laterBy(now, HOLD_MS) });
  }

  connected(path: string): void {
    this.#failures.delete(path);
  }

  isKnown(path: string, now: Instant): boolean {
    const known = this.#failures.get(path);
    return known !== undefined && known.until >= now && known.count > 1;
  }

  fork(): UnreachablePrimaries {
    return new UnreachablePrimaries(this.#failures);
  }
}
