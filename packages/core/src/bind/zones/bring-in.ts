import { compareSerials, type Instant, laterBy } from "../../dns/index.ts";
import type { RemoteServer } from "../zone-settings.ts";
import { type Copy, type CopyWork, draw, type Round, say, soaOf, sourceFor, toNextPrimary } from "./copy.ts";
import { type Fetched, fetchContents } from "./fetch-contents.ts";
import type { IncomingZone } from "./incoming-zone.ts";
import { isLargerThan } from "./load-zone.ts";
import { serverTitle } from "./zone-lines.ts";
import { timersOf } from "./zone-timers.ts";

/** Gets a primary's version, and serves it if it is one (lib/dns/xfrin.c; lib/dns/zone.c, zone_xfrdone). */
export function* bringIn(copy: Copy, round: Round, primary: RemoteServer, start: Instant): CopyWork {
  const { settings, tools, title } = copy;
  say(copy, "Transfer started.");
  const held = settings.requestIxfr ? tools.data() : null;
  const wanted = { name: settings.name, primary, source: sourceFor(copy, primary), held };
  const { fetched, now, connections } = yield* fetchContents(wanted, start);
  const connected = `connected using ${serverTitle(primary)}`;
  const from = `transfer of '${title}' from ${serverTitle(primary)}`;
  if (fetched.kind === "failed" && fetched.stage === "connecting") {
    tools.unreachable.failed(primary.address, now);
    tools.say(`${from}: failed to connect: ${fetched.why}`);
  } else {
    tools.unreachable.connected(primary.address);
    const said = connections === 1 ? [connected] : [connected, "resetting", connected];
    for (const text of said) tools.say(`${from}: ${text}`);
  }
  yield* received(copy, round, fetched, from, now);
}

function* received(copy: Copy, round: Round, fetched: Fetched, from: string, now: Instant): CopyWork {
  const { tools } = copy;
  switch (fetched.kind) {
    case "whole":
      yield* whole(copy, fetched, from, now);
      return;
    case "current":
      yield* keep(copy, now);
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
      tools.say(`${from}: Transfer status: ${fetched.why}`);
      // Unlike after a SOA's answer nobody looks for a NOTIFY that waited.
      toNextPrimary(copy, round, now);
  }
}

function* whole(copy: Copy, { zone, soa }: IncomingZone & { readonly kind: "whole" }, from: string, now: Instant) {
  const { tools, clock, settings } = copy;
  const held = soaOf(tools.data());
  if (held !== null && compareSerials(soa.serial, held.serial) !== "newer") {
    yield* keep(copy, now);
    tools.say(`${from}: Transfer status: up to date`);
    return;
  }
  if (isLargerThan(zone, settings.contents.maxRecords)) {
    tools.say(`${from}: Transfer status: too many records`);
    clock.round = null;
    yield* planRefresh(copy, now);
    return;
  }
  tools.show(zone);
  clock.timers = timersOf(soa, settings);
  clock.hasSoa = true;
  yield* keep(copy, now);
  say(copy, `transferred serial ${soa.serial}`);
  tools.say(`${from}: Transfer status: success`);
  tools.changed(now);
}

/** The copy is right, and lives on from now. */
function* keep(copy: Copy, now: Instant): CopyWork {
  const { clock } = copy;
  clock.expireAt = laterBy(now, clock.timers.expire * 1000);
  clock.savedAt = now;
  if (clock.isQueued) clock.refreshAt = now;
  else yield* planRefresh(copy, now);
  clock.isQueued = false;
  clock.round = null;
}

/** A quarter earlier at most, in whole seconds (DNS_ZONE_JITTER_ADD). */
export function* planRefresh({ clock }: Copy, now: Instant): CopyWork {
  const { refresh } = clock.timers;
  const early = yield* draw(Math.floor(refresh / 4));
  clock.refreshAt = laterBy(now, (refresh - early) * 1000);
}
