import { type Source, type Span, spanOf } from "../../text/index.ts";

/** A word of a line and where it stands. */
export interface Word {
  readonly text: string;
  readonly span: Span;
}

/** A line of resolv.conf, without comments and empty ones. */
export interface ResolvConfLine {
  readonly words: readonly Word[];
  /** Whether white space stands before the first word: glibc then does not see the keyword. */
  readonly isIndented: boolean;
  /** The carriage return at its end, which is no white space to glibc; null: there is none. */
  readonly carriageReturn: Span | null;
}

const LF = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;
const CR = 0x0d;
const isBlank = (byte: number | undefined): boolean => byte === SPACE || byte === TAB;
const decoder = new TextDecoder("utf-8");

/** The lines of a resolv.conf (glibc resolv/res_init.c: `#` and `;` make a comment in the first column alone). */
export function readLines(source: Source): readonly ResolvConfLine[] {
  const lines: ResolvConfLine[] = [];
  const { bytes } = source;
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(LF, start);
    const end = found === -1 ? bytes.length : found;
    const isComment = bytes[start] === 0x23 || bytes[start] === 0x3b;
    const hasReturn = end > start && bytes[end - 1] === CR;
    const words = isComment ? [] : readWords(source, start, hasReturn ? end - 1 : end);
    const carriageReturn = hasReturn ? spanOf(source, end - 1, end) : null;
    if (words.length > 0) lines.push({ words, isIndented: isBlank(bytes[start]), carriageReturn });
    start = end + 1;
  }
  return lines;
}

function readWords(source: Source, start: number, end: number): readonly Word[] {
  const { bytes } = source;
  const words: Word[] = [];
  for (let at = start; at < end; ) {
    if (isBlank(bytes[at])) {
      at += 1;
      continue;
    }
    const from = at;
    while (at < end && !isBlank(bytes[at])) at += 1;
    words.push({ text: decoder.decode(bytes.subarray(from, at)), span: spanOf(source, from, at) });
  }
  return words;
}
