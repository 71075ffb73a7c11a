import type { Source, Span } from "../../text/index.ts";

/** One word of a Corefile. Quotes are lost for the grammar: `"{"` is a brace (caddyfile/lexer.go). */
export interface Token {
  /** Unquoted and unescaped; environment variables not yet replaced. */
  readonly text: string;
  /** The word as written, quotes included. */
  readonly span: Span;
  /** Line of its first character, from 1. */
  readonly line: number;
  /** "" for the Corefile itself; the path of an imported file otherwise. Lines are compared within one file only. */
  readonly file: string;
}

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const HASH = 0x23;
const BACKSLASH = 0x5c;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Go's unicode.IsSpace on UTF-8: how many bytes of white space stand here; 0 for none. */
function spaceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return first === SPACE || (first >= TAB && first <= CR) ? 1 : 0;
  const second = bytes[at + 1] ?? 0;
  if (first === 0xc2) return second === 0x85 || second === 0xa0 ? 2 : 0;
  const third = bytes[at + 2] ?? 0;
  return isWideSpace((first << 16) | (second << 8) | third) ? 3 : 0;
}

/** U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000. */
function isWideSpace(three: number): boolean {
  if (three >= 0xe28080 && three <= 0xe2808a) return true;
  return [0xe19a80, 0xe280a8, 0xe280a9, 0xe280af, 0xe2819f, 0xe38080].includes(three);
}

/** Reads all words of one file, as caddyfile/lexer.go does. Never fails: a quote that is not closed ends with the file. */
export function lexCorefile(source: Source, file: string): readonly Token[] {
  const { bytes } = source;
  const tokens: Token[] = [];
  const place: Place = { source, file, at: startBehindMark(bytes), line: 1 };
  while (skipToWord(place)) {
    const token = bytes[place.at] === QUOTE ? readQuoted(place) : readWord(place);
    if (token !== null) tokens.push(token);
  }
  return tokens;
}

interface Place {
  readonly source: Source;
  readonly file: string;
  at: number;
  line: number;
}

function startBehindMark(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** Past white space and comments; false at the end. */
function skipToWord(place: Place): boolean {
  const { bytes } = place.source;
  while (place.at < bytes.length) {
    const byte = bytes[place.at] ?? 0;
    const space = spaceLength(bytes, place.at);
    if (byte === HASH) skipToLineEnd(place);
    else if (space === 0) return true;
    else {
      if (byte === LF) place.line += 1;
      place.at += space;
    }
  }
  return false;
}

function skipToLineEnd(place: Place): void {
  const end = place.source.bytes.indexOf(LF, place.at);
  place.at = end === -1 ? place.source.bytes.length : end;
}

/** A `#` within a word hides the rest of that word alone; `\r` is dropped wherever it stands. */
function readWord(place: Place): Token {
  const { bytes } = place.source;
  const start = place.at;
  const value: number[] = [];
  let visibleEnd = -1;
  while (place.at < bytes.length) {
    const byte = bytes[place.at] ?? 0;
    if (byte === CR) {
      place.at += 1;
      continue;
    }
    if (spaceLength(bytes, place.at) > 0) break;
    if (byte === HASH && visibleEnd === -1) visibleEnd = place.at;
    if (visibleEnd === -1) value.push(byte);
    place.at += 1;
  }
  const end = visibleEnd === -1 ? trimReturns(bytes, place.at) : visibleEnd;
  return makeToken(place, start, end, place.line, value);
}

function trimReturns(bytes: Uint8Array, end: number): number {
  let at = end;
  while (bytes[at - 1] === CR) at -= 1;
  return at;
}

/** Inside quotes only `\"` is an escape and line ends are allowed. null: the file ends before a first character. */
function readQuoted(place: Place): Token | null {
  const { bytes } = place.source;
  const { at: start, line } = place;
  const value: number[] = [];
  for (place.at += 1; place.at < bytes.length; place.at += 1) {
    const byte = bytes[place.at] ?? 0;
    if (byte === QUOTE) {
      place.at += 1;
      return makeToken(place, start, place.at, line, value);
    }
    if (byte === LF) place.line += 1;
    if (byte === BACKSLASH) readEscape(place, value);
    else value.push(byte);
  }
  return value.length > 0 ? makeToken(place, start, place.at, line, value) : null;
}

/** A backslash and the character behind it; before anything but a quote the backslash stays. */
function readEscape(place: Place, value: number[]): void {
  const next = place.source.bytes[place.at + 1];
  if (next === undefined) return;
  if (next !== QUOTE) value.push(BACKSLASH);
  if (next === LF) place.line += 1;
  value.push(next);
  place.at += 1;
}

function makeToken(place: Place, start: number, end: number, line: number, value: readonly number[]): Token {
  const text = decoder.decode(Uint8Array.from(value));
  return { text, span: { source: place.source, start, end }, line, file: place.file };
}
