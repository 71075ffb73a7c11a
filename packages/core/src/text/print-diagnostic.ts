import { columnsOf } from "./columns.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { escapeForTerminal } from "./escape.ts";
import { outermostSpan, positionOf, type Span } from "./source.ts";

/** A byte order mark is shown: it is often what is wrong. */
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const LF = 0x0a;
const MAX_LINE_BYTES = 200;
/** Of one character in UTF-8. */
const MAX_CONTINUATIONS = 3;

/**
 * A diagnostic as people read it: place, severity, code and message, the line with carets under the span, then the hint.
 *
 * ```text
 * Corefile:3:9: error COREFILE_UNKNOWN_DIRECTIVE: Unknown directive "forwrad".
 *     3 |         forwrad . /etc/resolv.conf
 *       |         ^^^^^^^
 *       = Did you mean "forward"?
 * ```
 */
export function printDiagnostic(diagnostic: Diagnostic): string {
  const lines = [
    `${placeOf(diagnostic.span)}: ${diagnostic.severity} ${diagnostic.code}: ${escapeForTerminal(diagnostic.message)}`,
    ...excerpt(diagnostic.span),
  ];
  if (diagnostic.hint !== undefined) lines.push(`      = ${escapeForTerminal(diagnostic.hint)}`);
  for (const related of diagnostic.related ?? []) {
    lines.push(`      ${placeOf(related.span)}: ${escapeForTerminal(related.message)}`);
    lines.push(...excerpt(related.span));
  }
  return lines.join("\n");
}

/** `file:line:column`, in the outermost file that holds the place. */
export function placeOf(span: Span): string {
  const outer = outermostSpan(span);
  const { line, column } = positionOf(outer.source, outer.start);
  return `${escapeForTerminal(outer.source.name)}:${line}:${column}`;
}

function excerpt(span: Span): readonly string[] {
  const outer = outermostSpan(span);
  const { bytes } = outer.source;
  if (bytes.length === 0) return [];
  const lineStart = outer.start === 0 ? 0 : bytes.lastIndexOf(LF, outer.start - 1) + 1;
  const found = bytes.indexOf(LF, lineStart);
  const lineEnd = found === -1 ? bytes.length : found;
  const from = startOfCharacter(bytes, Math.max(lineStart, outer.start - MAX_LINE_BYTES / 2));
  const to = from + MAX_LINE_BYTES < lineEnd ? startOfCharacter(bytes, from + MAX_LINE_BYTES) : lineEnd;
  const before = show(bytes.subarray(from, outer.start));
  const marked = show(bytes.subarray(outer.start, Math.max(outer.start, Math.min(outer.end, to))));
  const after = show(bytes.subarray(Math.min(Math.max(outer.end, outer.start), to), to));
  const number = String(positionOf(outer.source, outer.start).line).padStart(5);
  return [
    `${number} | ${before}${marked}${after}`,
    `${" ".repeat(number.length)} | ${" ".repeat(columnsOf(before))}${"^".repeat(Math.max(1, columnsOf(marked)))}`,
  ];
}

/** Where the character that holds this byte begins, so that a cut line does not begin within one. */
function startOfCharacter(bytes: Uint8Array, offset: number): number {
  let at = offset;
  while (at > 0 && offset - at < MAX_CONTINUATIONS && ((bytes[at] ?? 0) & 0xc0) === 0x80) at -= 1;
  return at;
}

function show(bytes: Uint8Array): string {
  return escapeForTerminal(decoder.decode(bytes).replaceAll("\t", " ").replaceAll("\r", ""));
}
