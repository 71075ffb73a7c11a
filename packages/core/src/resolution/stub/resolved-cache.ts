import type { DomainName, Instant, Rcode, ResourceRecord, RrType } from "../../dns/index.ts";

/** systemd keeps nothing longer than two hours (resolved-dns-cache.c CACHE_TTL_MAX_USEC). */
const LONGEST_MS = 7_200_000;
/** And a SERVFAIL for so long (CACHE_TTL_STRANGE_RCODE_USEC). */
const SERVFAIL_MS = 10_000;
/** resolved-dns-cache.c CACHE_MAX; the entry that ends first goes first. */
const MAX_ENTRIES = 4096;

/** What is known of a name and type. */
export interface CacheEntry {
  readonly rcode: Rcode;
  /** Empty for a denial. */
  readonly records: readonly ResourceRecord[];
  readonly until: Instant;
}

/** What systemd-resolved remembers. A name that does not exist is remembered for every type at once. */
export class ResolvedCache {
  private readonly entries: Map<string, CacheEntry>;

  constructor(entries: ReadonlyMap<string, CacheEntry> = new Map()) {
    this.entries = new Map(entries);
  }

  fork(): ResolvedCache {
    return new ResolvedCache(this.entries);
  }

  /** The entry, its records with the seconds that are left; null where nothing is known. */
  find(name: DomainName, type: RrType, now: Instant): CacheEntry | null {
    const entry = this.live(keyOf(name, type), now) ?? this.live(keyOf(name, "ANY"), now);
    if (entry === null) return null;
    const ttl = Math.floor((entry.until - now) / 1000);
    return { ...entry, records: entry.records.map((record) => ({ ...record, ttl })) };
  }

  /** Records of one owner and type: all live as long as the shortest of them. */
  putRecords(name: DomainName, type: RrType, records: readonly ResourceRecord[], now: Instant): void {
    const ttl = Math.min(...records.map((record) => record.ttl));
    this.put(keyOf(name, type), "NOERROR", records, ttl * 1000, now);
  }

  /** A denial lives for the smaller of the SOA record's TTL and its MINIMUM; without a SOA record it is not kept. */
  putDenial(name: DomainName, type: RrType, rcode: Rcode, authority: readonly ResourceRecord[], now: Instant): void {
    if (rcode === "SERVFAIL") {
      this.put(keyOf(name, type), rcode, [], SERVFAIL_MS, now);
      return;
    }
    const soa = authority.find((record) => record.data.type === "SOA");
    if (soa?.data.type !== "SOA") return;
    const ttl = Math.min(soa.ttl, soa.data.minimum);
    this.put(keyOf(name, rcode === "NXDOMAIN" ? "ANY" : type), rcode, [], ttl * 1000, now);
  }

  private put(key: string, rcode: Rcode, records: readonly ResourceRecord[], lifeMs: number, now: Instant): void {
    if (lifeMs <= 0) return;
    if (this.entries.size >= MAX_ENTRIES) this.dropOne();
    this.entries.set(key, { rcode, records, until: (now + Math.min(lifeMs, LONGEST_MS)) as Instant });
  }

  private dropOne(): void {
    let first: string | null = null;
    let earliest = Number.POSITIVE_INFINITY;
    for (const [key, { until }] of this.entries) {
      if (until >= earliest) continue;
      first = key;
      earliest = until;
    }
    if (first !== null) this.entries.delete(first);
  }

  private live(key: string, now: Instant): CacheEntry | null {
    const entry = this.entries.get(key);
    if (entry === undefined) return null;
    if (entry.until > now) return entry;
    this.entries.delete(key);
    return null;
  }
}

function keyOf(name: DomainName, type: RrType): string {
  return `${name.key} ${type}`;
}
