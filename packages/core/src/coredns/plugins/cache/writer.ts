import {
  type Instant,
  isAtOrBelow,
  type Message,
  numberOfRrClass,
  numberOfRrType,
  type ResourceRecord,
} from "../../../dns/index.ts";
import type { PluginMessage, PluginRequest } from "../../plugin.ts";
import { BoundedStore, type StoreKey, shardOf } from "./bounded-store.ts";
import { classify, hasSoa, isWithoutAnswer, type ReplyClass } from "./classify.ts";
import { answeringItem, type Item, makeItem, wantsAuthenticData, withTtl } from "./item.ts";
import type { CacheLimits, CacheSettings } from "./settings.ts";

/** Seconds, where nothing in a message says how long it lives (dnsutil.MinimalDefaultTTL). */
const DEFAULT_TTL = 5;

/** What the cache holds: denials apart from answers. */
export interface CacheContents {
  readonly success: BoundedStore<Item>;
  readonly denial: BoundedStore<Item>;
}

export function emptyContents({ success, denial }: CacheSettings): CacheContents {
  return { success: new BoundedStore(success.capacity), denial: new BoundedStore(denial.capacity) };
}

export function forkContents({ success, denial }: CacheContents): CacheContents {
  const copies = new Map<Item, Item>();
  // A refresh under way belongs to the original.
  const copy = (item: Item): Item => {
    const { lastKnownGood } = item;
    const known = copies.get(item) ?? {
      ...item,
      isRefreshing: false,
      lastKnownGood: lastKnownGood === null ? null : copy(lastKnownGood),
    };
    copies.set(item, known);
    return known;
  };
  return { success: success.fork(copy), denial: denial.fork(copy) };
}

/** A reply that has passed: as the client sees it, and the item that was made of it. */
export interface Passed {
  readonly message: PluginMessage;
  readonly item: Item | null;
}

/** Everything that is asked for under one key: name, type, class, DO and CD (cache.go hash). */
export function keyTextOf({ query, question }: PluginRequest): string {
  const { name, type, class: rrClass } = question;
  const dnssecOk = query.edns?.dnssecOk === true ? " do" : "";
  return `${name.key} ${type} ${rrClass}${dnssecOk}${query.flags.checkingDisabled ? " cd" : ""}`;
}

function keyOf(request: PluginRequest): StoreKey {
  const { query, question } = request;
  const dnssecOk = query.edns?.dnssecOk === true;
  const { checkingDisabled } = query.flags;
  const { name, type, class: rrClass } = question;
  const shard = shardOf(dnssecOk, checkingDisabled, numberOfRrType(type), numberOfRrClass(rrClass), name.key);
  return { text: keyTextOf(request), shard };
}

/** plugin/cache ResponseWriter. */
export class CacheWriter {
  readonly #settings: CacheSettings;
  readonly #contents: CacheContents;

  constructor(settings: CacheSettings, contents: CacheContents) {
    this.#settings = settings;
    this.#contents = contents;
  }

  /** cache.go WriteMsg: every reply that passes gets the one lifetime on all records, kept or not, and loses its OPT record. */
  pass(message: PluginMessage, request: PluginRequest, now: Instant, role: "reply" | "refresh"): Passed {
    const kind = classify(message);
    const lifetime = this.#lifetimeOf(message, kind);
    const passed = { ...withTtl(message, Math.floor(lifetime)), edns: null };
    const isKept = lifetime > 0 && isStorable(message, kind) && answersTo(message, request);
    const item = isKept ? this.#keep(passed, kind, Math.floor(lifetime), request, now, role) : null;
    const authenticData = message.flags.authenticData && wantsAuthenticData(request);
    return { message: { ...passed, flags: { ...passed.flags, authenticData } }, item };
  }

  #keep(
    message: PluginMessage,
    kind: ReplyClass,
    lifetime: number,
    request: PluginRequest,
    now: Instant,
    role: "reply" | "refresh",
  ): Item | null {
    const isPositive = kind === "no-error" || kind === "delegation";
    const except = isPositive ? this.#settings.withoutSuccess : this.#settings.withoutDenial;
    if (except.some((zone) => isAtOrBelow(request.question.name, zone))) return null;
    const key = keyOf(request);
    if (isPositive) return this.#keepAnswer(message, lifetime, key, now, role);
    const item = makeItem(message, lifetime, now);
    this.#contents.denial.add(key, item);
    return item;
  }

  /** A refresh with an answer ends a denial; under prefer_positive every real answer does, and nothing else. */
  #keepAnswer(message: PluginMessage, lifetime: number, key: StoreKey, now: Instant, role: "reply" | "refresh"): Item {
    const { success, denial } = this.#contents;
    const { prefersPositive } = this.#settings;
    const fresh = makeItem(message, lifetime, now);
    const lastKnownGood = prefersPositive && !fresh.isAnswering ? answeringItem(success.get(key.text)) : null;
    const item = { ...fresh, lastKnownGood };
    success.add(key, item);
    if (prefersPositive ? item.isAnswering : role === "refresh") denial.remove(key);
    return item;
  }

  #lifetimeOf(message: Message, kind: ReplyClass): number {
    const { success, denial, servfailTtl } = this.#settings;
    if (kind === "server-error") return servfailTtl;
    if (kind === "name-error" || kind === "no-data") return clamp(lowestTtl(message), denial);
    return clamp(kind === "no-error" ? lowestTtl(message) : DEFAULT_TTL, success);
  }
}

/** cache.go key: what is never kept. */
function isStorable(message: Message, kind: ReplyClass): boolean {
  if (message.questions.length === 0 || message.flags.truncated || kind === "other" || kind === "meta") return false;
  if (kind === "name-error") return hasSoa(message);
  return kind !== "no-error" || hasSoa(message) || !isWithoutAnswer(message);
}

/** request.go Match: the reply is to this name, type and class. */
export function answersTo(message: Message, { question }: PluginRequest): boolean {
  const [asked, ...others] = message.questions;
  return (
    asked !== undefined &&
    others.length === 0 &&
    asked.name.key === question.name.key &&
    asked.type === question.type &&
    asked.class === question.class
  );
}

/** dnsutil.MinimalTTLWithMaximum: of all three sections. */
function lowestTtl({ answer, authority, additional }: Message): number {
  if (answer.length + authority.length + additional.length === 0) return DEFAULT_TTL;
  return Math.min(lowestOf(answer), lowestOf(authority), lowestOf(additional));
}

function lowestOf(records: readonly ResourceRecord[]): number {
  let lowest = Number.POSITIVE_INFINITY;
  for (const { ttl } of records) lowest = Math.min(lowest, ttl);
  return lowest;
}

function clamp(ttl: number, { minTtl, maxTtl }: CacheLimits): number {
  return Math.min(Math.max(ttl, minTtl), maxTtl);
}
