import {
  type DomainName,
  isBelow,
  isWildcard,
  type Rdata,
  type RRset,
  type RrClass,
  type RrType,
} from "../dns/index.ts";
import type { Lots } from "../resolution/index.ts";
import { inOrder } from "./follow.ts";
import type { RrsetOrderRule } from "./settings.ts";

/** The records of a set come as named keeps them, by their octets; or mixed by lot; or from there on, beginning at one that nobody can foretell. */
export type SetOrder = "sorted" | "drawn" | "turned";

/**
 * What `rrset-order` says of a set (lib/dns/order.c): the first rule that matches; with rules of which none does, the order is
 * not touched. `fixed` was not compiled in and means `cyclic`, whose turn depends on what was loaded before and is drawn here.
 */
export function orderOf(rules: readonly RrsetOrderRule[], { owner, type, class: rrClass }: RRset): SetOrder {
  if (rules.length === 0) return "drawn";
  const rule = rules.find((candidate) => covers(candidate, owner, type, rrClass));
  if (rule === undefined || rule.order === "none") return "sorted";
  return rule.order === "random" ? "drawn" : "turned";
}

/** The records of a set as they leave; where nobody draws, the order of the zone stands for all. Signatures are never mixed. */
export function arrange(set: RRset, rules: readonly RrsetOrderRule[], lots: Lots): readonly Rdata[] {
  const order = orderOf(rules, set);
  if (order === "sorted") return inOrder(set);
  if (lots === null || set.data.length < 2 || set.type === "RRSIG") return set.data;
  const sorted = inOrder(set);
  if (order === "drawn") return mixed(sorted, lots(mixtures(sorted.length)));
  const first = lots(sorted.length);
  return [...sorted.slice(first), ...sorted.slice(0, first)];
}

/** lib/dns/rdataset.c, towiresorted: one number for the whole set, so not every order comes up (bind-measured.md). */
function mixed(sorted: readonly Rdata[], number: number): readonly Rdata[] {
  const data = [...sorted];
  for (let at = 0; at < data.length; at += 1) {
    const other = at + (number % (data.length - at));
    const [here, there] = [data[at], data[other]];
    if (here === undefined || there === undefined) continue;
    data[at] = there;
    data[other] = here;
  }
  return data;
}

const ALL_NUMBERS = 2 ** 32;

/** So many numbers lead to different orders: the least that all of 1 to `many` divide. */
function mixtures(many: number): number {
  let number = 1;
  for (let divisor = 2; divisor <= many; divisor += 1) {
    number = (number / greatestCommonDivisor(number, divisor)) * divisor;
    if (number > ALL_NUMBERS) return ALL_NUMBERS;
  }
  return number;
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
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
