import type { Statement } from "./ast.ts";
import type { GlobalSettings, VrrpInstance } from "./settings.ts";
import type { NumberRule, StatementReader } from "./statement-reader.ts";

/** What keepalived says of its addresses by gratuitous ARP, and to a router of lower priority. */
export interface Announcing {
  garpMasterDelayMs: number;
  garpMasterRepeat: number;
  garpMasterRefreshMs: number;
  garpMasterRefreshRepeat: number;
  /** null: as when it becomes active; in an instance as `global_defs` say. */
  garpLowerPrioDelayMs: number | null;
  garpLowerPrioRepeat: number | null;
  lowerPrioNoAdvert: boolean | null;
}

type ReadKeyword = (draft: Announcing, statement: Statement, reader: StatementReader) => void;
type Completed = Pick<VrrpInstance, "garpLowerPrioDelayMs" | "garpLowerPrioRepeat" | "lowerPrioNoAdvert">;

/** vrrp.h: VRRP_GARP_DELAY, VRRP_GARP_REP, VRRP_GARP_REFRESH, VRRP_GARP_REFRESH_REP. */
export const DEFAULT_ANNOUNCING: Announcing = {
  garpMasterDelayMs: 5000,
  garpMasterRepeat: 5,
  garpMasterRefreshMs: 0,
  garpMasterRefreshRepeat: 1,
  garpLowerPrioDelayMs: null,
  garpLowerPrioRepeat: null,
  lowerPrioNoAdvert: null,
};

/** UINT_MAX / TIMER_HZ. */
const MOST_SECONDS = 4294;
const MOST_TIMES = 4_294_967_295;

function seconds(statement: Statement, beforeMs: number, reader: StatementReader, most = MOST_SECONDS): number {
  return 1000 * reader.wholeNumber(statement, { least: 0, most, fallback: beforeMs / 1000 });
}

/** 0 is taken for 1, with a complaint (vrrp_garp_rep_handler). */
function timesAtLeastOnce(statement: Statement, before: number, reader: StatementReader): number {
  const times = reader.wholeNumber(statement, timesRule(before));
  if (times > 0) return times;
  const message = `"${reader.keywordOf(statement)}" must be greater than 0; keepalived uses 1.`;
  reader.warn(statement.words[1]?.span ?? statement.span, "KEEPALIVED_BAD_VALUE", message);
  return 1;
}

function timesRule(fallback: number): NumberRule {
  return { least: 0, most: MOST_TIMES, fallback };
}

/** By the words of an instance; `global_defs` has them all with `vrrp_` before them. */
export const announcingKeywords: ReadonlyMap<string, ReadKeyword> = new Map<string, ReadKeyword>([
  [
    "garp_master_delay",
    (draft, statement, reader) => (draft.garpMasterDelayMs = seconds(statement, draft.garpMasterDelayMs, reader)),
  ],
  [
    "garp_master_repeat",
    (draft, statement, reader) =>
      (draft.garpMasterRepeat = timesAtLeastOnce(statement, draft.garpMasterRepeat, reader)),
  ],
  [
    "garp_master_refresh",
    (draft, statement, reader) => (draft.garpMasterRefreshMs = seconds(statement, 0, reader, MOST_TIMES)),
  ],
  [
    "garp_master_refresh_repeat",
    (draft, statement, reader) =>
      (draft.garpMasterRefreshRepeat = timesAtLeastOnce(statement, draft.garpMasterRefreshRepeat, reader)),
  ],
  [
    "garp_lower_prio_delay",
    (draft, statement, reader) =>
      (draft.garpLowerPrioDelayMs = optionally(statement, draft.garpLowerPrioDelayMs, reader, MOST_SECONDS, 1000)),
  ],
  [
    "garp_lower_prio_repeat",
    (draft, statement, reader) =>
      (draft.garpLowerPrioRepeat = optionally(statement, draft.garpLowerPrioRepeat, reader, 2_147_483_647, 1)),
  ],
  [
    "lower_prio_no_advert",
    (draft, statement, reader) => (draft.lowerPrioNoAdvert = reader.flag(statement, draft.lowerPrioNoAdvert)),
  ],
]);

/** A number that is left as it was, unsaid perhaps, where the word is none. */
function optionally(
  statement: Statement,
  before: number | null,
  reader: StatementReader,
  most: number,
  unit: number,
): number | null {
  const said = reader.wholeNumber(statement, { least: 0, most, fallback: -1 });
  return said === -1 ? before : said * unit;
}

/** One announcement and no repeat, but for what was said before (global_parser.c vrrp_min_garp_handler). */
export function readMinimum(draft: Announcing, statement: Statement, reader: StatementReader): void {
  if (reader.flag(statement, false) === false) return;
  const { garpMasterRepeat, garpMasterRefreshRepeat, garpMasterDelayMs } = DEFAULT_ANNOUNCING;
  if (draft.garpMasterRepeat === garpMasterRepeat) draft.garpMasterRepeat = 1;
  if (draft.garpMasterRefreshRepeat === garpMasterRefreshRepeat) draft.garpMasterRefreshRepeat = 0;
  if (draft.garpMasterDelayMs === garpMasterDelayMs) draft.garpMasterDelayMs = 0;
}

/** vrrp.c vrrp_complete_init: unsaid, a lower router is answered as a take-over is announced. */
export function completeGlobalAnnouncing(draft: Announcing): Pick<GlobalSettings, keyof Announcing> {
  return {
    ...draft,
    garpLowerPrioDelayMs: draft.garpLowerPrioDelayMs ?? draft.garpMasterDelayMs,
    garpLowerPrioRepeat: draft.garpLowerPrioRepeat ?? draft.garpMasterRepeat,
    lowerPrioNoAdvert: draft.lowerPrioNoAdvert ?? false,
  };
}

/** vrrp.c vrrp_complete_instance: with `vrrp_strict` a lower router is not answered at all. */
export function completeAnnouncing(draft: Announcing, global: GlobalSettings, isStrict: boolean): Completed {
  if (isStrict) return { garpLowerPrioDelayMs: 0, garpLowerPrioRepeat: 0, lowerPrioNoAdvert: true };
  return {
    garpLowerPrioDelayMs: draft.garpLowerPrioDelayMs ?? global.garpLowerPrioDelayMs,
    garpLowerPrioRepeat: draft.garpLowerPrioRepeat ?? global.garpLowerPrioRepeat,
    lowerPrioNoAdvert: draft.lowerPrioNoAdvert ?? global.lowerPrioNoAdvert,
  };
}
