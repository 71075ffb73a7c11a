import { type DomainName, type Instant, isBelow, prefixCovers, type Question, type RrType } from "../../dns/index.ts";
import type { Effect, EffectResult, Endpoint, Exchange } from "../../resolution/index.ts";
import type { ForwardingEntry } from "../forwarding.ts";
import { MAX_DEPTH, type Pursuit } from "./budget.ts";
import { cutFromReferral, findCut } from "./cuts.ts";
import { type Errand, type ErrandResult, runErrand } from "./errand.ts";
import { addressesIn, knownServers } from "./host-addresses.ts";
import { nextStep } from "./minimise.ts";
import { type Found, keepHint, remember } from "./remember.ts";
import type { Cut, ResolverState } from "./state.ts";
import type { QueryForm } from "./upstream-query.ts";

export interface Resolution {
  readonly now: Instant;
  readonly found: Found;
}

export type Resolving = Generator<Effect, Resolution, EffectResult>;

/** Levels of delegation that one name can cross: it has at most 127 labels, and nobody has 40. */
const MAX_REFERRALS = 40;

/** Gets the answer to one question from other servers: forwarders by the longest entry that covers it, else from the delegation down. */
export function* resolve(
  state: ResolverState,
  question: Question,
  start: Cut | null,
  pursuit: Pursuit,
  now: Instant,
): Resolving {
  const key = `${question.type} ${question.name.key}`;
  if (pursuit.waiting.has(key)) return failure(now, "the question waits for itself");
  if (pursuit.depth > MAX_DEPTH) return failure(now, "too deep");
  const here: Pursuit = { ...pursuit, waiting: new Set([...pursuit.waiting, key]), depth: pursuit.depth + 1 };
  const cut = start ?? findCut(state, parentSide(question), now);
  const entry = forwardingFor(state, question);
  if (entry === null) return yield* iterate(state, question, cut, here, now, "minimised");
  const forwarded = yield* forward(state, question, cut, entry, here, now);
  if (forwarded.found.kind !== "failure" || entry.mode === "only" || forwarded.isFinal) return forwarded;
  here.remark?.({
    actor: "forwarding",
    text: `${forwarded.found.why}; forward first: iterating from ${cut.domain.text}`,
  });
  return yield* iterate(state, question, cut, here, forwarded.now, "whole");
}

/** DS stands in the parent zone (RFC 4035 section 3.1.4.1). */
function parentSide(question: Question): DomainName {
  return question.type === "DS" ? (question.name.parent ?? question.name) : question.name;
}

function forwardingFor(state: ResolverState, question: Question): ForwardingEntry | null {
  const entry = state.forwarding.find(parentSide(question));
  return entry === null || entry.forwarders.length === 0 ? null : entry;
}

function failure(now: Instant, why: string): Resolution {
  return { now, found: { kind: "failure", why } };
}

function* forward(
  state: ResolverState,
  question: Question,
  cut: Cut,
  entry: ForwardingEntry,
  pursuit: Pursuit,
  now: Instant,
): Generator<Effect, Resolution & { readonly isFinal: boolean }, EffectResult> {
  const servers = entry.forwarders.map(({ address, port }) => ({ address, port }));
  const names = servers.map((server) => server.address).join(", ");
  pursuit.remark?.({ actor: "forwarding", text: `${entry.name.text} (${entry.origin}, ${entry.mode}) -> ${names}` });
  const domain = entry.mode === "only" && isBelow(entry.name, cut.domain) ? entry.name : cut.domain;
  const form = formOf(state, pursuit, "forward");
  // With `first` a silent forwarder is tried once, then the delegation's servers come (facts section 2, "Silence").
  const errand: Errand = {
    question,
    servers,
    form,
    domain,
    budget: pursuit.budget,
    rounds: entry.mode === "first" ? 1 : null,
  };
  const result = yield* runErrand(state, errand, now);
  const { verdict } = result;
  if (verdict.kind === "failed") return { ...failure(result.now, verdict.why), isFinal: verdict.isFinal };
  if (verdict.kind === "referral") return { ...failure(result.now, "a referral"), isFinal: false };
  return { now: result.now, found: remember(state, question, verdict, result, true), isFinal: true };
}

/** CD upstream by `dnssec-validation` (facts section 1). */
function formOf(state: ResolverState, pursuit: Pursuit, how: "forward" | "iterate"): QueryForm {
  const { dnssecValidation } = state.options;
  const byOption = dnssecValidation === "no" || (how === "forward" && state.validator.isActive);
  return {
    isForwarder: how === "forward",
    checkingDisabled: byOption || pursuit.checkingDisabled,
    edns: true,
    peer: (server) => peerOf(state, server),
  };
}

function peerOf(state: ResolverState, server: Endpoint): ResolverState["peers"][number] | null {
  if (state.peers.length === 0) return null;
  const covering = state.peers.filter((peer) =>
    prefixCovers({ address: peer.address, length: peer.prefixLength }, server.address),
  );
  return covering.sort((left, right) => right.prefixLength - left.prefixLength)[0] ?? null;
}

/** From a delegation down, by steps of NS questions (RFC 9156) or with the whole question. */
function* iterate(
  state: ResolverState,
  question: Question,
  start: Cut,
  pursuit: Pursuit,
  from: Instant,
  first: "minimised" | "whole",
): Resolving {
  let now = from;
  let cut = start;
  let labels = 0;
  let isMinimising = first === "minimised";
  let mayMinimise = state.options.qnameMinimization === "relaxed" || state.options.qnameMinimization === "strict";
  for (let level = 0; level < MAX_REFERRALS; level += 1) {
    const step = mayMinimise && isMinimising ? nextStep(state, question, cut, labels, now) : null;
    if (step !== null) {
      const outcome = yield* takeStep(state, { ...question, name: step, type: "NS" }, cut, pursuit, now);
      now = outcome.now;
      labels = step.labelCount;
      if (outcome.kind === "end") return failure(now, outcome.why);
      if (outcome.kind === "missing") mayMinimise = false;
      else cut = deeper(cut, outcome.cut);
      continue;
    }
    const result = yield* askCut(state, question, cut, pursuit, now);
    now = result.now;
    const { verdict } = result;
    if (verdict.kind === "failed") return failure(now, verdict.why);
    if (verdict.kind !== "referral") return { now, found: remember(state, question, verdict, result, false) };
    cut = keepReferral(state, verdict.nameServers, verdict.glue, now);
    isMinimising = true;
  }
  return failure(now, "too many referrals");
}

function deeper(cut: Cut, found: Cut | null): Cut {
  return found !== null && isBelow(found.domain, cut.domain) ? found : cut;
}

type StepOutcome = { readonly now: Instant } & (
  | { readonly kind: "next"; readonly cut: Cut | null }
  /** The name is not there, or the server cannot say: relaxed mode asks for the whole name at once. */
  | { readonly kind: "missing" }
  | { readonly kind: "end"; readonly why: string }
);

/** One NS question for a shorter name; it has its own entry in the forwarding table. */
function* takeStep(
  state: ResolverState,
  question: Question,
  cut: Cut,
  pursuit: Pursuit,
  start: Instant,
): Generator<Effect, StepOutcome, EffectResult> {
  let now = start;
  const entry = forwardingFor(state, question);
  if (entry !== null) {
    const forwarded = yield* forward(state, question, cut, entry, pursuit, now);
    now = forwarded.now;
    const { found } = forwarded;
    if (found.kind === "records" && found.entries[0] !== undefined) {
      return { now, kind: "next", cut: cutFromReferral(found.entries[0].rrset, [], "cache") };
    }
    if (found.kind === "denial") return { now, kind: found.entry.denies === "name" ? "missing" : "next", cut: null };
    if (found.kind === "failure" && entry.mode === "only") return { now, kind: "missing" };
  }
  const result = yield* askCut(state, question, cut, pursuit, now);
  now = result.now;
  const { verdict } = result;
  switch (verdict.kind) {
    case "failed":
      return verdict.isFinal ? { now, kind: "end", why: verdict.why } : { now, kind: "missing" };
    case "referral":
      return { now, kind: "next", cut: keepReferral(state, verdict.nameServers, verdict.glue, now) };
    case "records": {
      const found = remember(state, question, verdict, result, false);
      const set = found.kind === "records" ? found.entries[0]?.rrset : undefined;
      return { now, kind: "next", cut: set === undefined ? null : cutFromReferral(set, [], "cache") };
    }
    case "denial":
      remember(state, question, verdict, result, false);
      return { now, kind: verdict.denies === "name" ? "missing" : "next", cut: null };
    case "alias":
    case "dname":
      remember(state, question, verdict, result, false);
      return { now, kind: "missing" };
  }
}

function keepReferral(
  state: ResolverState,
  nameServers: Parameters<typeof keepHint>[1],
  glue: readonly Parameters<typeof keepHint>[1][],
  now: Instant,
): Cut {
  keepHint(state, nameServers, "referral", now);
  for (const set of glue) keepHint(state, set, "glue", now);
  return cutFromReferral(nameServers, glue, "cache");
}

/** Asks the servers of a delegation; where none of their addresses is known, that first. */
function* askCut(
  state: ResolverState,
  question: Question,
  cut: Cut,
  pursuit: Pursuit,
  start: Instant,
): Generator<Effect, ErrandResult, EffectResult> {
  let now = start;
  if (cut.domain.labelCount === 0) now = yield* primeOnce(state, pursuit, now);
  let servers = knownServers(state, cut, now);
  for (const host of cut.hosts) {
    if (servers.length > 0) break;
    const from = isBelow(host, cut.domain) || host.key === cut.domain.key ? (cut.domain.parent ?? cut.domain) : host;
    const parentCut = findCut(state, from, now);
    const found = yield* resolve(
      state,
      { ...question, name: host, type: "A" },
      parentCut,
      { ...pursuit, checkingDisabled: true },
      now,
    );
    now = found.now;
    servers = knownServers(state, cut, now);
  }
  now = yield* askOtherAddresses(state, question, cut, pursuit, now);
  const names = servers.map((server) => server.address).join(", ");
  pursuit.remark?.({
    actor: `zone cut ${cut.domain.text}`,
    text: `${question.name.text} ${question.type} -> ${names || "no address known"}`,
  });
  const form = formOf(state, pursuit, "iterate");
  const errand: Errand = { question, servers, form, domain: cut.domain, budget: pursuit.budget, rounds: null };
  return yield* runErrand(state, errand, now);
}

/** The first question that needs the root also asks it for its NS set (RFC 8109), beside itself. */
function* primeOnce(state: ResolverState, pursuit: Pursuit, now: Instant): Generator<Effect, Instant, EffectResult> {
  if (state.progress.hasPrimed) return now;
  state.progress.hasPrimed = true;
  const question: Question = { name: state.hints.nameServers.owner, type: "NS", class: "IN" };
  return yield* beside(state, question, pursuit, now);
}

/** Addresses of the zone's servers that are not known yet, AAAA too: asked for later use, nobody waits. */
function* askOtherAddresses(
  state: ResolverState,
  question: Question,
  cut: Cut,
  pursuit: Pursuit,
  start: Instant,
): Generator<Effect, Instant, EffectResult> {
  let now = start;
  if (pursuit.depth > 1) return now;
  const types: readonly (RrType & ("A" | "AAAA"))[] = state.families === "both" ? ["A", "AAAA"] : ["A"];
  for (const host of cut.hosts) {
    for (const type of types) {
      if (type === "A" && cut.addresses.has(host.key)) continue;
      if (addressesIn(state, host, type, now) !== null || state.failures.holds(host, type, now)) continue;
      now = yield* beside(state, { ...question, name: host, type }, pursuit, now);
    }
  }
  return now;
}

/** A question whose answer only fills the cache. It counts against the same budget. */
function* beside(
  state: ResolverState,
  question: Question,
  pursuit: Pursuit,
  now: Instant,
): Generator<Effect, Instant, EffectResult> {
  const key = `${question.type} ${question.name.key}`;
  if (pursuit.waiting.has(key) || state.progress.beside.has(key)) return now;
  state.progress.beside.add(key);
  const result = yield { kind: "spawn", exchange: fill(state, question, pursuit, now) };
  return result.now;
}

/** Resolves for the cache alone. */
export function* fill(state: ResolverState, question: Question, pursuit: Pursuit, now: Instant): Exchange {
  const quiet: Pursuit = { ...pursuit, waiting: new Set(), depth: 1, checkingDisabled: true, remark: null };
  const key = `${question.type} ${question.name.key}`;
  try {
    const { found, now: then } = yield* resolve(state, question, null, quiet, now);
    if (found.kind === "failure") state.failures.note(question.name, question.type, state.options.servfailTtl, then);
  } finally {
    state.progress.beside.delete(key);
  }
  return { kind: "silence", why: "no-handler" };
}
