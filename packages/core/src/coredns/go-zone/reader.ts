import { DomainName, latin1FromOctets, namesBelow, type Rdata, type ResourceRecord } from "../../dns/index.ts";
import {
  type Diagnostic,
  directoryOf,
  emptyFileTree,
  errorAt,
  type FileTree,
  type Parsed,
  resolvePath,
  type Source,
  sourceFromText,
  spanOf,
  warningAt,
} from "../../text/index.ts";
import { generateLines, parseGenerator } from "./generate.ts";
import { normalEscapes, readGoRdata } from "./go-rdata.ts";
import { type Complaint, endOfData, isReserved, isUnfinished, type RecordHead, readRecordHead } from "./head.ts";
import { type GoZoneLine, lexGoZone } from "./lexer.ts";
import { parseGoTtl } from "./ttl.ts";

/** What a file may cost. */
export interface GoZoneLimits {
  /** Octets of all files together. */
  readonly maxOctets: number;
  /** Records that all $GENERATE lines may make together. */
  readonly maxGenerated: number;
}

export const goZoneLimits: GoZoneLimits = { maxOctets: 128 * 1024 * 1024, maxGenerated: 1_048_576 };

/** miekg/dns: files may include each other so deep. */
const MAX_INCLUDE_DEPTH = 7;
/** miekg/dns: the lines of a $GENERATE do not see the file's $TTL; a record by itself has none. */
const GENERATE_TTL = 3600;

interface DefaultTtl {
  readonly ttl: number;
  /** From $TTL: then an explicit TTL does not take its place. */
  readonly isByDirective: boolean;
}

/** What all files of a zone share. */
interface Shared {
  readonly files: FileTree;
  readonly limits: GoZoneLimits;
  readonly records: ResourceRecord[];
  readonly diagnostics: Diagnostic[];
  octetsLeft: number;
  generatedLeft: number;
}

/** Where a reader begins. */
interface Beginning {
  readonly source: Source;
  readonly path: string;
  readonly origin: DomainName;
  readonly defaultTtl: DefaultTtl | null;
  /** How many files include this one. */
  readonly depth: number;
  /** The line whose $GENERATE makes these lines; null: they stand in the file. */
  readonly place: GoZoneLine | null;
}

/**
 * Reads a zone file as miekg/dns scan.go does: every record as written, those outside of the zone too, each with its own
 * TTL. CoreDNS loads nothing of a file that has an error.
 */
export function readGoZone(
  source: Source,
  path: string,
  origin: DomainName,
  files: FileTree,
  limits: GoZoneLimits = goZoneLimits,
): Parsed<readonly ResourceRecord[]> {
  const { maxOctets: octetsLeft, maxGenerated: generatedLeft } = limits;
  const shared: Shared = { files, limits, records: [], diagnostics: [], octetsLeft, generatedLeft };
  new FileReader(shared, { source, path, origin, defaultTtl: null, depth: 0, place: null }).readFile();
  return { value: shared.records, diagnostics: shared.diagnostics };
}

/** miekg/dns NewRR: the first record of a text, with the root as origin and TTL 3600 where none is written; null: there is none. */
export function readGoRecord(text: string): ResourceRecord | null {
  const source = sourceFromText("record", `${text}\n`);
  const shared: Shared = {
    files: emptyFileTree,
    limits: goZoneLimits,
    records: [],
    diagnostics: [],
    octetsLeft: goZoneLimits.maxOctets,
    generatedLeft: goZoneLimits.maxGenerated,
  };
  const defaultTtl = { ttl: GENERATE_TTL, isByDirective: false };
  const begin = { source, path: "", origin: DomainName.root, defaultTtl, depth: MAX_INCLUDE_DEPTH, place: null };
  new FileReader(shared, begin).readFile();
  return shared.diagnostics.length > 0 ? null : (shared.records[0] ?? null);
}

/** One file, or the lines of one $GENERATE. */
class FileReader {
  readonly #shared: Shared;
  readonly #begin: Beginning;
  #origin: DomainName;
  #default: DefaultTtl | null;
  #owner: DomainName | null = null;
  #ttl = 0;

  constructor(shared: Shared, begin: Beginning) {
    this.#shared = shared;
    this.#begin = begin;
    this.#origin = begin.origin;
    this.#default = begin.defaultTtl;
  }

  readFile(): void {
    const { bytes } = this.#begin.source;
    this.#shared.octetsLeft -= bytes.length;
    if (this.#shared.octetsLeft < 0) {
      const message = `The zone's files have more than ${this.#shared.limits.maxOctets} octets; this one is not read.`;
      this.#report({ at: { start: 0, end: 0 }, code: "ZONE_LIMIT", message });
    } else this.readText(latin1FromOctets(bytes));
  }

  readText(text: string): void {
    for (const line of lexGoZone(text)) {
      const complaint = this.#readLine(line);
      if (complaint !== null) this.#report(complaint);
    }
  }

  #report({ at, code, message }: Complaint): void {
    const { source, place } = this.#begin;
    const { start, end } = place ?? at;
    this.#shared.diagnostics.push(errorAt(spanOf(source, start, end), code, message));
  }

  #readLine(line: GoZoneLine): Complaint | null {
    if (line.fault !== null) return { at: line, code: "ZONE_SYNTAX", message: line.fault };
    if (line.owner === null && line.words.length === 0) return null;
    if (isUnfinished(line)) return null;
    switch (line.owner?.text.toUpperCase()) {
      case "$TTL":
        return this.#readTtl(line);
      case "$ORIGIN":
        return this.#readOrigin(line);
      case "$INCLUDE":
        return this.#include(line);
      case "$GENERATE":
        return this.#generate(line);
      default:
        return this.#readRecord(line);
    }
  }

  #readTtl(line: GoZoneLine): Complaint | null {
    const [word, ...others] = line.words;
    const ttl = word === undefined ? null : parseGoTtl(word.text);
    if (others.length > 0) return { at: line, code: "ZONE_SYNTAX", message: "garbage after rdata" };
    if (ttl === null) return { at: word ?? line, code: "ZONE_TTL", message: "expecting $TTL value, not this..." };
    this.#default = { ttl, isByDirective: true };
    return null;
  }

  #readOrigin(line: GoZoneLine): Complaint | null {
    const [word, ...others] = line.words;
    if (word !== undefined && isReserved(word, line))
      return { at: word, code: "ZONE_NAME", message: "expecting $ORIGIN value, not this..." };
    const origin = this.#nameOf(word?.text ?? "");
    if (others.length > 0) return { at: line, code: "ZONE_SYNTAX", message: "garbage after rdata" };
    if (origin === null) return { at: word ?? line, code: "ZONE_NAME", message: "bad origin name" };
    this.#origin = origin;
    return null;
  }

  #nameOf(text: string): DomainName | null {
    const name = namesBelow(this.#origin)(normalEscapes(text));
    return typeof name === "string" ? null : name;
  }

  /** Relative to the file that includes; owner and TTLs of the included file do not come back. */
  #include(line: GoZoneLine): Complaint | null {
    const [word, originWord] = line.words;
    const { depth, path: ownPath } = this.#begin;
    if (word === undefined || isReserved(word, line))
      return { at: line, code: "ZONE_SYNTAX", message: "expecting $INCLUDE value, not this..." };
    const origin = originWord === undefined ? this.#origin : this.#nameOf(originWord.text);
    if (origin === null) return { at: originWord ?? line, code: "ZONE_NAME", message: "bad origin name" };
    if (depth >= MAX_INCLUDE_DEPTH) return { at: line, code: "ZONE_LIMIT", message: "too deeply nested $INCLUDE" };
    const path = resolvePath(directoryOf(ownPath), word.text);
    const found = this.#shared.files.lookUp(path);
    if (found.kind !== "file") {
      return { at: word, code: "ZONE_INCLUDE_MISSING", message: `failed to open \`${word.text}' as \`${path}'` };
    }
    const begin = { source: found.source, path, origin, defaultTtl: this.#default, depth: depth + 1, place: null };
    new FileReader(this.#shared, begin).readFile();
    return null;
  }

  /** Its lines are read as a file of their own. */
  #generate(line: GoZoneLine): Complaint | null {
    const complain = (message: string): Complaint => ({ at: line, code: "ZONE_GENERATE", message });
    if (this.#begin.place !== null) return complain("nested $GENERATE directive not allowed");
    const [range, ...rest] = line.words;
    const template = rest.map(({ text, isQuoted }) => (isQuoted ? `"${text}"` : text)).join(" ");
    if (range !== undefined && rest.length === 0) return complain("garbage after $GENERATE range");
    const directive = parseGenerator(range?.text ?? "", template);
    if ("fault" in directive) return complain(directive.fault);
    const defaultTtl = { ttl: GENERATE_TTL, isByDirective: false };
    const reader = new FileReader(this.#shared, { ...this.#begin, origin: this.#origin, defaultTtl, place: line });
    for (const made of generateLines(directive)) {
      if (typeof made !== "string") return complain(made.fault);
      this.#shared.generatedLeft -= 1;
      if (this.#shared.generatedLeft < 0) {
        const message = `$GENERATE lines would make more than ${this.#shared.limits.maxGenerated} records.`;
        return { at: line, code: "ZONE_LIMIT", message };
      }
      reader.readText(`${made}\n`);
    }
    return null;
  }

  #readRecord(line: GoZoneLine): Complaint | null {
    if (line.owner !== null) {
      this.#owner = this.#nameOf(line.owner.text);
      if (this.#owner === null) return { at: line.owner, code: "ZONE_NAME", message: "bad owner name" };
    }
    const head = readRecordHead(line.words, line);
    if ("message" in head) return head;
    if (line.owner !== null && head.isBare && this.#default === null) {
      return { at: line, code: "ZONE_NO_TTL", message: "missing TTL with no previous value" };
    }
    this.#ttl = this.#ttlOf(head);
    const end = this.#begin.place === null ? endOfData(head, line) : "none";
    if (end === "unseen") return { at: line, code: "ZONE_TTL", message: "not a TTL" };
    if (end === "empty") return this.#leaveOut(head, line);
    const data = this.#readData(head, line);
    if ("message" in data) return data;
    if (this.#owner === null) return this.#passOver(line);
    this.#shared.records.push({ owner: this.#owner, class: head.class, ttl: this.#ttl, data });
    return null;
  }

  /** CoreDNS takes the record for one of a dynamic update and sends it empty. */
  #leaveOut({ type }: RecordHead, { start, end }: GoZoneLine): null {
    const message = `the file ends before the data of this ${type}: CoreDNS sends it empty, here it is left out`;
    this.#shared.diagnostics.push(
      warningAt(spanOf(this.#begin.source, start, end), "ZONE_RDATA_NOT_MODELLED", message),
    );
    return null;
  }

  /** miekg/dns takes a first record without an owner for one whose name is empty: no question finds it. (A transfer breaks off there.) */
  #passOver({ start, end }: GoZoneLine): null {
    const message = "no owner stands above to repeat: nobody finds this record";
    this.#shared.diagnostics.push(warningAt(spanOf(this.#begin.source, start, end), "ZONE_NO_OWNER", message));
    return null;
  }

  /** An explicit TTL is the next records' too, unless a $TTL stands above. Without any it is 0. */
  #ttlOf({ ttl }: RecordHead): number {
    if (ttl === null) return this.#default?.ttl ?? this.#ttl;
    if (this.#default?.isByDirective !== true) this.#default = { ttl, isByDirective: false };
    return ttl;
  }

  #readData({ type, data: words }: RecordHead, line: GoZoneLine): Rdata | Complaint {
    const data = readGoRdata(type, words, this.#origin);
    if (!("why" in data)) return data;
    const word = data.word === null ? undefined : words[data.word];
    const code = data.why === "not modelled" ? "ZONE_RDATA_NOT_MODELLED" : "ZONE_RDATA";
    return { at: word ?? line, code, message: `bad ${type}: ${data.why}` };
  }
}
