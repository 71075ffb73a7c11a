import {
  isQuestionOnlyType,
  parseRrClass,
  parseRrType,
  parseTtl,
  type RdataWord,
  type RrType,
  rrTypeNumbers,
} from "../../dns/index.ts";
import { type DiagnosticCode, didYouMeanHint, type Severity } from "../../text/index.ts";
import type { Range } from "./lexer.ts";
import type { ResolvedOptions } from "./options.ts";

/** Class, TTL and type of a record, and where its data begin. */
export interface RecordHead {
  readonly ttl: number | null;
  readonly type: RrType;
  readonly dataAt: number;
}

/** Who is told what is wrong with it. */
interface HeadReporter {
  readonly options: ResolvedOptions;
  limitTtl(ttl: number, at: Range): number;
  report(severity: Severity, at: Range, code: DiagnosticCode, message: string, hint?: string): void;
}

/** Where class, TTL and type of a record stand among a line's words; NOWHERE for what is left out. */
interface RecordHeadPlaces {
  readonly classAt: number;
  readonly ttlAt: number;
  /** Where a type is expected: there may be no word. */
  readonly typeAt: number;
}

const NOWHERE = -1;
const MAX_UINT32 = 0xffffffff;

/** TTL and class in either order, then the type (lib/dns/master.c load_text). */
export function headOf(words: readonly RdataWord[], from: number): RecordHeadPlaces {
  let at = from;
  let classAt = NOWHERE;
  let ttlAt = NOWHERE;
  if (isClass(words[at])) {
    classAt = isSomeClass(words[at]) ? at : NOWHERE;
    at += 1;
  }
  if (isTtl(words[at])) {
    ttlAt = at;
    at += 1;
  }
  if (classAt === NOWHERE && isClass(words[at])) {
    classAt = isSomeClass(words[at]) ? at : NOWHERE;
    at += 1;
  }
  return { classAt, ttlAt, typeAt: at };
}

function isClass(word: RdataWord | undefined): boolean {
  return word !== undefined && !word.isQuoted && parseRrClass(word.text) !== null;
}

/** CLASS0 says nothing: named takes 0 for a class that was not given. */
function isSomeClass(word: RdataWord | undefined): boolean {
  return word !== undefined && parseRrClass(word.text) !== "CLASS0";
}

function isTtl(word: RdataWord | undefined): boolean {
  const ttl = word === undefined || word.isQuoted ? null : parseTtl(word.text);
  return ttl !== null && ttl <= MAX_UINT32;
}

/** Class, TTL and type, if they are good. */
export function readHead(
  reporter: HeadReporter,
  words: readonly RdataWord[],
  from: number,
  line: Range,
): RecordHead | null {
  const { classAt, ttlAt, typeAt } = headOf(words, from);
  const [ttlWord, classWord, typeWord] = [words[ttlAt], words[classAt], words[typeAt]];
  const ttl = ttlWord === undefined ? null : reporter.limitTtl(parseTtl(ttlWord.text) ?? 0, ttlWord);
  if (typeWord === undefined) {
    reporter.report("error", line, "ZONE_SYNTAX", "Unexpected end of line: a record type is expected.");
    return null;
  }
  const type = readType(reporter, typeWord);
  if (type === null || (classWord !== undefined && !isZoneClass(reporter, classWord))) return null;
  return { ttl, type, dataAt: typeAt + 1 };
}

function isZoneClass(reporter: HeadReporter, word: RdataWord): boolean {
  const { class: own } = reporter.options;
  const found = parseRrClass(word.text);
  if (found === own) return true;
  reporter.report("error", word, "ZONE_CLASS", `Class '${found ?? word.text}' != zone class '${own}'.`);
  return false;
}

function readType(reporter: HeadReporter, word: RdataWord): RrType | null {
  const type = word.isQuoted ? null : parseRrType(word.text);
  if (word.isQuoted) reporter.report("error", word, "ZONE_SYNTAX", "Syntax error: a record type is not quoted.");
  else if (type === null) {
    const hint =
      word.text === "comment"
        ? "A comment begins with a semicolon."
        : didYouMeanHint(word.text, Object.keys(rrTypeNumbers));
    reporter.report("error", word, "ZONE_UNKNOWN_TYPE", `Unknown RR type '${word.text}'.`, hint);
  } else if (type === "TYPE0" || isQuestionOnlyType(type)) {
    reporter.report("error", word, "ZONE_META_TYPE", `Type '${type}': invalid use of a meta type.`);
    return null;
  }
  return type;
}
