import { type DomainName, type Instant, isAtOrBelow, laterOf, type Question, wholeSeconds } from "../../dns/index.ts";
import { type Effect, type EffectResult, SharedWork } from "../../resolution/index.ts";
import type { Pursuit } from "./budget.ts";
import { askCut, type Effort } from "./cut-servers.ts";
import { cutFromNameServers, findCut } from "./cuts.ts";
import { forward, forwardingFor, parentSide } from "./forward.ts";
import type { Found } from "./found.ts";
import { nextStep } from "./minimise.ts";
import { remember, rememberReferral } from "./remember.ts";
import { failure, type Resolution, type Resolving } from "./resolution.ts";
import type { Cut, ResolverState, Taken } from "./state.ts";
import type { ReferralVerdict } from "./verdict.ts";

/** Levels of delegation that one name can cross: it has at most 127 labels, and nobody has 40. */
const MAX_REFERRALS = 40;

/** How far down a question has come. */
interface Descent {
  readonly cut: Cut;
  readonly labelsDone: number;
  /** `qname-minimization`, until a shorter name was missing. */
  readonly mayMinimise: boolean;
  readonly isMinimising: boolean;
  /** Steps since the last referral: from the second search for addresses on, those of both families are wanted. */
  readonly steps: number;
}

/** From a delegation down, by steps of NS questions (RFC 9156) or with the whole question. */
export function* iterate(
  state: ResolverState,
  question: Question,
  start: Cut,
  pursuit: Pursuit,
  from: Instant,
  first: "minimised" | "whole",
): Resolving {
  const { qnameMinimization: mode } = state.options;
  const { purpose } = pursuit;
  const mayMinimise = (purpose === "client" || purpose === "prefetch") && (mode === "relaxed" || mode === "strict");
  let descent: Descent = { cut: start, labelsDone: 0, mayMinimise, isMinimising: first === "minimised", steps: 0 };
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
  const { verdict, now } = yield* askCut(state, question, cut, effortOf(descent), pursuit, start);
  if (verdict.kind === "failed") return { kind: "ended", ...failure(now, verdict.why) };
  if (verdict.kind === "referral") {
    return { kind: "further", descent: afterReferral(state, question, verdict, descent, pursuit, now), now };
  }
  return { kind: "ended", now, found: remember(state, question, verdict, pursuit, now) };
}

function* goByStep(
  state: ResolverState,
  question: Question,
  step: DomainName,
  descent: Descent,
  pursuit: Pursuit,
  start: Instant,
): Generator<Effect, Turn, EffectResult> {
  const taken = yield* takeStep(state, { ...question, name: step, type: "NS" }, descent, pursuit, start);
  const { now } = taken;
  const isStrict = state.options.qnameMinimization === "strict";
  if (taken.kind === "missing" && isStrict && taken.isNameError)
    return { kind: "ended", now, found: bareNameError(now) };
  if (taken.kind === "end" || (taken.kind === "missing" && isStrict)) {
    return { kind: "ended", ...failure(now, taken.why) };
  }
  const cut = findCut(state, parentSide(question), "cache-too", now) ?? descent.cut;
  const labelsDone = Math.max(step.labelCount, state.cache.labelsKnown(question.name));
  const mayMinimise = taken.kind === "next";
  const further = { cut, labelsDone, mayMinimise, isMinimising: true, steps: descent.steps + 1 };
  return { kind: "further", descent: further, now };
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
  { mayMinimise }: Descent,
  { purpose }: Pursuit,
  now: Instant,
): Descent {
  rememberReferral(state, verdict, now);
  const own = cutFromNameServers(verdict.nameServers, "cache");
  const found = purpose === "address-from-above" ? null : findCut(state, parentSide(question), "cache-too", now);
  const cut = found !== null && isAtOrBelow(found.domain, own.domain) ? found : own;
  return { cut, labelsDone: cut.domain.labelCount, mayMinimise, isMinimising: true, steps: 0 };
}

function effortOf({ steps }: Descent): Effort {
  return { search: steps === 0 ? "first" : "later", searches: steps };
}

/** A step that another question takes just now is waited for: it is a fetch of its own (resolver.c, fctx_try and resume_qmin). */
function* takeStep(
  state: ResolverState,
  question: Question,
  descent: Descent,
  pursuit: Pursuit,
  start: Instant,
): Generator<Effect, Taken, EffectResult> {
  const { steps } = state.progress;
  const key = `${pursuit.checkingDisabled ? "unchecked" : "checked"} ${question.name.key}`;
  let now = start;
  for (let other = steps.get(key); other !== undefined; other = steps.get(key)) {
    now = laterOf(now, (yield { kind: "await", work: other }).now);
    if (other.result !== null) return shared(other.result, now);
  }
  const work = new SharedWork<Taken>();
  steps.set(key, work);
  let taken: Taken | null = null;
  try {
    taken = yield* askStep(state, question, descent, pursuit, now);
    return taken;
  } finally {
    steps.delete(key);
    work.end(taken);
  }
}

/** That the other's time is over says nothing of this one's, which goes on with the whole name. */
function shared(taken: Taken, now: Instant): Taken {
  return taken.kind === "end" ? { kind: "missing", why: taken.why, isNameError: false, now } : { ...taken, now };
}

/** One NS question for a shorter name; it has its own entry in the forwarding table. */
function* askStep(
  state: ResolverState,
  question: Question,
  descent: Descent,
  pursuit: Pursuit,
  start: Instant,
): Generator<Effect, Taken, EffectResult> {
  const { cut } = descent;
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
  const { verdict, now: then } = yield* askCut(
    state,
    question,
    cut,
    { ...effortOf(descent), searches: 0 },
    pursuit,
    now,
  );
  if (verdict.kind === "failed") {
    return { now: then, kind: verdict.isFinal ? "end" : "missing", why: verdict.why, isNameError: false };
  }
  if (verdict.kind === "referral") rememberReferral(state, verdict, then);
  else remember(state, question, verdict, pursuit, then);
  const isMissing = verdict.kind === "denial" && verdict.denies === "name";
  return isMissing ? { now: then, kind: "missing", why: "NXDOMAIN", isNameError: true } : { now: then, kind: "next" };
}
