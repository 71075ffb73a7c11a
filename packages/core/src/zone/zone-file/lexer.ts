import type { RdataWord } from "../../dns/index.ts";
import { BACKSLASH, CLOSE, CR, LF, NUL, OPEN, QUOTE, SEMICOLON, SPACE, TAB } from "./octets.ts";

/** A run of octets of one file. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Why a line cannot be read at all. */
export type LineFault =
  | { readonly kind: "unbalanced-parentheses" | "unbalanced-quotes" | "nul"; readonly at: number }
  | { readonly kind: "limit"; readonly at: number; readonly what: string };

/** One entry of a file: a line, or several that parentheses hold together, with its end of line. */
export interface ZoneLine extends Range {
  /** Begins with white space: the owner is that of the record before. */
  readonly startsBlank: boolean;
  readonly words: readonly RdataWord[];
  /** From `;` to the end of the line. */
  readonly comments: readonly Range[];
  readonly fault: LineFault | null;
  /** False for a last line without end. */
  readonly isEnded: boolean;
}

export interface LineLimits {
  /** Octets of one entry. */
  readonly maxLineOctets: number;
  readonly maxParentheses: number;
}

const NO_COMMENTS: readonly Range[] = [];

/**
 * Cuts a part of a file (Latin-1: one character for each octet) into lines and words, as lib/isc/lex.c does for master files. Each octet is looked at once.
 */
export class ZoneLexer {
  readonly text: string;
  readonly limits: LineLimits;
  at: number;
  /** Where the part begins: ranges are the file's. */
  readonly #base: number;
  #start = 0;
  #depth = 0;
  #words: RdataWord[] = [];
  #comments: Range[] | null = null;
  #fault: LineFault | null = null;

  constructor(text: string, limits: LineLimits, at = 0, base = 0) {
    this.text = text;
    this.limits = limits;
    this.at = at;
    this.#base = base;
  }

  /** null at the end of the file. */
  next(): ZoneLine | null {
    if (this.at >= this.text.length) return null;
    const start = this.at;
    this.#start = start;
    this.#depth = 0;
    this.#words = [];
    this.#comments = null;
    this.#fault = null;
    const first = this.text.charCodeAt(start);
    const isEnded = this.#readLine();
    if (this.#depth > 0) this.#fail({ kind: "unbalanced-parentheses", at: start });
    return {
      start: start + this.#base,
      end: this.at + this.#base,
      startsBlank: first === SPACE || first === TAB,
      words: this.#words,
      comments: this.#comments ?? NO_COMMENTS,
      fault: this.#fault,
      isEnded,
    };
  }

  #fail(fault: LineFault): void {
    this.#fault ??= { ...fault, at: fault.at + this.#base };
  }

  /** Up to and with the end of line; false at the end of the file. */
  #readLine(): boolean {
    const { text } = this;
    while (this.at < text.length) {
      const code = text.charCodeAt(this.at);
      if (isLineEnd(code)) {
        this.#skipLineEnd(code);
        if (this.#depth === 0) return true;
      } else if (code === SPACE || code === TAB) this.at += 1;
      else this.#readPiece(code);
      if (this.at - this.#start > this.limits.maxLineOctets) this.#refuseLine();
    }
    return false;
  }

  #skipLineEnd(code: number): void {
    this.at += code === CR && this.text.charCodeAt(this.at + 1) === LF ? 2 : 1;
  }

  /** Reads on, to find the next line, and keeps nothing. */
  #refuseLine(): void {
    this.#words.length = 0;
    this.#comments = null;
    this.#fail({ kind: "limit", at: this.#start, what: `A line of more than ${this.limits.maxLineOctets} octets` });
  }

  #readPiece(code: number): void {
    if (code === SEMICOLON) this.#readComment();
    else if (code === OPEN) this.#open();
    else if (code === CLOSE) this.#close();
    else if (code === QUOTE) this.#readQuoted();
    else this.#readWord();
  }

  #readComment(): void {
    const start = this.at;
    const found = this.text.indexOf("\n", start);
    const end = found === -1 ? this.text.length : found;
    this.at = end > start && this.text.charCodeAt(end - 1) === CR ? end - 1 : end;
    this.#comments ??= [];
    this.#comments.push({ start: start + this.#base, end: this.at + this.#base });
  }

  #open(): void {
    this.#depth += 1;
    this.at += 1;
    const { maxParentheses } = this.limits;
    if (this.#depth > maxParentheses) {
      this.#fail({ kind: "limit", at: this.at - 1, what: `More than ${maxParentheses} parentheses open` });
    }
  }

  #close(): void {
    if (this.#depth === 0) this.#fail({ kind: "unbalanced-parentheses", at: this.at });
    else this.#depth -= 1;
    this.at += 1;
  }

  #readQuoted(): void {
    const { text } = this;
    const start = this.at;
    let at = start + 1;
    for (let code = text.charCodeAt(at); code !== QUOTE; code = text.charCodeAt(at)) {
      if (at >= text.length || code === LF) {
        this.#fail({ kind: "unbalanced-quotes", at: start });
        this.at = at;
        return;
      }
      at += code === BACKSLASH ? 2 : 1;
    }
    this.at = at + 1;
    this.#addWord(text.slice(start + 1, at), true, start);
  }

  #readWord(): void {
    const { text } = this;
    const start = this.at;
    let at = start;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code > SEMICOLON && code !== BACKSLASH) continue;
      if (code === BACKSLASH) at += isLineEnd(text.charCodeAt(at + 1)) ? 0 : 1;
      else if (code === NUL) this.#fail({ kind: "nul", at });
      else if (endsWord(code)) break;
    }
    this.at = Math.min(at, text.length);
    this.#addWord(text.slice(start, this.at), false, start);
  }

  #addWord(text: string, isQuoted: boolean, start: number): void {
    this.#words.push({ text, isQuoted, start: start + this.#base, end: this.at + this.#base });
  }
}

const isLineEnd = (code: number): boolean => code === LF || code === CR;

function endsWord(code: number): boolean {
  switch (code) {
    case SPACE:
    case TAB:
    case LF:
    case CR:
    case QUOTE:
    case OPEN:
    case CLOSE:
    case SEMICOLON:
      return true;
    default:
      return false;
  }
}
