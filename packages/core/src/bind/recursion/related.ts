import type { DomainName, ResourceRecord, RRset, RrType } from "../../dns/index.ts";
import { type Followed, followSet } from "../follow.ts";
import { rrsetsOf, signaturesOf } from "../rrsets.ts";
import type { Expectation, TrustedSet } from "./verdict.ts";

/**
 * Sets of the additional section that the sets of another lead to, directly or along each other, as far as the server may
 * speak of them (resolver.c, check_related and rctx_additional).
 */
export function relatedSets(
  additional: readonly ResourceRecord[],
  from: readonly RRset[],
  trust: "glue" | "additional",
  apex: DomainName,
  expected: Expectation,
): readonly TrustedSet[] {
  const sets = rrsetsOf(additional);
  const byKey = new Map(sets.map((set) => [`${set.type} ${set.owner.key}`, set]));
  if (byKey.size === 0) return [];
  const found = new Map<RRset, TrustedSet>();
  const waiting = [...from];
  const take = (host: DomainName, type: RrType): RRset | null => {
    const set = byKey.get(`${type} ${host.key}`);
    if (set === undefined) return null;
    if (found.has(set)) return set;
    waiting.push(set);
    // Glue with TTL 0 would be gone before it is used.
    const kept = trust === "glue" && set.ttl === 0 ? { ...set, ttl: 1 } : set;
    if (!expected.isOutside(host, type, apex))
      found.set(set, { set: kept, signatures: signaturesOf(set, sets), trust });
    return set;
  };
  const follow = (host: DomainName, what: Followed): RRset | null => {
    if (what !== "addresses") return take(host, what);
    take(host, "A");
    take(host, "AAAA");
    return null;
  };
  for (let set = waiting.shift(); set !== undefined; set = waiting.shift()) followSet(set, "all-sets", follow);
  return [...found.values()];
}
