import { type DomainName, type Instant, isAtOrBelow, laterOf, type Question, wholeSeconds } from "../../dns/index.ts";
import { type Effect, type EffectResult, SharedWork } from "../../resolution/index.ts";
import { fetchTitle } from "../log-lines.ts";
import { type Pursuit, timeWithin } from "./budget.ts";
import { askCut, lookForServers } from "./cut-servers.ts";
import { cutFromNameServers, findCut } from "./cuts.ts";
import type { ErrandVerdict } from "./errand-terms.ts";
import { forward, forwardingFor, parentSide } from "./forward.ts";
import type { Found } from "./found.ts";
import { nextStep } from "./minimise.ts";
import { remember, rememberReferral } from "./remember.ts";
import { failure, type Resolution, type Resolving } from "./resolution.ts";
import type { Cut, ResolverState, Taken } from "./state.ts";
import type { ReferralVerdict } from "./verdict.ts";

/** Levels of delegation that one name can cross: it has at most 127 labels, and nobody has 40. */
const MAX_REFERRALS = 40;

/** In named's words: a shorter name that was missing, or of which no server could tell. */
type Doubt = "ncache nxdomain" | "failure";

/** How far down a question has come. */
interface Descent {
  readonly cut: Cut;
  readonly labelsDone: number;
  /** `qname-minimization`, until a shorter name was missing. */
  readonly mayMinimise: boolean;
  readonly isMinimising: boolean;
  /** What became of the step after which the whole name was asked; null: none failed. */
  readonly doubt: Doubt | null;
  /** How often the servers' addresses have been looked for since the last referral (resolver.c, `restarts`). */
  readonly searches: number;
  /**
   * How many of the servers that were found last have not been picked. Each step picks one, although the step, which is a
   * fetch of its own, chooses for itself: they are looked for anew only when none is left (resolver.c, fctx_try).
   */
  readonly unpicked: number;
}

/** From a delegation down, by steps of NS questions (RFC 9156) or with the whole question. `start`: null where there is no delegation. */
export function* iterate(
  state: ResolverState,
  question: Question,
  start: Cut | null,
  pursuit: Pursuit,
  from: Instant,
  first: "minimised" | "whole",
): Resolving {
  if (start === null) return failure(from, "a local zone covers the name and does not delegate it");
  const { qnameMinimization: mode } = state.options;
  const { purpose } = pursuit;
  const mayMinimise = (purpose === "client" || purpose === "prefetch") && (mode === "relaxed" || mode === "strict");
  let descent: Descent = {
    cut: start,
    labelsDone: 0,
    mayMinimise,
    isMinimising: first === "minimised",
    doubt: null,
    searches: 0,
    unpicked: 0,
  };
  let now = from;
  for (let level = 0; level < MAX_REFERRALS; level += 1) {
    const turn: Turn = yield* goDown(state, question, descent, pursuit, now);
    if (turn.kind === "ended") return turn;
    descent = turn.descent;
    now = turn.now;
  }
  return failure(now, "too many referrals");
}

type Turn =
  | (Resolution & { readonly kind: "ended" })
  | { readonly kind: "further"; readonly descent: Descent; readonly now: Instant };

/** One question to the servers of the delegation that was reached. */
function* goDown(
  state: ResolverState,
  question: Question,
  descent: Descent,
  pursuit: Pursuit,
  start: Instant,
): Generator<Effect, Turn, EffectResult> {
  const { cut, labelsDone } = descent;
  const isShort = descent.mayMinimise && descent.isMinimising;
  const step = isShort ? nextStep(state, question, cut, labelsDone, start) : null;
  if (step !== null) return yield* goByStep(state, question, step, descent, pursuit, start);
  const { verdict, now } = yield* askCut(state, question, cut, descent.searches, pursuit, start);
  if (verdict.kind === "failed") return { kind: "ended", ...failure(now, verdict.why, verdict.result) };
  if (verdict.kind === "referral") {
    // Once all steps are taken no referral begins them anew (resolver.c, `qmin_labels` only grows).
    const whole = isShort ? { ...descent, mayMinimise: false } : descent;
    return { kind: "further", descent: afterReferral(state, question, verdict, whole, pursuit, now), now };
  }
  const found = remember(state, question, verdict, pursuit, now);
  logDoubt(state, question, descent, found);
  return { kind: "ended", now, found };
}

/** That the whole name is there although a shorter one was not: its servers are wrong about one of the two (resolver.c, fctx_done). */
function logDoubt({ log }: ResolverState, question: Question, { doubt }: Descent, found: Found): void {
  if (doubt === null || found.kind === "failure") return;
  const isNameError = found.kind === "denial" && found.entry.denies === "name";
  if (isNameError && doubt === "ncache nxdomain") return;
  log()?.(`success resolving '${fetchTitle(question)}' after disabling qname minimization due to '${doubt}'`);
}

function* goByStep(
  state: ResolverState,
  question: Question,
  step: DomainName,
  descent: Descent,
  pursuit: Pursuit,
  start: Instant,
): Generator<Effect, Turn, EffectResult> {
  const picked = yield* pickServer(state, question, descent, pursuit, start);
  if (picked.kind === "none")
    return { kind: "ended", ...failure(picked.now, "no address of a server is known", "failure") };
  const { searches, unpicked } = picked;
  const taken = yield* takeStep(state, { ...question, name: step, type: "NS" }, descent.cut, pursuit, picked.now);
  const { now } = taken;
  const isStrict = state.options.qnameMinimization === "strict";
  if (taken.kind === "missing" && isStrict && taken.isNameError)
    return { kind: "ended", now, found: bareNameError(now) };
  if (taken.kind === "end" || (taken.kind === "missing" && isStrict)) {
    return { kind: "ended", ...failure(now, taken.why, taken.kind === "end" ? "timed out" : null) };
  }
  const cut = findCut(state, parentSide(question), "cache-too", now) ?? descent.cut;
  const labelsDone = Math.max(step.labelCount, state.cache.labelsKnown(question.name));
  const further = { ...descent, cut, labelsDone, isMinimising: true, searches, unpicked };
  if (taken.kind === "next") return { kind: "further", descent: further, now };
  const doubt = taken.isNameError ? "ncache nxdomain" : "failure";
  return { kind: "further", descent: { ...further, mayMinimise: false, doubt }, now };
}

type Picked =
  | { readonly kind: "picked"; readonly searches: number; readonly unpicked: number; readonly now: Instant }
  | { readonly kind: "none"; readonly now: Instant };

/** A server of those that were found last; where none is left, they are looked for. */
function* pickServer(
  state: ResolverState,
  question: Question,
  { cut, searches, unpicked }: Descent,
  pursuit: Pursuit,
  now: Instant,
): Generator<Effect, Picked, EffectResult> {
  if (unpicked > 0) return { kind: "picked", searches, unpicked: unpicked - 1, now };
  const ready = yield* lookForServers(state, question, cut, searches, pursuit, now);
  if (ready.kind === "none") return ready;
  return { kind: "picked", searches: ready.searches, unpicked: ready.servers.length - 1, now: ready.now };
}

/** Strict mode hands on the code of the shorter name's denial, and none of its records (resolver.c, resume_qmin). */
function bareNameError(now: Instant): Found {
  const expiresAt = wholeSeconds(now);
  return {
    kind: "denial",
    entry: { kind: "denial", denies: "name", soa: null, proof: [], trust: "additional", expiresAt },
  };
}

/** Goes on below; what the cache knows further down counts. */
function afterReferral(
  state: ResolverState,
  question: Question,
  verdict: ReferralVerdict,
  { mayMinimise, doubt }: Descent,
  { purpose }: Pursuit,
  now: Instant,
): Descent {
  rememberReferral(state, verdict, now);
  const own = cutFromNameServers(verdict.nameServers, "cache");
  const found = purpose === "address-from-above" ? null : findCut(state, parentSide(question), "cache-too", now);
  const cut = found !== null && isAtOrBelow(found.domain, own.domain) ? found : own;
  return { cut, labelsDone: cut.domain.labelCount, mayMinimise, isMinimising: true, doubt, searches: 0, unpicked: 0 };
}

/** A step that another question takes just now is waited for: it is a fetch of its own (resolver.c, fctx_try and resume_qmin). */
function* takeStep(
  state: ResolverState,
  question: Question,
  cut: Cut,
  pursuit: Pursuit,
  start: Instant,
): Generator<Effect, Taken, EffectResult> {
  const { steps } = state.progress;
  const key = `${pursuit.checkingDisabled ? "unchecked" : "checked"} ${question.name.key}`;
  let now = start;
  for (let other = steps.get(key); other !== undefined; other = steps.get(key)) {
    const { end } = pursuit.budget;
    if (now >= end) return { kind: "end", why: "no answer in time", now };
    now = laterOf(now, (yield { kind: "await", work: other, until: end }).now);
    if (other.result !== null) return { ...other.result, now };
  }
  const work = new SharedWork<Taken>();
  steps.set(key, work);
  let taken: Taken | null = null;
  try {
    const budget = timeWithin(pursuit.budget, state.options, now);
    taken = yield* askStep(state, question, cut, { ...pursuit, budget, client: null }, now);
    return taken;
  } finally {
    steps.delete(key);
    work.end(taken);
  }
}

/** One NS question for a shorter name; it has its own entry in the forwarding table. */
function* askStep(
  state: ResolverState,
  question: Question,
  cut: Cut,
  pursuit: Pursuit,
  start: Instant,
): Generator<Effect, Taken, EffectResult> {
  const entry = forwardingFor(state, question);
  let now = start;
  if (entry !== null) {
    const { found, now: then } = yield* forward(state, question, cut, entry, pursuit, now);
    now = then;
    if (found.kind === "denial" && found.entry.denies === "name")
      return { now, kind: "missing", why: "NXDOMAIN", isNameError: true };
    if (found.kind !== "failure") return { now, kind: "next" };
    if (entry.mode === "only") return { now, kind: "missing", why: found.why, isNameError: false };
  }
  const { verdict, now: then } = yield* askCut(state, question, cut, 0, pursuit, now);
  if (verdict.kind === "failed") return afterFailure(verdict, pursuit, then);
  if (verdict.kind === "referral") rememberReferral(state, verdict, then);
  else remember(state, question, verdict, pursuit, then);
  const isMissing = verdict.kind === "denial" && verdict.denies === "name";
  return isMissing ? { now: then, kind: "missing", why: "NXDOMAIN", isNameError: true } : { now: then, kind: "next" };
}

/** That a step's time was over says nothing of the next one, which has a time of its own (resolver.c, resume_qmin). */
function afterFailure(
  { isFinal, why }: ErrandVerdict & { readonly kind: "failed" },
  { budget }: Pursuit,
  now: Instant,
): Taken {
  if (!isFinal) return { now, kind: "missing", why, isNameError: false };
  return now < budget.end ? { now, kind: "next" } : { now, kind: "end", why };
}
