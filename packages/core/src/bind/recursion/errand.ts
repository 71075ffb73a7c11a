import { type Instant, laterBy, type Query, type Question, type Response } from "../../dns/index.ts";
import type { Effect, EffectResult, Endpoint, Transport } from "../../resolution/index.ts";
import type { Budget } from "./budget.ts";
import { keyOf } from "./servers.ts";
import type { ResolverState } from "./state.ts";
import { makeUpstreamQuery, type QueryForm, serverCookieIn, sourceFor } from "./upstream-query.ts";
import { judge, type Verdict } from "./verdict.ts";

/** One question put to equal servers until one of them answers. */
export interface Errand {
  readonly question: Question;
  readonly servers: readonly Endpoint[];
  readonly form: QueryForm;
  readonly domain: Question["name"];
  readonly budget: Budget;
  /** How often all are tried before others take over; null: until the time is over. */
  readonly rounds: number | null;
}

/** Verdicts that end an errand. */
export type ErrandVerdict =
  | Exclude<Verdict, { readonly kind: "truncated" | "without-edns" | "stray" | "unusable" | "hopeless" }>
  | { readonly kind: "failed"; readonly why: string; readonly isFinal: boolean };

export interface ErrandResult {
  readonly now: Instant;
  readonly verdict: ErrandVerdict;
  /** Over TCP, or with the cookie that only the server itself can have: what stands beside the answer may be believed. */
  readonly isProtected: boolean;
}

type Errands = Generator<Effect, ErrandResult, EffectResult>;

/** Milliseconds until the next server is tried, by how often all have been tried (facts section 2). */
function patience(form: QueryForm, round: number): number {
  if (form.isForwarder) return Math.max(1200, 800 * 2 ** Math.max(0, round - 2));
  return 800 * 2 ** round;
}

/** A hanging TCP connection is given up two seconds after the question's own time (facts section 2: 12.0 s). */
const TCP_GRACE_MS = 2000;

/** Asks until an answer is usable, every server refused, or the time is over. */
export function* runErrand(state: ResolverState, errand: Errand, start: Instant): Errands {
  const bad = new Set<string>();
  let now = start;
  let why = "no server";
  for (let round = 0; ; round += 1) {
    const asked = new Set<string>();
    let isAnySilent = false;
    for (;;) {
      const left = errand.servers.filter((server) => !bad.has(keyOf(server)) && !asked.has(keyOf(server)));
      if (left.length === 0) break;
      const remaining = errand.budget.deadline - now;
      if (remaining <= 0) return failed(now, `no answer in time (${why})`, true);
      if (errand.budget.left <= 0) return failed(now, "too many questions to other servers", true);
      const choice = yield* chooseServer(state, left, errand.form, now);
      asked.add(keyOf(choice.server));
      const timeoutMs = Math.min(patience(errand.form, round), remaining);
      const attempt = yield* askOne(state, errand, choice.server, timeoutMs, choice.now);
      now = attempt.now;
      if (attempt.kind === "verdict") return attempt.result;
      why = attempt.why;
      if (attempt.kind === "silent") isAnySilent = true;
      else bad.add(keyOf(choice.server));
    }
    if (!isAnySilent || round + 1 === errand.rounds) return failed(now, why, false);
  }
}

function failed(now: Instant, why: string, isFinal: boolean): ErrandResult {
  return { now, verdict: { kind: "failed", why, isFinal }, isProtected: false };
}

function* chooseServer(
  state: ResolverState,
  left: readonly Endpoint[],
  form: QueryForm,
  now: Instant,
): Generator<Effect, { readonly server: Endpoint; readonly now: Instant }, EffectResult> {
  const best = state.servers.best(left);
  const [first] = best;
  if (first === undefined || best.length === 1) return { server: first ?? (left[0] as Endpoint), now };
  const why = form.isForwarder ? "upstream" : "name-server";
  const result = yield { kind: "choose", among: best.length, why };
  const index = result.kind === "chosen" ? result.index : 0;
  return { server: best[index] ?? first, now: result.now };
}

type Attempt =
  | { readonly kind: "verdict"; readonly result: ErrandResult; readonly now: Instant }
  | { readonly kind: "silent" | "bad"; readonly why: string; readonly now: Instant };

/** One server: over UDP, then over TCP or without EDNS where its answer asks for that. */
function* askOne(
  state: ResolverState,
  errand: Errand,
  server: Endpoint,
  timeoutMs: number,
  start: Instant,
): Generator<Effect, Attempt, EffectResult> {
  const source = sourceFor(state, server.address);
  if (source === "not-held") return { kind: "bad", why: "the address of query-source is not on this host", now: start };
  let now = start;
  let form = errand.form;
  let transport: Transport = form.peer(server)?.tcpOnly === true ? "tcp" : "udp";
  for (let attempts = 0; attempts < 4; attempts += 1) {
    const message = makeUpstreamQuery(state, errand.question, form, server);
    errand.budget.left -= 1;
    const limit = transport === "tcp" ? errand.budget.deadline - now + TCP_GRACE_MS : timeoutMs;
    const result = yield { kind: "ask", to: server, transport, source, message, timeoutMs: limit };
    const elapsedMs = result.now - now;
    now = result.now;
    const response = result.kind === "answered" ? result.messages[0] : undefined;
    if (response === undefined) return noteFailure(state, server, result, transport);
    state.servers.noteAnswer(server, elapsedMs);
    const isProtected = noteCookie(state, server, message, response) || transport === "tcp";
    const verdict = judgeFor(state, errand, message, response);
    switch (verdict.kind) {
      case "truncated":
        if (transport === "tcp") return { kind: "bad", why: "truncated over TCP", now };
        transport = "tcp";
        break;
      case "without-edns":
        form = { ...form, edns: false };
        break;
      case "stray":
        return { kind: "silent", why: "an answer to another question", now };
      case "unusable":
        return { kind: "bad", why: verdict.why, now };
      case "hopeless":
        return { kind: "verdict", now, result: failed(now, verdict.why, true) };
      case "dname":
        if (isProtected) return { kind: "verdict", now, result: { now, verdict, isProtected } };
        transport = "tcp";
        break;
      default:
        return { kind: "verdict", now, result: { now, verdict, isProtected } };
    }
  }
  return { kind: "bad", why: "no usable answer", now };
}

function judgeFor(state: ResolverState, errand: Errand, message: Query, response: Response): Verdict {
  return judge(response, {
    question: errand.question,
    id: message.id,
    withEdns: message.edns !== null,
    isForwarder: errand.form.isForwarder,
    domain: errand.domain,
    maxRecordsPerType: state.options.maxRecordsPerType,
  });
}

function noteFailure(state: ResolverState, server: Endpoint, result: EffectResult, transport: Transport): Attempt {
  const how = result.kind === "failed" ? result.how : "timeout";
  const why = `${server.address} ${how}`;
  if (how !== "timeout") return { kind: "bad", why, now: result.now };
  state.servers.noteSilence(server);
  return { kind: transport === "tcp" ? "bad" : "silent", why, now: result.now };
}

/** Keeps what the server gave; whether it was this server that answered. */
function noteCookie(state: ResolverState, server: Endpoint, message: Query, response: Response): boolean {
  const cookie = serverCookieIn(message, response);
  if (cookie === null) return false;
  state.servers.noteCookie(server, cookie);
  return true;
}

/** The deadline of a question that starts now. */
function _deadlineOf(state: ResolverState, now: Instant): Instant {
  return laterBy(now, state.options.resolverQueryTimeoutMs);
}
