import type { DomainName, RRset, RrClass, RrType } from "../dns/index.ts";
import { isBelow, isWildcard } from "../dns/index.ts";
import type { RrsetOrderRule } from "./settings.ts";

/** Whether the records of a set come as named keeps them, by their octets, or in an order that nobody can foretell. */
export type SetOrder = "sorted" | "drawn";

/**
 * What `rrset-order` says of a set (lib/dns/order.c): the first rule that matches; with rules of which none does, the order is
 * not touched. `fixed` was not compiled in and means `cyclic`, whose turn depends on what was loaded before.
 */
export function orderOf(rules: readonly RrsetOrderRule[], { owner, type, class: rrClass }: RRset): SetOrder {
  if (rules.length === 0) return "drawn";
  const rule = rules.find((candidate) => covers(candidate, owner, type, rrClass));
  return rule === undefined || rule.order === "none" ? "sorted" : "drawn";
}

function covers(rule: RrsetOrderRule, owner: DomainName, type: RrType, rrClass: RrClass): boolean {
  const isOfKind = (rule.rrType ?? type) === type && (rule.rrClass ?? rrClass) === rrClass;
  return isOfKind && (rule.name === null ? owner.labelCount > 0 : matches(rule.name, owner));
}

/** A wildcard stands for every name below what is behind it. */
function matches(pattern: DomainName, owner: DomainName): boolean {
  if (!isWildcard(pattern) || pattern.parent === null) return pattern.key === owner.key;
  return isBelow(owner, pattern.parent);
}
