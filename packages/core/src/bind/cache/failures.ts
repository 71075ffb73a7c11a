import { type DomainName, type Instant, laterBy, type RrType } from "../../dns/index.ts";

interface Failure {
  readonly at: Instant;
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

  /** Of names with such a key. */
  forget(isMeant: (key: string) => boolean): void {
    for (const key of this.#failures.keys()) if (isMeant(key.slice(key.indexOf(" ") + 1))) this.#failures.delete(key);
  }

  /** `checking`: whether the client's question left validation on (CD=0). */
  note(name: DomainName, type: RrType, checking: "enabled" | "disabled", seconds: number, now: Instant): void {
    const until = laterBy(now, Math.max(0, seconds) * 1000);
    this.#failures.set(keyOf(name, type), { at: now, until, isPlain: checking === "disabled" });
  }

  /** Whether the question failed no longer than so many seconds ago, though it may be asked again by now. */
  hasFailedWithin(name: DomainName, type: RrType, seconds: number, now: Instant): boolean {
    const known = this.#failures.get(keyOf(name, type));
    return known !== undefined && laterBy(known.at, seconds * 1000) > now;
  }

  holds(name: DomainName, type: RrType, checking: "enabled" | "disabled", now: Instant): boolean {
    const known = this.#failures.get(keyOf(name, type));
    return known !== undefined && known.until > now && (known.isPlain || checking === "enabled");
  }
}

function keyOf(name: DomainName, type: RrType): string {
  return `${type} ${name.key}`;
}
