import type { Instant } from "../../../dns/index.ts";
import type { Effect, EffectResult } from "../../../resolution/index.ts";
import type { PluginExchange, PluginOutcome } from "../../plugin.ts";

/** A conversation's end, and when it came. */
export interface Ended {
  readonly outcome: PluginOutcome;
  readonly now: Instant;
}

type Turn = IteratorResult<Effect, PluginOutcome>;

const ABANDONED: PluginOutcome = { kind: "silence", why: "no-handler" };

/** Lets a conversation run, and keeps the time of the last result it was given. */
export function* withTime(exchange: PluginExchange, start: Instant): Generator<Effect, Ended, EffectResult> {
  let now = start;
  let turn: Turn = exchange.next();
  try {
    while (turn.done !== true) {
      const result: EffectResult = yield turn.value;
      now = result.now;
      turn = exchange.next(result);
    }
    return { outcome: turn.value, now };
  } finally {
    if (turn.done !== true) exchange.return(ABANDONED);
  }
}

/** A conversation that is not over in time: what it waits for, and how long it would still. */
export interface Unfinished {
  readonly kind: "unfinished";
  readonly exchange: PluginExchange;
  readonly ask: Effect & { readonly kind: "ask" };
}

/**
 * Lets a conversation run until a moment. A question that would be waited for longer is cut off there;
 * {@link continueLater} puts it again and goes on. (CoreDNS goes on waiting for the first one.)
 */
export function* runUntil(
  exchange: PluginExchange,
  start: Instant,
  end: Instant,
): Generator<Effect, (Ended & { readonly kind: "done" }) | Unfinished, EffectResult> {
  let now = start;
  let turn: Turn = exchange.next();
  let isHandedOver = false;
  try {
    while (turn.done !== true) {
      const effect = turn.value;
      const rest = end - now;
      const isCut = effect.kind === "ask" && effect.timeoutMs > rest;
      const result: EffectResult = yield isCut ? { ...effect, timeoutMs: rest } : effect;
      if (isCut && result.kind === "failed" && result.how === "timeout") {
        isHandedOver = true;
        return { kind: "unfinished", exchange, ask: { ...effect, timeoutMs: effect.timeoutMs - rest } };
      }
      now = result.now;
      turn = exchange.next(result);
    }
    return { kind: "done", outcome: turn.value, now };
  } finally {
    if (turn.done !== true && !isHandedOver) exchange.return(ABANDONED);
  }
}

/** The rest of a conversation that {@link runUntil} cut off. */
export function* continueLater({ exchange, ask }: Unfinished): PluginExchange {
  let turn: Turn = exchange.next(yield ask);
  try {
    while (turn.done !== true) turn = exchange.next(yield turn.value);
    return turn.value;
  } finally {
    if (turn.done !== true) exchange.return(ABANDONED);
  }
}
