import { type Instant, laterBy, type Question } from "../../dns/index.ts";
import type { Endpoint, Exchange, RemarkSink } from "../../resolution/index.ts";
import type { ViewOptions } from "../settings.ts";
import type { Resolving } from "./resolution.ts";
import type { Cut, ResolverState } from "./state.ts";
import type { WantedAddress } from "./wanted-address.ts";

/** What one question may cost. */
export interface Budget {
  /** Shared with whatever is looked for on its account (`max-recursion-queries`, 50). */
  readonly queries: { left: number };
  /** From then on nobody is asked (`resolver-query-timeout`). */
  readonly deadline: Instant;
  /** So long it waits for what was begun: addresses, steps, connections (resolver.c, `final`). */
  readonly end: Instant;
}

/** Two seconds after the question's own time (facts section 2: 12.0 s). */
const GRACE_MS = 2000;

/** What one question may cost that begins now. */
export function freshBudget({ maxRecursionQueries, resolverQueryTimeoutMs }: ViewOptions, now: Instant): Budget {
  // The one with which the limit is reached is not put any more (lib/isc/counter.c).
  return timed({ left: maxRecursionQueries - 1 }, resolverQueryTimeoutMs, now);
}

/** A question for another one, on its account; its time begins now. */
export function ownTime({ queries }: Budget, { resolverQueryTimeoutMs }: ViewOptions, now: Instant): Budget {
  return timed(queries, resolverQueryTimeoutMs, now);
}

/** The same, which is given up with the other one. */
export function timeWithin(budget: Budget, { resolverQueryTimeoutMs }: ViewOptions, now: Instant): Budget {
  return { ...budget, deadline: laterBy(now, Math.min(resolverQueryTimeoutMs, budget.end - now)) };
}

function timed(queries: Budget["queries"], timeoutMs: number, now: Instant): Budget {
  return { queries, deadline: laterBy(now, timeoutMs), end: laterBy(now, timeoutMs + GRACE_MS) };
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
  /** Who has asked, where it is he whose question this is, over UDP; for the log. */
  readonly client: Endpoint | null;
  readonly others: OtherQuestions;
}

/**
 * Why a question is asked, which decides how (lib/dns/adb.c, fetch_name; lib/dns/resolver.c, dns_resolver_prime).
 * `prefetch`: again for clients, before the answer is too old. `address`: of a name server, asked whole. `address-from-above`: of one below its own zone, from local data and the root down.
 * `priming`: forwarders are passed over where iterating is allowed too. `proof`: whether data must be signed.
 */
export type Purpose = "client" | "prefetch" | "address" | "address-from-above" | "priming" | "proof";

/** How a question asks another one: for its answer, or for what is remembered alone. */
export interface OtherQuestions {
  resolve(state: ResolverState, question: Question, start: Cut | null, pursuit: Pursuit, now: Instant): Resolving;
  /** Of a name server, from this delegation on; null: from wherever it is best. */
  fetchAddress(
    state: ResolverState,
    wanted: WantedAddress,
    start: Cut | null,
    pursuit: Pursuit,
    now: Instant,
  ): Exchange;
  /** The root's own NS; `key` is what says that it is under way. */
  prime(state: ResolverState, key: string, now: Instant): Exchange;
}
