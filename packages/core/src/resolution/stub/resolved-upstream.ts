import {
  type DomainName,
  type Instant,
  makeQuery,
  type Query,
  type Response,
  type RrClass,
  type RrType,
} from "../../dns/index.ts";
import type { Effect, EffectResult, Endpoint } from "../exchange.ts";

const UDP_TIMEOUT_MS = 5000;
const TCP_TIMEOUT_MS = 10_000;
/** resolved-dns-transaction.h TRANSACTION_ATTEMPTS_MAX. */
const MAX_ATTEMPTS = 24;
/** An Ethernet's 1500 octets less the headers of IPv4 and UDP. */
const ADVERTISED_OCTETS = 1472;

/** What came back, and from which server on. */
export interface UpstreamResult {
  /** null: nobody answered. */
  readonly response: Response | null;
  readonly server: number;
  readonly now: Instant;
}

/** What is asked. */
export interface UpstreamQuestion {
  readonly name: DomainName;
  readonly type: RrType;
  readonly class: RrClass;
}

/**
 * Asks the servers in turn, starting with the one in use (resolved-dns-transaction.c): silence and REFUSED lead to the
 * next server, FORMERR, NOTIMP and SERVFAIL to the same one without EDNS.
 */
export function* askUpstream(
  question: UpstreamQuestion,
  servers: readonly Endpoint[],
  inUse: number,
  start: Instant,
): Generator<Effect, UpstreamResult, EffectResult> {
  let server = inUse;
  let now = start;
  let refusals = 0;
  let withEdns = true;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const to = servers[server % servers.length];
    if (to === undefined) break;
    const [response, then] = yield* askServer(queryFor(question, withEdns), to, now);
    now = then;
    if (response === null) server = (server + 1) % servers.length;
    else if (response.rcode === "REFUSED" && refusals + 1 < servers.length) {
      refusals += 1;
      server = (server + 1) % servers.length;
    } else if (withEdns && isLevelFault(response)) withEdns = false;
    else return { response, server, now };
  }
  return { response: null, server, now };
}

function isLevelFault(response: Response): boolean {
  return response.rcode === "FORMERR" || response.rcode === "NOTIMP" || response.rcode === "SERVFAIL";
}

function queryFor(question: UpstreamQuestion, withEdns: boolean): Query {
  const edns = { udpSize: ADVERTISED_OCTETS, version: 0, dnssecOk: false, z: 0, options: [] };
  return makeQuery(question, { edns: withEdns ? edns : null });
}

/** One question, and again over TCP where the answer is cut. */
function* askServer(
  message: Query,
  to: Endpoint,
  start: Instant,
): Generator<Effect, readonly [Response | null, Instant], EffectResult> {
  const first = yield { kind: "ask", to, transport: "udp", source: null, message, timeoutMs: UDP_TIMEOUT_MS };
  const response = first.kind === "answered" ? (first.messages[0] ?? null) : null;
  if (response?.flags.truncated !== true) return [response, laterOf(first.now, start)];
  const second = yield { kind: "ask", to, transport: "tcp", source: null, message, timeoutMs: TCP_TIMEOUT_MS };
  return [second.kind === "answered" ? (second.messages[0] ?? null) : null, second.now];
}

function laterOf(left: Instant, right: Instant): Instant {
  return left > right ? left : right;
}
