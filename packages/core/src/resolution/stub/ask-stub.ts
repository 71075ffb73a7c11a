import type { Instant, Query, Response } from "../../dns/index.ts";
import type { AskFailure, Effect, EffectResult, Endpoint, Transport } from "../exchange.ts";

/** Which program asks: they differ in patience and in what makes them turn to the next server. */
export type StubKind = "dig" | "glibc";

/** How a stub resolver asks. */
export interface StubSettings {
  readonly kind: StubKind;
  /** In the order of resolv.conf; not empty. */
  readonly servers: readonly Endpoint[];
  /** For the first server. */
  readonly timeoutMs: number;
  /** Rounds over all servers: glibc's `attempts`, dig's `+tries`. */
  readonly attempts: number;
  /** The first server's position; above 0 with `rotate`. */
  readonly firstServer: number;
  readonly transport: "udp" | "tcp";
  /** dig's `+ignore`: a truncated answer is taken as it is. */
  readonly whenTruncated: "retry-over-tcp" | "accept";
}

/** One question to one server, and what came of it. */
export interface StubTry {
  readonly to: Endpoint;
  readonly transport: Transport;
  readonly askedAt: Instant;
  readonly endedAt: Instant;
  readonly result:
    | { readonly kind: "answered"; readonly messages: readonly Response[] }
    | { readonly kind: "failed"; readonly how: AskFailure };
}

/** What a program gets. */
export type StubAnswer =
  | {
      readonly kind: "answered";
      /** One message, except in a transfer. */
      readonly messages: readonly Response[];
      readonly from: Endpoint;
      readonly transport: Transport;
      readonly tries: readonly StubTry[];
    }
  | { readonly kind: "failed"; readonly tries: readonly StubTry[] };

export type StubExchange = Generator<Effect, StubAnswer, EffectResult>;

const MINIMUM_GLIBC_TIMEOUT_MS = 1000;

/** Asks as dig or a glibc program does: server after server, round after round, over TCP when an answer is truncated. */
export function* askStub(query: Query, settings: StubSettings, start: Instant): StubExchange {
  const tries: StubTry[] = [];
  const { attempts, servers } = settings;
  let now = start;
  let refusal: StubAnswer | null = null;
  for (let turn = 0; turn < attempts * servers.length; turn += 1) {
    const to = servers[(settings.firstServer + turn) % servers.length];
    if (to === undefined) continue;
    const timeoutMs = timeoutOf(settings, turn % servers.length);
    let { transport } = settings;
    let last: StubTry;
    for (;;) {
      last = tryOf(to, transport, now, yield { kind: "ask", to, transport, source: null, message: query, timeoutMs });
      tries.push(last);
      now = last.endedAt;
      if (!isCut(last) || settings.whenTruncated === "accept") break;
      transport = "tcp";
    }
    if (last.result.kind !== "answered") continue;
    const answer = answerOf(last, last.result.messages, tries);
    if (!turnsAway(last.result.messages, settings)) return answer;
    refusal = answer;
  }
  return refusal ?? { kind: "failed", tries };
}

function answerOf(last: StubTry, messages: readonly Response[], tries: readonly StubTry[]): StubAnswer {
  return { kind: "answered", messages, from: last.to, transport: last.transport, tries };
}

/** glibc turns to the next server for these (resolv/res_send.c send_dg); dig prints them (its `+fail` is on). */
function turnsAway(messages: readonly Response[], settings: StubSettings): boolean {
  const rcode = messages[0]?.rcode;
  return settings.kind === "glibc" && (rcode === "SERVFAIL" || rcode === "NOTIMP" || rcode === "REFUSED");
}

/** Over UDP: there is more to be had over TCP. */
function isCut({ transport, result }: StubTry): boolean {
  return transport === "udp" && result.kind === "answered" && result.messages[0]?.flags.truncated === true;
}

/** glibc gives later servers more time: `timeout << index`, divided by the number of servers, one second at least. */
function timeoutOf(settings: StubSettings, index: number): number {
  if (settings.kind === "dig" || index === 0) return settings.timeoutMs;
  const seconds = Math.floor(((settings.timeoutMs / 1000) * 2 ** index) / settings.servers.length);
  return Math.max(MINIMUM_GLIBC_TIMEOUT_MS, seconds * 1000);
}

function tryOf(to: Endpoint, transport: Transport, askedAt: Instant, result: EffectResult): StubTry {
  const endedAt = result.now;
  if (result.kind === "answered") {
    return { to, transport, askedAt, endedAt, result: { kind: "answered", messages: result.messages } };
  }
  const how = result.kind === "failed" ? result.how : "timeout";
  return { to, transport, askedAt, endedAt, result: { kind: "failed", how } };
}
