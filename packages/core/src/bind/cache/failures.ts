import { type DomainName, type Instant, laterBy, type RrType } from "../../dns/index.ts";

interface Failure {
  readonly until: Instant;
  /** It failed although nothing had to be validated, so that CD=1 does not help. */
  readonly isPlain: boolean;
}

/** Questions that just failed: they fail again for `servfail-ttl` without asking anybody (BIND ARM, "servfail-ttl"). */
export class FailureMemory {
  readonly #failures: Map<string, Failure>;

  constructor(failures: ReadonlyMap<string, Failure> = new Map()) {
    this.#failures = new Map(failures);
  }

  fork(): FailureMemory {
    return new FailureMemory(this.#failures);
  }

  /** `checking`: whether the client's question left validation on (CD=0). */
  note(name: DomainName, type: RrType, checking: "enabled" | "disabled", seconds: number, now: Instant): void {
    if (seconds <= 0) return;
    this.#failures.set(keyOf(name, type), { until: laterBy(now, seconds * 1000), isPlain: checking === "disabled" });
  }

  holds(name: DomainName, type: RrType, checking: "enabled" | "disabled", now: Instant): boolean {
    const known = this.#failures.get(keyOf(name, type));
    if (known === undefined) return false;
    if (known.until > now) return known.isPlain || checking === "enabled";
    this.#failures.delete(keyOf(name, type));
    return false;
  }
}

function keyOf(name: DomainName, type: RrType): string {
  return `${type} ${name.key}`;
}
