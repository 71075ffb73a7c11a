import { type Instant, laterBy, laterOf } from "../../dns/index.ts";
import { withoutDot } from "../log-lines.ts";
import type { TsigKey } from "../signatures/tsig-key.ts";
import type { RemoteServer, SecondaryZone } from "../zone-settings.ts";
import {
  type Copy,
  type CopyWork,
  draw,
  primaryTitle,
  queue,
  type Round,
  say,
  sourceFor,
  toNextPrimary,
} from "./copy.ts";
import { type Fetched, fetchContents, type TransferPatience, type Wanted } from "./fetch-contents.ts";
import type { IncomingZone } from "./incoming-zone.ts";
import { isLargerThan } from "./load-zone.ts";
import { completedText } from "./transfer-tally.ts";
import { planWriting } from "./write-copy.ts";
import { serverTitle } from "./zone-lines.ts";
import { timersOf } from "./zone-timers.ts";

/** The copy of a whole zone. */
export interface WholeCopy extends Copy {
  settings: SecondaryZone;
}

/** Gets a primary's version, and serves it if it is one (lib/dns/xfrin.c; lib/dns/zone.c, zone_xfrdone). */
export function* bringIn(copy: WholeCopy, round: Round, primary: RemoteServer, start: Instant): CopyWork {
  const { clock, tools } = copy;
  const turn = tools.quota.ask(primary.address, tools.peerAt(primary.address)?.transfers ?? null);
  clock.isTransferring = true;
  if (turn !== null) say(copy, "zone transfer deferred due to quota");
  const now = turn === null ? start : laterOf(start, (yield { kind: "await", work: turn }).now);
  say(copy, "Transfer started.");
  try {
    if (turn !== null && tools.unreachable.isKnown(primaryTitle(copy, primary), now))
      passOver(copy, round, primary, now);
    else yield* carryOver(copy, round, primary, now);
  } finally {
    tools.quota.done(primary.address);
  }
}

/** While it waited others have found that nobody is there (got_transfer_quota). */
function passOver(copy: Copy, round: Round, primary: RemoteServer, now: Instant): void {
  const who = primaryTitle(copy, primary);
  say(copy, `got_transfer_quota: skipping zone transfer as primary ${who} is unreachable (cached)`);
  copy.clock.isTransferring = false;
  toNextPrimary(copy, round, now);
}

function* carryOver(copy: WholeCopy, round: Round, primary: RemoteServer, start: Instant): CopyWork {
  const { settings, title, clock } = copy;
  const how = howToAsk(copy, primary);
  clock.wantsWhole = false;
  clock.asksSoaFirst = false;
  const from = `transfer of '${title}' from ${serverTitle(primary)}`;
  const choice = copy.tools.keyFor(primary);
  const key = choice.kind === "key" ? choice.key : null;
  const using = `connected using ${serverTitle(primary)}${key === null ? "" : ` TSIG ${withoutDot(key.name)}`}`;
  let isConnected = false;
  const connected = (): void => {
    if (!isConnected) copy.tools.say(`${from}: ${using}`);
    isConnected = true;
  };
  const patience = patienceOf(copy);
  const source = sourceFor(settings, primary);
  const wanted = { name: settings.name, primary, key, source, held: copy.tools.data(), how, patience, connected };
  const { fetched, now, connections, tally } = yield* fetchContents(wanted, start);
  clock.isTransferring = false;
  const { tools } = copy;
  if (fetched.kind === "failed" && fetched.during === "failed to connect")
    tools.unreachable.failed(primaryTitle(copy, primary), now);
  else {
    tools.unreachable.connected(primaryTitle(copy, primary));
    connected();
    const again = connections === 1 ? [] : ["resetting", using];
    for (const text of again) tools.say(`${from}: ${text}`);
  }
  const isLarge = isTooLarge(copy, fetched);
  const completed = completedText(tally, isLarge || fetched.kind === "current", now - start);
  if (isLarge) yield* tooLarge(copy, from, now);
  else yield* received(copy, round, fetched, { from, key }, now);
  tools.say(`${from}: ${completed}`);
}

/** lib/dns/zone.c, got_transfer_quota. */
function howToAsk({ clock, settings, tools }: WholeCopy, primary: RemoteServer): Wanted["how"] {
  if (tools.data() === null || clock.isForced || clock.wantsWhole) return "whole";
  if (tools.peerAt(primary.address)?.requestIxfr ?? settings.requestIxfr) return "differences";
  return clock.asksSoaFirst ? "soa-first" : "whole";
}

/** The socket's own patience, unless one of the zone's two is shorter (measured: 30 s; lib/isc/netmgr/tcpdns.c, isc__nm_tcpdns_read). */
function patienceOf({ settings, tools }: Copy): TransferPatience {
  const { maxTransferIdleIn, maxTransferTimeIn } = settings;
  const [idleMs, wholeMs] = [maxTransferIdleIn * 1000, maxTransferTimeIn * 1000];
  const ms = Math.min(tools.idleMs, idleMs, wholeMs);
  if (ms === tools.idleMs) return { ms, during: "failed while receiving responses" };
  return { ms, during: ms === idleMs ? "maximum idle time exceeded" : "maximum transfer time exceeded" };
}

/** How a transfer's lines begin, and with which key it was signed. */
interface Carrier {
  readonly from: string;
  readonly key: TsigKey | null;
}

function* received(copy: WholeCopy, round: Round, fetched: Fetched, carrier: Carrier, now: Instant): CopyWork {
  const { tools } = copy;
  const { from } = carrier;
  switch (fetched.kind) {
    case "whole":
    case "differences":
      yield* whole(copy, fetched, carrier, now);
      return;
    case "out-of-step":
      tools.say(`${from}: failed while receiving responses: ${fetched.why}`);
      tools.say(`${from}: Transfer status: ${fetched.why}`);
      copy.clock.wantsWhole = true;
      queue(copy, round, now);
      return;
    case "current":
      yield* keep(copy, now);
      yield* planWriting(copy, 1, now);
      tools.say(`${from}: Transfer status: up to date`);
      return;
    case "refused":
    case "malformed": {
      const why = fetched.kind === "refused" ? fetched.rcode : fetched.why;
      tools.say(`${from}: failed while receiving responses: ${why}`);
      tools.say(`${from}: Transfer status: ${why}`);
      toNextPrimary(copy, round, now);
      return;
    }
    case "failed":
      tools.say(`${from}: ${fetched.during}: ${fetched.why}`);
      tools.say(`${from}: Transfer status: ${fetched.why}`);
      // Unlike after a SOA's answer nobody looks for a NOTIFY that waited.
      toNextPrimary(copy, round, now);
  }
}

function isTooLarge({ settings }: WholeCopy, fetched: Fetched): boolean {
  if (fetched.kind !== "whole" && fetched.kind !== "differences") return false;
  return isLargerThan(fetched.zone, settings.contents.maxRecords);
}

/** Not asked for again before the refresh time (lib/dns/xfrin.c, axfr_apply and ixfr_apply; zone_xfrdone). */
function* tooLarge(copy: Copy, from: string, now: Instant): CopyWork {
  const why = "too many records";
  copy.tools.say(`${from}: failed while receiving responses: ${why}`);
  copy.tools.say(`${from}: Transfer status: ${why}`);
  copy.clock.round = null;
  yield* planRefresh(copy, now);
}

type Version = IncomingZone & { readonly kind: "whole" | "differences" };

function* whole(copy: WholeCopy, version: Version, { from, key }: Carrier, now: Instant) {
  const { zone, soa } = version;
  const { tools, clock, settings } = copy;
  const changes = changesInJournal(copy, version);
  tools.show(zone, version.kind === "differences" ? version.way : clock.isForced ? "retransferred" : "whole");
  clock.saved = zone;
  clock.timers = timersOf(soa, settings);
  clock.hasSoa = true;
  yield* keep(copy, now);
  if (changes === 0) clock.writeAt = null;
  else yield* planWriting(copy, changes + 1, now);
  say(copy, `transferred serial ${soa.serial}${key === null ? "" : `: TSIG '${withoutDot(key.name)}'`}`);
  tools.say(`${from}: Transfer status: success`);
  tools.changed(now);
}

/** How many go into the journal, and later into the file; 0: the version goes into the file at once. */
function changesInJournal({ clock, tools, settings }: WholeCopy, version: Version): number {
  if (version.kind === "differences") return version.way.length;
  return settings.contents.journalsDifferences && tools.data() !== null && !clock.isForced ? 1 : 0;
}

/** The copy is right, and lives on from now. */
function* keep(copy: Copy, now: Instant): CopyWork {
  const { clock } = copy;
  clock.expireAt = laterBy(now, clock.timers.expire * 1000);
  clock.savedAt = now;
  clock.loadedAt = now;
  if (clock.isQueued) clock.refreshAt = now;
  else yield* planRefresh(copy, now);
  clock.isQueued = false;
  clock.isForced = false;
  clock.round = null;
}

/** A quarter earlier at most, in whole seconds (DNS_ZONE_JITTER_ADD). */
export function* planRefresh({ clock }: Copy, now: Instant): CopyWork {
  const { refresh } = clock.timers;
  const early = yield* draw(Math.floor(refresh / 4));
  clock.refreshAt = laterBy(now, (refresh - early) * 1000);
}
