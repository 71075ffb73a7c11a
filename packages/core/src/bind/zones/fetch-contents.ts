import {
  compareSerials,
  type DomainName,
  type Instant,
  makeQuery,
  NO_FLAGS,
  type Query,
  type Response,
  type RRset,
  recordsOf,
  wholeSeconds,
} from "../../dns/index.ts";
import type { Effect, EffectResult } from "../../resolution/index.ts";
import type { Zone } from "../../zone/index.ts";
import { faultOfAnswer } from "../signatures/check-signature.ts";
import { signed, type TsigKey } from "../signatures/tsig-key.ts";
import type { RemoteServer } from "../zone-settings.ts";
import { soaOf } from "./copy.ts";
import { type IncomingZone, readIncoming, soaIn } from "./incoming-zone.ts";
import { failureText } from "./soa-answer.ts";
import { NO_TALLY, type TransferTally, tallyBehind, tallyOf } from "./transfer-tally.ts";

/** Connecting takes so long at most (lib/dns/xfrin.c, isc_nm_tcpdnsconnect). */
const CONNECT_MS = 30_000;

/** When a transfer is given up, in the words of the log. */
export type BrokenOff =
  | "failed to connect"
  | "failed while receiving responses"
  | "maximum idle time exceeded"
  | "maximum transfer time exceeded";

export type Fetched = IncomingZone | { readonly kind: "failed"; readonly why: string; readonly during: BrokenOff };

/** `connections`: two where IXFR was refused and everything began anew. */
interface FetchResult {
  readonly fetched: Fetched;
  readonly now: Instant;
  readonly connections: 1 | 2;
  readonly tally: TransferTally;
}

type Fetching = Generator<Effect, FetchResult, EffectResult>;

/** What a transfer asks for: a whole zone, or what is newer than a version. */
export interface Wanted {
  readonly name: DomainName;
  readonly primary: RemoteServer;
  /** What is asked is signed with it, and so must be all that comes; null: nothing is. */
  readonly key: TsigKey | null;
  readonly source: Extract<Effect, { readonly kind: "ask" }>["source"];
  /** The version at hand. */
  readonly held: Zone | null;
  /** `soa-first`: the SOA over the same connection, and the whole where it is newer. */
  readonly how: "whole" | "differences" | "soa-first";
  /** How long it is waited for the contents once there is a connection, and what is said then. */
  readonly patience: TransferPatience;
  /** Heard at the moment at which there is a connection, which may be long before an answer. */
  connected(): void;
}

export interface TransferPatience {
  readonly ms: number;
  readonly during: BrokenOff;
}

/** AXFR, or IXFR and where that is refused the SOA and AXFR over new connections (lib/dns/xfrin.c, try_axfr). */
export function* fetchContents(wanted: Wanted, start: Instant): Fetching {
  const soa = wanted.held?.soa ?? null;
  if (soa === null || wanted.how === "whole") return yield* transfer(wanted, axfr(wanted.name), start);
  if (wanted.how === "soa-first") return yield* soaThenWhole(wanted, start, 1);
  const first = yield* transfer(wanted, ixfr(wanted.name, soa), start);
  if (first.fetched.kind !== "refused") return first;
  return yield* soaThenWhole(wanted, first.now, 2);
}

function* soaThenWhole(wanted: Wanted, start: Instant, connections: 1 | 2): Fetching {
  const { result, messages } = yield* ask(wanted, query(wanted.name, "SOA"), start);
  const tally = tallyOf(messages);
  const refusal = soaRefusal(wanted, result, result.now - start, messages);
  if (refusal !== null) return { fetched: refusal, now: result.now, connections, tally };
  const whole = yield* transfer(wanted, axfr(wanted.name), result.now);
  return { ...whole, connections, tally: tallyBehind(tally, whole.tally) };
}

/** null: the SOA is there. */
function soaRefusal(
  wanted: Wanted,
  result: EffectResult,
  afterMs: number,
  [answer]: readonly Response[],
): Fetched | null {
  const { name } = wanted;
  if (result.kind === "failed") return failureOf(wanted, result, afterMs);
  if (answer === undefined) return { kind: "malformed", why: "FORMERR" };
  if (answer.rcode !== "NOERROR") return { kind: "refused", rcode: answer.rcode };
  const soa = soaIn(name, answer);
  const fault = faultOfAnswer(answer, wanted.key);
  if (fault !== null) return { kind: "malformed", why: fault };
  if (soa === null) return { kind: "malformed", why: "FORMERR" };
  const held = serialOf(wanted);
  return held !== null && compareSerials(soa.serial, held) !== "newer" ? { kind: "current" } : null;
}

function* transfer(wanted: Wanted, message: Query, start: Instant): Fetching {
  const { result, messages } = yield* ask(wanted, message, start);
  const fault = result.kind === "failed" ? null : faultIn(messages, wanted.key);
  const fetched: Fetched =
    result.kind === "failed"
      ? failureOf(wanted, result, result.now - start)
      : fault === null
        ? readIncoming(wanted.name, messages, message.questions[0]?.type === "IXFR" ? wanted.held : null)
        : { kind: "malformed", why: fault };
  return { fetched, now: result.now, connections: 1, tally: fault === null ? tallyOf(messages) : NO_TALLY };
}

/** Signatures are looked at behind the rcode (lib/dns/xfrin.c, xfrin_recv_done). */
function faultIn(messages: readonly Response[], key: TsigKey | null): string | null {
  if (messages.some(({ rcode }) => rcode !== "NOERROR")) return null;
  for (const message of messages) {
    const fault = faultOfAnswer(message, key);
    if (fault !== null) return fault;
  }
  return null;
}

function* ask(
  { primary, source, patience, connected, key }: Wanted,
  message: Query,
  now: Instant,
): Generator<Effect, { readonly result: EffectResult; readonly messages: readonly Response[] }, EffectResult> {
  const to = { address: primary.address, port: primary.port };
  const result = yield {
    kind: "ask",
    to,
    transport: "tcp",
    source,
    message: signed(message, key, wholeSeconds(now)),
    timeoutMs: CONNECT_MS,
    answerMs: patience.ms,
    connected,
  };
  const messages = result.kind === "answered" ? result.messages : [];
  return { result, messages };
}

function failureOf({ patience }: Wanted, { how, isConnected = false }: Failure, afterMs: number): Fetched {
  const why = failureText(how, afterMs);
  if (!isConnected) return { kind: "failed", why, during: "failed to connect" };
  return { kind: "failed", why, during: how === "timeout" ? patience.during : "failed while receiving responses" };
}

function serialOf({ held }: Wanted): number | null {
  return soaOf(held)?.serial ?? null;
}

type Failure = EffectResult & { readonly kind: "failed" };

function query(name: DomainName, type: "SOA" | "AXFR" | "IXFR"): Query {
  return makeQuery({ name, type, class: "IN" }, { flags: NO_FLAGS });
}

function axfr(name: DomainName): Query {
  return query(name, "AXFR");
}

function ixfr(name: DomainName, soa: RRset): Query {
  return { ...query(name, "IXFR"), authority: recordsOf(soa) };
}
