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
}

const LF = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;
const CR = 0x0d;
const isBlank = (byte: number | undefined): boolean => byte === SPACE || byte === TAB || byte === CR;
const decoder = new TextDecoder("utf-8");

/** The lines of a resolv.conf (glibc resolv/res_init.c: `#` and `;` make a comment in the first column alone). */
export function readLines(source: Source): readonly ResolvConfLine[] {
  const lines: ResolvConfLine[] = [];
  const { bytes } = source;
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(LF, start);
    const end = found === -1 ? bytes.length : found;
    const isComment = bytes[start] === 0x23 || bytes[start] === 0x3b;
    const words = isComment ? [] : readWords(source, start, end);
    if (words.length > 0) lines.push({ words, isIndented: isBlank(bytes[start]) });
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
