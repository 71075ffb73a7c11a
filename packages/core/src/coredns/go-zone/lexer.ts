import type { RdataWord } from "../../dns/index.ts";

/** One entry of a zone file as miekg/dns reads it: a line, or several that parentheses or quotes hold together. */
export interface GoZoneLine {
  /** The first word, if white space follows it directly and none stands before it. */
  readonly owner: RdataWord | null;
  readonly words: readonly RdataWord[];
  /** Why it cannot be read; null: it can. */
  readonly fault: string | null;
  /** Whether the file ends before the line does; a comment ends it. */
  readonly isOpen: boolean;
  /** Whether nothing at all follows: not even an empty line. */
  readonly isLast: boolean;
  /** Offsets in octets; `end` is behind the end of the line. */
  readonly start: number;
  readonly end: number;
}

interface Scan {
  readonly words: RdataWord[];
  owner: RdataWord | null;
  fault: string | null;
  /** What has been gathered of a word, and where it began. */
  word: string;
  wordAt: number;
  depth: number;
  isEscaped: boolean;
  isQuoted: boolean;
  isComment: boolean;
  /** Whether a first word may still become the owner. */
  mayOwn: boolean;
}

/**
 * miekg/dns scan.go zlexer, over Latin-1 text. Other than in BIND, neither a parenthesis nor a line's end inside of
 * parentheses ends a word, a carriage return outside of quotes is nothing, and a quoted string may have several lines.
 */
export function* lexGoZone(text: string): Generator<GoZoneLine, void, undefined> {
  for (let at = 0; at < text.length; ) {
    const line = readLine(text, at);
    at = line.end;
    yield line;
  }
}

function readLine(text: string, start: number): GoZoneLine {
  const scan: Scan = {
    words: [],
    owner: null,
    fault: null,
    word: "",
    wordAt: start,
    depth: 0,
    isEscaped: false,
    isQuoted: false,
    isComment: false,
    mayOwn: true,
  };
  let at = start;
  let isCommented = false;
  for (; at < text.length; at += 1) {
    const character = text.charAt(at);
    isCommented = scan.isComment;
    if (character === "\n" && endsLine(scan)) break;
    take(scan, character, at);
  }
  flush(scan, at);
  if (at >= text.length && scan.depth > 0) scan.fault ??= "unbalanced brace";
  if (scan.isQuoted) scan.fault ??= "a string without end";
  return {
    owner: scan.owner,
    words: scan.words,
    fault: scan.fault,
    isOpen: at >= text.length && !scan.isComment,
    isLast: at + 1 >= text.length && !scan.isComment && !isCommented,
    start,
    end: at + 1,
  };
}

/** A line's end inside of quotes is a part of the string; inside of parentheses it is not even seen. */
function endsLine(scan: Scan): boolean {
  if (scan.isQuoted) return false;
  scan.isComment = false;
  scan.isEscaped = false;
  return scan.depth === 0;
}

function take(scan: Scan, character: string, at: number): void {
  if (scan.isComment) return;
  if (scan.isQuoted || scan.isEscaped) takeLiteral(scan, character, at);
  else takePlain(scan, character, at);
}

/** Inside of quotes, or behind a backslash. */
function takeLiteral(scan: Scan, character: string, at: number): void {
  if (character === '"' && !scan.isEscaped) {
    pushWord(scan, at + 1);
    scan.isQuoted = false;
    return;
  }
  if (character !== "\r" || scan.isQuoted) scan.word += character;
  scan.isEscaped = character === "\\" && !scan.isEscaped;
}

function takePlain(scan: Scan, character: string, at: number): void {
  switch (character) {
    case " ":
    case "\t":
      if (scan.mayOwn && scan.word !== "") {
        scan.owner = { text: scan.word, isQuoted: false, start: scan.wordAt, end: at };
        scan.word = "";
      } else flush(scan, at);
      scan.mayOwn = false;
      return;
    case ";":
      flush(scan, at);
      scan.isComment = true;
      return;
    case '"':
      flush(scan, at);
      scan.isQuoted = true;
      scan.mayOwn = false;
      scan.wordAt = at;
      return;
    case "(":
      scan.depth += 1;
      return;
    case ")":
      scan.depth -= 1;
      if (scan.depth < 0) scan.fault ??= "extra closing brace";
      return;
    case "\r":
    case "\n":
      return;
    default:
      if (scan.word === "") scan.wordAt = at;
      scan.word += character;
      scan.isEscaped = character === "\\";
  }
}

function flush(scan: Scan, at: number): void {
  if (scan.word !== "") pushWord(scan, at);
}

function pushWord(scan: Scan, end: number): void {
  scan.words.push({ text: scan.word, isQuoted: scan.isQuoted, start: scan.wordAt, end });
  scan.word = "";
  scan.mayOwn = false;
}
