import { type Instant, isAtOrBelow, laterBy } from "../../../dns/index.ts";
import type { Exchange } from "../../../resolution/index.ts";
import type {
  Handler,
  PluginContext,
  PluginExchange,
  PluginInstance,
  PluginMessage,
  PluginOutcome,
  PluginRequest,
  PluginStep,
} from "../../plugin.ts";
import { afterwards, written } from "../../plugin.ts";
import { replyTo } from "../../reply.ts";
import { isAtLeast } from "../../versions.ts";
import { answersQuestion, classify, typify } from "./classify.ts";
import { answeringItem, beginRefresh, countHit, endRefresh, type Item, replyFromItem, secondsLeft } from "./item.ts";
import { continueLater, runUntil, withTime } from "./patience.ts";
import type { CacheSettings } from "./settings.ts";
import {
  answersTo,
  type CacheContents,
  CacheWriter,
  emptyContents,
  forkContents,
  keyTextOf,
  type Passed,
} from "./writer.ts";

/** plugin/cache: one instance for all zones of a block. */
export function makeCache(settings: CacheSettings, context: PluginContext): PluginInstance {
  return instanceOf(settings, context, emptyContents(settings));
}

function instanceOf(settings: CacheSettings, context: PluginContext, contents: CacheContents): PluginInstance {
  return {
    wrap: (next) => {
      const plugin = new CachePlugin(settings, context, contents, next);
      return (request) => {
        const step = plugin.serve(request);
        return request.query.opcode === "QUERY" ? afterwards(step, withoutChanges) : step;
      };
    },
    fork: (forked) => instanceOf(settings, forked, forkContents(contents)),
  };
}

/** Plugins behind a cache change a copy of the question: what the server itself answers does not go by it. */
function withoutChanges(outcome: PluginOutcome): PluginOutcome {
  if ((outcome.kind !== "written" && outcome.kind !== "returned") || outcome.seen === undefined) return outcome;
  const { seen: _copy, ...kept } = outcome;
  return kept;
}

/** What came of a refresh. */
interface Refreshed {
  readonly outcome: PluginOutcome;
  /** What took the place of the stale entry and may be sent; null: nothing did. */
  readonly passed: readonly Passed[] | null;
}

class CachePlugin {
  readonly #settings: CacheSettings;
  readonly #contents: CacheContents;
  readonly #writer: CacheWriter;
  readonly #next: Handler;
  /** Before 1.15.0 a hit was always authoritative, and a failure without a reply was not kept. */
  readonly #isOldRelease: boolean;

  constructor(settings: CacheSettings, { version }: PluginContext, contents: CacheContents, next: Handler) {
    this.#settings = settings;
    this.#contents = contents;
    this.#writer = new CacheWriter(settings, contents);
    this.#next = next;
    this.#isOldRelease = !isAtLeast(version, "1.15.0");
  }

  serve(request: PluginRequest): PluginStep {
    const { query, question, now } = request;
    const isCovered = this.#settings.zones.some((zone) => isAtOrBelow(question.name, zone));
    if (query.opcode !== "QUERY" || !isCovered) return this.#next(request);
    const item = this.#find(request);
    if (item === null) return this.#miss(request);
    const left = secondsLeft(item, now);
    request.remark?.({ actor: "plugin cache", text: left > 0 ? `hit, ${left} s left` : `stale since ${-left} s` });
    if (left <= 0) return this.#serveStale(item, request);
    if (this.#isWorthPrefetching(item, request) && beginRefresh(item, now, 0))
      return this.#replyAndRefresh(item, request, left, "fresh");
    return this.#reply(item, request, left);
  }

  /** Looked at later than asked for: the reply brings its own moment. */
  #miss(request: PluginRequest): PluginStep {
    const step = this.#next(asksForAuthenticData(request));
    if ("kind" in step) return this.#passReply(step, request, request.now);
    return this.#missLater(step, request);
  }

  *#missLater(exchange: PluginExchange, request: PluginRequest): PluginExchange {
    const { outcome, now } = yield* withTime(exchange, request.now);
    return this.#passReply(outcome, request, now);
  }

  #passReply(outcome: PluginOutcome, request: PluginRequest, now: Instant): PluginOutcome {
    if (outcome.kind === "returned") {
      if (outcome.rcode === "SERVFAIL" && outcome.error !== undefined) this.#keepFailure(request, now);
      return outcome;
    }
    if (outcome.kind !== "written") return outcome;
    const messages = outcome.messages.map((message) => this.#writer.pass(message, request, now, "reply").message);
    return { ...outcome, messages };
  }

  /** The next plugin failed without a reply, as forward does when its upstreams are silent. */
  #keepFailure(request: PluginRequest, now: Instant): void {
    if (this.#isOldRelease) return;
    this.#writer.pass(replyTo(request, { rcode: "SERVFAIL" }), request, now, "refresh");
  }

  /** handler.go getIfNotStale: a denial before an answer, but a SERVFAIL yields to one, and prefer_positive turns it round. */
  #find(request: PluginRequest): Item | null {
    const text = keyTextOf(request);
    const { now } = request;
    const success = this.#contents.success.get(text);
    const { prefersPositive, staleForMs } = this.#settings;
    const good = prefersPositive && staleForMs > 0 ? this.#usable(answeringItem(success), now) : null;
    if (good !== null) return good;
    const denial = this.#usable(this.#contents.denial.get(text), now);
    const answer = denial === null || denial.message.rcode === "SERVFAIL" ? this.#usable(success, now) : null;
    return answer ?? denial;
  }

  #usable(item: Item | null, now: Instant): Item | null {
    if (item === null) return null;
    const left = secondsLeft(item, now);
    return left > 0 || -left < Math.trunc(this.#settings.staleForMs / 1000) ? item : null;
  }

  #isWorthPrefetching(item: Item, { now }: PluginRequest): boolean {
    const { hits, pauseMs, percentage } = this.#settings.prefetch;
    if (hits <= 0) return false;
    const seen = countHit(item, now, pauseMs);
    return seen >= hits && secondsLeft(item, now) <= Math.ceil((percentage / 100) * item.lifetime);
  }

  #reply(item: Item, request: PluginRequest, ttl: number): PluginOutcome {
    return written(replyFromItem(item, request, this.#settings.keepsTtl ? item.lifetime : ttl, this.#isOldRelease));
  }

  #replyStale(item: Item, request: PluginRequest): PluginOutcome {
    const { staleTtl } = this.#settings;
    if (staleTtl === 0) return this.#reply(item, request, 0);
    return written(replyFromItem(item, request, staleTtl, this.#isOldRelease));
  }

  #serveStale(item: Item, request: PluginRequest): PluginStep {
    const { staleMode, recheckMs } = this.#settings;
    switch (staleMode.kind) {
      case "immediate":
        return beginRefresh(item, request.now, recheckMs)
          ? this.#replyAndRefresh(item, request, 0, "stale")
          : this.#replyStale(item, request);
      case "verify":
        return this.#verify(item, request, staleMode.timeoutMs);
    }
  }

  /** handler.go tryPrefetch: one refresh of an item at a time, behind the reply. */
  *#replyAndRefresh(item: Item, request: PluginRequest, ttl: number, age: "fresh" | "stale"): PluginExchange {
    yield { kind: "spawn", exchange: this.#refreshBehind(item, request, age) };
    return age === "stale" ? this.#replyStale(item, request) : this.#reply(item, request, ttl);
  }

  /** handler.go doPrefetch: asked as over TCP, so that nothing is cut; the count of hits goes over to the new item. */
  *#refreshBehind(item: Item, request: PluginRequest, age: "fresh" | "stale"): Exchange {
    const asked: PluginRequest = { ...asksForAuthenticData(request), transport: "tcp", remark: null };
    const step = this.#next(asked);
    const { outcome, now } = "kind" in step ? { outcome: step, now: request.now } : yield* withTime(step, request.now);
    const isRefreshed = age === "stale" ? this.#accept(outcome, asked, now, "refresh").passed !== null : true;
    if (age === "fresh" && outcome.kind === "written") {
      for (const message of outcome.messages) this.#writer.pass(message, asked, now, "refresh");
    }
    if (isRefreshed) this.#handOver(item, request);
    endRefresh(item, now, age === "stale" ? this.#settings.recheckMs : 0, isRefreshed);
    return { kind: "silence", why: "no-handler" };
  }

  #handOver(before: Item, request: PluginRequest): void {
    const text = keyTextOf(request);
    const item = this.#contents.denial.get(text) ?? this.#contents.success.get(text);
    if (item === null) return;
    item.hits = before.hits;
    item.lastHit = request.now;
  }

  /** cache.go verifyStaleResponseWriter: only a whole answer or denial takes the place of a stale entry. */
  #accept(outcome: PluginOutcome, request: PluginRequest, now: Instant, role: "reply" | "refresh"): Refreshed {
    let passed: readonly Passed[] | null = null;
    if (outcome.kind !== "written") return { outcome, passed };
    for (const message of outcome.messages) {
      passed = null;
      if (message.flags.truncated || !answersTo(message, request)) continue;
      const isGood = this.#settings.prefersPositive ? isUsableAnswer(message) : isAnswerOrDenial(message);
      if (isGood) passed = [this.#writer.pass(message, request, now, role)];
      else if (this.#settings.prefersPositive) this.#writer.pass(message, request, now, "refresh");
    }
    return { outcome, passed };
  }

  #verify(item: Item, request: PluginRequest, timeoutMs: number): PluginStep {
    const { recheckMs } = this.#settings;
    const isTracked = recheckMs > 0 || timeoutMs > 0;
    if (isTracked && !beginRefresh(item, request.now, recheckMs)) return this.#replyStale(item, request);
    const step = this.#next(asksForAuthenticData(request));
    if ("kind" in step) return this.#verified(item, request, step, request.now, timeoutMs);
    return this.#verifyLater(item, request, step, timeoutMs);
  }

  *#verifyLater(item: Item, request: PluginRequest, exchange: PluginExchange, timeoutMs: number): PluginExchange {
    if (timeoutMs === 0) {
      const { outcome, now } = yield* withTime(exchange, request.now);
      return this.#verified(item, request, outcome, now, timeoutMs);
    }
    const turn = yield* runUntil(exchange, request.now, laterBy(request.now, timeoutMs));
    if (turn.kind === "done") return this.#verified(item, request, turn.outcome, turn.now, timeoutMs);
    yield { kind: "spawn", exchange: this.#verifyBehind(item, request, continueLater(turn)) };
    return this.#replyStale(item, request);
  }

  *#verifyBehind(item: Item, request: PluginRequest, rest: PluginExchange): Exchange {
    const { outcome, now } = yield* withTime(rest, request.now);
    this.#verified(item, request, outcome, now, 1);
    return { kind: "silence", why: "no-handler" };
  }

  /** With a limit of time the new reply is made from the new item, else it is the upstream's own. */
  #verified(
    item: Item,
    request: PluginRequest,
    outcome: PluginOutcome,
    now: Instant,
    timeoutMs: number,
  ): PluginOutcome {
    const { recheckMs, keepsTtl } = this.#settings;
    const { passed } = this.#accept(outcome, request, now, timeoutMs > 0 ? "refresh" : "reply");
    if (recheckMs > 0 || timeoutMs > 0) endRefresh(item, now, recheckMs, passed !== null);
    if (passed === null || outcome.kind !== "written") return this.#replyStale(item, request);
    const messages = passed.map(({ message, item: fresh }): PluginMessage => {
      if (timeoutMs === 0 || fresh === null) return message;
      const left = keepsTtl ? fresh.lifetime : secondsLeft(fresh, now);
      return replyFromItem(fresh, request, left, this.#isOldRelease);
    });
    return { ...outcome, messages };
  }
}

/** What stands behind sees AD=1 (handler.go authenticatedRefreshState). */
function asksForAuthenticData(request: PluginRequest): PluginRequest {
  const { query } = request;
  return { ...request, query: { ...query, flags: { ...query.flags, authenticData: true } } };
}

function isUsableAnswer(message: PluginMessage): boolean {
  return answersQuestion(message) && classify(message) === "no-error";
}

/** RFC 8767 section 4. */
function isAnswerOrDenial(message: PluginMessage): boolean {
  const kind = typify(message);
  return kind !== "other" && kind !== "meta" && (message.rcode === "NOERROR" || message.rcode === "NXDOMAIN");
}
