/** What is wrong with the text of a record's data, in the words of named-checkzone. */
export type RdataFaultReason =
  | "bad base32 encoding"
  | "bad base64 encoding"
  | "bad dotted quad"
  | "bad escape"
  | "bad hex encoding"
  | "bad IPv6 address"
  | "disallowed (by application policy)"
  | "duplicate query"
  | "empty label"
  | "extra input data"
  | "extra input text"
  | "FORMERR"
  | "inconsistent resource record"
  | "invalid use of a meta type"
  | "label too long"
  | "not a valid number"
  | "not implemented"
  | "out of range"
  | "ran out of space"
  | "syntax error"
  | "unexpected end of input"
  | "unexpected token"
  | "unknown class/type"
  | "unknown flag"
  /** The type has a presentation format that we do not read; `\#` works. */
  | "not modelled";

/** Why words are not the data of a type. */
export interface RdataFault {
  readonly why: RdataFaultReason;
  /** Index of the word at which reading stopped; null at the end of the line. */
  readonly word: number | null;
}

/** One word of a record's data as it stands in a file: escapes not yet undone, quotes taken away. */
export interface RdataWord {
  /** Each character is one octet (Latin-1). */
  readonly text: string;
  readonly isQuoted: boolean;
  /** Offsets of the word with its quotes; words without white space between them touch. */
  readonly start: number;
  readonly end: number;
}
