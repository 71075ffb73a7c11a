import {
  type DomainName,
  type Instant,
  makeQuery,
  NO_FLAGS,
  type Query,
  type Response,
  type RRset,
  recordsOf,
} from "../../dns/index.ts";
import type { AskFailure, Effect, EffectResult } from "../../resolution/index.ts";
import type { Zone } from "../../zone/index.ts";
import type { RemoteServer } from "../zone-settings.ts";
import { type IncomingZone, readIncoming, soaIn } from "./incoming-zone.ts";
import { failureText } from "./soa-answer.ts";

/** Connecting takes so long at most (lib/dns/xfrin.c); that a primary is silent afterwards would be borne for an hour. */
const CONNECT_MS = 30_000;

export type Fetched =
  | IncomingZone
  /** `stage`: before or after a connection was there. */
  | { readonly kind: "failed"; readonly why: string; readonly stage: "connecting" | "receiving" };

/** `connections`: two where IXFR was refused and everything began anew. */
interface FetchResult {
  readonly fetched: Fetched;
  readonly now: Instant;
  readonly connections: 1 | 2;
}

type Fetching = Generator<Effect, FetchResult, EffectResult>;

/** What a transfer asks for: a whole zone, or what is newer than a version. */
export interface Wanted {
  readonly name: DomainName;
  readonly primary: RemoteServer;
  readonly source: Extract<Effect, { readonly kind: "ask" }>["source"];
  /** The version at hand, where differences may be asked for. */
  readonly held: Zone | null;
}

/** AXFR, or IXFR and where that is refused the SOA and AXFR over new connections (lib/dns/xfrin.c, try_axfr). */
export function* fetchContents(wanted: Wanted, start: Instant): Fetching {
  const soa = wanted.held?.soa ?? null;
  if (soa === null) return yield* transfer(wanted, axfr(wanted.name), start);
  const first = yield* transfer(wanted, ixfr(wanted.name, soa), start);
  if (first.fetched.kind !== "refused") return first;
  const { result, messages } = yield* ask(wanted, query(wanted.name, "SOA"));
  const refusal = soaRefusal(wanted.name, result, result.now - first.now, messages);
  if (refusal !== null) return { fetched: refusal, now: result.now, connections: 2 };
  return { ...(yield* transfer(wanted, axfr(wanted.name), result.now)), connections: 2 };
}

/** null: the SOA is there. */
function soaRefusal(
  name: DomainName,
  result: EffectResult,
  afterMs: number,
  [answer]: readonly Response[],
): Fetched | null {
  if (result.kind === "failed") return failureOf(result.how, afterMs);
  if (answer === undefined) return { kind: "malformed", why: "FORMERR" };
  if (answer.rcode !== "NOERROR") return { kind: "refused", rcode: answer.rcode };
  return soaIn(name, answer) === null ? { kind: "malformed", why: "FORMERR" } : null;
}

function* transfer(wanted: Wanted, message: Query, start: Instant): Fetching {
  const { result, messages } = yield* ask(wanted, message);
  const fetched =
    result.kind === "failed" ? failureOf(result.how, result.now - start) : readIncoming(wanted.name, messages);
  return { fetched, now: result.now, connections: 1 };
}

function* ask(
  { primary, source }: Wanted,
  message: Query,
): Generator<Effect, { readonly result: EffectResult; readonly messages: readonly Response[] }, EffectResult> {
  const to = { address: primary.address, port: primary.port };
  const result = yield { kind: "ask", to, transport: "tcp", source, message, timeoutMs: CONNECT_MS };
  const messages = result.kind === "answered" ? result.messages : [];
  return { result, messages };
}

function failureOf(how: AskFailure, afterMs: number): Fetched {
  return { kind: "failed", why: failureText(how, afterMs), stage: how === "reset" ? "receiving" : "connecting" };
}

function query(name: DomainName, type: "SOA" | "AXFR" | "IXFR"): Query {
  return makeQuery({ name, type, class: "IN" }, { flags: NO_FLAGS });
}

function axfr(name: DomainName): Query {
  return query(name, "AXFR");
}

function ixfr(name: DomainName, soa: RRset): Query {
  return { ...query(name, "IXFR"), authority: recordsOf(soa) };
}
