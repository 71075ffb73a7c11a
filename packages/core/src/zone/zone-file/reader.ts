import {
  type DomainName,
  isAtOrBelow,
  MAX_TTL,
  type NameReader,
  namesBelow,
  parseRdataText,
  type Rdata,
  type RdataFault,
  type RdataWord,
  type RrType,
  reasonFromNameFault,
} from "../../dns/index.ts";
import type { DiagnosticCode, Severity, Source } from "../../text/index.ts";
import { hintOfData, kindOfData, type ZoneBuilder } from "../zone-builder.ts";
import type { FileText } from "./file-text.ts";
import type { Findings } from "./findings.ts";
import type { Range, ZoneLine } from "./lexer.ts";
import { LineRecords } from "./line-records.ts";
import { checkNames, checkWildcardServer, hasInnerWildcard, reportInnerWildcard } from "./name-checks.ts";
import type { ResolvedOptions } from "./options.ts";
import { type RecordHead, readHead } from "./record-head.ts";

/** The file that is read now. */
export interface OpenFile {
  readonly source: Source;
  readonly text: FileText;
  /** Places of its octets begin here. */
  readonly base: number;
}

/** The words that say a record; null for one that $GENERATE makes. */
export type Written = Pick<ZoneLine, "words" | "startsBlank"> | null;

const NAMES_TO_KEEP = 65_536;

/** The state of lib/dns/master.c load_text: what one line leaves for the next. Every kind of reading goes through it. */
export class RecordReader {
  readonly options: ResolvedOptions;
  readonly findings: Findings;
  readonly builder: ZoneBuilder;
  isOwnerInZone = false;
  /** From $TTL, or from the SOA's MINIMUM. */
  defaultTtl: number | null = null;
  /** Of the record before. */
  lastTtl: number | null = null;
  /** Whether there was a $DATE. */
  hasDate = false;
  /** Whether the origin is another since the last line that has an owner of its own. */
  isOriginNew = false;
  #hasWarnedInherited = false;
  #file: OpenFile;
  #lines: LineRecords;
  #owner: DomainName | null = null;
  /** The line that says the owner, where nobody has read it yet. */
  #ownerLine: { readonly lines: LineRecords; readonly start: number } | null = null;
  #readName: NameReader;
  /** Names of data as written, below the origin of now: a zone names few servers often. */
  #known = new Map<string, DomainName>();

  constructor(options: ResolvedOptions, findings: Findings, builder: ZoneBuilder, file: OpenFile) {
    this.options = options;
    this.findings = findings;
    this.builder = builder;
    this.#file = file;
    this.#lines = new LineRecords(file.text, file.base, options.origin);
    this.#readName = namesBelow(options.origin);
  }

  get file(): OpenFile {
    return this.#file;
  }

  set file(file: OpenFile) {
    this.#file = file;
    this.#lines = new LineRecords(file.text, file.base, this.origin);
  }

  get origin(): DomainName {
    return this.#lines.origin;
  }

  set origin(origin: DomainName) {
    this.#lines = new LineRecords(this.#file.text, this.#file.base, origin);
    this.#readName = namesBelow(origin);
    this.#known = new Map();
  }

  /** The records that are read now, as they will be read again. */
  get lines(): LineRecords {
    return this.#lines;
  }

  /** Of the record before. */
  get owner(): DomainName | null {
    if (this.#ownerLine !== null) this.owner = this.#ownerLine.lines.ownerAt(this.#ownerLine.start);
    return this.#owner;
  }

  set owner(owner: DomainName | null) {
    this.#owner = owner;
    this.#ownerLine = null;
  }

  /** The owner that a line of the zone begins with; it is read when somebody asks. */
  takeOwnerLater(lines: LineRecords, start: number): void {
    this.#ownerLine = { lines, start };
    this.isOwnerInZone = true;
  }

  report(severity: Severity, at: Range, code: DiagnosticCode, message: string, hint?: string): void {
    this.findings.add(severity, this.file.source, at, code, message, hint);
  }

  /** A name of a record's data. */
  readonly name: NameReader = (text) => {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const name = this.#readName(text);
    if (typeof name !== "string" && this.#known.size < NAMES_TO_KEEP) this.#known.set(text, name);
    return name;
  };

  /** Names of owners and directives, which seldom come twice. */
  nameAt(word: RdataWord): DomainName | null {
    const name = this.#readName(word.text);
    if (typeof name !== "string") return name;
    this.report("error", word, "ZONE_NAME", `"${word.text}": ${reasonFromNameFault(name)}.`);
    return null;
  }

  takeOwner(owner: DomainName, at: Range): void {
    if (hasInnerWildcard(owner) && this.owner?.text !== owner.text) reportInnerWildcard(this, owner, at);
    this.owner = owner;
    this.isOwnerInZone = this.isInZone(owner);
    if (this.isOwnerInZone) return;
    this.builder.leave(owner);
    this.reportOutOfZone(owner, at);
  }

  /** One line that holds a record, or nothing. */
  readRecord(line: ZoneLine): void {
    const [first] = line.words;
    if (first === undefined) return;
    if (!line.startsBlank) {
      const owner = this.nameAt(first);
      if (owner === null) return;
      this.takeOwner(owner, first);
    }
    const { owner } = this;
    if (line.startsBlank && owner !== null) this.#checkInherited(owner, first);
    this.isOriginNew = false;
    if (owner === null) {
      this.report(
        "error",
        first,
        "ZONE_NO_OWNER",
        "No current owner name.",
        "Write the owner, or @ for the zone's name.",
      );
      return;
    }
    const head = readHead(this, line.words, line.startsBlank ? 0 : 1, line);
    if (head !== null) this.#readData(owner, head, line);
  }

  limitTtl(ttl: number, at: Range): number {
    if (ttl <= MAX_TTL) return ttl;
    this.report("warning", at, "ZONE_TTL_TOO_LARGE", `TTL ${ttl} > MAXTTL (${MAX_TTL}), setting it to 0.`);
    return 0;
  }

  #checkInherited(owner: DomainName, at: Range): void {
    if (!this.isOriginNew) return;
    const message = `Record with inherited owner (${owner.text}) immediately after $ORIGIN (${this.origin.text}).`;
    this.report("warning", at, "ZONE_OWNER_AFTER_ORIGIN", message, "Write @ for the new origin.");
  }

  #readData(owner: DomainName, head: RecordHead, line: ZoneLine): void {
    if (head.type === "MD" || head.type === "MF") {
      this.report("error", line.words[head.dataAt - 1] ?? line, "ZONE_OBSOLETE_TYPE", `Type '${head.type}': obsolete.`);
    }
    const words = line.words.slice(head.dataAt);
    const data = parseRdataText(head.type, words, this.origin, this.name);
    if ("why" in data) this.reportData(head.type, data, words, line);
    else this.take(owner, head.ttl, data, line, { words, startsBlank: line.startsBlank });
  }

  reportData(type: RrType, fault: RdataFault, words: readonly RdataWord[], line: Range): void {
    const word = fault.word === null ? undefined : words[fault.word];
    const near = word === undefined ? "near end of line" : `near '${word.text.slice(0, 80)}'`;
    if (fault.why === "not modelled") {
      const hint = "Write the data as RFC 3597 says: \\# length hexadecimal.";
      this.report(
        "error",
        word ?? line,
        "ZONE_RDATA_NOT_MODELLED",
        `${type}: the format of this type is not modelled.`,
        hint,
      );
    } else this.report("error", word ?? line, "ZONE_RDATA", `${type} ${near}: ${fault.why}.`);
  }

  /** The checks of a record, its TTL, and into the zone with it. */
  take(owner: DomainName, ttl: number | null, data: Rdata, line: Range, written: Written): void {
    if (data.type === "SOA" && this.isOwnerInZone && owner.key !== this.options.origin.key) {
      this.report("error", line, "ZONE_SOA_NOT_AT_APEX", `SOA record not at top of zone (${owner.text}).`);
      return;
    }
    if (data.type === "DS" && written !== null && this.isOwnerInZone && this.builder.isAtApex(owner)) {
      const hint =
        "The parent has the DS of a zone. named takes that of a name server behind the zone's NS for one; write it elsewhere.";
      this.report("error", line, "ZONE_DS_AT_APEX", `DS record at top of zone (${owner.text}).`, hint);
      return;
    }
    checkWildcardServer(this, owner, data, line);
    // $GENERATE's records are not looked at (lib/dns/master.c generate).
    if (written !== null) checkNames(this, owner, data, line, written.words);
    if (!this.isOwnerInZone) this.lastTtl = ttl ?? this.lastTtl;
    const given = this.isOwnerInZone ? (ttl ?? this.#inheritTtl(data, line, written)) : null;
    if (given === null) return;
    const got = this.#add(owner, given, data, line.start, written);
    if (got !== given) {
      this.report(
        "warning",
        line,
        "ZONE_TTL_DIFFERS",
        `TTL ${given} set to prior TTL (${got}): records of a set share one.`,
      );
    }
    this.lastTtl = got;
  }

  /** Gives the TTL that the record got: that of its set if there is one. What a line says is read there again when it is asked for. */
  #add(owner: DomainName, given: number, data: Rdata, start: number, written: Written): number {
    const { builder } = this;
    const place = this.#file.base + start;
    if (written === null) {
      builder.addGenerated(owner, given, data, place);
      return given;
    }
    const kind = kindOfData(data);
    const isFirst = builder.enter(owner);
    const ttl = builder.ttlFor(kind, given);
    builder.store.beginStretch(this.#lines);
    const record = builder.add(kind, ttl, place, hintOfData(data));
    if (isFirst && written.startsBlank) builder.store.spell(record, owner);
    return ttl;
  }

  /** A record that $GENERATE makes in the zone: the owner of the line before stays what it is. */
  takeGenerated(owner: DomainName, ttl: number | null, data: Rdata, line: Range): void {
    const wasInZone = this.isOwnerInZone;
    this.isOwnerInZone = true;
    this.take(owner, ttl, data, line, null);
    this.isOwnerInZone = wasInZone;
  }

  isInZone(owner: DomainName): boolean {
    return isAtOrBelow(owner, this.options.origin);
  }

  reportOutOfZone(owner: DomainName, at: Range): void {
    this.report("warning", at, "ZONE_OUT_OF_ZONE", `Ignoring out-of-zone data (${owner.text}).`);
  }

  #inheritTtl(data: Rdata, line: Range, written: Written): number | null {
    if (this.defaultTtl !== null) return this.defaultTtl;
    if (this.lastTtl !== null) {
      if (!this.#hasWarnedInherited && written !== null) {
        this.#hasWarnedInherited = true;
        this.report(
          "warning",
          line,
          "ZONE_TTL_INHERITED",
          "Using RFC 1035 TTL semantics: the TTL of the record before is repeated.",
        );
      }
      return this.lastTtl;
    }
    if (data.type !== "SOA") {
      this.report("error", line, "ZONE_NO_TTL", "No TTL specified; zone rejected.", "Begin the file with $TTL.");
      return null;
    }
    this.report("warning", line, "ZONE_TTL_FROM_SOA", "No TTL specified; using SOA MINTTL instead.");
    this.defaultTtl = this.limitTtl(data.minimum, line);
    return this.defaultTtl;
  }
}
