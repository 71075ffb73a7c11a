import { type Address, isIpv4, parseAddress } from "../dns/index.ts";
import { type Diagnostic, type DiagnosticCode, didYouMeanHint, errorAt, type Span, warningAt } from "../text/index.ts";
import type { Statement } from "./ast.ts";
import { isNumber, leadingNumber, microseconds } from "./numbers.ts";

/** A number's range and what keepalived takes when it is left. */
export interface NumberRule {
  readonly least: number;
  readonly most: number;
  readonly fallback: number;
}

/** How a word is read as a number, and whether it is nothing else. */
interface NumberForm {
  readonly value: (text: string) => number;
  readonly isSound: (text: string) => boolean;
}

/** Reads the words of statements and keeps what is wrong with them. */
export class StatementReader {
  readonly diagnostics: Diagnostic[] = [];
  /** Whether keepalived does not start, for something that was said. */
  refuses = false;

  keywordOf(statement: Statement): string {
    return statement.words[0]?.value ?? "";
  }

  /** The word at a place; undefined with a diagnostic where it is missing, which ends keepalived (lib/parser.c null_strvec). */
  word(statement: Statement, at = 1): string | undefined {
    const word = statement.words[at];
    if (word === undefined) {
      const behind = statement.words[at - 1]?.value ?? this.keywordOf(statement);
      const message = `"${behind}" needs a value: keepalived ends here.`;
      this.refuse(statement.span, "KEEPALIVED_MISSING_VALUE", message);
    }
    return word?.value;
  }

  /** The number that the word begins with: what stands behind it is complained about, no more. */
  wholeNumber(statement: Statement, rule: NumberRule): number {
    return this.#number(statement, rule, { value: leadingNumber, isSound: isNumber });
  }

  /** The few that are nothing but a number. */
  strictNumber(statement: Statement, rule: NumberRule): number {
    const value = (text: string): number => (isNumber(text) ? leadingNumber(text) : Number.NaN);
    return this.#number(statement, rule, { value, isSound: isNumber });
  }

  /** Seconds with an optional fraction, as milliseconds. The rule is in seconds. */
  seconds(statement: Statement, rule: NumberRule): number {
    const value = (text: string): number => (microseconds(text) ?? Number.NaN) / 1e6;
    return 1000 * this.#number(statement, rule, { value, isSound: (text) => /^\d+(?:\.\d{0,6})?$/.test(text) });
  }

  #number(statement: Statement, rule: NumberRule, form: NumberForm): number {
    const text = this.word(statement);
    if (text === undefined) return rule.fallback;
    const value = form.value(text);
    const isTaken = value >= rule.least && value <= rule.most;
    if (isTaken && form.isSound(text)) return value;
    const used = isTaken ? value : rule.fallback;
    const message = `"${this.keywordOf(statement)}" takes a number from ${rule.least} to ${rule.most}, not "${text}"; keepalived uses ${used}.`;
    this.diagnostics.push(warningAt(this.#place(statement, 1), "KEEPALIVED_BAD_VALUE", message));
    return used;
  }

  /** `yes`, `on`, `true` or nothing; `no`, `off`, `false`, in this case of letters; anything else leaves what was. */
  flag<Before>(statement: Statement, before: Before): boolean | Before {
    const text = statement.words[1]?.value;
    if (text === undefined || ["yes", "on", "true"].includes(text)) return true;
    if (["no", "off", "false"].includes(text)) return false;
    const message = `"${this.keywordOf(statement)}" takes yes or no, not "${text}"; keepalived ignores it.`;
    this.diagnostics.push(warningAt(this.#place(statement, 1), "KEEPALIVED_BAD_VALUE", message));
    return before;
  }

  /** One of a few words, in this case of letters; null with a diagnostic for another. */
  oneOf<Word extends string>(statement: Statement, words: readonly Word[]): Word | null {
    const text = this.word(statement);
    const found = words.find((word) => word === text);
    if (found !== undefined || text === undefined) return found ?? null;
    const message = `"${this.keywordOf(statement)}" takes ${words.join(" or ")}, not "${text}".`;
    this.diagnostics.push(
      errorAt(this.#place(statement, 1), "KEEPALIVED_BAD_VALUE", message, didYouMeanHint(text.toUpperCase(), words)),
    );
    return null;
  }

  /** An address without a prefix length. */
  address(statement: Statement, at: number): Address | null {
    const text = this.word(statement, at);
    const address = text === undefined ? null : parseAddress(text);
    if (text !== undefined && address === null) this.#badAddress(statement, at, text);
    return address;
  }

  /** An address of a socket: what stands behind a slash or a dash is not looked at (lib/utils.c inet_stosockaddr). */
  socketAddress(statement: Statement, at: number): Address | null {
    const text = this.word(statement, at);
    const address = text === undefined ? null : parseAddress(text.split("-")[0]?.split("/")[0] ?? "");
    if (text !== undefined && address === null) this.#badAddress(statement, at, text);
    return address;
  }

  /** `address[/length]`: the address itself, not its network, and its length or the whole width (parse_ipaddress). */
  interfaceAddress(statement: Statement, at: number): { readonly address: Address; readonly length: number } | null {
    const text = this.word(statement, at);
    if (text === undefined) return null;
    const address = parseAddress(text.split("/")[0] ?? "");
    if (address === null) {
      this.#badAddress(statement, at, text);
      return null;
    }
    const widest = isIpv4(address) ? 32 : 128;
    const slash = text.indexOf("/");
    if (slash === -1) return { address, length: widest };
    const written = text.slice(slash + 1);
    const length = leadingNumber(written);
    const isTaken = length >= 0 && length <= widest;
    if (!isNumber(written) || !isTaken) {
      const message = `"${text}" has no length from 0 to ${widest}; keepalived uses ${isTaken ? length : widest}.`;
      this.diagnostics.push(warningAt(this.#place(statement, at), "KEEPALIVED_BAD_VALUE", message));
    }
    return { address, length: isTaken ? length : widest };
  }

  #badAddress(statement: Statement, at: number, text: string): void {
    const message = `Expected an IP address, found "${text}".`;
    this.diagnostics.push(errorAt(this.#place(statement, at), "KEEPALIVED_BAD_ADDRESS", message));
  }

  /** What keepalived leaves out of the configuration, and why. */
  ignored(statement: Pick<Statement, "span">, code: DiagnosticCode, why: string): void {
    this.diagnostics.push(errorAt(statement.span, code, `${why}; keepalived ignores it.`));
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

  /** What makes keepalived end. */
  refuse(span: Span, code: DiagnosticCode, message: string, hint?: string): void {
    this.refuses = true;
    this.error(span, code, message, hint);
  }

  #place(statement: Statement, at: number): Span {
    return statement.words[at]?.span ?? statement.span;
  }
}
