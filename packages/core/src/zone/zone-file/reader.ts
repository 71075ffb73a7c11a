import {
  type DomainName,
  isAtOrBelow,
  isQuestionOnlyType,
  MAX_TTL,
  type NameReader,
  namesBelow,
  numberOfRrType,
  parseRdataText,
  parseRrClass,
  parseRrType,
  parseTtl,
  type Rdata,
  type RdataFault,
  type RdataWord,
  type RrType,
  reasonFromNameFault,
  rrTypeNumbers,
} from "../../dns/index.ts";
import { type DiagnosticCode, didYouMeanHint, type Severity, type Source } from "../../text/index.ts";
import type { ZoneBuilder } from "../zone-builder.ts";
import type { FileText } from "./file-text.ts";
import type { Findings } from "./findings.ts";
import type { Range, ZoneLine } from "./lexer.ts";
import { LineRecords } from "./line-records.ts";
import { checkNames } from "./name-checks.ts";
import type { ResolvedOptions } from "./options.ts";
import { headOf } from "./record-head.ts";

/** The file that is read now. */
export interface OpenFile {
  readonly source: Source;
  readonly text: FileText;
  /** Places of its octets begin here. */
  readonly base: number;
}

/** The words that say a record; null for one that $GENERATE makes. */
export type Written = Pick<ZoneLine, "words" | "startsBlank"> | null;

/** Class, TTL and type of a record, and where its data begin. */
export interface RecordHead {
  readonly ttl: number | null;
  readonly type: RrType;
  readonly dataAt: number;
}

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
    this.owner = owner;
    this.isOwnerInZone = isAtOrBelow(owner, this.options.origin);
    if (!this.isOwnerInZone) {
      this.report("warning", at, "ZONE_OUT_OF_ZONE", `Ignoring out-of-zone data (${owner.text}).`);
    }
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
    const head = this.readHead(line.words, line.startsBlank ? 0 : 1, line);
    if (head !== null) this.#readData(owner, head, line);
  }

  /** Class, TTL and type, if they are good. */
  readHead(words: readonly RdataWord[], from: number, line: Range): RecordHead | null {
    const { classAt, ttlAt, typeAt } = headOf(words, from);
    const [ttlWord, classWord, typeWord] = [words[ttlAt], words[classAt], words[typeAt]];
    const ttl = ttlWord === undefined ? null : this.limitTtl(parseTtl(ttlWord.text) ?? 0, ttlWord);
    if (typeWord === undefined) {
      this.report("error", line, "ZONE_SYNTAX", "Unexpected end of line: a record type is expected.");
      return null;
    }
    const type = this.#typeOf(typeWord);
    if (type === null || (classWord !== undefined && !this.#isZoneClass(classWord))) return null;
    return { ttl, type, dataAt: typeAt + 1 };
  }

  #isZoneClass(word: RdataWord): boolean {
    const found = parseRrClass(word.text);
    if (found === this.options.class) return true;
    this.report("error", word, "ZONE_CLASS", `Class '${found ?? word.text}' != zone class '${this.options.class}'.`);
    return false;
  }

  limitTtl(ttl: number, at: Range): number {
    if (ttl <= MAX_TTL) return ttl;
    this.report("warning", at, "ZONE_TTL_TOO_LARGE", `TTL ${ttl} > MAXTTL (${MAX_TTL}), setting it to 0.`);
    return 0;
  }

  #typeOf(word: RdataWord): RrType | null {
    const type = word.isQuoted ? null : parseRrType(word.text);
    if (word.isQuoted) this.report("error", word, "ZONE_SYNTAX", "Syntax error: a record type is not quoted.");
    else if (type === null) {
      const hint =
        word.text === "comment"
          ? "A comment begins with a semicolon."
          : didYouMeanHint(word.text, Object.keys(rrTypeNumbers));
      this.report("error", word, "ZONE_UNKNOWN_TYPE", `Unknown RR type '${word.text}'.`, hint);
    } else if (isQuestionOnlyType(type)) {
      this.report("error", word, "ZONE_META_TYPE", `Type '${type}': invalid use of a meta type.`);
      return null;
    }
    return type;
  }

  #readData(owner: DomainName, head: RecordHead, line: ZoneLine): void {
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
    if (data.type === "SOA" && owner.key !== this.options.origin.key) {
      this.report("error", line, "ZONE_SOA_NOT_AT_APEX", `SOA record not at top of zone (${owner.text}).`);
      return;
    }
    checkNames(this, owner, data, line, written?.words ?? null);
    const given = ttl ?? this.#inheritTtl(data, line);
    if (given === null || !this.isOwnerInZone) return;
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
    const node = builder.nodeFor(owner);
    const type = numberOfRrType(data.type);
    const ttl = builder.ttlFor(node, type, given);
    const place = this.#file.base + start;
    if (written === null) builder.addMade(owner, ttl, data, place);
    else {
      if (written.startsBlank) builder.spell(node, owner);
      builder.store.beginStretch(this.#lines);
      builder.add(node, type, ttl, place);
    }
    return ttl;
  }

  #inheritTtl(data: Rdata, line: Range): number | null {
    if (this.defaultTtl !== null) return this.defaultTtl;
    if (this.lastTtl !== null) {
      if (!this.#hasWarnedInherited)
        this.report(
          "warning",
          line,
          "ZONE_TTL_INHERITED",
          "Using RFC 1035 TTL semantics: the TTL of the record before is repeated.",
        );
      this.#hasWarnedInherited = true;
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
