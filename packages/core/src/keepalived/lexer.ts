import { type Diagnostic, errorAt, type Source, type Span, spanOf, warningAt } from "../text/index.ts";
import { endOfSpecial, expand, expandPattern, isInclude, patternAt } from "./line-start.ts";

/** One word of keepalived.conf, with everything that stands before it, so that printing loses nothing. A `lost` one is not read. */
export interface Token {
  readonly kind: "word" | "open" | "close" | "line-end" | "lost";
  /** The word as keepalived takes it: without its quotes. One character per octet (Latin-1). */
  readonly value: string;
  /** As it stands in the file. */
  readonly raw: string;
  /** White space and comments before it. */
  readonly leading: string;
  readonly span: Span;
}

export interface Lexed {
  readonly tokens: readonly Token[];
  /** White space and comments after the last token. */
  readonly trailing: string;
  readonly diagnostics: readonly Diagnostic[];
}

const SPACE = new Set([" ", "\t", "\r", "\f", "\v"]);
const KIND_OF_MARK: ReadonlyMap<string, Token["kind"]> = new Map([
  ["\n", "line-end"],
  ["{", "open"],
  ["}", "close"],
]);
const END_OF_WORD = new Set([...SPACE, "\n", "{", "}", "!", "#", '"']);

/**
 * Splits a file into words, braces and line ends (keepalived lib/parser.c): `!` and `#` begin comments unless a backslash
 * stands before them, `"..."` is one word wherever it begins, `$NAME=value` defines what `$NAME` and `${NAME}` stand for.
 */
export function lex(source: Source, text: string): Lexed {
  const tokens: Token[] = [];
  const diagnostics: Diagnostic[] = [];
  const definitions = new Map<string, string>();
  let leadingFrom = 0;
  let place: Place = "line-start";
  const skip = (from: number): number => {
    let at = skipBlank(text, from);
    for (; place === "line-start" && (text[at] === "@" || text[at] === "$"); at = skipBlank(text, at)) {
      const end = endOfSpecial(text, at, definitions);
      if (end.isLost) diagnostics.push(unsupportedLine(spanOf(source, at, end.at), text[at] ?? ""));
      if (end.at === at) break;
      at = end.at;
    }
    return at;
  };
  for (let at = skip(0); at < text.length; at = skip(leadingFrom)) {
    const piece = place === "pattern" && text[at] !== "\n" ? patternPiece(text, at) : pieceAt(text, at, definitions);
    const span = spanOf(source, at, piece.end);
    if (piece.kind === "lost") diagnostics.push(openQuote(span));
    const word = { kind: piece.kind, raw: text.slice(at, piece.end), leading: text.slice(leadingFrom, at), span };
    const [first, ...more] = valuesOf(piece, text, definitions);
    // What stands for nothing is no word.
    tokens.push(first === undefined ? { ...word, kind: "lost", value: "" } : { ...word, value: first });
    tokens.push(...more.map((value) => ({ ...word, value, raw: "", leading: "" })));
    leadingFrom = piece.end;
    place = placeBehind(piece, place);
  }
  return { tokens, trailing: text.slice(leadingFrom), diagnostics };
}

/** Past white space and comments; a line end is a token. */
function skipBlank(text: string, from: number): number {
  let at = from;
  for (;;) {
    const character = text[at] ?? "";
    if (SPACE.has(character)) at += 1;
    else if (character === "!" || character === "#") at = endOfLine(text, at);
    else return at;
  }
}

/** The character of the line at a place; empty at its end, which a comment begins too. */
function nextOf(text: string, at: number): string {
  const character = text[at] ?? "";
  return "\r\n!#".includes(character) ? "" : character;
}

/** `pattern`: behind an `include`, whose pattern is the rest of its line whatever that holds. */
type Place = "line-start" | "pattern" | "words";

interface Piece {
  readonly kind: Token["kind"];
  readonly end: number;
  readonly value: string;
  readonly form: "quoted" | "pattern" | "plain";
}

function placeBehind(piece: Piece, place: Place): Place {
  if (piece.kind !== "word") return "line-start";
  return place === "line-start" && piece.form === "plain" && isInclude(piece.value) ? "pattern" : "words";
}

function valuesOf(piece: Piece, text: string, definitions: ReadonlyMap<string, string>): readonly string[] {
  if (piece.kind !== "word") return [piece.value];
  if (piece.form === "pattern") return [expandPattern(piece.value, definitions)];
  const isQuoted = piece.form === "quoted";
  return expand({ value: piece.value, isQuoted, next: nextOf(text, piece.end) }, definitions);
}

function patternPiece(text: string, at: number): Piece {
  const { end, value } = patternAt(text, at);
  return { kind: "word", end, value, form: "pattern" };
}

function pieceAt(text: string, at: number, definitions: ReadonlyMap<string, string>): Piece {
  const character = text[at] ?? "";
  const kind = KIND_OF_MARK.get(character);
  if (kind !== undefined) return { kind, end: at + 1, value: character, form: "plain" };
  if (character === '"') return quotedPiece(text, at);
  const end = endOfWord(text, at, definitions);
  return { kind: "word", end, value: text.slice(at, end).replaceAll(/\\([#!])/g, "$1"), form: "plain" };
}

/** alloc_strvec_r: what stands behind a quote that is not closed is not read. */
function quotedPiece(text: string, at: number): Piece {
  const lineEnd = endOfLine(text, at);
  const close = text.indexOf('"', at + 1);
  if (close === -1 || close > lineEnd) return { kind: "lost", end: lineEnd, value: "", form: "quoted" };
  return { kind: "word", end: close + 1, value: text.slice(at + 1, close), form: "quoted" };
}

function openQuote(span: Span): Diagnostic {
  return errorAt(span, "KEEPALIVED_QUOTE", "The quoted string does not end on this line.", 'Close it with a `"`.');
}

function unsupportedLine(span: Span, mark: string): Diagnostic {
  const message =
    mark === "@"
      ? "This line is for a configuration id (keepalived -i); it is left out, as keepalived leaves it out without one."
      : "Definitions of several lines are not modelled: this one is left out.";
  return warningAt(span, "KEEPALIVED_UNSUPPORTED", message);
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

/** A brace ends a word, unless it is that of a `${NAME}` which is defined. */
function endOfWord(text: string, from: number, definitions: ReadonlyMap<string, string>): number {
  let at = from;
  while (at < text.length && !END_OF_WORD.has(text[at] ?? "")) {
    const braced = text[at] === "$" ? bracedName(text, at) : null;
    if (braced !== null && definitions.has(braced)) at += braced.length + 3;
    else at += text[at] === "\\" && isMark(text[at + 1]) ? 2 : 1;
  }
  return at;
}

const BRACED_NAME = /\$\{(\w{1,255})\}/y;

function bracedName(text: string, at: number): string | null {
  BRACED_NAME.lastIndex = at;
  return BRACED_NAME.exec(text)?.[1] ?? null;
}

function isMark(character: string | undefined): boolean {
  return character === "#" || character === "!";
}
