import { compareSerials, type Instant, laterBy } from "../../dns/index.ts";
import type { EffectResult, Exchange } from "../../resolution/index.ts";
import type { RemoteServer } from "../zone-settings.ts";
import { bringIn, planRefresh } from "./bring-in.ts";
import {
  type Copy,
  type CopyWork,
  draw,
  primaryTitle,
  queue,
  type Round,
  say,
  soaOf,
  sourceFor,
  toNextPrimary,
} from "./copy.ts";
import { failureText, judgeSoa, type SoaVerdict, soaQuery } from "./soa-answer.ts";
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
  queue(copy, { primary: 0, form: "edns", good: new Set() }, now);
  return DONE;
}

/** Asks the primary whose turn it is for its SOA, and goes on by what it says (refresh_callback). */
export function* askPrimary(copy: Copy, round: Round, start: Instant): Exchange {
  const { settings, clock } = copy;
  const primary = settings.primaries[round.primary];
  if (primary === undefined) {
    // The look for a second source address, which there is not.
    clock.round = null;
    return DONE;
  }
  const result = yield* ask(copy, round, primary, start);
  const { now } = result;
  const [answer] = result.kind === "answered" ? result.messages : [];
  if (answer !== undefined) yield* judged(copy, round, primary, judgeSoa(settings.name, answer, round.form), now);
  else if (result.kind === "failed" && result.how === "timeout") yield* silent(copy, round, primary, now);
  else {
    const why = result.kind === "failed" ? failureText(result.how) : "unexpected end of input";
    say(copy, `refresh: failure trying primary ${primaryTitle(copy, primary)}: ${why}`);
    leave(copy, round, now);
  }
  return DONE;
}

function* ask(copy: Copy, { form }: Round, primary: RemoteServer, start: Instant): CopyWork<EffectResult> {
  const message = soaQuery(copy.settings.name, form);
  const to = { address: primary.address, port: primary.port };
  const source = sourceFor(copy, primary);
  let result: EffectResult = { kind: "failed", how: "timeout", now: start };
  for (let tries = 0; tries < TRIES; tries += 1) {
    result = yield { kind: "ask", to, transport: "udp", source, message, timeoutMs: TRY_MS };
    if (result.kind !== "failed" || result.how !== "timeout") break;
  }
  return result;
}

/** A NOTIFY that came meanwhile is looked at once the round is over. */
function leave(copy: Copy, round: Round, now: Instant): void {
  const { clock } = copy;
  if (toNextPrimary(copy, round, now) === "goes-on" || !clock.isQueued) return;
  clock.isQueued = false;
  clock.refreshAt = now;
}

function* silent(copy: Copy, round: Round, primary: RemoteServer, now: Instant): CopyWork {
  if (round.form === "edns") {
    queue(copy, { ...round, form: "plain" }, now);
    return;
  }
  const [who, source] = primaryTitle(copy, primary).split(" (");
  say(copy, `refresh: retry limit for primary ${who} exceeded (${source}`);
  if (copy.tools.unreachable.isKnown(primary.address, now)) leave(copy, round, now);
  else yield* bringIn(copy, round, primary);
}

function* judged(copy: Copy, round: Round, primary: RemoteServer, verdict: SoaVerdict, now: Instant): CopyWork {
  switch (verdict.kind) {
    case "again-plain":
      queue(copy, { ...round, form: "plain" }, now);
      return;
    case "no-use":
      say(copy, `refresh: ${verdict.why} ${primaryTitle(copy, primary)}`);
      leave(copy, round, now);
      return;
    case "transfer":
      say(copy, `refresh: ${verdict.why} ${primaryTitle(copy, primary)}`);
      yield* bringIn(copy, round, primary);
      return;
    case "serial":
      yield* compared(copy, round, primary, verdict, now);
  }
}

type Serial = SoaVerdict & { readonly kind: "serial" };

function* compared(copy: Copy, round: Round, primary: RemoteServer, { serial, expire }: Serial, now: Instant) {
  const held = soaOf(copy.tools.data());
  const order = held === null ? "newer" : compareSerials(serial, held.serial);
  if (order === "newer") {
    if (!copy.tools.unreachable.isKnown(primary.address, now)) {
      yield* bringIn(copy, round, primary);
      return;
    }
    const who = primaryTitle(copy, primary);
    say(copy, `refresh: skipping zone transfer as primary ${who} is unreachable (cached)`);
    leave(copy, round, now);
    return;
  }
  if (order === "same") yield* renew(copy, expire, now);
  else say(copy, `serial number (${serial}) received from primary ${serverTitle(primary)} < ours (${held?.serial})`);
  leave(copy, { ...round, good: new Set([...round.good, round.primary]) }, now);
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
