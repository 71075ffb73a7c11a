import type { DomainName } from "../../../dns/index.ts";
import type { Parsed } from "../../../text/index.ts";
import { type Dispenser, parseGoInteger, zonesFromArguments } from "../../corefile/index.ts";
import type { SettingsContext } from "../../plugin-entry.ts";
import { onlyUse, readDuration, settled } from "../settings-helpers.ts";

/** Times in seconds. */
export interface CacheSettings {
  readonly zones: readonly DomainName[];
  readonly success: CacheLimits;
  readonly denial: CacheLimits;
  readonly servfailTtl: number;
  readonly keepsTtl: boolean;
  /** Zones of which positive answers are not kept. */
  readonly withoutSuccess: readonly DomainName[];
  readonly withoutDenial: readonly DomainName[];
  /** A property that changes answers and is not modelled; null: none is used. */
  readonly unsupported: string | null;
}

export interface CacheLimits {
  readonly maxTtl: number;
  readonly minTtl: number;
}

type Draft = { -readonly [Field in keyof CacheSettings]: CacheSettings[Field] };

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
const MAX_SERVFAIL_SECONDS = 300;

/** plugin/cache/setup.go cacheParse. */
export function readCacheSettings(dispenser: Dispenser, context: SettingsContext): Parsed<CacheSettings> {
  const draft: Draft = {
    zones: context.zones,
    success: { maxTtl: 3600, minTtl: 5 },
    denial: { maxTtl: 1800, minTtl: 5 },
    servfailTtl: 5,
    keepsTtl: false,
    withoutSuccess: [],
    withoutDenial: [],
    unsupported: null,
  };
  onlyUse(dispenser, () => {
    readArguments(draft, dispenser, context);
    while (dispenser.nextInBlock()) readProperty(draft, dispenser, context);
  });
  return settled(draft, dispenser);
}

/** `cache [TTL] [ZONES]`: the one number caps both kinds of answers. */
function readArguments(draft: Draft, dispenser: Dispenser, context: SettingsContext): void {
  const words = dispenser.remainingArguments();
  const ttl = words[0] === undefined ? null : parseGoInteger(words[0]);
  if (ttl !== null && ttl <= 0) dispenser.problem(`cache TTL can not be zero or negative: ${ttl}`);
  if (ttl !== null && ttl > 0) {
    draft.success = { ...draft.success, maxTtl: ttl };
    draft.denial = { ...draft.denial, maxTtl: ttl };
  }
  draft.zones = zonesFromArguments(ttl === null ? words : words.slice(1), context.zones);
}

function readProperty(draft: Draft, dispenser: Dispenser, context: SettingsContext): void {
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
      draft.keepsTtl = true;
      return;
    case "disable":
      readDisable(draft, dispenser, context);
      return;
    case "prefetch":
    case "serve_stale":
    case "serve_stale_policy":
      draft.unsupported = `"${dispenser.value}" of cache`;
      dispenser.unsupported(draft.unsupported);
      dispenser.remainingArguments();
      return;
    default:
      dispenser.unknownProperty(
        PROPERTIES,
        `Wrong argument count or unexpected line ending after '${dispenser.value}'`,
      );
  }
}

/** `CAPACITY [TTL [MINTTL]]`. The capacity is read; 9,984 entries are never reached by a twin's questions alone. */
function readLimits(before: CacheLimits, dispenser: Dispenser): CacheLimits {
  const numbers = dispenser.remainingTokens().map((token) => ({ token, value: parseGoInteger(token.text) }));
  if (numbers.length === 0 || numbers.length > 3) dispenser.wrongArguments();
  for (const { token, value } of numbers) {
    if (value === null) dispenser.problem(`strconv.Atoi: parsing "${token.text}": invalid syntax`, { at: token.span });
  }
  const maxTtl = numbers[1]?.value ?? before.maxTtl;
  const minTtl = numbers[2]?.value ?? before.minTtl;
  if (maxTtl <= 0) dispenser.problem(`cache TTL can not be zero or negative: ${maxTtl}`);
  if (minTtl < 0) dispenser.problem(`cache min TTL can not be negative: ${minTtl}`);
  return { maxTtl, minTtl };
}

function readServfail(before: number, dispenser: Dispenser): number {
  const token = dispenser.onlyArgument();
  const duration = token === null ? null : readDuration(dispenser, token.text);
  if (duration === null) return before;
  if (duration < 0) dispenser.problem("invalid negative ttl for servfail");
  if (duration > MAX_SERVFAIL_SECONDS * 1000)
    dispenser.problem("caching SERVFAIL responses over 5 minutes is not permitted");
  return Math.floor(duration / 1000);
}

function readDisable(draft: Draft, dispenser: Dispenser, context: SettingsContext): void {
  const [what, ...zones] = dispenser.remainingArguments();
  const named = zonesFromArguments(zones, context.zones);
  if (what === "success") draft.withoutSuccess = named;
  else if (what === "denial") draft.withoutDenial = named;
  else dispenser.problem(`cache type for disable must be "success" or "denial"`);
}
