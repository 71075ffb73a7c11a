import { invariant } from "../../invariant.ts";
import type { Source, Span } from "../../text/index.ts";

/** One token and the white space and comments in front of it. Printing joins the bytes of all tokens, so nothing is lost. */
export interface Token {
  readonly kind: TokenKind;
  readonly source: Source;
  /** Where the white space and comments before it begin, in bytes. */
  readonly leadingStart: number;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** `bad`: a string or comment that never ends, or bytes beyond a limit. `end`: the end of the file. */
export type TokenKind = "word" | "string" | "open" | "close" | "semicolon" | "not" | "bad" | "end";

/** An unquoted word such as `yes`, `192.168.13.0/24`, `db.kloud.lan`. */
export interface Word {
  readonly kind: "word";
  readonly text: string;
  readonly token: Token;
}

/** A string in double quotes; `text` is without the quotes, `\"` is `"`. */
export interface QuotedString {
  readonly kind: "string";
  readonly text: string;
  readonly token: Token;
}

/** `!` before an element of an address match list. */
export interface Negation {
  readonly kind: "not";
  readonly token: Token;
}

/** `{ ... }`. */
export interface Block {
  readonly kind: "block";
  readonly open: Token;
  readonly statements: readonly Statement[];
  /** null where the file ends inside the block. */
  readonly close: Token | null;
}

/** What stands where nothing of its kind may: a `}` too many, bytes beyond a limit. */
export interface Stray {
  readonly kind: "stray";
  readonly tokens: readonly Token[];
}

export type Value = Word | QuotedString | Negation | Block | Stray;

/** Values up to a `;`, or up to what ends the block or the file. */
export interface Statement {
  readonly values: readonly Value[];
  readonly semicolon: Token | null;
}

/** One file as it was written, comments and all. */
export interface NamedConfDocument {
  readonly source: Source;
  readonly statements: readonly Statement[];
  /** Holds the comments after the last statement. */
  readonly end: Token;
}

export function firstTokenOf(value: Value): Token | undefined {
  switch (value.kind) {
    case "block":
      return value.open;
    case "stray":
      return value.tokens[0];
    default:
      return value.token;
  }
}

export function lastTokenOf(value: Value): Token | undefined {
  if (value.kind === "block") return value.close ?? lastTokenInside(value) ?? value.open;
  return value.kind === "stray" ? value.tokens.at(-1) : value.token;
}

function lastTokenInside(block: Block): Token | undefined {
  const statement = block.statements.at(-1);
  if (statement === undefined) return undefined;
  const value = statement.values.at(-1);
  return statement.semicolon ?? (value === undefined ? undefined : lastTokenOf(value));
}

export function tokenSpan(token: Token): Span {
  return { source: token.source, start: token.start, end: token.end };
}

/** From the first byte of a value to its last. */
export function valueSpan(value: Value): Span {
  const first = firstTokenOf(value);
  const last = lastTokenOf(value);
  invariant(first !== undefined && last !== undefined, "a value has a token");
  return { source: first.source, start: first.start, end: last.end };
}
