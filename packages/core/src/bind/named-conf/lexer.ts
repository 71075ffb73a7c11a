import type { Source } from "../../text/index.ts";
import type { Token, TokenKind } from "./ast.ts";

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const HASH = 0x23;
const BANG = 0x21;
const STAR = 0x2a;
const SLASH = 0x2f;
const SEMICOLON = 0x3b;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;

const PUNCTUATION: ReadonlyMap<number, TokenKind> = new Map([
  [OPEN, "open"],
  [CLOSE, "close"],
  [SEMICOLON, "semicolon"],
  [BANG, "not"],
]);

/** Bytes that end an unquoted word, by value. A `/` ends it only before another `/`: `yes/*x*\/` is one word for named too. */
const endsWord: readonly boolean[] = Array.from({ length: 256 }, (_, byte) =>
  [TAB, LF, 0x0b, 0x0c, CR, SPACE, QUOTE, HASH, BANG, SEMICOLON, OPEN, CLOSE].includes(byte),
);

/**
 * Tokens of a named.conf, as BIND's lexer sees them (lib/isc/lex.c with the options of lib/isccfg/parser.c):
 * comments in three styles, strings that may span lines, words that end at white space or punctuation. The last token is always `end`.
 */
export function lex(source: Source, limit: number): readonly Token[] {
  const { bytes } = source;
  const length = Math.min(bytes.length, limit);
  const tokens: Token[] = [];
  let at = 0;
  const push = (kind: TokenKind, leadingStart: number, start: number, end: number): void => {
    tokens.push({ kind, source, leadingStart, start, end });
    at = end;
  };
  while (at < length) {
    const leadingStart = at;
    const start = skipBlank(bytes, at, length);
    if (start === null) push("bad", leadingStart, commentStart(bytes, at, length), length);
    else if (start < length) pushToken(bytes, length, leadingStart, start, push);
    else at = length;
    if (start === length) {
      tokens.push({ kind: "end", source, leadingStart, start: length, end: length });
      return beyond(tokens, source, length);
    }
  }
  tokens.push({ kind: "end", source, leadingStart: length, start: length, end: length });
  return beyond(tokens, source, length);
}

/** What lies beyond the limit stays in the tokens, unread, so that it is printed back. */
function beyond(tokens: Token[], source: Source, length: number): readonly Token[] {
  const { bytes } = source;
  const end = tokens.at(-1);
  if (length === bytes.length || end === undefined) return tokens;
  tokens[tokens.length - 1] = { kind: "bad", source, leadingStart: end.leadingStart, start: length, end: bytes.length };
  tokens.push({ kind: "end", source, leadingStart: bytes.length, start: bytes.length, end: bytes.length });
  return tokens;
}

type Push = (kind: TokenKind, leadingStart: number, start: number, end: number) => void;

function pushToken(bytes: Uint8Array, length: number, leadingStart: number, start: number, push: Push): void {
  const byte = bytes[start] ?? 0;
  const punctuation = PUNCTUATION.get(byte);
  if (punctuation !== undefined) push(punctuation, leadingStart, start, start + 1);
  else if (byte === QUOTE) {
    const end = endOfString(bytes, start + 1, length);
    push(end === null ? "bad" : "string", leadingStart, start, end ?? length);
  } else push("word", leadingStart, start, endOfWord(bytes, start, length));
}

function endOfWord(bytes: Uint8Array, start: number, length: number): number {
  let at = start + 1;
  while (at < length && endsWord[bytes[at] ?? 0] !== true && !startsLineComment(bytes, at)) at += 1;
  return at;
}

function endOfString(bytes: Uint8Array, from: number, length: number): number | null {
  for (let at = from; at < length; at += 1) {
    if (bytes[at] === BACKSLASH) at += 1;
    else if (bytes[at] === QUOTE) return at + 1;
  }
  return null;
}

function startsLineComment(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === SLASH && bytes[at + 1] === SLASH;
}

function startsBlockComment(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === SLASH && bytes[at + 1] === STAR;
}

function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB || byte === LF || byte === CR || byte === 0x0b || byte === 0x0c;
}

/** Behind white space and comments; null if a comment never ends. */
function skipBlank(bytes: Uint8Array, from: number, length: number): number | null {
  let at = from;
  while (at < length) {
    if (isBlank(bytes[at])) at += 1;
    else if (bytes[at] === HASH || startsLineComment(bytes, at)) at = endOfLine(bytes, at, length);
    else if (startsBlockComment(bytes, at)) {
      const end = endOfBlockComment(bytes, at + 2, length);
      if (end === null) return null;
      at = end;
    } else return at;
  }
  return length;
}

function endOfLine(bytes: Uint8Array, from: number, length: number): number {
  const end = bytes.indexOf(LF, from);
  return end === -1 ? length : Math.min(end + 1, length);
}

function endOfBlockComment(bytes: Uint8Array, from: number, length: number): number | null {
  for (let at = bytes.indexOf(STAR, from); at !== -1 && at + 1 < length; at = bytes.indexOf(STAR, at + 1)) {
    if (bytes[at + 1] === SLASH) return at + 2;
  }
  return null;
}

/** Where the comment that never ends begins: what stands before it is leading text. */
function commentStart(bytes: Uint8Array, from: number, length: number): number {
  let at = from;
  for (;;) {
    while (at < length && isBlank(bytes[at])) at += 1;
    if (bytes[at] === HASH || startsLineComment(bytes, at)) at = bytes.indexOf(LF, at) + 1;
    else {
      const end = endOfBlockComment(bytes, at + 2, length);
      if (end === null) return at;
      at = end;
    }
  }
}
