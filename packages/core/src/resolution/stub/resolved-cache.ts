import {
  type Instant,
  isAtOrBelow,
  laterBy,
  type Question,
  type Rcode,
  type ResourceRecord,
  type Response,
  rdataKey,
} from "../../dns/index.ts";
import { type AnswerItem, answersQuestion, mayRedirect, redirectsQuestion } from "./resolved-answer.ts";

/** systemd keeps nothing longer than two hours (resolved-dns-cache.c CACHE_TTL_MAX_USEC). */
const LONGEST_SECONDS = 7200;
/** And a SERVFAIL for so long (CACHE_TTL_STRANGE_RCODE_USEC). */
const SERVFAIL_SECONDS = 10;
/** resolved-dns-cache.c CACHE_MAX; the entry that ends first goes first. */
const MAX_ENTRIES = 4096;

/** What came of a question, as the cache takes it. */
export interface Learned {
  readonly question: Question;
  readonly rcode: Rcode;
  /** In the order of the message, all sections. */
  readonly items: readonly AnswerItem[];
  /** The message itself, where it may be handed on as it is: one with CD. */
  readonly whole: Response | null;
}

/** What the cache knows. TTLs are what is left. */
export interface Remembered {
  readonly rcode: Rcode;
  readonly items: readonly AnswerItem[];
  readonly whole: { readonly response: Response; readonly ageSeconds: number } | null;
}

interface CacheItem {
  /** null: a denial, or SERVFAIL. */
  readonly record: ResourceRecord | null;
  readonly rcode: Rcode;
  /** The whole answer that the record came with as what was asked for; null where it came along with something else. */
  readonly answer: readonly AnswerItem[] | null;
  readonly whole: Response | null;
  readonly since: Instant;
  readonly until: Instant;
}

/** What systemd-resolved remembers: records by owner, class and type, each with the answer that it was the answer of. A name that does not exist is remembered for every type at once. */
export class ResolvedCache {
  private readonly entries: Map<string, readonly CacheItem[]>;

  constructor(entries: ReadonlyMap<string, readonly CacheItem[]> = new Map()) {
    this.entries = new Map(entries);
  }

  fork(): ResolvedCache {
    return new ResolvedCache(this.entries);
  }

  clear(): void {
    this.entries.clear();
  }

  /** resolved-dns-cache.c dns_cache_lookup; `primary-only` passes over what merely came along. */
  find(question: Question, now: Instant, how: "any" | "primary-only"): Remembered | null {
    if (question.type === "ANY" || question.class === "ANY") return null;
    const items = this.live(keyOf(question), now) ?? this.denialOf(question, now) ?? this.aliasOf(question, now);
    const [first] = items ?? [];
    if (items === null || first === undefined) return null;
    if (how === "primary-only" && items.some((item) => item.record !== null && item.answer === null)) return null;
    return {
      rcode: first.rcode,
      items: itemsOf(items, now),
      whole: first.whole === null ? null : { response: first.whole, ageSeconds: secondsBetween(first.since, now) },
    };
  }

  private denialOf(question: Question, now: Instant): readonly CacheItem[] | null {
    const items = this.live(keyOf({ ...question, type: "ANY" }), now);
    return items?.[0]?.rcode === "NXDOMAIN" ? items : null;
  }

  private aliasOf(question: Question, now: Instant): readonly CacheItem[] | null {
    const items = mayRedirect(question.type) ? this.live(keyOf({ ...question, type: "CNAME" }), now) : null;
    return items?.some(({ record }) => record !== null) === true ? items : null;
  }

  /** resolved-dns-cache.c dns_cache_put. */
  put(learned: Learned, now: Instant): void {
    const { question, rcode, items } = learned;
    this.entries.delete(keyOf(question));
    const cacheable = items.flatMap(({ record, section }) => (section === "answer" ? [record] : []));
    for (const record of cacheable) this.entries.delete(keyOfRecord(record));
    if (rcode !== "NOERROR" && rcode !== "NXDOMAIN" && rcode !== "SERVFAIL") return;
    if (items.length === 0 && rcode !== "SERVFAIL") return;
    for (const record of cacheable) if (!this.putRecord(learned, record, now)) return;
    if (items.some(({ record }) => answersQuestion(question, record) || redirectsQuestion(question, record))) return;
    this.putDenial(learned, now);
  }

  /** False where what came along would take the place of what was asked for: then resolved stops there. */
  private putRecord({ question, items, whole }: Learned, record: ResourceRecord, now: Instant): boolean {
    const isPrimary = answersQuestion(question, record) || redirectsQuestion(question, record);
    const key = keyOfRecord(record);
    const known = this.entries.get(key) ?? [];
    if (!isPrimary && known.some(({ answer }) => answer !== null)) return false;
    const ttl = isPrimary ? lowestTtl(items, record.ttl) : record.ttl;
    const others = known.filter((item) => !isSameRecord(item.record, record));
    if (ttl <= 0) return true;
    const item = {
      record,
      rcode: "NOERROR",
      answer: isPrimary ? items : null,
      whole: isPrimary ? whole : null,
    } as const;
    this.keep(key, [{ ...item, since: now, until: untilOf(ttl, now) }, ...others], now);
    return true;
  }

  /** For the smallest of all TTLs and the SOA record's MINIMUM; without a SOA record nothing is kept but SERVFAIL. */
  private putDenial({ question, rcode, items, whole }: Learned, now: Instant): void {
    const soa = soaFor(question, items);
    if (isPseudo(question)) return;
    if (rcode !== "SERVFAIL" && (soa === null || soa.minimum <= 0 || soa.ttl <= 0)) return;
    const ttl = rcode === "SERVFAIL" ? SERVFAIL_SECONDS : lowestTtl(items, soa?.minimum ?? 0);
    const key = keyOf(rcode === "NXDOMAIN" ? { ...question, type: "ANY" } : question);
    this.keep(key, [{ record: null, rcode, answer: items, whole, since: now, until: untilOf(ttl, now) }], now);
  }

  private keep(key: string, items: readonly CacheItem[], now: Instant): void {
    if (this.entries.size >= MAX_ENTRIES) this.dropOne(now);
    this.entries.set(key, items);
  }

  private dropOne(now: Instant): void {
    let first: string | null = null;
    let earliest = Number.POSITIVE_INFINITY;
    for (const [key, items] of this.entries) {
      const until = Math.min(...items.map((item) => item.until));
      if (until <= now || until < earliest) [first, earliest] = [key, until];
    }
    if (first !== null) this.entries.delete(first);
  }

  private live(key: string, now: Instant): readonly CacheItem[] | null {
    const items = this.entries.get(key);
    if (items === undefined) return null;
    if (items.every(({ until }) => until > now)) return items;
    const alive = items.filter(({ until }) => until > now);
    if (alive.length > 0) return alive;
    this.entries.delete(key);
    return null;
  }
}

function keyOf({ name, class: rrClass, type }: Question): string {
  return `${name.key} ${rrClass} ${type}`;
}

function keyOfRecord({ owner, class: rrClass, data }: ResourceRecord): string {
  return `${owner.key} ${rrClass} ${data.type}`;
}

function isSameRecord(left: ResourceRecord | null, right: ResourceRecord): boolean {
  return left !== null && rdataKey(left.data) === rdataKey(right.data);
}

function isPseudo({ type, class: rrClass }: Question): boolean {
  return type === "ANY" || rrClass === "ANY";
}

/** Records of one answer are kept together, so all live as long as the shortest of them. */
function lowestTtl(items: readonly AnswerItem[], most: number): number {
  return Math.min(most, ...items.map(({ record }) => record.ttl));
}

function untilOf(ttl: number, now: Instant): Instant {
  return laterBy(now, Math.min(ttl, LONGEST_SECONDS) * 1000);
}

function secondsBetween(earlier: Instant, later: Instant): number {
  return Math.floor((later - earlier) / 1000);
}

/** Whole answers as they came, with what is left of their time; of what came along, the records alone. */
function itemsOf(items: readonly CacheItem[], now: Instant): readonly AnswerItem[] {
  const seen = new Set<readonly AnswerItem[]>();
  return items.flatMap(({ record, answer, until }): readonly AnswerItem[] => {
    const left = Math.max(1, Math.floor((until - now) / 1000));
    if (answer === null) return record === null ? [] : [{ record: clamp(record, left), section: null }];
    if (seen.has(answer)) return [];
    seen.add(answer);
    return answer.map((item) => ({ ...item, record: clamp(item.record, left) }));
  });
}

function clamp(record: ResourceRecord, ttl: number): ResourceRecord {
  return record.ttl <= ttl ? record : { ...record, ttl };
}

/** The SOA record of a zone that holds the name, of several the one furthest up; for a SOA record itself there is none (dns_answer_find_soa). */
function soaFor(
  { name, type }: Question,
  items: readonly AnswerItem[],
): { readonly ttl: number; readonly minimum: number } | null {
  if (type === "SOA") return null;
  let found: ResourceRecord | null = null;
  for (const { record } of items) {
    if (record.data.type !== "SOA" || !isAtOrBelow(name, record.owner)) continue;
    if (found === null || !isAtOrBelow(record.owner, found.owner)) found = record;
  }
  return found?.data.type === "SOA" ? { ttl: found.ttl, minimum: found.data.minimum } : null;
}
