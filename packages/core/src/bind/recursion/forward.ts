import { type DomainName, type Instant, isBelow, type Question } from "../../dns/index.ts";
import type { Effect, EffectResult } from "../../resolution/index.ts";
import type { ForwardingEntry } from "../forwarding.ts";
import type { Pursuit } from "./budget.ts";
import { runErrand } from "./errand.ts";
import type { Errand } from "./errand-terms.ts";
import type { Found } from "./found.ts";
import { formOf } from "./query-form.ts";
import { remember } from "./remember.ts";
import { keyOf } from "./servers.ts";
import type { Cut, ResolverState } from "./state.ts";

export interface Forwarded {
  readonly now: Instant;
  readonly found: Found;
  /** Whether nobody else is asked, although the mode is `first`. */
  readonly isFinal: boolean;
}

/** The entry of the forwarding table for a question; null where nobody is forwarded to. */
export function forwardingFor(state: ResolverState, question: Question): ForwardingEntry | null {
  const entry = state.forwarding.find(parentSide(question));
  return entry === null || entry.forwarders.length === 0 ? null : entry;
}

/** DS stands in the parent zone (RFC 4035 section 3.1.4.1). */
export function parentSide(question: Question): DomainName {
  return question.type === "DS" ? (question.name.parent ?? question.name) : question.name;
}

/** Asks the forwarders of an entry. */
export function* forward(
  state: ResolverState,
  question: Question,
  cut: Cut | null,
  entry: ForwardingEntry,
  pursuit: Pursuit,
  now: Instant,
): Generator<Effect, Forwarded, EffectResult> {
  const servers = entry.forwarders.map(({ address, port }) => ({ address, port }));
  const overTls = new Set(entry.forwarders.filter(({ tls }) => tls !== null).map(keyOf));
  const names = servers.map((server) => server.address).join(", ");
  pursuit.remark?.({ actor: "forwarding", text: `${entry.name.text} (${entry.origin}, ${entry.mode}) -> ${names}` });
  const errand: Errand = {
    question,
    servers,
    form: { ...formOf(state, pursuit, "forward"), isTls: (server) => overTls.has(keyOf(server)) },
    cut: { domain: domainOf(entry, cut), ttl: cut?.ttl ?? 0 },
    forwardedBy: entry.name,
    budget: pursuit.budget,
    client: pursuit.client,
    // With `first` a silent forwarder is tried once, then the delegation's servers come (facts section 2, "Silence").
    rounds: entry.mode === "first" ? 1 : null,
    searches: 0,
  };
  const { verdict, now: then } = yield* runErrand(state, errand, now);
  if (verdict.kind === "failed") {
    return {
      found: { kind: "failure", why: verdict.why, result: verdict.result },
      now: then,
      isFinal: verdict.isFinal,
    };
  }
  if (verdict.kind === "referral") {
    return { found: { kind: "failure", why: "a referral", result: null }, now: then, isFinal: false };
  }
  return { found: remember(state, question, verdict, pursuit, then), now: then, isFinal: true };
}

/** What the forwarders may speak of: below the delegation that the question starts from, or below the entry if that is deeper. */
function domainOf(entry: ForwardingEntry, cut: Cut | null): DomainName {
  if (cut === null) return entry.name;
  return entry.mode === "only" && isBelow(entry.name, cut.domain) ? entry.name : cut.domain;
}
