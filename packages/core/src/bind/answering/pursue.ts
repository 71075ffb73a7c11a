import { type Instant, laterBy, type Response, type RRset, recordsOf } from "../../dns/index.ts";
import type { Effect, EffectResult, Exchange, Outcome, Step } from "../../resolution/index.ts";
import type { Pursuit } from "../recursion/budget.ts";
import { cutOfZone } from "../recursion/cuts.ts";
import { fill, resolve } from "../recursion/resolve.ts";
import { mayQueryZone, mayUseCache, type View, type Visitor } from "../view.ts";
import type { LocalZone } from "../zone-table.ts";
import { Answering, type Need } from "./answering.ts";
import { answerFromCache, needOf, referToCache, useFound } from "./from-cache.ts";
import { answerFromZone } from "./from-zone.ts";
import { makeReply, type ReplyLimits } from "./reply.ts";
import { type BindRequest, EDE_PROHIBITED } from "./request.ts";
import { DONE, type StepResult } from "./steps.ts";

const PROHIBITED = { code: EDE_PROHIBITED, text: "" } as const;

/** Answers one question in one view: at once where zones and cache suffice, else by a conversation (lib/ns/query.c). */
export function pursue(request: BindRequest, view: View, visitor: Visitor, limits: ReplyLimits, now: Instant): Step {
  const state = new Answering(request, view, visitor);
  const need = advance(state, now);
  if (need === null && state.refresh === null) return reply(state, limits);
  return converse(state, need, limits, now);
}

/** Looks until nothing more can be said here, or others must be asked. */
function advance(state: Answering, now: Instant): Need | null {
  for (;;) {
    const step = look(state, now);
    if (step.kind === "need") return step;
    if (step.kind === "done") return null;
  }
}

function* converse(state: Answering, first: Need | null, limits: ReplyLimits, start: Instant): Exchange {
  const pursuit = pursuitOf(state, start);
  let now = start;
  let need = first;
  while (need !== null) {
    const step = yield* ask(state, need, pursuit, now);
    now = step.now;
    need = step.result.kind === "restart" ? advance(state, now) : null;
  }
  if (state.refresh !== null) yield { kind: "spawn", exchange: fill(state.view.resolver, state.refresh, pursuit, now) };
  return reply(state, limits);
}

function* ask(
  state: Answering,
  need: Need,
  pursuit: Pursuit,
  now: Instant,
): Generator<Effect, { readonly result: StepResult; readonly now: Instant }, EffectResult> {
  const { resolver } = state.view;
  if (!state.checkingDisabled && resolver.failures.holds(need.question.name, need.question.type, now)) {
    state.fail("SERVFAIL");
    return { result: DONE, now };
  }
  const { found, now: then } = yield* resolve(resolver, need.question, need.cut, pursuit, now);
  if (found.kind === "failure") state.request.remark?.({ actor: "resolver", text: found.why });
  return { result: useFound(state, found, then), now: then };
}

function pursuitOf(state: Answering, now: Instant): Pursuit {
  const { maxRecursionQueries, resolverQueryTimeoutMs } = state.view.settings.options;
  return {
    budget: { left: maxRecursionQueries, deadline: laterBy(now, resolverQueryTimeoutMs) },
    waiting: new Set(),
    depth: 0,
    checkingDisabled: state.checkingDisabled,
    remark: state.request.remark,
  };
}

function look(state: Answering, now: Instant): StepResult {
  const zone = zoneFor(state);
  if (state.restarts === 0) state.firstZone = zone;
  else if (!state.isRecursive && zone !== null && zone !== state.firstZone) return DONE;
  if (zone !== null && zone.stub === null) return lookInZone(state, zone, now);
  return lookOutside(state, zone, now);
}

/** DS is the parent side's: the zone above, where it is local or nobody else can be asked. */
function zoneFor(state: Answering): LocalZone | null {
  const { zones } = state.view;
  const own = zones.find(state.name);
  if (state.type !== "DS" || own === null || own.name.key !== state.name.key || own.name.labelCount === 0) return own;
  const above = zones.findAbove(state.name);
  if (own.data === null && state.isRecursive) return null;
  return above ?? (state.isRecursive ? null : own);
}

function lookInZone(state: Answering, zone: LocalZone, now: Instant): StepResult {
  if (!mayQueryZone(zone, state.visitor)) {
    state.request.remark?.({ actor: `zone ${zone.name.text}`, text: "allow-query refuses the client" });
    state.refuse(PROHIBITED);
    return DONE;
  }
  if (zone.data === null) {
    state.request.remark?.({ actor: `zone ${zone.name.text}`, text: "it is not loaded: SERVFAIL" });
    state.fail("SERVFAIL");
    return DONE;
  }
  state.request.remark?.({ actor: `zone ${zone.name.text}`, text: `the longest local zone for ${state.name.text}` });
  return answerFromZone(state, zone, zone.data, now);
}

function lookOutside(state: Answering, stub: LocalZone | null, now: Instant): StepResult {
  const { options } = state.view.settings;
  if (!mayUseCache(state.view, state.visitor)) {
    state.request.remark?.({
      actor: "cache",
      text: options.recursion ? "allow-query-cache refuses the client" : "recursion is off",
    });
    state.refuse(options.recursion ? PROHIBITED : null);
    return DONE;
  }
  const known = answerFromCache(state, now);
  if (known !== null) return known;
  if (state.isRecursive) return needOf(state, stub === null ? null : cutOfZone(stub, state.name), now);
  if (state.restarts > 0) return DONE;
  if (stub !== null) {
    state.refuse(null);
    return DONE;
  }
  return referToCache(state, now);
}

function reply(state: Answering, limits: ReplyLimits): Outcome {
  const { request } = state;
  const wants = request.query.flags.authenticData || request.query.edns?.dnssecOk === true;
  const records = (sets: readonly RRset[]): Response["answer"] => sets.flatMap(recordsOf);
  const message = makeReply(
    request.query,
    {
      rcode: state.rcode,
      authoritative: state.authoritative,
      recursionAvailable: state.recursionAvailable,
      authenticData:
        wants && state.isSecure && !state.authoritative && state.answer.length + state.authority.length > 0,
      answer: records(state.answer),
      authority: records(state.authority),
      additional: records(state.additional),
      errors: state.errors,
      order: [...state.answer, ...state.authority].some((set) => set.data.length > 1) ? "shuffled" : "fixed",
    },
    limits,
  );
  return { kind: "reply", messages: [message] };
}
