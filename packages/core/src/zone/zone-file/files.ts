import { type Diagnostic, type Source, sourceFromText } from "../../text/index.ts";
import type { PlacedSource } from "../zone.ts";
import type { ZoneBuilder } from "../zone-builder.ts";
import { type GenerateBudget, type Include, isDirective, readDirective } from "./directives.ts";
import { FileText } from "./file-text.ts";
import { Findings } from "./findings.ts";
import type { LineFault, Range, ZoneLine } from "./lexer.ts";
import type { ResolvedOptions } from "./options.ts";
import { type OpenFile, RecordReader } from "./reader.ts";

/** Reads one file line by line; what it does besides (keeping lines, reading some faster) is its own. */
export type FileWalk = (walk: ZoneFiles, file: OpenFile, path: string) => void;

/** The files of a zone: the state that they share, and their limits. */
export class ZoneFiles {
  readonly options: ResolvedOptions;
  readonly reader: RecordReader;
  readonly sources: PlacedSource[] = [];
  readonly #findings: Findings;
  readonly #budget: GenerateBudget;
  readonly #walk: FileWalk;
  readonly #open: string[] = [];
  #octets = 0;

  constructor(options: ResolvedOptions, builder: ZoneBuilder, walk: FileWalk) {
    this.options = options;
    this.#findings = new Findings(options.limits.maxDiagnostics);
    this.#budget = { left: options.limits.maxGenerated };
    this.#walk = walk;
    this.reader = new RecordReader(options, this.#findings, builder, NO_FILE);
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.#findings.list;
  }

  /** The file and all that it includes. */
  read(source: Source, path: string): void {
    const { reader, options } = this;
    const base = this.#octets;
    this.#octets += source.bytes.length + 1;
    this.sources.push({ source, base });
    const file = { source, base, text: new FileText(source.bytes) };
    reader.file = file;
    if (this.#octets - this.sources.length > options.limits.maxOctets) {
      reader.report(
        "error",
        NOTHING,
        "ZONE_LIMIT",
        `The zone's files have more than ${options.limits.maxOctets} octets; this one is not read.`,
      );
      return;
    }
    if (hasByteOrderMark(source)) {
      const message = "The file begins with a byte order mark; named reads it as a part of the first name and fails.";
      reader.report(
        "error",
        { start: 0, end: 3 },
        "ZONE_BYTE_ORDER_MARK",
        message,
        "Save the file as UTF-8 without a mark.",
      );
    }
    this.#open.push(path);
    this.#walk(this, file, path);
    this.#open.pop();
  }

  /** What a line says, included files with it. */
  readLine(line: ZoneLine): void {
    if (line.fault !== null) this.#reportFault(line.fault, line);
    else if (isDirective(line)) {
      const result = readDirective(this.reader, line, this.#budget);
      if (result.kind === "include") this.#include(result, line);
    } else this.reader.readRecord(line);
    if (!line.isEnded && line.fault === null && saysEnd(line)) {
      this.reader.report("warning", line, "ZONE_NO_FINAL_NEWLINE", "File does not end with newline.");
    }
  }

  #reportFault(fault: LineFault, line: Range): void {
    const at = { start: fault.at, end: Math.min(fault.at + 1, line.end) };
    switch (fault.kind) {
      case "limit":
        this.reader.report("error", at, "ZONE_LIMIT", `${fault.what}; the line is not read.`);
        break;
      case "unbalanced-parentheses":
        this.reader.report("error", at, "ZONE_SYNTAX", "Unbalanced parentheses.");
        break;
      case "unbalanced-quotes":
        this.reader.report(
          "error",
          at,
          "ZONE_SYNTAX",
          "Unbalanced quotes: a string ends on the line that it begins on.",
        );
        break;
      case "nul":
        this.reader.report("error", at, "ZONE_SYNTAX", "Syntax error: an octet 0.");
        break;
    }
  }

  /** Origin, owner and file come back after it; the TTL that it set stays (lib/dns/master.c pushfile). */
  #include({ path, source, origin, isOriginNew }: Include, line: Range): void {
    const { reader } = this;
    if (!this.#mayOpen(path, line)) return;
    const [file, originBefore, owner, isInZone] = [reader.file, reader.origin, reader.owner, reader.isOwnerInZone];
    const wasOriginNew = reader.isOriginNew;
    reader.isOriginNew = isOriginNew;
    reader.origin = origin;
    const run = reader.builder.suspendRun();
    this.read(source, path);
    reader.builder.resumeRun(run);
    reader.file = file;
    reader.origin = originBefore;
    reader.owner = owner;
    reader.isOwnerInZone = isInZone;
    reader.isOriginNew = wasOriginNew;
  }

  #mayOpen(path: string, line: Range): boolean {
    const { maxIncludeDepth, maxFiles } = this.options.limits;
    if (this.#open.includes(path)) {
      this.reader.report(
        "error",
        line,
        "ZONE_INCLUDE_CYCLE",
        `A file includes itself: ${[...this.#open, path].join(" -> ")}.`,
      );
      return false;
    }
    if (this.#open.length > maxIncludeDepth || this.sources.length >= maxFiles) {
      this.reader.report(
        "error",
        line,
        "ZONE_LIMIT",
        `More than ${maxIncludeDepth} files deep, or ${maxFiles} in all; this one is not read.`,
      );
      return false;
    }
    return true;
  }
}

/** What says nothing may end with the file, if no white space begins it. */
function saysEnd({ words, startsBlank }: ZoneLine): boolean {
  return words.length > 0 || startsBlank;
}

const NO_FILE: OpenFile = { source: sourceFromText("", ""), base: 0, text: new FileText(new Uint8Array()) };
const NOTHING: Range = { start: 0, end: 0 };

function hasByteOrderMark({ bytes }: Source): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
