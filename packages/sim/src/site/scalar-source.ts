import { type Source, type SourceSegment, sourceFromBytes, sourceWithin } from "@splithorizon/core";
import type { WrittenScalar } from "./yaml-document.ts";

const encoder = new TextEncoder();
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;
const BACKSLASH = 0x5c;
const QUOTE = 0x22;

/** A string inside a YAML or JSON file as a source of its own, so that a caret in it points into the outer file. */
export function sourceOfScalar(scalar: WrittenScalar, name: string): Source {
  const bytes = encoder.encode(scalar.value);
  const { source, start, end } = scalar.span;
  switch (scalar.style) {
    case "literal":
      return sourceWithin(source, name, bytes, literalSegments(bytes, source.bytes, start, end));
    case "double-quoted":
      return sourceWithin(source, name, bytes, quotedSegments(bytes, source.bytes, start, end));
    case "other":
      return sourceFromBytes(name, bytes);
  }
}

/** YAML 1.2 section 8.1.2: the header's line, then lines that lost the same indentation each. */
function literalSegments(bytes: Uint8Array, outer: Uint8Array, start: number, end: number): readonly SourceSegment[] {
  const segments: SourceSegment[] = [];
  let at = outer.indexOf(LF, start) + 1;
  for (let from = 0; from < bytes.length && at > 0 && at < end; ) {
    const length = lineLength(bytes, from);
    const lineEnd = at + lineLength(outer, at);
    const contentEnd = outer[lineEnd - 1] === LF && outer[lineEnd - 2] === CR ? lineEnd - 2 : lineEnd - 1;
    const text = length - (bytes[from + length - 1] === LF ? 1 : 0);
    const parentStart = Math.max(at, contentEnd - text);
    segments.push({ start: from, length: Math.min(length, outer.length - parentStart), parentStart });
    from += length;
    at = lineEnd;
  }
  return segments;
}

/** Octets of the line that begins here, its line feed included. */
function lineLength(bytes: Uint8Array, from: number): number {
  const found = bytes.indexOf(LF, from);
  return (found === -1 ? bytes.length : found + 1) - from;
}

/** YAML 1.2 section 7.3.1: plain runs stand as they are, an escape is a piece of its own, folded lines are skipped. */
function quotedSegments(bytes: Uint8Array, outer: Uint8Array, start: number, end: number): readonly SourceSegment[] {
  const segments: SourceSegment[] = [];
  let from = 0;
  for (let at = start + 1; at < end - 1 && from < bytes.length; ) {
    if (outer[at] === BACKSLASH && outer[at + 1] === LF) {
      at = skipBlanks(outer, at + 2);
      continue;
    }
    const piece = outer[at] === BACKSLASH ? escapeAt(outer, at) : plainRun(outer, at, end);
    segments.push({ start: from, length: piece.decoded, parentStart: at });
    from += piece.decoded;
    at += piece.written;
  }
  return segments;
}

interface Piece {
  readonly written: number;
  readonly decoded: number;
}

function plainRun(outer: Uint8Array, at: number, end: number): Piece {
  let to = at;
  while (to < end - 1 && outer[to] !== BACKSLASH && outer[to] !== QUOTE && outer[to] !== LF) to += 1;
  if (outer[to] !== LF || to > at) return { written: Math.max(1, to - at), decoded: Math.max(1, to - at) };
  return { written: skipBlanks(outer, to + 1) - at, decoded: 1 };
}

const HEX_DIGITS: ReadonlyMap<string, number> = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

function escapeAt(outer: Uint8Array, at: number): Piece {
  const letter = String.fromCharCode(outer[at + 1] ?? 0);
  const digits = HEX_DIGITS.get(letter);
  if (digits === undefined) return { written: 2, decoded: 1 };
  const text = String.fromCharCode(...outer.subarray(at + 2, at + 2 + digits));
  const code = Number.parseInt(text, 16);
  const decoded = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  return { written: 2 + digits, decoded };
}

function skipBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === SPACE || bytes[at] === TAB) at += 1;
  return at;
}
