import type { Instant } from "../../dns/index.ts";
import type { EffectResult, Endpoint } from "../../resolution/index.ts";
import { fetchTitle, quoted, withoutDot } from "../log-lines.ts";
import type { Errand } from "./errand-terms.ts";
import type { ResolverState } from "./state.ts";
import { LAME, type Verdict } from "./verdict.ts";

/** What named logs of an answer that it has no use for (lib/dns/resolver.c, log_formerr and log_lame; lib/dns/adb.c). */
export function logVerdict(state: ResolverState, errand: Errand, server: Endpoint, verdict: Verdict): void {
  if (verdict.kind === "hopeless") {
    logTooMany(state, verdict.tooMany);
    return;
  }
  if (verdict.kind !== "unusable" && verdict.kind !== "stray") return;
  for (const complaint of verdict.complaints) logFormError(state, errand, server, complaint);
  if (verdict.kind === "stray") return;
  if (verdict.why === LAME) logLame(state, errand, server);
  // A forwarder's SERVFAIL is its client's alone to hear of (add_bad).
  else if (verdict.why !== "SERVFAIL" || !errand.form.isForwarder) logAbout(state, errand, server, verdict.result);
}

function logFormError({ log }: ResolverState, { question, client }: Errand, server: Endpoint, what: string): void {
  const whose = client === null ? "<unknown>" : `${client.address}#${client.port}`;
  log()?.(
    `DNS format error from ${server.address}#${server.port} resolving ${fetchTitle(question)} for ${whose}: ${what}`,
  );
}

function logTooMany({ log, options }: ResolverState, set: (Verdict & { readonly kind: "hopeless" })["tooMany"]): void {
  if (set === null) return;
  const title = fetchTitle({ name: set.owner, type: set.type });
  const limit = options.maxRecordsPerType;
  log()?.(`error adding '${title}' in './IN' (cache): too many records (must not exceed ${limit})`);
}

/** Category lame-servers; silence is not told there. */
export function logFailure(
  state: ResolverState,
  errand: Errand,
  server: Endpoint,
  result: EffectResult,
  sentAt: Instant,
): void {
  if (result.kind !== "failed" || result.how === "timeout") return;
  const unreachable = result.now === sentAt ? "network unreachable" : "host unreachable";
  const why = { refused: "connection refused", reset: "connection reset", unreachable }[result.how];
  logAbout(state, errand, server, why);
}

function logLame({ log }: ResolverState, { question, cut }: Errand, { address, port }: Endpoint): void {
  const [name, domain] = [withoutDot(question.name), withoutDot(cut.domain)];
  log()?.(`lame server resolving '${name}' (in '${domain}'?): ${address}#${port}`);
}

function logAbout(
  { log }: ResolverState,
  { question }: Errand,
  { address, port }: Endpoint,
  what: string | null,
): void {
  if (what !== null) log()?.(`${what} resolving ${quoted(question)}: ${address}#${port}`);
}
