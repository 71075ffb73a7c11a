import type { Instant, Question } from "../../dns/index.ts";
import type { Exchange, RemarkSink } from "../../resolution/index.ts";
import type { Resolving } from "./resolution.ts";
import type { Cut, ResolverState } from "./state.ts";

/** Questions to other servers that one question of a client may cost (`max-recursion-queries`, 50). */
export interface Budget {
  left: number;
  /** When the client gets SERVFAIL instead. */
  readonly deadline: Instant;
}

/** A question, by `type name`, and those that wait for it in turn. */
export interface Waiting {
  readonly key: string;
  readonly above: Waiting | null;
}

/** They are few: no deeper than `max-recursion-depth`. */
export function waitsFor(waiting: Waiting | null, key: string): boolean {
  for (let at = waiting; at !== null; at = at.above) if (at.key === key) return true;
  return false;
}

/** One question's standing within a chain of questions that need each other. */
export interface Pursuit {
  readonly budget: Budget;
  /** Questions that wait for this one: asking one of them again would never end. */
  readonly waiting: Waiting | null;
  readonly depth: number;
  readonly checkingDisabled: boolean;
  readonly purpose: Purpose;
  readonly remark: RemarkSink;
  readonly others: OtherQuestions;
}

/**
 * Why a question is asked, which decides how (lib/dns/adb.c, fetch_name; lib/dns/resolver.c, dns_resolver_prime).
 * `prefetch`: again for clients, before the answer is too old. `address`: of a name server, asked whole. `address-from-above`: of one below its own zone, from local data and the root down.
 * `priming`: forwarders are passed over where iterating is allowed too. `proof`: whether data must be signed.
 */
export type Purpose = "client" | "prefetch" | "address" | "address-from-above" | "priming" | "proof";

/** How a question asks another one: for its answer, or for the cache alone. */
export interface OtherQuestions {
  resolve(state: ResolverState, question: Question, start: Cut | null, pursuit: Pursuit, now: Instant): Resolving;
  fill(state: ResolverState, question: Question, start: Cut | null, pursuit: Pursuit, now: Instant): Exchange;
}
