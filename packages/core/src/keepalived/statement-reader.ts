import { type Address, parseAddress, parsePrefix } from "../dns/index.ts";
import { type Diagnostic, type DiagnosticCode, didYouMeanHint, errorAt, type Span, warningAt } from "../text/index.ts";
import type { Statement } from "./ast.ts";

/** A number's range and what keepalived takes when it is left. */
export interface NumberRule {
  readonly least: number;
  readonly most: number;
  readonly fallback: number;
}

/** Reads the words of statements and keeps what is wrong with them. */
export class StatementReader {
  readonly diagnostics: Diagnostic[] = [];

  keywordOf(statement: Statement): string {
    return statement.words[0]?.value ?? "";
  }

  /** The word at a place; undefined with a diagnostic where it is missing. */
  word(statement: Statement, at = 1): string | undefined {
    const word = statement.words[at];
    if (word === undefined) {
      const message = `"${this.keywordOf(statement)}" needs a value.`;
      this.diagnostics.push(errorAt(statement.span, "KEEPALIVED_MISSING_VALUE", message));
    }
    return word?.value;
  }

  wholeNumber(statement: Statement, rule: NumberRule): number {
    return this.#number(statement, rule, /^-?\d{1,9}$/);
  }

  /** Seconds with an optional fraction, as milliseconds. The rule is in seconds. */
  seconds(statement: Statement, rule: NumberRule): number {
    return Math.round(this.#number(statement, rule, /^\d{1,9}(?:\.\d{1,6})?$/) * 1000);
  }

  #number(statement: Statement, rule: NumberRule, form: RegExp): number {
    const text = this.word(statement);
    if (text === undefined) return rule.fallback;
    const value = Number(text);
    if (form.test(text) && value >= rule.least && value <= rule.most) return value;
    const message = `"${this.keywordOf(statement)}" takes a number from ${rule.least} to ${rule.most}, not "${text}"; keepalived uses ${rule.fallback}.`;
    this.diagnostics.push(warningAt(this.#place(statement, 1), "KEEPALIVED_BAD_VALUE", message));
    return rule.fallback;
  }

  /** `yes`, `on`, `true` or nothing; `no`, `off`, `false`. */
  flag(statement: Statement): boolean {
    const text = statement.words[1]?.value.toLowerCase();
    if (text === undefined || ["yes", "on", "true"].includes(text)) return true;
    if (["no", "off", "false"].includes(text)) return false;
    const message = `"${this.keywordOf(statement)}" takes yes or no, not "${text}".`;
    this.diagnostics.push(warningAt(this.#place(statement, 1), "KEEPALIVED_BAD_VALUE", message));
    return true;
  }

  oneOf<Word extends string>(statement: Statement, words: readonly Word[], fallback: Word): Word {
    const text = this.word(statement);
    const found = words.find((word) => word === text?.toUpperCase());
    if (found !== undefined || text === undefined) return found ?? fallback;
    const message = `"${this.keywordOf(statement)}" takes ${words.join(" or ")}, not "${text}".`;
    this.diagnostics.push(
      errorAt(this.#place(statement, 1), "KEEPALIVED_BAD_VALUE", message, didYouMeanHint(text, words)),
    );
    return fallback;
  }

  /** An address without a prefix length. */
  address(statement: Statement, at: number): Address | null {
    const text = this.word(statement, at);
    const address = text === undefined ? null : parseAddress(text);
    if (text !== undefined && address === null) this.#badAddress(statement, at, text);
    return address;
  }

  /** `address[/length]`: the address itself, not its network, and its length or the whole width. */
  interfaceAddress(statement: Statement, at: number): { readonly address: Address; readonly length: number } | null {
    const text = this.word(statement, at);
    if (text === undefined) return null;
    const prefix = parsePrefix(text);
    const address = parseAddress(text.split("/")[0] ?? "");
    if (typeof prefix !== "string" && address !== null) return { address, length: prefix.length };
    this.#badAddress(statement, at, text);
    return null;
  }

  #badAddress(statement: Statement, at: number, text: string): void {
    const message = `Expected an IP address, found "${text}".`;
    this.diagnostics.push(errorAt(this.#place(statement, at), "KEEPALIVED_BAD_ADDRESS", message));
  }

  unknown(statement: Statement, known: Iterable<string>, where: string): void {
    const keyword = this.keywordOf(statement);
    const message = `keepalived does not know "${keyword}" in ${where}, and ignores it.`;
    this.warn(statement.span, "KEEPALIVED_UNKNOWN_KEYWORD", message, didYouMeanHint(keyword, known));
  }

  unsupported(statement: Statement): void {
    const message = `What "${this.keywordOf(statement)}" does is not modelled.`;
    this.warn(statement.span, "KEEPALIVED_UNSUPPORTED", message);
  }

  warn(span: Span, code: DiagnosticCode, message: string, hint?: string): void {
    this.diagnostics.push(warningAt(span, code, message, hint));
  }

  error(span: Span, code: DiagnosticCode, message: string, hint?: string): void {
    this.diagnostics.push(errorAt(span, code, message, hint));
  }

  #place(statement: Statement, at: number): Span {
    return statement.words[at]?.span ?? statement.span;
  }
}
