import {
  type DomainName,
  type Instant,
  type RRset,
  type RrType,
  rdataKey,
  Spellings,
  wholeSeconds,
} from "../../dns/index.ts";
import { NsecOrder } from "./nsec-order.ts";
import { type AcceptedTrust, isLessTrusted, type Trust } from "./trust.ts";

/** Records, or that there are none. Immutable: a fork shares entries. */
export type CacheEntry = RecordsEntry | DenialEntry;

export interface RecordsEntry {
  readonly kind: "records";
  readonly rrset: RRset;
  /** RRSIG that came with it, for clients with DO=1. */
  readonly signatures: RRset | null;
  readonly trust: Trust;
  readonly expiresAt: number;
}

export interface DenialEntry {
  readonly kind: "denial";
  readonly denies: "type" | "name";
  /** The SOA as the upstream sent it; null where it sent none that may be used. */
  readonly soa: RRset | null;
  /** NSEC, NSEC3 and RRSIG that came with it, for clients with DO=1. */
  readonly proof: readonly RRset[];
  readonly trust: Trust;
  readonly expiresAt: number;
}

/** What is known of a name and a type (lib/dns/rbtdb.c, cache_find). */
export type CacheAnswer =
  | { readonly kind: "records"; readonly entry: RecordsEntry }
  /** For ANY: everything that is there. */
  | { readonly kind: "all"; readonly entries: readonly RecordsEntry[] }
  | { readonly kind: "alias"; readonly entry: RecordsEntry }
  | { readonly kind: "dname"; readonly entry: RecordsEntry }
  | { readonly kind: "denial"; readonly entry: DenialEntry }
  /** Nothing, but NS at this name or above. */
  | { readonly kind: "delegation"; readonly nameServers: RecordsEntry }
  | { readonly kind: "nothing" };

/** A denial of the whole name stands under this key. */
export const WHOLE_NAME = "*";

/** Where an entry stands at its name. */
export type CacheSlot = RrType | typeof WHOLE_NAME;

/** How an entry comes into the cache. */
export type Placing = "forced" | "as-trusted" | "prefetched";

type NameEntries = ReadonlyMap<CacheSlot, CacheEntry>;

const NOTHING: CacheAnswer = { kind: "nothing" };
/** KEY and NSEC are never looked for at an alias's target (lib/dns/rbtdb.c, `cname_ok`). */
const NOT_BEHIND_ALIAS: ReadonlySet<RrType> = new Set<RrType>(["KEY", "NSEC"]);
/** Sets that the same set with a longer life does not replace, so that nobody is bound to old servers (rbtdb.c, add32). */
const KEEPS_SHORTER_LIFE: ReadonlySet<CacheSlot> = new Set<CacheSlot>(["NS", "A", "AAAA", "DS"]);

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
  /** Owners share one tree, so they are spelled as the first names were that came into it. */
  readonly #spellings: Spellings;
  readonly #nsecOrder: NsecOrder;
  /** Whether a DNAME was ever kept: most caches never see one, and need not look for it above each name. */
  #hasDnames: boolean;

  constructor(
    names: ReadonlyMap<string, NameEntries> = new Map(),
    spellings: Spellings = new Spellings(),
    nsecOrder: NsecOrder = new NsecOrder(),
    hasDnames = false,
  ) {
    this.#names = new Map(names);
    this.#spellings = spellings.fork();
    this.#nsecOrder = nsecOrder.fork();
    this.#hasDnames = hasDnames;
  }

  get size(): number {
    return this.#names.size;
  }

  /** Of names with such a key; spellings stay. */
  forget(isMeant: (key: string) => boolean): void {
    for (const key of this.#names.keys()) if (isMeant(key)) this.#names.delete(key);
  }

  fork(): Cache {
    return new Cache(this.#names, this.#spellings, this.#nsecOrder, this.#hasDnames);
  }

  /** A DNAME above comes first, then what stands at the name, then the closest NS. */
  find(name: DomainName, type: RrType, accepted: AcceptedTrust, now: Instant): CacheAnswer {
    const dname = this.#findDname(name, now);
    if (dname !== null) return { kind: "dname", entry: dname };
    const own = this.#findAt(name, type, accepted, now);
    if (own !== null) return own;
    const nameServers = this.findNameServers(name, now);
    return nameServers === null ? NOTHING : { kind: "delegation", nameServers };
  }

  /** The NS set at or above a name, whatever it came with. */
  findNameServers(name: DomainName, now: Instant): RecordsEntry | null {
    for (let at: DomainName | null = name; at !== null; at = at.parent) {
      const entry = this.#alive(at, "NS", now);
      if (entry?.kind === "records") return entry;
    }
    return null;
  }

  /**
   * How many labels of a name the deepest name above it has that anything was ever kept for; where something was of the name
   * itself, nobody looks (rbtdb.c, cache_findzonecut, `dcname`).
   */
  labelsKnown(name: DomainName): number {
    if (this.#names.has(name.key)) return 0;
    let at: DomainName | null = name.parent;
    while (at !== null && !this.#names.has(at.key)) at = at.parent;
    return at?.labelCount ?? 0;
  }

  /**
   * Adds what came, unless what is there is believed more; gives back what holds afterwards (rbtdb.c, add32).
   * `forced`: new NS of a referral take the place of any older ones. `prefetched`: what was asked again in time lives anew.
   */
  put(name: DomainName, slot: CacheSlot, entry: CacheEntry, now: Instant, how: Placing): CacheEntry {
    const owner = this.#spellings.note(name);
    if (slot === "NSEC") this.#nsecOrder.add(owner);
    if (slot === "DNAME") this.#hasDnames = true;
    const trust: Trust = how === "forced" ? "forced" : entry.trust;
    const entries = new Map(slot === WHOLE_NAME ? [] : this.#names.get(name.key));
    const denial = this.#alive(name, WHOLE_NAME, now);
    if (denial !== null && slot !== WHOLE_NAME) {
      if (isLessTrusted(trust, denial.trust)) return denial;
      entries.delete(WHOLE_NAME);
    }
    const old = slot === WHOLE_NAME ? null : this.#alive(name, slot, now);
    if (old !== null && isLessTrusted(trust, old.trust)) return old;
    const kept = old === null ? entry : settle(slot, old, entry, how, now);
    // What just came is given on as it was spelled; whoever looks later sees the tree's spelling.
    entries.set(slot, spelledAs(owner, kept));
    this.#names.set(name.key, entries);
    return kept;
  }

  /** What stands in one place, however far it is believed. */
  peek(name: DomainName, slot: CacheSlot, now: Instant): CacheEntry | null {
    return this.#alive(name, slot, now);
  }

  /**
   * The NSEC that may deny a name or a type of which nothing else is known: its own, or where nothing at all stands at the
   * name, the one before it in canonical order (rbtdb.c, cache_find and find_coveringnsec).
   */
  findNsec(name: DomainName, now: Instant): RecordsEntry | null {
    const entries = [...(this.#names.get(name.key)?.values() ?? [])].filter((entry) => isAlive(entry, now));
    if (this.#findDname(name, now) !== null) return null;
    const own = this.#alive(name, "NSEC", now);
    if (own?.kind === "records") return own;
    if (entries.some(({ kind }) => kind === "records")) return null;
    const before = this.#nsecOrder.before(name);
    const covering = before === null ? null : this.#alive(before, "NSEC", now);
    return covering?.kind === "records" ? covering : null;
  }

  /** Whether anything at a name, or a DNAME above it, ended no longer than so many seconds ago. */
  hasOutlived(name: DomainName, seconds: number, now: Instant): boolean {
    const isOld = (entry: CacheEntry | undefined): boolean =>
      entry !== undefined && !isAlive(entry, now) && entry.expiresAt + seconds > wholeSeconds(now);
    if ([...(this.#names.get(name.key)?.values() ?? [])].some(isOld)) return true;
    for (let at = name.parent; at !== null; at = at.parent)
      if (isOld(this.#names.get(at.key)?.get("DNAME"))) return true;
    return false;
  }

  #findDname(name: DomainName, now: Instant): RecordsEntry | null {
    if (!this.#hasDnames) return null;
    let topmost: RecordsEntry | null = null;
    for (let above = name.parent; above !== null; above = above.parent) {
      const entry = this.#alive(above, "DNAME", now);
      if (entry?.kind === "records" && entry.trust !== "pending") topmost = entry;
    }
    return topmost;
  }

  #findAt(name: DomainName, type: RrType, accepted: AcceptedTrust, now: Instant): CacheAnswer | null {
    const denial = this.#alive(name, WHOLE_NAME, now);
    if (denial?.kind === "denial") return accepted.has(denial.trust) ? { kind: "denial", entry: denial } : null;
    if (type === "ANY") return this.#findAll(name, accepted, now);
    const own = this.#alive(name, type, now);
    if (own !== null) {
      if (!accepted.has(own.trust)) return null;
      return own.kind === "denial" ? { kind: "denial", entry: own } : { kind: "records", entry: own };
    }
    const alias = NOT_BEHIND_ALIAS.has(type) ? null : this.#alive(name, "CNAME", now);
    return alias?.kind === "records" && accepted.has(alias.trust) ? { kind: "alias", entry: alias } : null;
  }

  #findAll(name: DomainName, accepted: AcceptedTrust, now: Instant): CacheAnswer | null {
    const all = [...(this.#names.get(name.key)?.values() ?? [])].filter((entry) => isAlive(entry, now));
    const entries = all.filter((entry) => entry.kind === "records");
    const [oldest] = entries;
    return oldest !== undefined && accepted.has(oldest.trust) ? { kind: "all", entries } : null;
  }

  #alive(name: DomainName, slot: CacheSlot, now: Instant): CacheEntry | null {
    const entry = this.#names.get(name.key)?.get(slot);
    return entry !== undefined && isAlive(entry, now) ? entry : null;
  }
}

function spelledAs(owner: DomainName, entry: CacheEntry): CacheEntry {
  if (entry.kind === "denial" || entry.rrset.owner.text === owner.text) return entry;
  const { rrset, signatures } = entry;
  return {
    ...entry,
    rrset: { ...rrset, owner },
    signatures: signatures === null ? null : { ...signatures, owner },
  };
}

/** Which of two sets stays, both alive, the new one believed at least as much or forced. */
function settle(slot: CacheSlot, old: CacheEntry, entry: CacheEntry, how: Placing, now: Instant): CacheEntry {
  if (old.kind !== "records" || entry.kind !== "records") return entry;
  const isBelieved = !isLessTrusted(old.trust, entry.trust);
  const isLonger = entry.expiresAt > old.expiresAt;
  const isRenewed = how === "prefetched" && slot !== "NS";
  if (!isRenewed && KEEPS_SHORTER_LIFE.has(slot) && isBelieved && isLonger && isSameData(old.rrset, entry.rrset))
    return old;
  // A delegation that its parent withdrew must end: its successor lives no longer than it.
  if (slot === "NS" && isLonger && !isLessTrusted(entry.trust, old.trust)) return shortened(entry, old.expiresAt, now);
  return entry;
}

function shortened(entry: RecordsEntry, expiresAt: number, now: Instant): RecordsEntry {
  return { ...entry, rrset: { ...entry.rrset, ttl: Math.max(1, expiresAt - wholeSeconds(now)) }, expiresAt };
}

function isSameData(left: RRset, right: RRset): boolean {
  if (left.data.length !== right.data.length) return false;
  const keys = new Set(left.data.map(rdataKey));
  return right.data.every((data) => keys.has(rdataKey(data)));
}
