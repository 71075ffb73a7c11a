import type { Instant, Query, Response } from "../../dns/index.ts";
import type { Effect, EffectResult, Endpoint, Transport } from "../../resolution/index.ts";
import type { Errand, ErrandVerdict } from "./errand-terms.ts";
import { judge } from "./judge.ts";
import { isOutside } from "./outside.ts";
import type { ResolverState } from "./state.ts";
import { makeUpstreamQuery, type QueryForm, readCookie, sourceFor } from "./upstream-query.ts";
import type { Refusal, Verdict } from "./verdict.ts";

/** What one server was good for. */
export type Attempt = { readonly now: Instant } & (
  | { readonly kind: "verdict"; readonly verdict: ErrandVerdict }
  | { readonly kind: "silent" | "bad"; readonly why: string }
);

/** A hanging TCP connection is given up two seconds after the question's own time (facts section 2: 12.0 s). */
const TCP_GRACE_MS = 2000;
/** Over TCP, without EDNS, with a new cookie: nobody needs more. */
const MAX_FORMS = 5;

/** How the next message to the same server is put. */
interface Manner {
  readonly form: QueryForm;
  readonly transport: Transport;
  readonly isCookieRenewed: boolean;
}

/** One server: over UDP, then in whatever way its answer asks for. */
export function* askServer(
  state: ResolverState,
  errand: Errand,
  server: Endpoint,
  timeoutMs: number,
  start: Instant,
): Generator<Effect, Attempt, EffectResult> {
  let now = start;
  const source = sourceFor(state, server.address);
  if (source === "not-held") return { kind: "bad", why: "the address of query-source is not on this host", now };
  let manner: Manner = { form: errand.form, transport: firstTransport(errand, server), isCookieRenewed: false };
  for (let forms = 0; forms < MAX_FORMS; forms += 1) {
    const { form, transport } = manner;
    const message = makeUpstreamQuery(state, errand.question, form, server);
    errand.budget.left -= 1;
    const limit = transport !== "udp" ? errand.budget.deadline - now + TCP_GRACE_MS : timeoutMs;
    const result = yield { kind: "ask", to: server, transport, source, message, timeoutMs: limit };
    const elapsedMs = result.now - now;
    now = result.now;
    const response = result.kind === "answered" ? result.messages[0] : undefined;
    if (response === undefined) return noteFailure(state, server, result, transport);
    state.servers.noteAnswer(server, elapsedMs);
    const verdict = judgeResponse(state, errand, server, message, response, transport);
    if (verdict.kind !== "again") return attemptOf(verdict, now);
    manner = nextManner(manner, verdict.how);
  }
  return { kind: "bad", why: "no usable answer", now };
}

/** `tls` of a forwarder (9.20) and `tcp-only` of a peer; else UDP. */
function firstTransport({ form }: Errand, server: Endpoint): Transport {
  if (form.isTls(server)) return "tls";
  return form.peer(server)?.tcpOnly === true ? "tcp" : "udp";
}

function nextManner(manner: Manner, how: (Refusal & { kind: "again" })["how"]): Manner {
  switch (how) {
    case "over-tcp":
      return { ...manner, transport: asStream(manner.transport) };
    case "without-edns":
      return { ...manner, form: { ...manner.form, edns: false } };
    case "without-cookie":
      return { ...manner, form: { ...manner.form, cookie: false } };
    case "with-new-cookie":
      // A server that does not know its own cookie again is asked over TCP (RFC 7873 section 5.3).
      return {
        ...manner,
        transport: manner.isCookieRenewed ? asStream(manner.transport) : manner.transport,
        isCookieRenewed: true,
      };
  }
}

function asStream(transport: Transport): Transport {
  return transport === "udp" ? "tcp" : transport;
}

function attemptOf(verdict: Exclude<Verdict, { readonly kind: "again" }>, now: Instant): Attempt {
  switch (verdict.kind) {
    case "stray":
      return { kind: "silent", why: "an answer to another question", now };
    case "unusable":
      return { kind: "bad", why: verdict.why, now };
    case "hopeless":
      return { kind: "verdict", verdict: { kind: "failed", why: verdict.why, isFinal: true }, now };
    default:
      return { kind: "verdict", verdict, now };
  }
}

function judgeResponse(
  state: ResolverState,
  errand: Errand,
  server: Endpoint,
  message: Query,
  response: Response,
  transport: Transport,
): Verdict {
  const { standing, serverCookie } = readCookie(message, response, state.servers.cookieOf(server));
  if (serverCookie !== null) state.servers.noteCookie(server, serverCookie);
  const { domain, ttl } = errand.cut;
  return judge(response, {
    question: errand.question,
    id: message.id,
    withEdns: message.edns !== null,
    isForwarder: errand.form.isForwarder,
    domain,
    nameServersTtl: ttl,
    maxRecordsPerType: state.options.maxRecordsPerType,
    transport: transport === "udp" ? "udp" : "tcp",
    cookie: standing,
    isOutside: (name, type, apex) => isOutside(state, name, type, apex, errand.forwardedBy),
  });
}

function noteFailure(state: ResolverState, server: Endpoint, result: EffectResult, transport: Transport): Attempt {
  const how = result.kind === "failed" ? result.how : "timeout";
  const why = `${server.address} ${how}`;
  if (how !== "timeout") return { kind: "bad", why, now: result.now };
  state.servers.noteSilence(server);
  return { kind: transport === "udp" ? "silent" : "bad", why, now: result.now };
}
