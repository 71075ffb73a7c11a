import { type DomainName, type Instant, laterBy, type RrType } from "../../dns/index.ts";

/** Questions that just failed: they fail again for `servfail-ttl` without asking anybody (BIND ARM, "servfail-ttl"). */
export class FailureMemory {
  readonly #until: Map<string, Instant>;

  constructor(until: ReadonlyMap<string, Instant> = new Map()) {
    this.#until = new Map(until);
  }

  fork(): FailureMemory {
    return new FailureMemory(this.#until);
  }

  note(name: DomainName, type: RrType, seconds: number, now: Instant): void {
    if (seconds > 0) this.#until.set(keyOf(name, type), laterBy(now, seconds * 1000));
  }

  holds(name: DomainName, type: RrType, now: Instant): boolean {
    const until = this.#until.get(keyOf(name, type));
    if (until === undefined) return false;
    if (until > now) return true;
    this.#until.delete(keyOf(name, type));
    return false;
  }
}

function keyOf(name: DomainName, type: RrType): string {
  return `${type} ${name.key}`;
}
