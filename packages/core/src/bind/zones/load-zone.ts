import type { DomainName } from "../../dns/index.ts";
import type { FileTree, Source } from "../../text/index.ts";
import { checkZone, readZone, type Zone } from "../../zone/index.ts";
import type { BindSettings } from "../settings.ts";
import type { BindSurroundings } from "../surroundings.ts";
import type { ZoneContents, ZoneSettings } from "../zone-settings.ts";

export type FileZone = ZoneSettings & { readonly kind: "primary" | "secondary" | "mirror" };

/** What became of a zone's file. */
export interface LoadedZone {
  /** null: it does not load. */
  readonly data: Zone | null;
  /** Why it does not, as far as it can be said. */
  readonly problem: string | null;
  /** Every file that was read for it, by its path. */
  readonly sources: ReadonlyMap<string, Source>;
}

const NOTHING: LoadedZone = { data: null, problem: null, sources: new Map() };

/** A primary's file; a copy is what its primary's file says, where the site knows it. */
export function loadZone(
  zone: FileZone,
  settings: BindSettings,
  surroundings: Pick<BindSurroundings, "files" | "zoneData">,
): LoadedZone {
  const copy = zone.kind === "primary" ? undefined : surroundings.zoneData?.get(zone.name.key);
  const { contents, name } = zone;
  if (copy !== undefined) {
    const loaded = loadFile(copy.files, copy.path, name, contents, settings.directory);
    const isTooLarge = loaded.data !== null && isLargerThan(loaded.data, contents.maxRecords);
    return isTooLarge ? NOTHING : loaded;
  }
  return zone.file === null
    ? NOTHING
    : loadFile(surroundings.files, zone.file.path, name, contents, settings.directory);
}

function loadFile(
  tree: FileTree,
  path: string,
  origin: DomainName,
  contents: ZoneContents,
  directory: string,
): LoadedZone {
  const sources = new Map<string, Source>();
  const files = noting(tree, sources);
  const found = files.lookUp(path);
  if (found.kind !== "file") return { data: null, problem: "file not found", sources };
  const { checkNames } = contents;
  const { value: zone, diagnostics } = readZone(found.source, { origin, files, directory, checkNames });
  const wrong = [...diagnostics, ...checkZone(zone)].find(({ severity }) => severity === "error");
  if (wrong !== undefined) return { data: null, problem: wrong.message, sources };
  return isWithin(zone, contents)
    ? { data: zone, problem: null, sources }
    : { data: null, problem: "beyond the limits of named.conf", sources };
}

/** Writes down which files are read. */
function noting(tree: FileTree, sources: Map<string, Source>): FileTree {
  return {
    lookUp: (path) => {
      const found = tree.lookUp(path);
      if (found.kind === "file") sources.set(path, found.source);
      return found;
    },
    glob: (pattern) => tree.glob(pattern),
  };
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
export function isLargerThan(zone: Zone, limit: number): boolean {
  if (limit === 0) return false;
  let count = 0;
  for (const { sets } of zone.nodes()) for (const { data } of sets) count += data.length;
  return count > limit;
}
