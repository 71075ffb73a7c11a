import { type Instant, laterOf, type Question } from "../../dns/index.ts";
import type { Effect, EffectResult } from "../../resolution/index.ts";
import type { Pursuit } from "./budget.ts";
import type { Resolution } from "./resolution.ts";
import { resolve } from "./resolve.ts";
import type { SharedFetch } from "./shared-fetches.ts";
import type { Cut, ResolverState } from "./state.ts";

/**
 * Gets the answer to a client's question from other servers, or waits for it where another client has asked the same.
 * null: so many wait already that this one is dropped.
 */
export function* fetchForClient(
  state: ResolverState,
  question: Question,
  start: Cut | null,
  pursuit: Pursuit,
  begun: Instant,
): Generator<Effect, Resolution | null, EffectResult> {
  const { fetches } = state;
  const key = keyOf(state, question, pursuit);
  for (let now = begun; ; ) {
    const other = fetches.at(key);
    if (other === null) return yield* fetchFirst(state, key, question, start, pursuit, now);
    if (!fetches.admits(other, now)) {
      pursuit.remark?.({ actor: "resolver", text: `${other.clients} clients wait for this answer already: dropped` });
      return null;
    }
    pursuit.remark?.({ actor: "resolver", text: "looked up already for another client: waits for that answer" });
    now = yield* waitFor(other, now);
    const { result: found } = other.work;
    if (found !== null) return { now, found };
  }
}

function* waitFor(fetch: SharedFetch, now: Instant): Generator<Effect, Instant, EffectResult> {
  try {
    return laterOf(now, (yield { kind: "await", work: fetch.work }).now);
  } finally {
    fetch.clients -= 1;
  }
}

/** A fetch that validates and one that does not are two (lib/dns/resolver.c, fctx_makekey: the options are part of it). */
function keyOf({ validator }: ResolverState, { name, type }: Question, { checkingDisabled }: Pursuit): string {
  return `${type} ${validator.isActive && !checkingDisabled ? "validated" : "plain"} ${name.key}`;
}

function* fetchFirst(
  state: ResolverState,
  key: string,
  question: Question,
  start: Cut | null,
  pursuit: Pursuit,
  begun: Instant,
): Generator<Effect, Resolution, EffectResult> {
  const fetch = state.fetches.begin(key);
  let resolution: Resolution | null = null;
  try {
    resolution = yield* resolve(state, question, start, pursuit, begun);
    return resolution;
  } finally {
    state.fetches.end(key, fetch, resolution?.found ?? null, resolution?.now ?? begun);
  }
}
