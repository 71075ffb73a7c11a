import type { Instant, Question } from "../../dns/index.ts";
import type { Endpoint, Exchange, RemarkSink } from "../../resolution/index.ts";
import { fetchTitle } from "../log-lines.ts";
import { freshBudget, type OtherQuestions, ownTime, type Pursuit, waitsFor } from "./budget.ts";
import { prepareCut } from "./cut-servers.ts";
import { findCut } from "./cuts.ts";
import { forward, forwardingFor, parentSide } from "./forward.ts";
import type { Found } from "./found.ts";
import { noteFound } from "./host-addresses.ts";
import { iterate } from "./iterate.ts";
import { nextToProve, proofKey, prove } from "./prove.ts";
import { failure, type Resolving } from "./resolution.ts";
import type { Cut, ResolverState } from "./state.ts";
import type { WantedAddress } from "./wanted-address.ts";

const others: OtherQuestions = { resolve, fetchAddress, prime };

/** A client's question sets out: the time and the number of questions that it may cost. */
export function startPursuit(
  { options }: ResolverState,
  checking: "enabled" | "disabled",
  remark: RemarkSink,
  now: Instant,
  client: Endpoint | null = null,
): Pursuit {
  return {
    budget: freshBudget(options, now),
    waiting: null,
    depth: 0,
    checkingDisabled: checking === "disabled",
    purpose: "client",
    remark,
    client,
    others,
  };
}

/** Gets the answer to one question from other servers, and what shows whether it must be signed. */
export function* resolve(
  state: ResolverState,
  question: Question,
  start: Cut | null,
  pursuit: Pursuit,
  begun: Instant,
): Resolving {
  const { found, now } = yield* seek(state, question, start, pursuit, begun);
  noteHung(state, question, pursuit, found, now);
  if (pursuit.checkingDisabled || pursuit.purpose === "proof") return { found, now };
  const key = proofKey(question);
  const isKnown = state.progress.beside.has(key) || nextToProve(state, question, found, now) === null;
  if (isKnown) return { found, now };
  state.progress.beside.add(key);
  const own = { ...startPursuit(state, "enabled", null, now), depth: 1 };
  const result = yield { kind: "spawn", exchange: prove(state, question, found, own, others, now) };
  return { found, now: result.now };
}

/** named says so when a question was given up that waited for something else (resolver.c, fctx_expired). */
function noteHung({ log }: ResolverState, question: Question, { budget }: Pursuit, found: Found, now: Instant): void {
  const isHung = found.kind === "failure" && now >= budget.end;
  if (isHung) log()?.(`shut down hung fetch while resolving '${fetchTitle(question)}'`);
}

/** Forwarders by the longest entry that covers the question, else from the delegation down. */
function* seek(state: ResolverState, question: Question, start: Cut | null, pursuit: Pursuit, now: Instant): Resolving {
  const key = `${question.type} ${question.name.key}`;
  if (waitsFor(pursuit.waiting, key)) return failure(now, "the question waits for itself");
  // Name servers whose addresses need name servers whose addresses ...
  if (pursuit.depth > state.options.maxRecursionDepth) return failure(now, "too deep");
  const here: Pursuit = {
    ...pursuit,
    waiting: { key, above: pursuit.waiting },
    depth: pursuit.depth + 1,
  };
  const cut = start ?? findCut(state, parentSide(question), "cache-too", now);
  const entry = forwardingFor(state, question);
  const isAvoided = pursuit.purpose === "priming" && entry?.mode === "first";
  if (entry === null || isAvoided) return yield* iterate(state, question, cut, here, now, "minimised");
  const isOnly = entry.mode === "only";
  const begun = isOnly || cut === null ? now : yield* prepareCut(state, question, cut, here, now);
  const forwarded = yield* forward(state, question, isOnly ? start : cut, entry, here, begun);
  if (forwarded.found.kind !== "failure" || isOnly || forwarded.isFinal) return forwarded;
  here.remark?.({
    actor: "forwarding",
    text: `${forwarded.found.why}; forward first: iterating from ${cut?.domain.text ?? "nowhere"}`,
  });
  return yield* iterate(state, question, cut, here, forwarded.now, "whole");
}

/** Resolves for the cache alone. */
export function* fill(
  state: ResolverState,
  question: Question,
  start: Cut | null,
  pursuit: Pursuit,
  now: Instant,
): Exchange {
  yield* resolve(state, question, start, { ...pursuit, waiting: null, remark: null }, now);
  return DONE;
}

/** A fetch of its own, with a time of its own; a failure further down is not remembered (lib/dns/adb.c, fetch_callback). */
function* fetchAddress(
  state: ResolverState,
  wanted: WantedAddress,
  start: Cut | null,
  pursuit: Pursuit,
  now: Instant,
): Exchange {
  const { host, type, from } = wanted;
  const own: Pursuit = {
    ...pursuit,
    budget: ownTime(pursuit.budget, state.options, now),
    waiting: null,
    checkingDisabled: true,
    purpose: from === "zones-and-hints" ? "address-from-above" : "address",
    remark: null,
    client: null,
  };
  let hasFound = false;
  try {
    const { found, now: then } = yield* resolve(state, { name: host, type, class: "IN" }, start, own, now);
    if (found.kind !== "failure" || pursuit.depth <= 1) hasFound = noteFound(state, wanted, found, then);
  } finally {
    state.progress.addresses.end(wanted, hasFound);
  }
  return DONE;
}

function* prime(state: ResolverState, key: string, now: Instant): Exchange {
  const pursuit: Pursuit = { ...startPursuit(state, "enabled", null, now), purpose: "priming" };
  try {
    yield* resolve(state, { name: state.hints.nameServers.owner, type: "NS", class: "IN" }, null, pursuit, now);
  } finally {
    state.progress.beside.delete(key);
  }
  return DONE;
}

const DONE = { kind: "silence", why: "no-handler" } as const;
