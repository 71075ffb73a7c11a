import { type Instant, laterBy, laterOf, type Query, type Response, wholeSeconds } from "../../dns/index.ts";
import type { Effect, EffectResult, Endpoint, Transport } from "../../resolution/index.ts";
import { encodeMessage, mostOctets } from "../../wire/index.ts";
import { faultOfAnswer, UNSIGNED } from "../signatures/check-signature.ts";
import { keyFor } from "../signatures/key-for.ts";
import { signed, type TsigKey } from "../signatures/tsig-key.ts";
import { logFailure, logVerdict } from "./answer-log.ts";
import { denialOf } from "./denied-answers.ts";
import type { Errand, ErrandVerdict } from "./errand-terms.ts";
import { judge } from "./judge.ts";
import { isOutside } from "./outside.ts";
import { SMALLEST } from "./servers.ts";
import type { ResolverState } from "./state.ts";
import type { Tries, Try } from "./tries.ts";
import { makeUpstreamQuery, type QueryForm, readCookie, sourceFor } from "./upstream-query.ts";
import { type Refusal, stray, type Verdict } from "./verdict.ts";

/** What one server was good for. */
export type Attempt = { readonly now: Instant; readonly hasAnswered: boolean } & (
  | { readonly kind: "verdict"; readonly verdict: ErrandVerdict }
  | { readonly kind: "silent" | "bad"; readonly why: string }
);

/** Over TCP, without EDNS, with a new cookie: nobody needs more. */
const MAX_FORMS = 5;

/** How the next message to the same server is put. */
interface Manner {
  readonly form: QueryForm;
  readonly transport: Transport;
  readonly isCookieRenewed: boolean;
  readonly isTakenForTcp: boolean;
}

/** One server: over UDP, then in whatever way its answer asks for. */
export function* askServer(
  state: ResolverState,
  errand: Errand,
  tries: Tries,
  server: Endpoint,
  timeoutMs: number,
  start: Instant,
): Generator<Effect, Attempt, EffectResult> {
  let now = start;
  const source = sourceFor(state, errand.form.peer(server), server.address);
  if (source === "not-held") {
    return { kind: "bad", why: "the address of query-source is not on this host", now, hasAnswered: false };
  }
  let manner = firstManner(errand, server, tries.next(server, state.servers, now));
  for (let forms = 0; forms < MAX_FORMS; forms += 1) {
    const { form, transport } = manner;
    const unsigned = makeUpstreamQuery(state, errand.question, form, server, now);
    const message = signed(unsigned, keyToSay(state, server), wholeSeconds(now));
    errand.budget.queries.left -= 1;
    tries.noteSent(server);
    const limit = transport !== "udp" ? errand.budget.end - now : timeoutMs;
    const result = yield { kind: "ask", to: server, transport, source, message, timeoutMs: limit };
    const sentAt = now;
    now = laterOf(now, result.now);
    const response = result.kind === "answered" ? result.messages[0] : undefined;
    if (response === undefined) return noteFailure(state, errand, tries, server, result, transport, sentAt);
    state.servers.noteAnswer(server, now - sentAt, now);
    if (transport === "udp" && form.edns) state.servers.noteSize(server, octetsAboveSmallest(response), now);
    const verdict = judgeResponse(state, errand, server, message, response, takenFor(manner), now);
    if (verdict.kind === "stray") return noteStray(tries, laterBy(sentAt, limit));
    if (verdict.kind !== "again") return attemptOf(verdict, now);
    manner = nextManner(manner, verdict.how);
  }
  return { kind: "bad", why: "no usable answer", now, hasAnswered: true };
}

/** `keys` of `server`: named signs whatever it asks that server (resquery_send). */
function keyToSay({ keys, peers }: ResolverState, { address, port }: Endpoint): TsigKey | null {
  const choice = keyFor({ keys, servers: peers }, { address, port, key: null, tls: null });
  return choice.kind === "key" ? choice.key : null;
}

/** 0 for what every server can send: that needs no writing to tell. */
function octetsAboveSmallest(response: Response): number {
  return mostOctets(response) <= SMALLEST ? 0 : encodeMessage(response).length;
}

function firstManner(errand: Errand, server: Endpoint, { udpSize, isTakenForTcp }: Try): Manner {
  const form = { ...errand.form, udpSize };
  return { form, transport: firstTransport(errand, server), isCookieRenewed: false, isTakenForTcp };
}

/** `tls` of a forwarder (9.20) and `tcp-only` of a peer; else UDP. */
function firstTransport({ form }: Errand, server: Endpoint): Transport {
  if (form.isTls(server)) return "tls";
  return form.peer(server)?.tcpOnly === true ? "tcp" : "udp";
}

function takenFor({ transport, isTakenForTcp }: Manner): "udp" | "tcp" {
  return isTakenForTcp || transport === "tls" ? "tcp" : transport;
}

function nextManner(asked: Manner, how: (Refusal & { kind: "again" })["how"]): Manner {
  const manner: Manner = { ...asked, transport: asked.transport === "tls" ? "tls" : takenFor(asked) };
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

/** named goes on listening until its patience is over. */
function noteStray(tries: Tries, now: Instant): Attempt {
  tries.noteSilence();
  return { kind: "silent", why: "an answer to another question", now, hasAnswered: true };
}

function attemptOf(verdict: Exclude<Verdict, { readonly kind: "again" | "stray" }>, now: Instant): Attempt {
  switch (verdict.kind) {
    case "unusable":
      return { kind: "bad", why: verdict.why, now, hasAnswered: true };
    case "hopeless":
      return { kind: "verdict", verdict: failedFor(verdict), now, hasAnswered: true };
    default:
      return { kind: "verdict", verdict, now, hasAnswered: true };
  }
}

function failedFor({ why, tooMany }: Refusal & { readonly kind: "hopeless" }): ErrandVerdict {
  return { kind: "failed", why, result: tooMany === null ? null : "too many records", isFinal: true };
}

function judgeResponse(
  state: ResolverState,
  errand: Errand,
  server: Endpoint,
  message: Query,
  response: Response,
  transport: "udp" | "tcp",
  now: Instant,
): Verdict {
  const fault = faultOfAnswer(response, keyToSay(state, server));
  if (fault !== null) return fault === UNSIGNED ? stray() : { kind: "hopeless", why: fault, tooMany: null };
  const { standing, serverCookie } = readCookie(message, response, state.servers.cookieOf(server, now));
  if (serverCookie !== null) state.servers.noteCookie(server, serverCookie, now);
  const { domain, ttl } = errand.cut;
  const verdict = judge(response, {
    question: errand.question,
    id: message.id,
    withEdns: message.edns !== null,
    isForwarder: errand.form.isForwarder,
    domain,
    nameServersTtl: ttl,
    maxRecordsPerType: state.options.maxRecordsPerType,
    transport,
    // Who signs proves more than a cookie does (lib/dns/resolver.c, resquery_response).
    cookie: message.signature === undefined || standing === "bad" ? standing : "good",
    isOutside: (name, type, apex) => isOutside(state, name, type, apex, errand.forwardedBy),
    denial: (set) => denialOf(state, errand, set),
  });
  logVerdict(state, errand, server, verdict);
  return verdict;
}

function noteFailure(
  state: ResolverState,
  errand: Errand,
  tries: Tries,
  server: Endpoint,
  result: EffectResult,
  transport: Transport,
  sentAt: Instant,
): Attempt {
  logFailure(state, errand, server, result, sentAt);
  const how = result.kind === "failed" ? result.how : "timeout";
  const why = `${server.address} ${how}`;
  // A closed port counts as silence here too (rctx_dispfail).
  state.servers.noteSilence(server, result.now, state.lots());
  if (how !== "timeout") return { kind: "bad", why, now: result.now, hasAnswered: false };
  tries.noteSilence();
  return { kind: transport === "udp" ? "silent" : "bad", why, now: result.now, hasAnswered: false };
}
