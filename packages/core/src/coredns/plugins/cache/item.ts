import type { HeaderFlags, Instant, ResourceRecord } from "../../../dns/index.ts";
import { laterBy } from "../../../dns/index.ts";
import type { PluginMessage, PluginRequest } from "../../plugin.ts";
import { replyTo } from "../../reply.ts";
import { answersQuestion } from "./classify.ts";

/** A reply that is kept, with what is known of how it is asked for (plugin/cache/item.go). */
export interface Item {
  readonly message: PluginMessage;
  /** Seconds from `stored` on. */
  readonly lifetime: number;
  readonly stored: Instant;
  readonly isAnswering: boolean;
  /** An answering item that this one, which does not answer, took the place of (serve_stale_policy prefer_positive). */
  readonly lastKnownGood: Item | null;
  /** How often it was asked for without a long pause (freq/freq.go). */
  hits: number;
  lastHit: Instant | null;
  isRefreshing: boolean;
  /** Behind a refresh that failed: no other one before. */
  retryAfter: Instant | null;
}

export function makeItem(
  message: PluginMessage,
  lifetime: number,
  stored: Instant,
  lastKnownGood: Item | null = null,
): Item {
  const isAnswering = answersQuestion(message);
  const asked = { hits: 0, lastHit: null, isRefreshing: false, retryAfter: null };
  return { message, lifetime, stored, isAnswering, lastKnownGood, ...asked };
}

/** Whole seconds since it was stored count, not the seconds of a clock; zero or less: expired. */
export function secondsLeft(item: Item, now: Instant): number {
  return item.lifetime - Math.trunc((now - item.stored) / 1000);
}

/** The item if it answers its question, else the one before it that did. */
export function answeringItem(item: Item | null): Item | null {
  if (item === null || item.isAnswering) return item;
  return item.lastKnownGood?.isAnswering === true ? item.lastKnownGood : null;
}

/** freq.go Update: a pause longer than `pauseMs` begins the count anew. */
export function countHit(item: Item, now: Instant, pauseMs: number): number {
  item.hits = item.lastHit === null || item.lastHit < now - pauseMs ? 1 : item.hits + 1;
  item.lastHit = now;
  return item.hits;
}

/** item.go beginRefresh: one refresh at a time, and none so soon after one that failed. */
export function beginRefresh(item: Item, now: Instant, recheckMs: number): boolean {
  if (item.isRefreshing || (recheckMs > 0 && item.retryAfter !== null && now < item.retryAfter)) return false;
  item.isRefreshing = true;
  return true;
}

export function endRefresh(item: Item, now: Instant, recheckMs: number, isRefreshed: boolean): void {
  item.retryAfter = recheckMs > 0 && !isRefreshed ? laterBy(now, recheckMs) : null;
  item.isRefreshing = false;
}

/** item.go toMsgWithTTL. `isAlwaysAuthoritative`: releases before 1.15.0. */
export function replyFromItem(
  item: Item,
  request: PluginRequest,
  ttl: number,
  isAlwaysAuthoritative: boolean,
): PluginMessage {
  const { message } = item;
  const reply = replyTo(request, { rcode: message.rcode });
  const flags: HeaderFlags = {
    ...reply.flags,
    authoritative: isAlwaysAuthoritative || message.flags.authoritative,
    recursionAvailable: message.flags.recursionAvailable,
    authenticData: wantsAuthenticData(request) && message.flags.authenticData,
  };
  return { ...withTtl({ ...message, questions: reply.questions }, ttl), id: reply.id, flags, edns: null };
}

/** RFC 6840 section 5.7: AD is for who asked with AD or DO. */
export function wantsAuthenticData({ query }: PluginRequest): boolean {
  return query.flags.authenticData || query.edns?.dnssecOk === true;
}

export function withTtl(message: PluginMessage, ttl: number): PluginMessage {
  const aged = (records: readonly ResourceRecord[]): readonly ResourceRecord[] =>
    records.map((record) => ({ ...record, ttl }));
  return {
    ...message,
    answer: aged(message.answer),
    authority: aged(message.authority),
    additional: aged(message.additional),
  };
}
