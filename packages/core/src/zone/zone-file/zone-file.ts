import type { DomainName } from "../../dns/index.ts";
import type { Parsed, Source } from "../../text/index.ts";
import type { Zone } from "../zone.ts";
import { ZoneBuilder } from "../zone-builder.ts";
import { ZoneFiles } from "./files.ts";
import { KeptFile, type ZoneFilePart } from "./kept-file.ts";
import { resolveOptions, type ZoneFileOptions } from "./options.ts";
import { type PlacedRecord, placedRecords } from "./placed-record.ts";
import { likelyRows, walkFile } from "./walk.ts";

/** A zone's files, comments and all. */
export class ZoneFile {
  readonly origin: DomainName;
  /** The file itself, then those that it includes, in the order in which they are opened. */
  readonly parts: readonly ZoneFilePart[];
  readonly zone: Zone;
  readonly #makeRecords: () => readonly PlacedRecord[];
  #records: readonly PlacedRecord[] | null = null;

  constructor(parts: readonly ZoneFilePart[], zone: Zone, makeRecords: () => readonly PlacedRecord[]) {
    this.origin = zone.apex;
    this.parts = parts;
    this.zone = zone;
    this.#makeRecords = makeRecords;
  }

  /** Every record of the zone in the order of the files, as written: duplicates too, each with the TTL that it got. */
  records(): readonly PlacedRecord[] {
    this.#records ??= this.#makeRecords();
    return this.#records;
  }
}

/** Reads a zone's files and keeps everything. Errors leave out their line alone. */
export function parseZoneFile(source: Source, options: ZoneFileOptions): Parsed<ZoneFile> {
  const resolved = resolveOptions(options);
  const builder = new ZoneBuilder(resolved.origin, resolved.class, likelyRows(source));
  const parts: KeptFile[] = [];
  const files = new ZoneFiles(resolved, builder, (walked, file, path) => {
    const part = new KeptFile(path, file, resolved.limits, likelyRows(file.source));
    parts.push(part);
    walkFile(walked, file, builder, (kind, start) => part.add(kind, start));
  });
  files.read(source, source.name);
  const zone = builder.finish(files.sources);
  const makeRecords = (): readonly PlacedRecord[] => placedRecords(builder.store, parts);
  return { value: new ZoneFile(parts, zone, makeRecords), diagnostics: files.diagnostics };
}
