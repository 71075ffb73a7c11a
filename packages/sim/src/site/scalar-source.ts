import { type Source, type SourceSegment, sourceWithin } from "@splithorizon/core";
import type { ScalarStyle, WrittenScalar } from "./placed-document.ts";

const encoder = new TextEncoder();
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;
const BACKSLASH = 0x5c;
const APOSTROPHE = 0x27;

/** A string inside a YAML or JSON file as a source of its own, so that a caret in it points into the outer file. */
export function sourceOfScalar({ value, style, span }: WrittenScalar, name: string): Source {
  const bytes = encoder.encode(value);
  const { start, end } = bodyOf(style, span.source.bytes, span.start, span.end);
  return sourceWithin(
    span.source,
    name,
    bytes,
    new Alignment(bytes, span.source.bytes, { style, start, end }).segments(),
  );
}

interface Body {
  readonly start: number;
  readonly end: number;
}

/** What stands between the quotes, or behind the header's line (YAML 1.2 sections 7.3 and 8.1). */
function bodyOf(style: ScalarStyle, outer: Uint8Array, start: number, end: number): Body {
  switch (style) {
    case "plain":
      return { start, end };
    case "block":
      return { start: outer.indexOf(LF, start) + 1, end };
    case "single-quoted":
    case "double-quoted":
      return { start: start + 1, end: end - 1 };
  }
}

/**
 * Walks through a string and through how it was written at the same time. Characters stand for themselves but for
 * escapes; runs of blanks and line ends, which folding and indentation change, are matched as wholes.
 */
class Alignment {
  readonly #bytes: Uint8Array;
  readonly #outer: Uint8Array;
  readonly #style: ScalarStyle;
  readonly #end: number;
  readonly #segments: { start: number; length: number; parentStart: number }[] = [];
  #from = 0;
  #at: number;

  constructor(bytes: Uint8Array, outer: Uint8Array, { style, start, end }: Body & { readonly style: ScalarStyle }) {
    this.#bytes = bytes;
    this.#outer = outer;
    this.#style = style;
    this.#at = start;
    this.#end = end;
  }

  segments(): readonly SourceSegment[] {
    while (this.#from < this.#bytes.length && this.#at < this.#end) {
      if (isBlank(this.#outer[this.#at])) this.#takeBlanks();
      else if (!this.#takePiece()) break;
    }
    return this.#segments;
  }

  /** One character or escape; false where the two do not agree, so that nothing behind is placed wrongly. */
  #takePiece(): boolean {
    const octet = this.#outer[this.#at];
    if (this.#style === "double-quoted" && octet === BACKSLASH) return this.#takeEscape();
    if (octet !== this.#bytes[this.#from]) return false;
    const isDoubled = this.#style === "single-quoted" && octet === APOSTROPHE;
    this.#take(1, isDoubled ? 2 : 1);
    return true;
  }

  #takeEscape(): boolean {
    const lineEnd = this.#outer[this.#at + 1] === CR ? this.#at + 2 : this.#at + 1;
    if (this.#outer[lineEnd] === LF) this.#at = blanksEnd(this.#outer, lineEnd, this.#end);
    else {
      const { decoded, written } = escapeAt(this.#outer, this.#at);
      this.#take(decoded, written);
    }
    return true;
  }

  /** The first part of a run stays with what is before it, what is behind its last line end with what follows. */
  #takeBlanks(): void {
    const runEnd = blanksEnd(this.#outer, this.#at, this.#end);
    const count = this.#style === "double-quoted" ? foldedLength(this.#outer, this.#at, runEnd) : this.#blanksHere();
    const run = this.#bytes.subarray(this.#from, this.#from + count);
    const indentation = count - 1 - run.lastIndexOf(LF);
    const written = runEnd - this.#at;
    for (let index = 0; index < count; index += 1) {
      const isIndentation = index >= count - indentation && indentation < count;
      const place = isIndentation ? written - (count - index) : index;
      this.#place(this.#from + index, 1, this.#at + Math.max(0, Math.min(place, written - 1)));
    }
    this.#from += count;
    this.#at = runEnd;
  }

  #blanksHere(): number {
    return blanksEnd(this.#bytes, this.#from, this.#bytes.length) - this.#from;
  }

  #take(decoded: number, written: number): void {
    this.#place(this.#from, decoded, this.#at);
    this.#from += decoded;
    this.#at += written;
  }

  #place(start: number, length: number, parentStart: number): void {
    const last = this.#segments.at(-1);
    const isNext =
      last !== undefined &&
      last.start + last.length === start &&
      last.parentStart + last.length === parentStart &&
      parentStart + length <= this.#outer.length;
    if (isNext) last.length += length;
    else this.#segments.push({ start, length: Math.min(length, this.#outer.length - parentStart), parentStart });
  }
}

function isBlank(octet: number | undefined): boolean {
  return octet === SPACE || octet === TAB || octet === LF || octet === CR;
}

function blanksEnd(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(bytes[at])) at += 1;
  return at;
}

/** YAML 1.2 section 6.5: one line end becomes a space, of several the first one goes; without any, blanks stay. */
function foldedLength(outer: Uint8Array, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at += 1) if (outer[at] === LF) lines += 1;
  return lines === 0 ? to - from : Math.max(1, lines - 1);
}

const HEX_DIGITS: ReadonlyMap<string, number> = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);
/** `\N`, `\_`, `\L`, `\P`: U+0085, U+00A0, U+2028, U+2029. */
const WIDE_ESCAPES: ReadonlyMap<string, number> = new Map([
  ["N", 2],
  ["_", 2],
  ["L", 3],
  ["P", 3],
]);

function escapeAt(outer: Uint8Array, at: number): { readonly written: number; readonly decoded: number } {
  const letter = String.fromCharCode(outer[at + 1] ?? 0);
  const digits = HEX_DIGITS.get(letter);
  if (digits === undefined) return { written: 2, decoded: WIDE_ESCAPES.get(letter) ?? 1 };
  const code = hexAt(outer, at + 2, digits);
  // JSON writes what is beyond U+FFFF as two escapes, which are one character of four octets.
  if (code >= 0xd800 && code <= 0xdbff) return { written: 12, decoded: 4 };
  const decoded = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  return { written: 2 + digits, decoded };
}

function hexAt(outer: Uint8Array, at: number, digits: number): number {
  return Number.parseInt(String.fromCharCode(...outer.subarray(at, at + digits)), 16);
}
