import { type DomainName, type Instant, type RRset, type RrType, wholeSeconds } from "../../dns/index.ts";

/**
 * How far a cached set is to be believed (RFC 2181 section 5.4.1). `answer` may be given to a client; `referral` (NS of a
 * delegation) and `glue` only guide further questions; `bogus` is for clients with CD=1 alone.
 */
export type Trust = "answer" | "referral" | "glue" | "bogus";

/** What is known of a name and a type. Immutable: a fork shares entries. */
export type CacheEntry =
  | {
      readonly kind: "records";
      readonly rrset: RRset;
      readonly trust: Trust;
      readonly secure: boolean;
      readonly expiresAt: number;
    }
  | {
      readonly kind: "denial";
      readonly denies: "type" | "name";
      /** The SOA as the upstream sent it; null where it sent none that may be used. */
      readonly soa: RRset | null;
      /** A denial without the authority's AA bit is not given to clients by a server that iterates. */
      readonly trust: Trust;
      readonly secure: boolean;
      readonly expiresAt: number;
    };

/** A denial of the whole name stands under this key. */
const WHOLE_NAME = "*";

type NameEntries = ReadonlyMap<string, CacheEntry>;

/** Seconds that an entry still has at this moment: whole seconds of the clock, so 5 shows 4 after less than a second. */
export function secondsLeft(entry: CacheEntry, now: Instant): number {
  return Math.max(0, entry.expiresAt - wholeSeconds(now));
}

/** Whether the entry may be used: what came with TTL 0 lives until its second is over (rbtdb.c, ZEROTTL). */
function isAlive(entry: CacheEntry, now: Instant): boolean {
  const second = wholeSeconds(now);
  const ttl = entry.kind === "records" ? entry.rrset.ttl : (entry.soa?.ttl ?? 0);
  return entry.expiresAt > second || (entry.expiresAt === second && ttl === 0);
}

/** A view's cache. Age is decided when somebody looks; nothing has to be woken. */
export class Cache {
  readonly #names: Map<string, NameEntries>;
  readonly #hints: Map<string, NameEntries>;

  constructor(
    names: ReadonlyMap<string, NameEntries> = new Map(),
    hints: ReadonlyMap<string, NameEntries> = new Map(),
  ) {
    this.#names = new Map(names);
    this.#hints = new Map(hints);
  }

  get size(): number {
    return this.#names.size;
  }

  fork(): Cache {
    return new Cache(this.#names, this.#hints);
  }

  /** What is known of this type at this name: its records, or a denial of the type or of the whole name. */
  find(name: DomainName, type: RrType, now: Instant): CacheEntry | null {
    const entries = this.#names.get(name.key);
    if (entries === undefined) return null;
    const denial = alive(entries.get(WHOLE_NAME), now);
    return denial ?? alive(entries.get(type), now);
  }

  /** Every set of records at this name that is alive, for ANY. */
  all(name: DomainName, now: Instant): readonly CacheEntry[] {
    const entries = this.#names.get(name.key);
    return entries === undefined ? [] : [...entries.values()].filter((entry) => isAlive(entry, now));
  }

  put(name: DomainName, type: RrType, entry: CacheEntry): void {
    const entries = this.#names.get(name.key);
    const isDenialOfName = entry.kind === "denial" && entry.denies === "name";
    if (isDenialOfName) {
      this.#names.set(name.key, new Map([[WHOLE_NAME, entry]]));
      return;
    }
    const changed = new Map(entries);
    changed.delete(WHOLE_NAME);
    changed.set(type, entry);
    this.#names.set(name.key, changed);
  }

  /** NS of a delegation, or glue: it guides questions, outlives denials, and is never an answer. */
  findHint(name: DomainName, type: RrType, now: Instant): CacheEntry | null {
    return alive(this.#hints.get(name.key)?.get(type), now);
  }

  putHint(name: DomainName, type: RrType, entry: CacheEntry): void {
    this.#hints.set(name.key, new Map(this.#hints.get(name.key)).set(type, entry));
  }
}

function alive(entry: CacheEntry | undefined, now: Instant): CacheEntry | null {
  return entry !== undefined && isAlive(entry, now) ? entry : null;
}
