import { ExpressionFault, ExpressionUnsupported } from "./ast.ts";
import { readQuoted } from "./quoted.ts";

export interface ExpressionToken {
  readonly kind: "number" | "string" | "word" | "operator" | "bracket" | "end";
  readonly text: string;
  readonly at: number;
}

const SPACE = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
/** Digits of a base with a point and an exponent, which may end before their own digits; `1..3` is a range. */
const number = (prefix: string, digits: string): string =>
  `${prefix}[${digits}]*(?:\\.(?!\\.)[${digits}]*)?(?:[eE][+-]?[${digits}]*)?`;
const NUMBER = new RegExp(
  [
    number("0[xX]", "\\da-fA-F_"),
    number("0[oO]", "0-7_"),
    number("0[bB]", "01_"),
    number("\\d", "\\d_"),
    number("\\.\\d", "\\d_"),
  ].join("|"),
  "y",
);
const WORD = /[\p{L}_$][\p{L}\p{Nd}_$]*/uy;
const LETTER = /[\p{L}\p{Nd}_$]/uy;
const BRACKET = /[()[\]{}]/y;
const OPERATOR = /[&!=*<>][&=*]?|\.\.?|\?[.?]?|\|\|?|::?|##?|[,;%+\-^/]/y;
const RAW = /`(?:[^`]|``)*`/y;
/** `b'...'` holds octets. */
const OCTETS = /[bB]["']/y;
const OPERATOR_WORDS = new Set("not in or and matches contains startsWith endsWith let if else".split(" "));

/** The words of an expression one after the other, as they are asked for; the last one is `end` (parser/lexer/state.go). */
export class ExpressionLexer {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  next(): ExpressionToken {
    while (this.#take(SPACE) !== null);
    const at = this.#at;
    if (at >= this.#text.length) return { kind: "end", text: "", at };
    if (this.#text.startsWith("/*", at)) throw new ExpressionFault("unclosed comment", this.#text.length);
    return this.#quoted(at) ?? this.#plain(at) ?? this.#unreadable(at);
  }

  #quoted(at: number): ExpressionToken | null {
    const quote = this.#text.charAt(at);
    if (quote === "`") {
      const raw = this.#take(RAW);
      if (raw === null) throw new ExpressionFault("literal not terminated", at);
      return { kind: "string", text: raw.slice(1, -1).replaceAll("``", "`"), at };
    }
    if (this.#take(OCTETS) !== null) throw new ExpressionUnsupported("octets in expressions");
    if (quote !== "'" && quote !== '"') return null;
    const { value, end } = readQuoted(this.#text, at);
    this.#at = end;
    return { kind: "string", text: value, at };
  }

  #plain(at: number): ExpressionToken | null {
    const word = this.#take(WORD);
    if (word !== null) return { kind: OPERATOR_WORDS.has(word) ? "operator" : "word", text: word, at };
    const number = this.#take(NUMBER);
    const excess = number === null ? null : this.#take(LETTER);
    if (excess !== null) throw new ExpressionFault(`bad number syntax: "${number}${excess}"`, at);
    if (number !== null) return { kind: "number", text: number, at };
    const bracket = this.#take(BRACKET);
    if (bracket !== null) return { kind: "bracket", text: bracket, at };
    const operator = this.#take(OPERATOR);
    return operator === null ? null : { kind: "operator", text: operator, at };
  }

  #unreadable(at: number): never {
    const code = this.#text.codePointAt(at) ?? 0;
    const hex = code.toString(16).toUpperCase().padStart(4, "0");
    throw new ExpressionFault(`unrecognized character: U+${hex} '${String.fromCodePoint(code)}'`, at);
  }

  #take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? null;
    if (found !== null) this.#at += found.length;
    return found;
  }
}
