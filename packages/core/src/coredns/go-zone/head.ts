import { parseRrClass, parseRrType, type RdataWord, type RrClass, type RrType } from "../../dns/index.ts";
import type { DiagnosticCode } from "../../text/index.ts";
import { goTypeOf } from "../go-words.ts";
import type { GoZoneLine } from "./lexer.ts";
import { parseGoTtl } from "./ttl.ts";

/** Something that is wrong with a line. */
export interface Complaint {
  readonly at: { readonly start: number; readonly end: number };
  readonly code: DiagnosticCode;
  readonly message: string;
}

/** What stands between a record's owner and its data. */
export interface RecordHead {
  readonly type: RrType;
  readonly class: RrClass;
  /** null: none is written. */
  readonly ttl: number | null;
  readonly data: readonly RdataWord[];
  /** Whether the type follows the owner, or the beginning of the line, directly. */
  readonly isBare: boolean;
  /** Where the type ends. */
  readonly typeEnd: number;
}

const DIRECTIVES: ReadonlySet<string> = new Set(["$TTL", "$ORIGIN", "$INCLUDE", "$GENERATE"]);

/**
 * Whether miekg/dns's lexer takes the word behind a directive for a type or a class, where another is wanted: both where white
 * space follows it, a type at the line's end too, neither at the end of the file.
 */
export function isReserved({ text, end }: RdataWord, line: GoZoneLine): boolean {
  const isAtEnd = end === line.end - 1;
  if (isAtEnd && line.isOpen) return false;
  return typeOf(text) !== null || (!isAtEnd && parseGoClass(text) !== null);
}

/** TTL and class in either order, each at most once, then the type. */
export function readRecordHead(words: readonly RdataWord[], line: Complaint["at"]): RecordHead | Complaint {
  let ttl: number | null = null;
  let rrClass: RrClass | null = null;
  for (const [index, word] of words.entries()) {
    const text = word.isQuoted ? "" : word.text;
    const type = typeOf(text);
    if (type !== null) {
      const data = words.slice(index + 1);
      return { type, class: rrClass ?? "IN", ttl, data, isBare: index === 0, typeEnd: word.end };
    }
    const found: RrClass | number | null = classOrTtl(text);
    if (typeof found === "string" && rrClass === null) rrClass = found;
    else if (typeof found === "number" && ttl === null) ttl = found;
    else return unexpected(word);
  }
  return unexpected(line);
}

/**
 * A last line without an end, of which miekg/dns drops what it has seen: white space behind an owner, a class or a TTL, or a
 * TTL itself; behind a directive white space alone.
 */
export function isUnfinished(line: GoZoneLine): boolean {
  const { isOpen, owner, words, end } = line;
  const last = words.at(-1);
  if (!isOpen || (last !== undefined && last.end === end - 1 && parseGoTtl(last.text) === null)) return false;
  if (owner !== null && DIRECTIVES.has(owner.text.toUpperCase())) return words.length === 0;
  const head = readRecordHead(words, line);
  return "message" in head && head.at === line;
}

/**
 * What comes of a type with which the file ends: behind one space or line's end more it is a record without data; a type
 * that is the very last word is not even seen as one.
 */
export function endOfData(
  { data, typeEnd }: RecordHead,
  { isOpen, isLast, end }: GoZoneLine,
): "none" | "empty" | "unseen" {
  if (data.length > 0 || !isLast) return "none";
  const isAtEnd = typeEnd === end - 1;
  if (isOpen && isAtEnd) return "unseen";
  return isOpen || isAtEnd ? "empty" : "none";
}

/** A mnemonic that miekg/dns has, in any case, or TYPEnnn. */
function typeOf(text: string): RrType | null {
  const upper = text.toUpperCase();
  return upper.startsWith("TYPE") ? parseRrType(upper) : goTypeOf(upper);
}

function classOrTtl(text: string): RrClass | number | null {
  return text === "" ? null : (parseGoClass(text) ?? parseGoTtl(text));
}

function unexpected(at: Complaint["at"]): Complaint {
  return { at, code: "ZONE_UNKNOWN_TYPE", message: "expecting RR type, TTL or class, not this..." };
}

/** miekg/dns StringToClass and CLASSnnn; it does not know the long names. */
function parseGoClass(text: string): RrClass | null {
  const upper = text.toUpperCase();
  if (upper === "CS") return "CLASS2";
  return upper === "CHAOS" || upper === "HESIOD" ? null : parseRrClass(upper);
}
