import { timestampFromUnixSeconds } from "../../kubernetes/index.ts";
import type { Zone } from "../../zone/index.ts";
import { withoutDot } from "../log-lines.ts";
import type { ZoneSettings } from "../zone-settings.ts";
import { NEVER, soaOf } from "./copy.ts";
import type { CopyTimes } from "./secondary.ts";
import type { LocalZone } from "./zone-table.ts";

/** What `rndc zonestatus` prints of a zone that is loaded (bin/named/server.c, named_server_zonestatus), and when that of a copy is. */
export interface ZoneStanding {
  readonly settings: ZoneSettings;
  readonly zone: LocalZone;
  readonly times: CopyTimes | null;
  /** Milliseconds since 1970 at instant zero. */
  readonly epochMs: number;
}

/** Without `last loaded` of what was read from a file: that is the file's own time, which nobody tells. */
export function printZoneStatus({ settings, zone, times, epochMs }: ZoneStanding): string {
  const { data } = zone;
  const isDynamic = settings.kind === "primary" && settings.isDynamic;
  const date = (at: number | null): string | null => (at === null || at === NEVER ? null : httpDate(at + epochMs));
  const rows: readonly (readonly [title: string, value: string | null])[] = [
    ["name", withoutDot(settings.name)],
    ["type", settings.kind],
    ["files", filesOf(settings, zone)],
    ["serial", `${data === null ? 0 : (soaOf(data)?.serial ?? 0)}`],
    ["nodes", `${data === null ? 1 : nodesIn(data)}`],
    ["last loaded", date(times?.loadedAt ?? null)],
    ["next refresh", date(times?.refreshAt ?? null)],
    ["expires", date(times?.expireAt ?? null)],
    ["secure", "no"],
    ["dynamic", isDynamic ? "yes" : "no"],
    ["frozen", isDynamic ? (zone.isFrozen ? "yes" : "no") : null],
    ["reconfigurable via modzone", "no"],
  ];
  return rows.flatMap(([title, value]) => (value === null ? [] : [`${title}: ${value}`])).join("\n");
}

/** The file as the configuration has it, and what it includes as it says so itself. */
function filesOf(settings: ZoneSettings, { sources }: LocalZone): string | null {
  const file = "file" in settings ? settings.file : null;
  if (file === null || file === undefined) return null;
  const folder = file.path.slice(0, file.path.length - file.text.length);
  const included = settings.kind === "primary" ? [...sources.keys()].filter((path) => path !== file.path) : [];
  return [file.text, ...included.map((path) => (path.startsWith(folder) ? path.slice(folder.length) : path))].join(
    ", ",
  );
}

/**
 * Names in the tree as named keeps it (lib/dns/rbt.c): one with records, one at which the tree branches, and one above a
 * wildcard; empty names on the way to a single one are part of that one's.
 */
function nodesIn(zone: Zone): number {
  const nodes = [...zone.nodes()];
  const branches = new Map<string, number>();
  const kept = new Set<string>();
  for (const { name, parent } of nodes) {
    if (parent === null) continue;
    const above = parent.name.key;
    branches.set(above, (branches.get(above) ?? 0) + 1);
    if (name.text.startsWith("*.")) kept.add(above);
  }
  const isBranch = (key: string): boolean => kept.has(key) || (branches.get(key) ?? 0) > 1;
  return nodes.filter(({ name, hasRecords }) => hasRecords || isBranch(name.key)).length;
}

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const SECONDS_A_DAY = 86_400;

/** `Sat, 28 Nov 2026 00:49:29 GMT`, of milliseconds since 1970. */
export function httpDate(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [date = "", time = ""] = timestampFromUnixSeconds(seconds).split(/[TZ]/);
  const [year, month, day] = date.split("-");
  // The first of 1970 was a Thursday.
  const weekday = DAYS[(Math.floor(seconds / SECONDS_A_DAY) + 4) % 7];
  return `${weekday}, ${day} ${MONTHS[Number(month) - 1]} ${year} ${time} GMT`;
}

/** Whether named would tell of signatures and keys too. */
export function isSigned(zone: Zone | null): boolean {
  if (zone === null) return false;
  for (const { sets, parent } of zone.nodes()) if (parent === null) return sets.some(({ type }) => type === "DNSKEY");
  return false;
}
