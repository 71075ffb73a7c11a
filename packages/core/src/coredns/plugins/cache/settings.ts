import { type DomainName, nameOf, parseName } from "../../../dns/index.ts";
import type { Parsed } from "../../../text/index.ts";
import { type Dispenser, parseGoInteger, type Token, zonesFromArguments } from "../../corefile/index.ts";
import type { SettingsContext } from "../../plugin-entry.ts";
import { readInteger } from "../go-numbers.ts";
import { onlyUse, readDuration, settled } from "../settings-helpers.ts";
import { type RefreshSettings, readPrefetch, readServeStale, readStalePolicy } from "./refresh-settings.ts";

/** TTLs in seconds, pauses in milliseconds. */
export interface CacheSettings extends RefreshSettings {
  readonly zones: readonly DomainName[];
  readonly success: CacheLimits;
  readonly denial: CacheLimits;
  /** May be a fraction: less than a second is kept and never found. */
  readonly servfailTtl: number;
  readonly keepsTtl: boolean;
  /** Zones of which positive answers are not kept. */
  readonly withoutSuccess: readonly DomainName[];
  readonly withoutDenial: readonly DomainName[];
}

export interface CacheLimits {
  readonly capacity: number;
  readonly maxTtl: number;
  readonly minTtl: number;
}

type CacheDraft = { -readonly [Field in keyof CacheSettings]: CacheSettings[Field] };

const PROPERTIES = [
  "success",
  "denial",
  "prefetch",
  "serve_stale",
  "serve_stale_policy",
  "servfail",
  "disable",
  "keepttl",
] as const;
const DEFAULT_CAPACITY = 10_000;
const MAX_SERVFAIL_MS = 300_000;
const ROOT = nameOf(".");

/** plugin/cache/setup.go cacheParse. */
export function readCacheSettings(dispenser: Dispenser, context: SettingsContext): Parsed<CacheSettings> {
  const draft: CacheDraft = {
    zones: context.zones,
    success: { capacity: DEFAULT_CAPACITY, maxTtl: 3600, minTtl: 5 },
    denial: { capacity: DEFAULT_CAPACITY, maxTtl: 1800, minTtl: 5 },
    servfailTtl: 5,
    keepsTtl: false,
    withoutSuccess: [],
    withoutDenial: [],
    prefetch: { hits: 0, pauseMs: 60_000, percentage: 10 },
    staleForMs: 0,
    staleMode: { kind: "immediate" },
    staleTtl: 0,
    recheckMs: 0,
    prefersPositive: false,
  };
  onlyUse(dispenser, () => {
    readArguments(draft, dispenser, context);
    const seen: string[] = [];
    while (dispenser.nextInBlock()) {
      seen.push(dispenser.value);
      readProperty(draft, dispenser);
    }
    const policies = seen.filter((property) => property === "serve_stale_policy").length;
    if (policies > 1) dispenser.problem("serve_stale_policy can only be specified once");
    if (policies > 0 && !seen.includes("serve_stale")) dispenser.problem("serve_stale_policy requires serve_stale");
  });
  return settled(draft, dispenser);
}

/** `cache [TTL] [ZONES]`: the one number caps both kinds of answers. */
function readArguments(draft: CacheDraft, dispenser: Dispenser, context: SettingsContext): void {
  const words = dispenser.remainingArguments();
  const ttl = words[0] === undefined ? null : parseGoInteger(words[0]);
  if (ttl !== null && ttl <= 0) dispenser.problem(`cache TTL can not be zero or negative: ${ttl}`);
  if (ttl !== null && ttl > 0) {
    draft.success = { ...draft.success, maxTtl: ttl };
    draft.denial = { ...draft.denial, maxTtl: ttl };
  }
  draft.zones = zonesFromArguments(ttl === null ? words : words.slice(1), context.zones);
}

function readProperty(draft: CacheDraft, dispenser: Dispenser): void {
  switch (dispenser.value) {
    case "success":
      draft.success = readLimits(draft.success, dispenser);
      return;
    case "denial":
      draft.denial = readLimits(draft.denial, dispenser);
      return;
    case "servfail":
      draft.servfailTtl = readServfail(draft.servfailTtl, dispenser);
      return;
    case "keepttl":
      if (dispenser.remainingArguments().length > 0) dispenser.wrongArguments();
      draft.keepsTtl = true;
      return;
    case "disable":
      readDisable(draft, dispenser);
      return;
    case "prefetch":
      readPrefetch(draft, dispenser);
      return;
    case "serve_stale":
      readServeStale(draft, dispenser);
      return;
    case "serve_stale_policy":
      readStalePolicy(draft, dispenser);
      return;
    default:
      dispenser.unknownProperty(
        PROPERTIES,
        `Wrong argument count or unexpected line ending after '${dispenser.value}'`,
      );
  }
}

/** `CAPACITY [TTL [MINTTL]]`; what follows is ignored. */
function readLimits(before: CacheLimits, dispenser: Dispenser): CacheLimits {
  const [capacity, max, min] = dispenser.remainingTokens();
  if (capacity === undefined) {
    dispenser.wrongArguments();
    return before;
  }
  const read = (token: Token | undefined, otherwise: number): number =>
    (token === undefined ? null : readInteger(dispenser, token)) ?? otherwise;
  const limits = {
    capacity: read(capacity, before.capacity),
    maxTtl: read(max, before.maxTtl),
    minTtl: read(min, before.minTtl),
  };
  if (limits.maxTtl <= 0) dispenser.problem(`cache TTL can not be zero or negative: ${limits.maxTtl}`);
  if (limits.minTtl < 0) dispenser.problem(`cache min TTL can not be negative: ${limits.minTtl}`);
  return limits;
}

function readServfail(before: number, dispenser: Dispenser): number {
  const token = dispenser.onlyArgument();
  const duration = token === null ? null : readDuration(dispenser, token.text);
  if (duration === null) return before;
  if (duration < 0) dispenser.problem("invalid negative ttl for servfail");
  if (duration > MAX_SERVFAIL_MS) dispenser.problem("caching SERVFAIL responses over 5 minutes is not permitted");
  return duration / 1000;
}

/** `disable success|denial [ZONES]`; no zones: everywhere. */
function readDisable(draft: CacheDraft, dispenser: Dispenser): void {
  const [what, ...zones] = dispenser.remainingTokens();
  if (what === undefined) {
    dispenser.wrongArguments();
    return;
  }
  const named = zones.flatMap(({ text }) => {
    const name = parseName(text.endsWith(".") ? text : `${text}.`);
    return typeof name === "string" ? [] : [name];
  });
  const disabled = zones.length === 0 ? [ROOT] : named;
  if (what.text === "success") draft.withoutSuccess = disabled;
  else if (what.text === "denial") draft.withoutDenial = disabled;
  else dispenser.problem(`cache type for disable must be "success" or "denial"`, { at: what.span });
}
