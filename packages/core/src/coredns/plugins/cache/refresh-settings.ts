import type { Dispenser, Token } from "../../corefile/index.ts";
import { readInteger } from "../go-numbers.ts";
import { readDuration } from "../settings-helpers.ts";

/** When an entry is asked for anew. TTLs in seconds, pauses in milliseconds. */
export interface RefreshSettings {
  readonly prefetch: Prefetch;
  /** How long behind its end an entry is still good for an answer; 0: not at all. */
  readonly staleForMs: number;
  readonly staleMode: StaleMode;
  /** TTL of stale answers. */
  readonly staleTtl: number;
  /** No other refresh of an entry for so long behind one that failed. */
  readonly recheckMs: number;
  /** An expired answer comes before a denial. */
  readonly prefersPositive: boolean;
}

/** Refreshed before its end: what was asked for `hits` times without a longer pause, in the last part of its life. 0 hits: never. */
interface Prefetch {
  readonly hits: number;
  readonly pauseMs: number;
  /** How large that last part is. */
  readonly percentage: number;
}

/** Answer first and refresh behind it, or ask first, perhaps not longer than `timeoutMs` (0: as long as it takes). */
type StaleMode = { readonly kind: "immediate" } | { readonly kind: "verify"; readonly timeoutMs: number };

type RefreshDraft = { -readonly [Field in keyof RefreshSettings]: RefreshSettings[Field] };

const HOUR_MS = 3_600_000;
const MAX_RECHECK_MS = 300_000;
const MOST_TTL = 0xffff_ffff;
const LEAST_PERCENT = 10;
const MOST_PERCENT = 90;
const MOST_MODE_ARGUMENTS = 3;

/** `prefetch AMOUNT [DURATION [PERCENTAGE%]]`. */
export function readPrefetch(draft: RefreshDraft, dispenser: Dispenser): void {
  const [amount, pause, percentage, ...others] = dispenser.remainingTokens();
  if (amount === undefined || others.length > 0) {
    dispenser.wrongArguments();
    return;
  }
  const before = draft.prefetch;
  const hits = readInteger(dispenser, amount) ?? before.hits;
  if (hits < 0) dispenser.problem(`prefetch amount should be positive: ${hits}`, { at: amount.span });
  const pauseMs = pause === undefined ? null : readDuration(dispenser, pause.text);
  draft.prefetch = {
    hits,
    pauseMs: pauseMs ?? before.pauseMs,
    percentage: percentage === undefined ? before.percentage : readPercentage(dispenser, percentage, before),
  };
}

function readPercentage(dispenser: Dispenser, token: Token, before: Prefetch): number {
  const { text, span } = token;
  if (!text.endsWith("%")) {
    dispenser.problem(`last character of percentage should be \`%\`, but is: '${text.at(-1) ?? ""}'`, { at: span });
    return before.percentage;
  }
  const value = readInteger(dispenser, { ...token, text: text.slice(0, -1) });
  if (value === null) return before.percentage;
  if (value < LEAST_PERCENT || value > MOST_PERCENT)
    dispenser.problem(`percentage should fall in range [10, 90]: ${value}`, { at: span });
  return value;
}

/** `serve_stale [DURATION [immediate [TTL [RECHECK]] | verify [TIMEOUT [TTL [RECHECK]]]]]`. */
export function readServeStale(draft: RefreshDraft, dispenser: Dispenser): void {
  const [duration, mode, ...more] = dispenser.remainingTokens();
  if (more.length > MOST_MODE_ARGUMENTS) {
    dispenser.wrongArguments();
    return;
  }
  draft.staleForMs = readStaleFor(dispenser, duration);
  draft.staleMode = { kind: "immediate" };
  draft.staleTtl = 0;
  draft.recheckMs = 0;
  const kind = mode?.text.toLowerCase() ?? "immediate";
  if (kind !== "immediate" && kind !== "verify") {
    dispenser.problem(`invalid value for serve_stale refresh mode: ${kind}`, { at: mode?.span ?? dispenser.span });
    return;
  }
  const [timeout, ...rest] = kind === "verify" ? more : [undefined, ...more];
  if (kind === "verify") draft.staleMode = { kind, timeoutMs: readTimeout(dispenser, timeout) };
  const [ttl, recheck, ...others] = rest;
  if (others.length > 0) dispenser.wrongArguments();
  if (ttl !== undefined) draft.staleTtl = readStaleTtl(dispenser, ttl);
  if (recheck !== undefined) draft.recheckMs = readRecheck(dispenser, recheck);
}

function readStaleFor(dispenser: Dispenser, token: Token | undefined): number {
  const duration = token === undefined ? HOUR_MS : (readDuration(dispenser, token.text) ?? HOUR_MS);
  if (duration < 0) dispenser.problem("invalid negative duration for serve_stale");
  return duration;
}

function readTimeout(dispenser: Dispenser, token: Token | undefined): number {
  const duration =
    token === undefined ? 0 : readDuration(dispenser, token.text, "invalid serve_stale verify timeout: ");
  if (duration !== null && duration < 0) dispenser.problem("invalid negative timeout for serve_stale verify");
  return Math.max(0, duration ?? 0);
}

function readStaleTtl(dispenser: Dispenser, { text, span }: Token): number {
  const duration = readDuration(dispenser, text, "invalid serve_stale response TTL: ");
  if (duration === null) return 0;
  if (duration < 0) dispenser.problem("invalid negative response TTL for serve_stale", { at: span });
  else if (duration % 1000 !== 0)
    dispenser.problem("serve_stale response TTL must be a whole number of seconds", { at: span });
  else if (duration / 1000 > MOST_TTL)
    dispenser.problem("serve_stale response TTL exceeds the DNS TTL range", { at: span });
  return Math.max(0, Math.floor(duration / 1000));
}

function readRecheck(dispenser: Dispenser, { text, span }: Token): number {
  const duration = readDuration(dispenser, text, "invalid serve_stale failure recheck: ");
  if (duration === null) return 0;
  if (duration < 0) dispenser.problem("invalid negative failure recheck for serve_stale", { at: span });
  if (duration > MAX_RECHECK_MS) dispenser.problem("serve_stale failure recheck cannot exceed 5 minutes", { at: span });
  return Math.max(0, duration);
}

/** `serve_stale_policy prefer_positive`. */
export function readStalePolicy(draft: RefreshDraft, dispenser: Dispenser): void {
  const token = dispenser.onlyArgument();
  if (token === null) return;
  if (token.text.toLowerCase() === "prefer_positive") draft.prefersPositive = true;
  else dispenser.problem(`invalid serve_stale_policy: ${token.text}`, { at: token.span });
}
