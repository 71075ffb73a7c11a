import { type DomainName, isAtOrBelow, parseName, type ResourceRecord } from "../../../dns/index.ts";
import type { Effect, EffectResult } from "../../../resolution/index.ts";
import type { InternalLookUp } from "../../plugin.ts";
import type { Found } from "./cluster-records.ts";
import type { EntryList } from "./entries.ts";

/** plugin/backend_lookup.go maxCnameChainLength: with so many aliases in front one more is added, then none. */
const MAX_ALIASES_BEFORE = 10;

export interface Followed {
  readonly records: readonly ResourceRecord[];
  /** An answer from elsewhere was cut. */
  readonly truncated: boolean;
  /** An answer from elsewhere came in random order. */
  readonly shuffled: boolean;
}

export type FollowExchange = Generator<Effect, Followed, EffectResult>;

/** What a chain of ExternalNames is followed with. */
export interface AliasSurroundings {
  readonly zone: DomainName;
  readonly type: "A" | "AAAA";
  readonly ttl: number;
  /** Within the zone the plugin looks itself. */
  find(target: DomainName): Found;
  /** Elsewhere it asks CoreDNS; null: no reply. */
  ask(target: DomainName): InternalLookUp;
}

/** plugin/backend_lookup.go A and AAAA, for the entries that are names. `before`: targets of the aliases so far. */
export function* followAliases(
  surroundings: AliasSurroundings,
  name: DomainName,
  found: EntryList,
  before: readonly string[] = [],
): FollowExchange {
  const { type, ttl } = surroundings;
  const records: ResourceRecord[] = [...found.addressRecords(name, type, ttl)];
  let truncated = false;
  let shuffled = false;
  for (const entry of found.entries) {
    const target = entry.kind === "name" ? parseName(entry.host) : null;
    if (target === null || typeof target === "string" || !isFollowed(name, target, before)) continue;
    const behind = yield* followTarget(surroundings, target, before);
    truncated ||= behind.truncated;
    shuffled ||= behind.shuffled;
    if (!behind.isAnswered) continue;
    records.push({ owner: name, class: "IN", ttl, data: { type: "CNAME", target } }, ...behind.records);
  }
  return { records, truncated, shuffled };
}

/** A name that leads to itself, to a name below it, or to where the chain has been, is left out. */
function isFollowed(name: DomainName, target: DomainName, before: readonly string[]): boolean {
  return !isAtOrBelow(target, name) && before.length <= MAX_ALIASES_BEFORE && !before.includes(target.text);
}

interface Target extends Followed {
  /** Without it the alias itself is left out. */
  readonly isAnswered: boolean;
}

const UNANSWERED: Target = { records: [], truncated: false, shuffled: false, isAnswered: false };

/** Within the zone an alias needs records behind it, elsewhere any reply. */
function* followTarget(
  surroundings: AliasSurroundings,
  target: DomainName,
  before: readonly string[],
): Generator<Effect, Target, EffectResult> {
  if (!isAtOrBelow(target, surroundings.zone)) {
    const reply = yield* surroundings.ask(target);
    if (reply === null) return UNANSWERED;
    const { answer: records, flags, wire } = reply;
    return { records, truncated: flags.truncated, shuffled: wire.order === "shuffled", isAnswered: true };
  }
  const found = surroundings.find(target);
  if (found === "name-error") return UNANSWERED;
  const behind = yield* followAliases(surroundings, target, found, [...before, target.text]);
  return { ...behind, isAnswered: behind.records.length > 0 };
}
