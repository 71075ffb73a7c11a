import { type Instant, laterBy, type ResourceRecord } from "../../dns/index.ts";
import type { Zone } from "../../zone/index.ts";
import type { RemoteServer, StubZone } from "../zone-settings.ts";
import { planRefresh } from "./bring-in.ts";
import { type Copy, type CopyWork, primaryTitle, type Round, say, soaOf, sourceFor, toNextPrimary } from "./copy.ts";
import { CONNECT_MS, DIALUP_CONNECT_MS, fetchDelegation } from "./stub-delegation.ts";
import { timersOf } from "./zone-timers.ts";

/** What there is of a zone of which only the delegation is kept. */
export interface StubCopy extends Copy {
  settings: StubZone;
}

/** Gets the servers of a zone from a primary (lib/dns/zone.c, ns_query to stub_finish_zone_update). Nothing is said where all goes well. */
export function* bringInStub(
  copy: StubCopy,
  round: Round,
  primary: RemoteServer,
  soa: ResourceRecord,
  start: Instant,
): CopyWork {
  const { clock, tools, settings } = copy;
  const choice = tools.keyFor(primary);
  clock.isTransferring = true;
  const answer = yield* fetchDelegation(
    {
      name: settings.name,
      primary,
      key: choice.kind === "key" ? choice.key : null,
      source: sourceFor(settings, primary),
      connectMs: settings.dialup.asks ? DIALUP_CONNECT_MS : CONNECT_MS,
      answerMs: tools.idleMs,
      form: clock.isPlain ? "plain" : "edns",
      soa,
      held: tools.data(),
    },
    start,
  );
  clock.isTransferring = false;
  const { now } = answer;
  const who = primaryTitle(copy, primary);
  switch (answer.kind) {
    case "delegation":
      for (const fault of answer.faults) say(copy, `refreshing stub: ${fault} ${who}`);
      yield* keep(copy, answer.zone, now);
      return;
    case "unreachable":
      tools.unreachable.failed(primaryTitle(copy, primary), now);
      say(copy, `could not refresh stub from primary ${who}: ${answer.why}`);
      break;
    case "no-use":
      say(copy, `refreshing stub: ${answer.why} ${who}`);
  }
  clock.isPlain = false;
  // Unlike after a SOA's answer nobody looks for a NOTIFY that waited.
  toNextPrimary(copy, round, now);
}

/** A round that `rndc retransfer` began does not forget it: from then on every look gets the servers anew (measured). */
function* keep(copy: StubCopy, zone: Zone, now: Instant): CopyWork {
  const { clock, tools, settings } = copy;
  tools.show(zone, "whole");
  clock.saved = zone;
  const soa = soaOf(zone);
  if (soa !== null) clock.timers = timersOf(soa, settings);
  clock.hasSoa = soa !== null;
  clock.round = null;
  yield* planRefresh(copy, now);
  clock.expireAt = laterBy(now, clock.timers.expire * 1000);
  clock.savedAt = now;
}
