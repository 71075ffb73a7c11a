import {
  type DomainName,
  type Instant,
  laterBy,
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

/** So long a server is spared EDNS that once answered without an OPT record (DNS_SERVER_FEATURE_RETRY_PERIOD_MIN_USEC). */
const SPARED_MS = 300_000;

/** What came back, and from which server on. */
export interface UpstreamResult {
  /** `nobody`: no server answered; `cut`: one did, and its answer was cut over TCP too. */
  readonly response: Response | "nobody" | "cut";
  readonly now: Instant;
}

/** The servers in their order, and what was learnt of them. */
export class Upstreams {
  readonly servers: readonly Endpoint[];
  /** The one in use. */
  private index: number;
  private readonly sparedUntil: Map<number, Instant>;

  constructor(servers: readonly Endpoint[], index = 0, sparedUntil: ReadonlyMap<number, Instant> = new Map()) {
    this.servers = servers;
    this.index = index;
    this.sparedUntil = new Map(sparedUntil);
  }

  get current(): Endpoint | undefined {
    return this.servers[this.index];
  }

  fork(): Upstreams {
    return new Upstreams(this.servers, this.index, this.sparedUntil);
  }

  /** The next one is used from now on. */
  turn(): void {
    this.index = (this.index + 1) % this.servers.length;
  }

  level(now: Instant): Level {
    return now < (this.sparedUntil.get(this.index) ?? now) ? "plain" : "edns";
  }

  /** The server in use does not know EDNS. */
  spare(now: Instant): void {
    this.sparedUntil.set(this.index, laterBy(now, SPARED_MS));
  }
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
 * next server; SERVFAIL is asked again as it was and then, as FORMERR, NOTIMP, NXDOMAIN and a reply without an OPT record
 * at once, without EDNS. `bypass` is a client's own message, which goes to a server as it is.
 */
export function* askUpstream(
  question: UpstreamQuestion,
  bypass: Query | null,
  upstreams: Upstreams,
  start: Instant,
): Generator<Effect, UpstreamResult, EffectResult> {
  const next = new NextTry(bypass === null ? "edns" : "plain", upstreams.servers.length);
  let now = start;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const to = upstreams.current;
    if (to === undefined) break;
    const level = next.levelFor(upstreams.level(now));
    const message = bypass === null ? queryFor(question, level) : queryOfClient(bypass);
    const result = yield* askServer(message, to, now);
    const { response } = result;
    now = result.now;
    if (response === "cut") return result;
    const verdict = next.after(response, level);
    if (response !== "nobody" && verdict === "accept") return result;
    if (verdict === "again-and-spare") upstreams.spare(now);
    if (verdict === "next-server") upstreams.turn();
  }
  return { response: "nobody", now };
}

/** What to do after an answer. */
class NextTry {
  /** The most that is asked for from now on, whatever the server can. */
  private most: Level;
  private readonly servers: number;
  private refusals = 0;
  private hasFailedOnce = false;

  constructor(most: Level, servers: number) {
    this.most = most;
    this.servers = servers;
  }

  levelFor(server: Level): Level {
    return this.most === "plain" ? "plain" : server;
  }

  after(response: Response | "nobody", level: Level): "accept" | "again" | "again-and-spare" | "next-server" {
    if (response === "nobody") return "next-server";
    const { rcode } = response;
    if (rcode === "REFUSED" || (level === "plain" && isFault(rcode))) return this.refuse();
    if (level === "plain") return "accept";
    if (rcode === "SERVFAIL" && !this.hasFailedOnce) {
      this.hasFailedOnce = true;
      return "again";
    }
    if (!isFault(rcode) && response.edns === null) return "again-and-spare";
    if (!isFault(rcode) && rcode !== "NXDOMAIN") return "accept";
    this.most = "plain";
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
function* askServer(message: Query, to: Endpoint, start: Instant): Generator<Effect, UpstreamResult, EffectResult> {
  const first = yield { kind: "ask", to, transport: "udp", source: null, message, timeoutMs: UDP_TIMEOUT_MS };
  const response = responseIn(first);
  if (response === "nobody" || !response.flags.truncated) return { response, now: laterOf(first.now, start) };
  const second = yield { kind: "ask", to, transport: "tcp", source: null, message, timeoutMs: TCP_TIMEOUT_MS };
  const whole = responseIn(second);
  return { response: whole !== "nobody" && whole.flags.truncated ? "cut" : whole, now: second.now };
}

function responseIn(result: EffectResult): Response | "nobody" {
  return result.kind === "answered" ? (result.messages[0] ?? "nobody") : "nobody";
}

function laterOf(left: Instant, right: Instant): Instant {
  return left > right ? left : right;
}
