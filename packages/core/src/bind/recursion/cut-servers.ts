import type { Instant, Question } from "../../dns/index.ts";
import type { Endpoint } from "../../resolution/index.ts";
import { type Asking, findServers, type Ready, type Search, searchServers } from "./address-search.ts";
import type { Pursuit } from "./budget.ts";
import { type ErrandResult, runErrand } from "./errand.ts";
import { formOf } from "./query-form.ts";
import type { Cut, ResolverState } from "./state.ts";

/** Asks the servers of a delegation. `searches`: how often addresses have been looked for before, for this question. */
export function askCut(
  state: ResolverState,
  question: Question,
  cut: Cut,
  searches: number,
  pursuit: Pursuit,
  start: Instant,
): Asking<ErrandResult> {
  return runErrand(
    state,
    {
      question,
      servers: (before, now) => searchAloud(state, question, cut, before, pursuit, now),
      form: formOf(state, pursuit, "iterate"),
      cut,
      forwardedBy: null,
      budget: pursuit.budget,
      client: pursuit.client,
      rounds: null,
      searches,
    },
    start,
  );
}

function* searchAloud(
  state: ResolverState,
  question: Question,
  cut: Cut,
  searches: number,
  pursuit: Pursuit,
  start: Instant,
): Asking<Search> {
  const found = yield* searchServers(state, question, cut, searches, pursuit, start);
  pursuit.remark?.({
    actor: `zone cut ${cut.domain.text}`,
    text: `${question.name.text} ${question.type} -> ${listed(found)}`,
  });
  return found;
}

function listed({ servers, pending }: Search): string {
  if (servers.length > 0) return servers.map((server: Endpoint) => server.address).join(", ");
  return pending.length > 0 ? "addresses are looked for" : "no address known";
}

/** Looks for the servers of a delegation before a step is taken there, which is a fetch of its own (resolver.c, fctx_try). */
export function lookForServers(
  state: ResolverState,
  question: Question,
  cut: Cut,
  searches: number,
  pursuit: Pursuit,
  start: Instant,
): Asking<Ready> {
  const search = (before: number, now: Instant) => searchServers(state, question, cut, before, pursuit, now);
  return findServers(search, () => true, searches, pursuit.budget.end, start);
}

/** With `forward first` the servers of the delegation are looked for at once, beside the question to the forwarders (resolver.c, fctx_getaddresses). */
export function* prepareCut(
  state: ResolverState,
  question: Question,
  cut: Cut,
  pursuit: Pursuit,
  start: Instant,
): Asking<Instant> {
  return (yield* searchServers(state, question, cut, 0, pursuit, start)).now;
}
