import type { DomainName } from "../../dns/index.ts";
import { type FileTree, hasErrors } from "../../text/index.ts";
import { checkZone, readZone, type Zone } from "../../zone/index.ts";
import type { BindSettings } from "../settings.ts";
import type { BindSurroundings } from "../surroundings.ts";
import type { ZoneContents, ZoneSettings } from "../zone-settings.ts";

export type FileZone = ZoneSettings & { readonly kind: "primary" | "secondary" | "mirror" };

/** A primary's file; a copy is what its primary's file says, where the site knows it. null: it does not load. */
export function zoneData(zone: FileZone, settings: BindSettings, surroundings: BindSurroundings): Zone | null {
  const copy = zone.kind === "primary" ? undefined : surroundings.zoneData?.get(zone.name.key);
  const { contents, name } = zone;
  if (copy !== undefined) {
    const data = loadFile(copy.files, copy.path, name, contents, settings.directory);
    return data === null || isLargerThan(data, contents.maxRecords) ? null : data;
  }
  return zone.file === null ? null : loadFile(surroundings.files, zone.file.path, name, contents, settings.directory);
}

function loadFile(
  files: FileTree,
  path: string,
  origin: DomainName,
  contents: ZoneContents,
  directory: string,
): Zone | null {
  const found = files.lookUp(path);
  if (found.kind !== "file") return null;
  const { checkNames } = contents;
  const { value: zone, diagnostics } = readZone(found.source, { origin, files, directory, checkNames });
  if (hasErrors(diagnostics) || hasErrors(checkZone(zone))) return null;
  return isWithin(zone, contents) ? zone : null;
}

/** `max-records-per-type`, `max-types-per-name` and `max-zone-ttl`: a zone beyond them does not load. */
function isWithin(zone: Zone, { maxRecordsPerType, maxTypesPerName, maxZoneTtl }: ZoneContents): boolean {
  if (maxRecordsPerType > 0 && zone.setsAbove(maxRecordsPerType).next().done === false) return false;
  if (maxTypesPerName > 0) {
    // Signatures count once for each type that they cover: each is a set of its own.
    for (const { sets } of zone.nodesAbove(maxTypesPerName)) if (sets.length > maxTypesPerName) return false;
  }
  if (maxZoneTtl === null) return true;
  for (const { sets } of zone.nodes()) if (sets.some(({ ttl }) => ttl > maxZoneTtl)) return false;
  return true;
}

/** `max-records` bounds what is copied from another server. */
function isLargerThan(zone: Zone, limit: number): boolean {
  if (limit === 0) return false;
  let count = 0;
  for (const { sets } of zone.nodes()) for (const { data } of sets) count += data.length;
  return count > limit;
}
