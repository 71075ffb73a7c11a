import type { DomainName, Rdata, RdataWord, ResourceRecord, RrClass } from "../../dns/index.ts";
import { type Parsed, type Source, type Span, spanOf } from "../../text/index.ts";
import type { Zone } from "../zone.ts";
import { ZoneBuilder } from "../zone-builder.ts";
import { isDirective } from "./directives.ts";
import { type FileWalk, ZoneFiles } from "./files.ts";
import { latin1FromBytes } from "./latin1.ts";
import { type Range, ZoneLexer, type ZoneLine } from "./lexer.ts";
import { type ResolvedOptions, resolveOptions, type ZoneFileOptions } from "./options.ts";
import type { OpenFile } from "./reader.ts";

/** What a line is. */
export type EntryKind = "blank" | "directive" | "record" | "unreadable";

/** One line of a file, or several that parentheses hold together. Nothing of it is lost: words and comments, and what stands between. */
export interface ZoneFileEntry extends Range {
  readonly kind: EntryKind;
  readonly words: readonly RdataWord[];
  readonly comments: readonly Range[];
  readonly startsBlank: boolean;
}

/** One file as it stands. */
export interface ZoneFilePart {
  readonly source: Source;
  readonly path: string;
  /** In the order of the file; together they are the whole file. */
  readonly entries: readonly ZoneFileEntry[];
}

/** A record and the place that says it. */
export class PlacedRecord implements ResourceRecord {
  readonly owner: DomainName;
  readonly class: RrClass;
  readonly ttl: number;
  readonly data: Rdata;
  readonly #file: OpenFile;
  readonly #start: number;
  readonly #end: number;

  constructor(record: ResourceRecord, file: OpenFile, start: number, end: number) {
    this.owner = record.owner;
    this.class = record.class;
    this.ttl = record.ttl;
    this.data = record.data;
    this.#file = file;
    this.#start = start;
    this.#end = end;
  }

  /** The line that says it; for $GENERATE that of the directive. */
  get span(): Span {
    return spanOf(this.#file.source, this.#start, this.#end);
  }
}

/** A zone's files, comments and all. */
export class ZoneFile {
  readonly origin: DomainName;
  /** The file itself, then those that it includes, in the order in which they are opened. */
  readonly parts: readonly ZoneFilePart[];
  readonly zone: Zone;
  readonly #records: readonly PlacedRecord[];

  constructor(parts: readonly ZoneFilePart[], zone: Zone, records: readonly PlacedRecord[]) {
    this.origin = zone.apex;
    this.parts = parts;
    this.zone = zone;
    this.#records = records;
  }

  /** Every record of the zone in the order of the files, as written: duplicates too, each with the TTL that it got. */
  records(): readonly PlacedRecord[] {
    return this.#records;
  }
}

/** Reads a zone's files and keeps everything. Errors leave out their line alone. */
export function parseZoneFile(source: Source, options: ZoneFileOptions): Parsed<ZoneFile> {
  const resolved = resolveOptions(options);
  const collector = new Collector(resolved);
  const parts: ZoneFilePart[] = [];
  const files = new ZoneFiles(resolved, collector, source, keepingWalk(parts));
  collector.files = files;
  files.read(source, source.name);
  const zone = collector.builder.finish(files.sources);
  return { value: new ZoneFile(parts, zone, collector.records), diagnostics: files.diagnostics };
}

/** Records as they come, and the zone that they make. */
class Collector {
  readonly builder: ZoneBuilder;
  readonly records: PlacedRecord[] = [];
  files: ZoneFiles | null = null;

  constructor(options: ResolvedOptions) {
    this.builder = new ZoneBuilder(options.origin, options.class);
  }

  add(owner: DomainName, ttl: number, data: Rdata, place: number): number {
    const got = this.builder.add(owner, ttl, data, place);
    const { files } = this;
    if (files !== null) {
      const record = { owner, class: this.builder.class, ttl: got, data };
      const { file } = files.reader;
      this.records.push(new PlacedRecord(record, file, place - file.base, files.lineEnd));
    }
    return got;
  }
}

function keepingWalk(parts: ZoneFilePart[]): FileWalk {
  return (files, source, path) => {
    const entries: ZoneFileEntry[] = [];
    parts.push({ source, path, entries });
    const lexer = new ZoneLexer(latin1FromBytes(source.bytes), files.options.limits);
    for (let line = lexer.next(); line !== null; line = lexer.next()) {
      entries.push(entryOf(line));
      files.readLine(line);
    }
  };
}

function entryOf(line: ZoneLine): ZoneFileEntry {
  const { start, end, words, comments, startsBlank } = line;
  return { kind: kindOf(line), start, end, words, comments, startsBlank };
}

function kindOf(line: ZoneLine): EntryKind {
  if (line.fault !== null) return "unreadable";
  if (line.words.length === 0) return "blank";
  return isDirective(line) ? "directive" : "record";
}
