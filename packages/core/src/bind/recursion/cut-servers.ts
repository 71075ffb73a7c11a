import { type DomainName, type Instant, isAtOrBelow, type Question } from "../../dns/index.ts";
import type { Effect, EffectResult, Endpoint } from "../../resolution/index.ts";
import type { AddressType } from "./address-memory.ts";
import { type Pursuit, waitsFor } from "./budget.ts";
import { findCut } from "./cuts.ts";
import { type ErrandResult, runErrand } from "./errand.ts";
import type { Errand } from "./errand-terms.ts";
import { addressesOf, knownServers, noteFound } from "./host-addresses.ts";
import { formOf } from "./query-form.ts";
import type { Cut, ResolverState } from "./state.ts";

type Asking<Result> = Generator<Effect, Result, EffectResult>;

/** The first search is content with one family of addresses for each host (resolver.c, DNS_ADBFIND_AVOIDFETCHES). */
type Search = "first" | "later";

/** What has been done for a question before its servers are asked. */
export interface Effort {
  readonly search: Search;
  /** How often addresses have been looked for: `restarts`, by which patience grows. */
  readonly searches: number;
}

/** Asks the servers of a delegation; where none of their addresses is known, that first. */
export function* askCut(
  state: ResolverState,
  question: Question,
  cut: Cut,
  effort: Effort,
  pursuit: Pursuit,
  start: Instant,
): Asking<ErrandResult> {
  let now = cut.origin === "hints" ? yield* prime(state, pursuit, start) : start;
  now = yield* findFirstAddress(state, question, cut, pursuit, now);
  now = yield* findOtherAddresses(state, question, cut, effort.search, pursuit, now);
  const servers = knownServers(state, cut, now);
  pursuit.remark?.({
    actor: `zone cut ${cut.domain.text}`,
    text: `${question.name.text} ${question.type} -> ${listed(servers)}`,
  });
  const errand: Errand = {
    question,
    servers,
    form: formOf(state, pursuit, "iterate"),
    cut,
    forwardedBy: null,
    budget: pursuit.budget,
    rounds: null,
    searches: effort.searches,
  };
  return yield* runErrand(state, errand, now);
}

function listed(servers: readonly Endpoint[]): string {
  return servers.map((server) => server.address).join(", ") || "no address known";
}

/** With `forward first` the servers of the delegation are looked for at once, beside the question to the forwarders (resolver.c, fctx_getaddresses). */
export function* prepareCut(
  state: ResolverState,
  question: Question,
  cut: Cut,
  pursuit: Pursuit,
  start: Instant,
): Asking<Instant> {
  const now = cut.origin === "hints" ? yield* prime(state, pursuit, start) : start;
  return yield* findOtherAddresses(state, question, cut, "first", pursuit, now);
}

/** Who uses the hints also asks the root for its NS set (RFC 8109), beside the question. */
function* prime(state: ResolverState, pursuit: Pursuit, now: Instant): Asking<Instant> {
  const question: Question = { name: state.hints.nameServers.owner, type: "NS", class: "IN" };
  return yield* beside(state, question, null, { ...pursuit, purpose: "priming", checkingDisabled: false }, now);
}

/** Waits for one address of one of the servers, where none is known. */
function* findFirstAddress(
  state: ResolverState,
  question: Question,
  cut: Cut,
  pursuit: Pursuit,
  start: Instant,
): Asking<Instant> {
  let now = start;
  for (const host of cut.hosts) {
    if (knownServers(state, cut, now).length > 0) break;
    if (addressesOf(state, host, "A", now) !== null) continue;
    const { from, here } = searchFor(state, host, cut, pursuit, now);
    const { found, now: then } = yield* pursuit.others.resolve(
      state,
      { ...question, name: host, type: "A" },
      from,
      here,
      now,
    );
    now = then;
    noteFound(state, host, "A", found, now);
  }
  return now;
}

/** A server below its own zone is sought from local data and the root: the zone itself cannot tell (resolver.c, findname). */
function searchFor(
  state: ResolverState,
  host: DomainName,
  cut: Cut,
  pursuit: Pursuit,
  now: Instant,
): { readonly from: Cut | null; readonly here: Pursuit } {
  const isBelow = isAtOrBelow(host, cut.domain);
  const from = isBelow ? findCut(state, host, "zones-and-hints", now) : null;
  return {
    from,
    here: { ...pursuit, purpose: isBelow ? "address-from-above" : "address", checkingDisabled: true },
  };
}

/** Addresses of the zone's servers that are not known yet, AAAA too: asked for later use, nobody waits. */
function* findOtherAddresses(
  state: ResolverState,
  question: Question,
  cut: Cut,
  search: Search,
  pursuit: Pursuit,
  start: Instant,
): Asking<Instant> {
  if (pursuit.depth > 1) return start;
  let now = start;
  const types: readonly AddressType[] = state.families === "both" ? ["A", "AAAA"] : ["A"];
  for (const host of cut.hosts) {
    const isHad = types.some((type) => (addressesOf(state, host, type, now) ?? []).length > 0);
    if (search === "first" && isHad) continue;
    for (const type of types) {
      if (addressesOf(state, host, type, now) !== null) continue;
      const { from, here } = searchFor(state, host, cut, pursuit, now);
      now = yield* beside(state, { ...question, name: host, type }, from, here, now);
    }
  }
  return now;
}

/** A question whose answer only fills the cache. It counts against the same budget. */
function* beside(
  state: ResolverState,
  question: Question,
  start: Cut | null,
  pursuit: Pursuit,
  now: Instant,
): Asking<Instant> {
  const key = `${question.type} ${question.name.key}`;
  if (waitsFor(pursuit.waiting, key) || state.progress.beside.has(key)) return now;
  state.progress.beside.add(key);
  const result = yield { kind: "spawn", exchange: pursuit.others.fill(state, question, start, pursuit, now) };
  return result.now;
}
