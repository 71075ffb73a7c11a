import { invariant } from "../invariant.ts";

/** A run of a source's bytes and where those bytes stand in the source that holds them. */
export interface SourceSegment {
  /** Offset in this source, in bytes. */
  readonly start: number;
  /** Length in bytes. */
  readonly length: number;
  /** Offset of the same bytes in the parent, in bytes. */
  readonly parentStart: number;
}

/** The bytes of one input and the name that people know it by. Never decoded as a whole: invalid UTF-8 survives. */
export interface Source {
  /** A path as the user would write it, or a phrase such as `standard input`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Set when these bytes are a part of another file: the Corefile inside a ConfigMap's YAML. */
  readonly parent: Source | null;
  /** Ascending by `start`; empty when there is no parent. */
  readonly segments: readonly SourceSegment[];
}

/** A run of bytes in a source: `start` inclusive, `end` exclusive, both in bytes. */
export interface Span {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

const encoder = new TextEncoder();

export function sourceFromBytes(name: string, bytes: Uint8Array): Source {
  return { name, bytes, parent: null, segments: [] };
}

export function sourceFromText(name: string, text: string): Source {
  return sourceFromBytes(name, encoder.encode(text));
}

/** A source whose bytes are pieces of `parent`, so that a caret can point into the outer file. */
export function sourceWithin(
  parent: Source,
  name: string,
  bytes: Uint8Array,
  segments: readonly SourceSegment[],
): Source {
  invariant(
    segments.every((segment) => segment.parentStart + segment.length <= parent.bytes.length),
    "a segment ends behind its parent source",
  );
  return { name, bytes, parent, segments };
}

export function spanOf(source: Source, start: number, end: number): Span {
  return { source, start, end };
}

/** The whole of a source, for what cannot be placed better. */
export function wholeSpan(source: Source): Span {
  return { source, start: 0, end: source.bytes.length };
}

/** The span that reaches from the start of `first` to the end of `last`; both in one source. */
export function spanOver(first: Span, last: Span): Span {
  invariant(first.source === last.source, "a span cannot reach across two sources");
  return { source: first.source, start: first.start, end: last.end };
}

/** The same place in the outermost file that holds these bytes; the span itself where no segment covers it. */
export function outermostSpan(span: Span): Span {
  let current = span;
  while (current.source.parent !== null) {
    const outer = spanInParent(current);
    if (outer === null) return current;
    current = outer;
  }
  return current;
}

function spanInParent(span: Span): Span | null {
  const { parent, segments } = span.source;
  if (parent === null) return null;
  const segment = segments.findLast((candidate) => candidate.start <= span.start);
  if (segment === undefined) return null;
  const offset = Math.min(span.start - segment.start, segment.length);
  const length = Math.min(span.end - span.start, segment.length - offset);
  const start = segment.parentStart + offset;
  return { source: parent, start, end: start + length };
}

/** Line and column of a byte offset, both from 1; a column counts code points, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const LF = 0x0a;
const isContinuationByte = (byte: number): boolean => (byte & 0xc0) === 0x80;

const lineStarts = new WeakMap<Source, readonly number[]>();

/** Kept with the source: a file with many diagnostics is searched for line ends once. */
function lineStartsOf(source: Source): readonly number[] {
  const known = lineStarts.get(source);
  if (known !== undefined) return known;
  const { bytes } = source;
  const starts = [0];
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) starts.push(at + 1);
  lineStarts.set(source, starts);
  return starts;
}

export function positionOf(source: Source, offset: number): Position {
  const { bytes } = source;
  const end = Math.min(offset, bytes.length);
  const line = linesUpTo(lineStartsOf(source), end);
  let column = 1;
  for (let at = lineStartsOf(source)[line - 1] ?? 0; at < end; at += 1) {
    if (!isContinuationByte(bytes[at] ?? 0)) column += 1;
  }
  return { line, column };
}

/** How many lines start at or before an offset. */
function linesUpTo(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
