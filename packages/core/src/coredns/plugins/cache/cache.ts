import { type HeaderFlags, type Instant, isAtOrBelow, type Message, type ResourceRecord } from "../../../dns/index.ts";
import type {
  Handler,
  PluginContext,
  PluginInstance,
  PluginMessage,
  PluginOutcome,
  PluginRequest,
} from "../../plugin.ts";
import { afterwards, written } from "../../plugin.ts";
import { replyTo } from "../../reply.ts";
import { classify, hasSoa, type ReplyClass, reachesType } from "./classify.ts";
import type { CacheLimits, CacheSettings } from "./settings.ts";

/** Seconds, where nothing in a message says how long it lives (dnsutil.MinimalDefaultTTL). */
const DEFAULT_TTL = 5;

interface Item {
  readonly message: PluginMessage;
  readonly lifetime: number;
  readonly stored: Instant;
}

/** plugin/cache: one instance for all zones of a block, denials apart from answers. */
export function makeCache(settings: CacheSettings, context: PluginContext): PluginInstance {
  const { unsupported } = settings;
  if (unsupported !== null) return { wrap: () => () => ({ kind: "unsupported", what: unsupported }) };
  return instanceOf(new CachePlugin(settings, context, new Map(), new Map()));
}

function instanceOf(plugin: CachePlugin): PluginInstance {
  return {
    wrap: (next) => (request) => plugin.serve(request, next),
    fork: (context) => instanceOf(plugin.fork(context)),
  };
}

class CachePlugin {
  readonly #settings: CacheSettings;
  readonly #context: PluginContext;
  readonly #success: Map<string, Item>;
  readonly #denial: Map<string, Item>;

  constructor(
    settings: CacheSettings,
    context: PluginContext,
    success: ReadonlyMap<string, Item>,
    denial: ReadonlyMap<string, Item>,
  ) {
    this.#settings = settings;
    this.#context = context;
    this.#success = new Map(success);
    this.#denial = new Map(denial);
  }

  fork(context: PluginContext): CachePlugin {
    return new CachePlugin(this.#settings, context, this.#success, this.#denial);
  }

  serve(request: PluginRequest, next: Handler): ReturnType<Handler> {
    const { query, question } = request;
    const isCovered = this.#settings.zones.some((zone) => isAtOrBelow(question.name, zone));
    if (query.opcode !== "QUERY" || !isCovered) return next(request);
    const key = keyOf(request);
    const item = this.#find(key, request.now);
    if (item !== null) {
      request.remark?.({ actor: "plugin cache", text: `hit, ${secondsLeft(item, request.now)} s left` });
      return written(this.#fromItem(item, request));
    }
    // What stands behind sees AD=1 (handler.go authenticatedRefreshState).
    const asked = { ...request, query: { ...query, flags: { ...query.flags, authenticData: true } } };
    return afterwards(next(asked), (outcome) => this.#store(outcome, request, key));
  }

  /** A denial first, but a SERVFAIL yields to a live answer (handler.go getIfNotStale). */
  #find(key: string, now: Instant): Item | null {
    const success = alive(this.#success.get(key), now);
    const denial = alive(this.#denial.get(key), now);
    if (denial === null) return success;
    return denial.message.rcode === "SERVFAIL" && success !== null ? success : denial;
  }

  #fromItem(item: Item, request: PluginRequest): PluginMessage {
    const ttl = this.#settings.keepsTtl ? item.lifetime : secondsLeft(item, request.now);
    const { message } = item;
    const reply = replyTo(request, { rcode: message.rcode });
    const flags: HeaderFlags = {
      ...reply.flags,
      authoritative: this.#isOldRelease() ? true : message.flags.authoritative,
      recursionAvailable: message.flags.recursionAvailable,
      authenticData: wantsAuthenticData(request) && message.flags.authenticData,
    };
    return {
      ...withTtl(
        { ...reply, answer: message.answer, authority: message.authority, additional: message.additional },
        ttl,
      ),
      flags,
    };
  }

  /** Up to 1.14.7 a hit was always authoritative. */
  #isOldRelease(): boolean {
    const [major = 0, minor = 0] = String(this.#context.version).split(".").map(Number);
    return major === 1 && minor < 15;
  }

  #store(outcome: PluginOutcome, request: PluginRequest, key: string): PluginOutcome {
    if (outcome.kind === "returned") {
      if (outcome.rcode === "SERVFAIL") this.#keepFailure(request, key);
      return outcome;
    }
    if (outcome.kind !== "written") return outcome;
    return { ...outcome, messages: outcome.messages.map((message) => this.#passing(message, request, key)) };
  }

  /** cache.go WriteMsg: every reply that passes gets the one lifetime on all records, kept or not. */
  #passing(message: PluginMessage, request: PluginRequest, key: string): PluginMessage {
    const kind = classify(message);
    const lifetime = this.#lifetimeOf(message, kind);
    const passed = { ...withTtl(message, lifetime), edns: null };
    if (lifetime > 0 && isStorable(message, kind) && answersTo(message, request))
      this.#keep(passed, kind, lifetime, request, key);
    const authenticData = message.flags.authenticData && wantsAuthenticData(request);
    return { ...passed, flags: { ...passed.flags, authenticData } };
  }

  #keep(message: PluginMessage, kind: ReplyClass, lifetime: number, request: PluginRequest, key: string): void {
    const isPositive = kind === "no-error" || kind === "delegation";
    const except = isPositive ? this.#settings.withoutSuccess : this.#settings.withoutDenial;
    if (except.some((zone) => isAtOrBelow(request.question.name, zone))) return;
    (isPositive ? this.#success : this.#denial).set(key, { message, lifetime, stored: request.now });
  }

  /** The next plugin failed without a reply, as forward does when its upstreams are silent (1.15.0). */
  #keepFailure(request: PluginRequest, key: string): void {
    if (this.#isOldRelease() || this.#settings.servfailTtl === 0) return;
    this.#denial.set(key, {
      message: replyTo(request, { rcode: "SERVFAIL" }),
      lifetime: this.#settings.servfailTtl,
      stored: request.now,
    });
  }

  #lifetimeOf(message: Message, kind: ReplyClass): number {
    if (kind === "server-error") return this.#settings.servfailTtl;
    const limits = kind === "name-error" || kind === "no-data" ? this.#settings.denial : this.#settings.success;
    return clamp(kind === "delegation" || kind === "other" ? DEFAULT_TTL : lowestTtl(message), limits);
  }
}

function keyOf({ query, question }: PluginRequest): string {
  const dnssecOk = query.edns?.dnssecOk === true ? "do" : "";
  return `${question.name.key} ${question.type} ${question.class} ${dnssecOk} ${query.flags.checkingDisabled ? "cd" : ""}`;
}

function alive(item: Item | undefined, now: Instant): Item | null {
  return item !== undefined && secondsLeft(item, now) > 0 ? item : null;
}

/** item.go ttl: whole seconds since it was stored, not the seconds of a clock. */
function secondsLeft(item: Item, now: Instant): number {
  return item.lifetime - Math.floor((now - item.stored) / 1000);
}

function wantsAuthenticData({ query }: PluginRequest): boolean {
  return query.flags.authenticData || query.edns?.dnssecOk === true;
}

/** cache.go key: what is never kept. */
function isStorable(message: Message, kind: ReplyClass): boolean {
  const [question] = message.questions;
  if (question === undefined || message.flags.truncated || kind === "other") return false;
  if (kind === "name-error") return hasSoa(message);
  if (kind !== "no-error" || message.answer.length === 0 || hasSoa(message)) return true;
  return reachesType(message, question);
}

/** request.go Match: the reply is to this name, type and class. */
function answersTo(message: Message, { question }: PluginRequest): boolean {
  const [asked] = message.questions;
  return (
    asked !== undefined &&
    asked.name.key === question.name.key &&
    asked.type === question.type &&
    asked.class === question.class
  );
}

function lowestTtl(message: Message): number {
  const records = [...message.answer, ...message.authority, ...message.additional];
  return records.length === 0 ? DEFAULT_TTL : Math.min(...records.map(({ ttl }) => ttl));
}

function clamp(ttl: number, { minTtl, maxTtl }: CacheLimits): number {
  return Math.min(Math.max(ttl, minTtl), maxTtl);
}

function withTtl(message: PluginMessage, ttl: number): PluginMessage {
  const aged = (records: readonly ResourceRecord[]): readonly ResourceRecord[] =>
    records.map((record) => ({ ...record, ttl }));
  return {
    ...message,
    answer: aged(message.answer),
    authority: aged(message.authority),
    additional: aged(message.additional),
  };
}
