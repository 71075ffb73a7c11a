import { compareSerials, type Instant, laterBy, type ResourceRecord, wholeSeconds } from "../../dns/index.ts";
import type { EffectResult, Exchange } from "../../resolution/index.ts";
import { withoutDot } from "../log-lines.ts";
import { faultOfAnswer } from "../signatures/check-signature.ts";
import { signed, type TsigKey } from "../signatures/tsig-key.ts";
import type { RemoteServer } from "../zone-settings.ts";
import { bringIn, planRefresh, type WholeCopy } from "./bring-in.ts";
import { bringInStub, type StubCopy } from "./bring-in-stub.ts";
import {
  type Copy,
  type CopyWork,
  draw,
  notGood,
  primaryTitle,
  queue,
  type Round,
  say,
  soaOf,
  sourceFor,
  toNextPrimary,
} from "./copy.ts";
import { DIALUP_TRY_MS } from "./heartbeat.ts";
import { asksExpire, failureText, judgeSoa, type SoaForm, type SoaVerdict, soaQuery } from "./soa-answer.ts";
import { serverTitle } from "./zone-lines.ts";
import { backedOff } from "./zone-timers.ts";

const TRY_MS = 5000;
const TRIES = 3;
const DONE = { kind: "silence", why: "no-handler" } as const;

/** A round begins as if it would fail: the next is due after the retry time (lib/dns/zone.c, zone_refresh). */
export function* beginRound(copy: Copy, now: Instant): Exchange {
  const { clock } = copy;
  const { retry } = clock.timers;
  const early = yield* draw(Math.floor(retry / 4));
  clock.refreshAt = laterBy(now, (retry - early) * 1000);
  if (!clock.hasSoa) clock.timers = backedOff(clock.timers);
  clock.isPlain = false;
  clock.looksElsewhere = false;
  queue(copy, { primary: 0, good: new Set() }, now);
  return DONE;
}

/** Asks the primary whose turn it is for its SOA, and goes on by what it says (refresh_callback). */
export function* askPrimary(copy: Copy, round: Round, start: Instant): Exchange {
  const primary = copy.settings.primaries[round.primary];
  if (round.tries === TRIES && primary !== undefined) yield* silent(copy, round, primary, start);
  else yield* askNext(copy, round, start);
  return DONE;
}

/** Primaries that cannot be asked are left out; after the last the round is over, and nobody looks for a NOTIFY that waits (soa_query). */
function* askNext(copy: Copy, round: Round, start: Instant): CopyWork {
  const { settings, clock, tools } = copy;
  for (let at = round.primary; at < settings.primaries.length; at = notGood(at + 1, round.good)) {
    const primary = settings.primaries[at];
    const choice = primary === undefined ? null : tools.keyFor(primary);
    if (choice?.kind === "missing") say(copy, `unable to find key: ${withoutDot(choice.name)}`);
    // There is no second source address.
    if (primary === undefined || choice?.kind !== "key" || clock.looksElsewhere) continue;
    const turn = at === round.primary ? round : { ...round, primary: at };
    clock.round = turn;
    yield* ask(copy, turn, primary, choice.key, start);
    return;
  }
  clock.round = null;
}

function* ask(copy: Copy, round: Round, primary: RemoteServer, key: TsigKey | null, start: Instant): CopyWork {
  const { name } = copy.settings;
  const tryMs = copy.settings.dialup.asks ? DIALUP_TRY_MS : TRY_MS;
  const wantsExpire = asksExpire(copy.settings, copy.tools.peerAt(primary.address));
  const result: EffectResult = yield {
    kind: "ask",
    to: { address: primary.address, port: primary.port },
    transport: copy.clock.usesTcp ? "tcp" : "udp",
    source: sourceFor(copy.settings, primary),
    message: signed(soaQuery(name, round.form, wantsExpire), key, wholeSeconds(start)),
    timeoutMs: tryMs,
  };
  const { now } = result;
  // Cancelled meanwhile.
  if (copy.clock.round !== round) return;
  const [answer] = result.kind === "answered" ? result.messages : [];
  if (answer !== undefined) {
    const fault = faultOfAnswer(answer, key);
    if (fault === null) yield* judged(copy, round, primary, judgeSoa(name, answer, formOf(copy)), now);
    else failed(copy, round, primary, fault, now);
    return;
  }
  const how = result.kind === "failed" ? result.how : "timeout";
  // A neighbour that says nothing to ARP is silence to a UDP socket (measured); that there is no route is known at once.
  if (how === "timeout" || (how === "unreachable" && now > start)) {
    copy.clock.round = { ...round, tries: round.tries + 1, due: laterBy(start, tryMs) };
    return;
  }
  failed(copy, round, primary, failureText(how, now - start), now);
}

function failed(copy: Copy, round: Round, primary: RemoteServer, why: string, now: Instant): void {
  say(copy, `refresh: failure trying primary ${primaryTitle(copy, primary)}: ${why}`);
  leave(copy, round, now);
}

/** The question that is out, to this primary, comes to nothing. */
export function cancelQuestion(copy: Copy, round: Round, primary: RemoteServer | undefined, now: Instant): void {
  if (primary === undefined) leave(copy, round, now);
  else failed(copy, round, primary, "operation canceled", now);
}

/** Over another list of primaries a round begins with its first, and nobody has answered well (dns_zone_setprimaries; course turn-3). */
export function roundOver(round: Round, before: readonly RemoteServer[], now: readonly RemoteServer[]): Round {
  const isSame = before.length === now.length && before.every((one, at) => areSame(one, now[at]));
  return isSame ? round : { ...round, primary: 0, good: new Set() };
}

function areSame(one: RemoteServer, other: RemoteServer | undefined): boolean {
  return (
    one.address === other?.address &&
    one.port === other.port &&
    one.key?.key === other.key?.key &&
    one.tls === other.tls
  );
}

/** What a question would be asked like now; the one that is out may have been asked otherwise. */
function formOf({ clock }: Copy): SoaForm {
  return clock.isPlain ? "plain" : "edns";
}

/** A NOTIFY that came meanwhile is looked at once the round is over. */
function leave(copy: Copy, round: Round, now: Instant): void {
  const { clock } = copy;
  clock.isPlain = false;
  if (toNextPrimary(copy, round, now) === "goes-on" || !clock.isQueued) return;
  clock.isQueued = false;
  clock.refreshAt = now;
}

function* silent(copy: Copy, round: Round, primary: RemoteServer, now: Instant): CopyWork {
  if (!copy.clock.isPlain) {
    copy.clock.isPlain = true;
    queue(copy, round, now);
    return;
  }
  const [who, source] = primaryTitle(copy, primary).split(" (");
  say(copy, `refresh: retry limit for primary ${who} exceeded (${source}`);
  const { tools, settings } = copy;
  const isTried = isWhole(copy) && settings.tryTcpRefresh;
  if (!isTried || tools.unreachable.isKnown(primaryTitle(copy, primary), now)) leave(copy, round, now);
  else {
    copy.clock.asksSoaFirst = true;
    yield* bringIn(copy, round, primary, now);
  }
}

function* judged(copy: Copy, round: Round, primary: RemoteServer, verdict: SoaVerdict, now: Instant): CopyWork {
  switch (verdict.kind) {
    case "again-plain":
      copy.clock.isPlain = true;
      queue(copy, round, now);
      return;
    case "no-use":
      say(copy, `refresh: ${verdict.why} ${primaryTitle(copy, primary)}`);
      leave(copy, round, now);
      return;
    case "transfer":
      if (!isWhole(copy)) {
        askStubAgain(copy, round, primary, verdict, now);
        return;
      }
      say(copy, `refresh: ${verdict.why} ${primaryTitle(copy, primary)}`);
      copy.clock.asksSoaFirst = verdict.because === "truncated";
      yield* bringIn(copy, round, primary, now);
      return;
    case "serial":
      yield* compared(copy, round, primary, verdict, now);
  }
}

type Serial = SoaVerdict & { readonly kind: "serial" };

function isWhole(copy: Copy): copy is WholeCopy {
  return copy.settings.kind === "secondary";
}

function isStub(copy: Copy): copy is StubCopy {
  return copy.settings.kind === "stub";
}

/** Where a whole zone would be transferred all the same, a stub asks over TCP, or the next primary. */
function askStubAgain(
  copy: Copy,
  round: Round,
  primary: RemoteServer,
  verdict: SoaVerdict & { readonly kind: "transfer" },
  now: Instant,
): void {
  const { clock } = copy;
  if (verdict.because === "truncated" && !clock.usesTcp) {
    clock.usesTcp = true;
    queue(copy, round, now);
    return;
  }
  const why = verdict.because === "truncated" ? "truncated TCP response from primary" : verdict.why;
  say(copy, `refresh: ${why} ${primaryTitle(copy, primary)}`);
  leave(copy, round, now);
}

function* getVersion(copy: Copy, round: Round, primary: RemoteServer, soa: ResourceRecord, now: Instant): CopyWork {
  if (isStub(copy)) yield* bringInStub(copy, round, primary, soa, now);
  else if (isWhole(copy)) yield* bringIn(copy, round, primary, now);
}

function* compared(copy: Copy, round: Round, primary: RemoteServer, { serial, expire, soa }: Serial, now: Instant) {
  const held = soaOf(copy.tools.data());
  const order = held === null || copy.clock.isForced ? "newer" : compareSerials(serial, held.serial);
  if (order === "newer") {
    if (!copy.tools.unreachable.isKnown(primaryTitle(copy, primary), now)) {
      yield* getVersion(copy, round, primary, soa, now);
      return;
    }
    const who = primaryTitle(copy, primary);
    say(
      copy,
      `refresh: skipping ${isWhole(copy) ? "zone transfer" : "NS query"} as primary ${who} is unreachable (cached)`,
    );
    leave(copy, round, now);
    return;
  }
  const before = copy.clock.expireAt;
  if (order === "same") yield* renew(copy, expire, now);
  else if (!copy.settings.multiMaster) {
    say(copy, `serial number (${serial}) received from primary ${serverTitle(primary)} < ours (${held?.serial})`);
  }
  leave(copy, { ...round, good: new Set([...round.good, round.primary]) }, now);
  // Nobody sets the timer anew as long as the round goes on (refresh_callback).
  if (copy.clock.round !== null && before !== copy.clock.expireAt) copy.clock.timerAt ??= before;
}

/** The copy is right: it lives on, as long as its source does (RFC 7314). A lower serial does not let it live on. */
function* renew(copy: Copy, remaining: number | null, now: Instant): CopyWork {
  const { clock } = copy;
  const { expire } = clock.timers;
  const until = laterBy(now, Math.min(expire, remaining ?? expire) * 1000);
  if (clock.expireAt === null || until > clock.expireAt) {
    clock.expireAt = until;
    clock.savedAt = until - expire * 1000;
  }
  yield* planRefresh(copy, now);
}
