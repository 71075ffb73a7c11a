import type { Zone } from "../../zone/index.ts";
import type { View } from "../view.ts";
import { soaOf } from "./copy.ts";
import { replaceZone } from "./held-zones.ts";
import { follow, type ZoneJournal } from "./journal.ts";
import { zoneTitle } from "./zone-lines.ts";
import type { LocalZone } from "./zone-table.ts";

/** What a zone is after its journal. */
export type RolledForward =
  | { readonly kind: "done"; readonly data: Zone }
  /** `printed`: what rndc says of it. */
  | { readonly kind: "failed"; readonly why: string; readonly printed: string };

/**
 * A zone that is read for the first time since its server started goes on by its journal, from the serial that its file has
 * (lib/dns/journal.c, roll_forward): a file that was edited meanwhile, with a serial of which the journal knows nothing, is not loaded.
 */
export function rollForward(data: Zone, journal: ZoneJournal): RolledForward {
  const serial = soaOf(data)?.serial;
  if (journal.length === 0 || serial === undefined || serial === journal.at(-1)?.to) return { kind: "done", data };
  const from = journal.findIndex((delta) => delta.from === serial);
  if (from === -1) {
    return {
      kind: "failed",
      why: "journal rollforward failed: journal out of sync with zone",
      printed: "out of range",
    };
  }
  const rolled = follow(data, journal.slice(from));
  if (rolled !== null) return { kind: "done", data: rolled };
  return { kind: "failed", why: "journal rollforward failed: not exact", printed: "not exact" };
}

interface ReadZone {
  readonly view: View;
  readonly zone: LocalZone;
  /** As its file has it. */
  readonly data: Zone;
}

/** A zone that has not been loaded since its server started. @returns what rndc prints where it does not load; null: it does. */
export function goOnByJournal(
  views: readonly View[],
  { view, zone, data }: ReadZone,
  journal: ZoneJournal,
  say: (line: string) => void,
): string | null {
  const rolled = rollForward(data, journal);
  if (rolled.kind === "done") {
    replaceZone(views, zone, { ...zone, data: rolled.data, journal });
    return null;
  }
  const title = zoneTitle(zone.name, view.settings.name);
  say(`zone ${title}: ${rolled.why}`);
  say(`zone ${title}: not loaded due to errors.`);
  replaceZone(views, zone, { ...zone, data: null, journal, problem: rolled.why });
  return rolled.printed;
}
