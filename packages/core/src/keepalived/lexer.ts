import { type Diagnostic, errorAt, type Source, type Span, spanOf } from "../text/index.ts";

/** One word of keepalived.conf, with everything that stands before it, so that printing loses nothing. */
export interface Token {
  readonly kind: "word" | "open" | "close" | "line-end";
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
const END_OF_WORD = new Set([...SPACE, "\n", "{", "}", "!", "#"]);

/** Splits a file into words, braces and line ends (keepalived lib/parser.c): `!` and `#` begin comments, `"..."` is one word. */
export function lex(source: Source, text: string): Lexed {
  const tokens: Token[] = [];
  const diagnostics: Diagnostic[] = [];
  let leadingFrom = 0;
  for (let at = skipBlank(text, 0); at < text.length; at = skipBlank(text, leadingFrom)) {
    const piece = pieceAt(text, at);
    const span = spanOf(source, at, piece.end);
    if (piece.isOpenQuote) diagnostics.push(openQuote(span));
    tokens.push({
      kind: piece.kind,
      value: piece.value,
      raw: text.slice(at, piece.end),
      leading: text.slice(leadingFrom, at),
      span,
    });
    leadingFrom = piece.end;
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

interface Piece {
  readonly kind: Token["kind"];
  readonly end: number;
  readonly value: string;
  readonly isOpenQuote: boolean;
}

function pieceAt(text: string, at: number): Piece {
  const character = text[at] ?? "";
  const kind = KIND_OF_MARK.get(character);
  if (kind !== undefined) return { kind, end: at + 1, value: character, isOpenQuote: false };
  if (character === '"') {
    const end = endOfQuote(text, at);
    return {
      kind: "word",
      end: end.at,
      value: text.slice(at + 1, end.isOpen ? end.at : end.at - 1),
      isOpenQuote: end.isOpen,
    };
  }
  const end = endOfWord(text, at);
  return { kind: "word", end, value: text.slice(at, end), isOpenQuote: false };
}

function openQuote(span: Span): Diagnostic {
  return errorAt(span, "KEEPALIVED_QUOTE", "The quoted string does not end on this line.", 'Close it with a `"`.');
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

function endOfQuote(text: string, from: number): { readonly at: number; readonly isOpen: boolean } {
  const lineEnd = endOfLine(text, from);
  const close = text.indexOf('"', from + 1);
  return close === -1 || close > lineEnd ? { at: lineEnd, isOpen: true } : { at: close + 1, isOpen: false };
}

function endOfWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && !END_OF_WORD.has(text[at] ?? "")) at += 1;
  return at;
}
