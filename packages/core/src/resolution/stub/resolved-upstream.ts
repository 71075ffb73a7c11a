import {
  type DomainName,
  type Instant,
  makeQuery,
  type Query,
  type Rcode,
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

/** How a server is asked (resolved-dns-server.h DnsServerFeatureLevel): each step down after an error. */
type Level = "edns" | "plain";

/**
 * Asks the servers in turn, starting with the one in use (resolved-dns-transaction.c): silence and REFUSED lead to the
 * next server; SERVFAIL is asked again as it was and then, as FORMERR, NOTIMP and NXDOMAIN at once, without EDNS.
 * `bypass` is a client's own message, which goes to a server as it is.
 */
export function* askUpstream(
  question: UpstreamQuestion,
  bypass: Query | null,
  servers: readonly Endpoint[],
  inUse: number,
  start: Instant,
): Generator<Effect, UpstreamResult, EffectResult> {
  const next = new NextTry(bypass === null ? "edns" : "plain", servers.length);
  let server = inUse;
  let now = start;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const to = servers[server % servers.length];
    if (to === undefined) break;
    const message = bypass === null ? queryFor(question, next.level) : queryOfClient(bypass);
    const [response, then] = yield* askServer(message, to, now);
    now = then;
    const verdict = next.after(response);
    if (response !== null && verdict === "accept") return { response, server, now };
    if (verdict === "next-server") server = (server + 1) % servers.length;
  }
  return { response: null, server, now };
}

/** What to do after an answer. */
class NextTry {
  level: Level;
  private readonly servers: number;
  private refusals = 0;
  private hasFailedOnce = false;

  constructor(level: Level, servers: number) {
    this.level = level;
    this.servers = servers;
  }

  after(response: Response | null): "accept" | "again" | "next-server" {
    if (response === null) return "next-server";
    const { rcode } = response;
    if (rcode === "REFUSED" || (this.level === "plain" && isFault(rcode))) return this.refuse();
    if (this.level === "plain") return "accept";
    if (rcode === "SERVFAIL" && !this.hasFailedOnce) {
      this.hasFailedOnce = true;
      return "again";
    }
    if (!isFault(rcode) && !(rcode === "NXDOMAIN" && response.edns !== null)) return "accept";
    this.level = "plain";
    return "again";
  }

  /** Another server may do better, if there is one that was not tried. */
  private refuse(): "accept" | "next-server" {
    this.refusals += 1;
    return this.refusals < this.servers ? "next-server" : "accept";
  }
}

function isFault(rcode: Rcode): boolean {
  return rcode === "FORMERR" || rcode === "NOTIMP" || rcode === "SERVFAIL";
}

function queryFor(question: UpstreamQuestion, level: Level): Query {
  const edns = { udpSize: ADVERTISED_OCTETS, version: 0, dnssecOk: false, z: 0, options: [] };
  return makeQuery(question, { edns: level === "edns" ? edns : null });
}

function queryOfClient(query: Query): Query {
  return query.edns === null ? query : { ...query, edns: { ...query.edns, udpSize: ADVERTISED_OCTETS } };
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
