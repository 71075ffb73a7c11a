import type { Instant } from "../../dns/index.ts";
import type { Effect, EffectResult, Exchange, Outcome, Step } from "../../resolution/index.ts";
import { FAILURES } from "../log-lines.ts";
import type { Pursuit } from "../recursion/budget.ts";
import { cutOfZone } from "../recursion/cuts.ts";
import { fetchForClient } from "../recursion/fetch-for-client.ts";
import { fill, startPursuit } from "../recursion/resolve.ts";
import type { View, Visitor } from "../view.ts";
import type { LocalZone } from "../zones/zone-table.ts";
import { Answering } from "./answering.ts";
import { type Database, databaseFor, isParentSide, zoneDatabase } from "./database.ts";
import { answerFromCache, denyFromNsec, type LocalCut, needOf, referToCache, useFound } from "./from-cache.ts";
import { answerFromZone } from "./from-zone.ts";
import { makeReply, type ReplyLimits } from "./reply.ts";
import { type BindRequest, EDE_NOT_AUTHORITATIVE, type ExtendedError } from "./request.ts";
import { rankFor } from "./sortlist.ts";
import type { Need, StepResult, StubNeed } from "./step-result.ts";
import { DONE, failWith, logFailedQuestion } from "./steps.ts";
import { learnServers } from "./stub-servers.ts";

/** Answers one question in one view: at once where zones and cache suffice, else by a conversation (lib/ns/query.c). */
export function pursue(request: BindRequest, view: View, visitor: Visitor, limits: ReplyLimits, now: Instant): Step {
  const state = new Answering(request, view, visitor);
  state.meet("every-answer");
  if (isSentinel(state)) state.notModelled ??= "root-key-sentinel";
  if (state.isRecursive) state.meet("recursive-answer");
  if (lacksCookie(state, limits)) {
    state.fail("BADCOOKIE");
    return reply(state, limits, now);
  }
  const { failures } = view.resolver;
  if (state.isRecursive && failures.holds(state.name, state.askedType, state.checking, now)) {
    state.fail("SERVFAIL");
    logFailedQuestion(request, FAILURES.remembered);
    return reply(state, limits, now);
  }
  const need = advance(state, now);
  meetOthers(state, need, now);
  if (state.notModelled !== null || (need === null && state.refresh === null)) return reply(state, limits, now);
  return converse(state, need, limits, now);
}

const SENTINEL = /^root-key-sentinel-(?:is|not)-ta-[0-9]{5}\./;

/** Names that ask which keys a validator trusts (RFC 8509). */
function isSentinel({ name, askedType, view }: Answering): boolean {
  const isAddress = askedType === "A" || askedType === "AAAA";
  const isAnswered = view.settings.options.rootKeySentinel && view.resolver.validator.isActive;
  return isAnswered && isAddress && name.key.startsWith("root-key-sentinel-") && SENTINEL.test(name.key);
}

/**
 * `require-server-cookie`: over UDP, who brings a cookie must bring this server's (RFC 7873 section 5.2.3).
 * From 9.20 on a wrong one is told without that option too.
 */
function lacksCookie({ view }: Answering, { transport, wishes }: ReplyLimits): boolean {
  if (transport !== "udp" || wishes.clientCookie === null || wishes.hasServerCookie) return false;
  return view.settings.options.requireServerCookie || (view.version !== "9.18" && wishes.hasWrongCookie);
}

/** Looks until nothing more can be said here, or others must be asked. */
type Wanted = (Need & { readonly kind: "need" }) | StubNeed;

function advance(state: Answering, now: Instant): Wanted | null {
  for (;;) {
    const step = look(state, now);
    if (step.kind === "need" || step.kind === "stub-need") return step;
    if (step.kind === "done") return null;
  }
}

/** What was found before is lost with it (lib/ns/query.c, query_done). */
const DROPPED: Outcome = { kind: "silence", why: "too-many-clients" };

function* converse(state: Answering, first: Wanted | null, limits: ReplyLimits, start: Instant): Exchange {
  const { resolver } = state.view;
  const pursuit = startPursuit(resolver, state.checking, state.request.remark, start, toldClient(state.request));
  let now = start;
  let need = first;
  while (need !== null) {
    if (need.kind === "stub-need") {
      const learnt = yield* learnServers(state, need.zone, now);
      now = learnt.now;
      need = learnt.isLoaded ? advance(state, now) : null;
    } else {
      const step = yield* ask(state, need, pursuit, now);
      if (step === null) return DROPPED;
      now = step.now;
      need = step.result.kind === "restart" ? advance(state, now) : null;
    }
    meetOthers(state, need, now);
    if (state.notModelled !== null) return reply(state, limits, now);
  }
  if (state.refresh !== null) {
    const again = { ...pursuit, purpose: "prefetch" } as const;
    yield { kind: "spawn", exchange: fill(resolver, state.refresh, null, again, now) };
  }
  return reply(state, limits, now);
}

/** To its resolver named tells only who has asked over UDP (lib/ns/query.c, ns_query_recurse). */
function toldClient({ transport, source }: BindRequest): BindRequest["source"] | null {
  return transport === "udp" ? source : null;
}

/** Others are about to be asked: what the view's options do with their answers, or in place of them, may not be modelled. */
function meetOthers(state: Answering, need: Wanted | null, now: Instant): void {
  if (need?.kind !== "need") return;
  state.meet("answer-from-others");
  const { failures, options } = state.view.resolver;
  const { answerClientTimeoutMs, refreshTime } = options.stale;
  const hasFailed = failures.hasFailedWithin(state.name, state.askedType, refreshTime, now);
  if (answerClientTimeoutMs !== null || hasFailed) meetStale(state, now);
}

/** An answer that is too old may be given in place of none (RFC 8767). */
function meetStale(state: Answering, now: Instant): void {
  const { cache, options } = state.view.resolver;
  if (cache.hasOutlived(state.name, options.stale.maxStaleTtl, now)) state.meet("stale-answer");
}

function* ask(
  state: Answering,
  need: Need,
  pursuit: Pursuit,
  now: Instant,
): Generator<Effect, { readonly result: StepResult; readonly now: Instant } | null, EffectResult> {
  const resolution = yield* fetchForClient(state.view.resolver, need.question, need.cut, pursuit, now);
  if (resolution === null) return null;
  const { found, now: then } = resolution;
  if (found.kind === "failure") {
    meetStale(state, then);
    state.request.remark?.({ actor: "resolver", text: found.why });
  }
  return { result: useFound(state, found, then), now: then };
}

/** One name, in the database that is its (lib/ns/query.c, ns__query_start). */
function look(state: Answering, now: Instant): StepResult {
  const database = chooseDatabase(state);
  if (state.restarts === 0) state.firstZone = "zone" in database ? database.zone : "none";
  switch (database.kind) {
    case "refused":
      return refuse(state);
    case "failed":
      if (database.zone.notModelled !== null) state.notModelled ??= database.zone.notModelled;
      state.request.remark?.({ actor: `zone ${database.zone.name.text}`, text: "it is not loaded: SERVFAIL" });
      return failWith(state, "SERVFAIL", FAILURES.notLoaded);
    case "zone":
      state.request.remark?.({
        actor: `zone ${database.zone.name.text}`,
        text: `the longest local zone for ${state.name.text}`,
      });
      return answerFromZone(state, database.zone, database.data, now);
    case "unasked":
      return { kind: "stub-need", zone: database.zone };
    case "stub":
      return lookOutside(state, stubCut(database.zone, state), now);
    case "cache":
      return lookOutside(state, null, now);
  }
}

/** DS is the parent side's; where nobody can be asked for it, the child's own zone says that there is none. */
function chooseDatabase(state: Answering): Database {
  const isAbove = isParentSide(state.askedType, state.name);
  const database = databaseFor(state, state.name, isAbove ? "parent" : "own");
  if (!isAbove || database.kind === "zone" || state.isRecursive) return database;
  const own = state.view.zones.at(state.name);
  const child = own === null ? database : zoneDatabase(state, own);
  return child.kind === "zone" ? child : database;
}

const RECURSION_DISABLED: ExtendedError = { code: EDE_NOT_AUTHORITATIVE, text: "recursion disabled" };

/** What was found before stands (lib/ns/query.c, PARTIALANSWER). */
function refuse(state: Answering): StepResult {
  if (state.view.version !== "9.18" && state.isRecursionDesired) state.note(RECURSION_DISABLED);
  return state.isPartial ? DONE : failWith(state, "REFUSED", FAILURES.refused);
}

function stubCut(zone: LocalZone, state: Answering): LocalCut {
  return { zone, data: null, nameServers: null, cut: cutOfZone(zone, state.name) };
}

function lookOutside(state: Answering, stub: LocalCut | null, now: Instant): StepResult {
  const known = answerFromCache(state, stub, now);
  if (known !== null) return known;
  const denied = stub === null ? denyFromNsec(state, now) : null;
  if (denied !== null) return denied;
  if (state.isRecursive) return needOf(state, stub, now);
  return referToCache(state, now);
}

/** What a secondary is told of the zone's life (RFC 7314 section 3.2.1). */
function expireOf({ firstZone, askedType, name, restarts }: Answering, now: Instant): number | null {
  if (firstZone === null || firstZone === "none" || askedType !== "SOA" || restarts > 0) return null;
  const left = firstZone.name.key === name.key ? (firstZone.secondsLeft?.(now) ?? null) : null;
  if (left !== null) return left;
  const soa = firstZone.data?.soa ?? null;
  const data = soa?.owner.key === name.key ? soa.data[0] : undefined;
  return data?.type === "SOA" ? data.expire : null;
}

function reply(state: Answering, limits: ReplyLimits, now: Instant): Outcome {
  const { request, sections, view } = state;
  const isAddress = state.askedType === "A" || state.askedType === "AAAA";
  if (isAddress && state.rcode === "NOERROR" && sections.isEmpty("answer"))
    sections.prefer(state.name, state.askedType);
  if (state.rcode === "NXDOMAIN") state.meet("name-error");
  if (limits.wantsPadding) state.meet("padded-answer");
  if (state.notModelled !== null) return { kind: "unsupported", what: state.notModelled };
  const { authNxdomain, rrsetOrder, sortlist, preferredGlue } = view.settings.options;
  const { source, acls } = state.visitor;
  const order = { rules: rrsetOrder, rank: sortlist === null ? null : rankFor(sortlist, source, acls) };
  const first = preferredGlue ?? (source.includes(":") ? "AAAA" : "A");
  const lots = request.lots();
  const isDenialWithAa = state.rcode === "NXDOMAIN" && authNxdomain;
  const message = makeReply(
    request.query,
    {
      rcode: state.rcode,
      authoritative: state.authoritative || isDenialWithAa,
      recursionAvailable: state.recursionAvailable && !state.hidesRecursion,
      authenticData: state.wantsAd && state.keepsAd,
      wantsAuthenticData: state.wantsAd,
      answer: sections.records("answer", order, lots),
      authority: sections.records("authority", order, lots),
      additional: sections.additionalRecords(first, order),
      errors: state.errors,
      expire: expireOf(state, now),
      order: sections.hasChoice(order) ? "shuffled" : "fixed",
    },
    limits,
  );
  return { kind: "reply", messages: [message] };
}
