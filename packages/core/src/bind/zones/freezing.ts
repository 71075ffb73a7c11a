import type { View } from "../view.ts";
import type { PrimaryZone } from "../zone-settings.ts";
import { replaceZone } from "./held-zones.ts";
import type { LocalZone } from "./zone-table.ts";

/** Whether updates may change it now, so that its file is not read again (lib/dns/zone.c, dns_zone_isdynamic). */
export function isChangedByUpdates({ isDynamic }: PrimaryZone, zone: LocalZone): boolean {
  return isDynamic && !zone.isFrozen;
}

/** From now on its file may be edited, and updates are refused; or the other way round. */
export function setFrozen(views: readonly View[], zone: LocalZone, isFrozen: boolean): LocalZone {
  const changed = { ...zone, isFrozen };
  replaceZone(views, zone, changed);
  return changed;
}

/** `freezing zone 'z.lan/IN' internal: success`, the view where it has a name (bin/named/server.c, named_server_freeze). */
export function freezingLine(verb: "freeze" | "thaw", zone: string, view: string, how: string): string {
  const where = view.startsWith("_") ? "" : ` ${view}`;
  return `${WORDS[verb]} zone '${zone}/IN'${where}: ${how}`;
}

/** Of `rndc sync`, and with `-clean`. */
export function dumpingLine(zone: string, view: string, journal: "kept" | "removed"): string {
  const where = view.startsWith("_") ? "" : ` ${view}`;
  return `sync: dumping zone '${zone}/IN'${where}${journal === "kept" ? "" : ", removing journal file"}: success`;
}

export const WORDS = { freeze: "freezing", thaw: "thawing" } as const;
