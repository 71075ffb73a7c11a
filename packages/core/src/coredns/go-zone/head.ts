import { parseRrClass, parseRrType, type RdataWord, type RrClass, type RrType } from "../../dns/index.ts";
import type { DiagnosticCode } from "../../text/index.ts";
import { goTypeOf } from "../go-words.ts";
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
}

/** TTL and class in either order, each at most once, then the type. */
export function readRecordHead(words: readonly RdataWord[], line: Complaint["at"]): RecordHead | Complaint {
  let ttl: number | null = null;
  let rrClass: RrClass | null = null;
  for (const [index, word] of words.entries()) {
    const text = word.isQuoted ? "" : word.text;
    const type = typeOf(text);
    if (type !== null) return { type, class: rrClass ?? "IN", ttl, data: words.slice(index + 1), isBare: index === 0 };
    const found: RrClass | number | null = classOrTtl(text);
    if (typeof found === "string" && rrClass === null) rrClass = found;
    else if (typeof found === "number" && ttl === null) ttl = found;
    else return unexpected(word);
  }
  return unexpected(line);
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
  return upper === "CHAOS" || upper === "HESIOD" ? null : parseRrClass(upper);
}
