import { type Address, type Instant, laterOf } from "../../dns/index.ts";
import type { Effect, EffectResult, Endpoint } from "../../resolution/index.ts";
import { findServers, type Ready } from "./address-search.ts";
import { type Attempt, askServer } from "./attempt.ts";
import type { Errand, ErrandVerdict } from "./errand-terms.ts";
import type { FailureResult } from "./found.ts";
import { peerAt } from "./query-form.ts";
import { keyOf } from "./servers.ts";
import type { ResolverState } from "./state.ts";
import { Tries } from "./tries.ts";
import type { QueryForm } from "./upstream-query.ts";

export interface ErrandResult {
  readonly now: Instant;
  readonly verdict: ErrandVerdict;
}

type Errands = Generator<Effect, ErrandResult, EffectResult>;

/** Milliseconds until the next server is tried: twice as long from the fourth search for addresses on, and at least as long as this one takes by experience (fctx_setretryinterval). */
function patience({ form }: Errand, searches: number, roundTripMs: number): number {
  const doublings = Math.min(MOST_DOUBLINGS, Math.max(0, searches - PATIENT_SEARCHES));
  const expectedMs = form.isForwarder ? Math.max(LEAST_OF_FORWARDER_MS, roundTripMs) : roundTripMs;
  return Math.min(MOST_PATIENCE_MS, Math.max(RETRY_MS * 2 ** doublings, withMargin(expectedMs)));
}

/** `resolver-retry-interval` and `resolver-nonbackoff-tries`. */
const RETRY_MS = 800;
const PATIENT_SEARCHES = 3;
const MOST_DOUBLINGS = 6;
const LEAST_OF_FORWARDER_MS = 1000;
const MOST_PATIENCE_MS = 9000;

function withMargin(roundTripMs: number): number {
  if (roundTripMs < 50) return roundTripMs + 50;
  return roundTripMs + (roundTripMs < 100 ? 100 : 200);
}

/** Asks until an answer is usable, every server refused, or the time is over. */
export function* runErrand(state: ResolverState, errand: Errand, start: Instant): Errands {
  const tries = new Tries();
  let now = start;
  let why = "no server";
  let { searches } = errand;
  for (let round = 0; round !== errand.rounds && searches < MOST_SEARCHES; round += 1) {
    const isGood = (server: Endpoint): boolean => !tries.isBad(server);
    const ready = yield* findServers(errand.servers, isGood, searches, errand.budget.end, now);
    now = ready.now;
    const isLate = errand.budget.end <= now;
    if (ready.kind === "none") return isLate ? late(now, why) : failed(now, why, "failure", false);
    searches = ready.searches;
    const result = yield* tryAll(state, errand, tries, ready, now);
    if (result.kind === "ended") return result.result;
    now = result.now;
    if (result.why === null) return failed(now, why, "failure", false);
    why = result.why;
  }
  return failed(now, why, "failure", false);
}

/** restarts in fctx_getaddresses. */
const MOST_SEARCHES = 100;

type RoundResult =
  | { readonly kind: "ended"; readonly result: ErrandResult }
  /** `why`: null where nobody could be asked. */
  | { readonly kind: "over"; readonly now: Instant; readonly why: string | null };

/** Each server that is not known to be bad, once. */
function* tryAll(
  state: ResolverState,
  errand: Errand,
  tries: Tries,
  { servers, searches }: Ready & { readonly kind: "ready" },
  start: Instant,
): Generator<Effect, RoundResult, EffectResult> {
  const asked = new Set<string>();
  let now = start;
  let why: string | null = null;
  for (;;) {
    const left = servers.filter(
      (server) => !tries.isBad(server) && !asked.has(keyOf(server)) && !isShunned(state, server.address),
    );
    const first = left[0];
    if (first === undefined) return { kind: "over", now, why };
    const limit = limitOf(errand, now, why);
    if (limit !== null) return { kind: "ended", result: limit };
    const best = state.servers.best(left, now);
    const choice = best.length > 1 ? yield* drawServer(best, errand.form, now) : { index: 0, now };
    const server = best[choice.index] ?? best[0] ?? first;
    asked.add(keyOf(server));
    const expectedMs = state.servers.roundTripOf(server, choice.now) / 1000;
    const timeoutMs = Math.min(patience(errand, searches, expectedMs), errand.budget.deadline - choice.now);
    const attempt: Attempt = yield* askServer(state, errand, tries, server, timeoutMs, choice.now);
    now = attempt.now;
    if (attempt.hasAnswered) notePassedOver(state, servers, tries, now);
    if (attempt.kind === "verdict") return { kind: "ended", result: { now, verdict: attempt.verdict } };
    why = attempt.why;
    if (attempt.kind !== "silent") tries.noteBad(server);
  }
}

/** Whom this errand has not asked. */
function notePassedOver(state: ResolverState, servers: readonly Endpoint[], tries: Tries, now: Instant): void {
  if (servers.length === 1) return;
  for (const server of servers) if (!tries.hasAsked(server)) state.servers.noteUnused(server, now);
}

/** `bogus` servers and those of `blackhole` are never asked (lib/dns/resolver.c, possibly_mark). */
function isShunned({ peers, blackhole, host }: ResolverState, address: Address): boolean {
  return peerAt(peers, address)?.bogus === true || host.acls.permits(blackhole, address);
}

/** Why nobody may be asked any more; null while somebody may. */
function limitOf({ budget }: Errand, now: Instant, why: string | null): ErrandResult | null {
  if (budget.deadline <= now) return late(now, why ?? "no server");
  return budget.queries.left <= 0 ? failed(now, "too many questions to other servers", null, true) : null;
}

function late(now: Instant, why: string): ErrandResult {
  return failed(now, `no answer in time (${why})`, "timed out", true);
}

function failed(now: Instant, why: string, result: FailureResult, isFinal: boolean): ErrandResult {
  return { now, verdict: { kind: "failed", why, result, isFinal } };
}

/** One of several that are equally good. */
function* drawServer(
  best: readonly Endpoint[],
  form: QueryForm,
  now: Instant,
): Generator<Effect, { readonly index: number; readonly now: Instant }, EffectResult> {
  const why = form.isForwarder ? "upstream" : "name-server";
  const result = yield { kind: "choose", among: best.length, why, between: best };
  return { index: result.kind === "chosen" ? result.index : 0, now: laterOf(now, result.now) };
}
