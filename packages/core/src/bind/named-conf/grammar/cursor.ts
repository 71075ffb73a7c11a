import { type Diagnostic, type DiagnosticCode, errorAt, type Span, warningAt } from "../../../text/index.ts";
import type { BindVersion } from "../../settings.ts";
import { type Block, type Token, tokenSpan, type Value, valueSpan } from "../ast.ts";

/** What ends a statement: its semicolon, or the brace or end of file that stands where one was due. */
export interface Terminator {
  readonly text: string;
  readonly span: Span;
}

/** Where the matcher is in the values of one statement, and what it found wrong. */
export class Cursor {
  readonly version: BindVersion;
  readonly diagnostics: Diagnostic[];
  readonly #values: readonly Value[];
  readonly #terminator: Terminator;
  #at: number;

  constructor(values: readonly Value[], at: number, terminator: Terminator, version: BindVersion, into: Diagnostic[]) {
    this.#values = values;
    this.#at = at;
    this.#terminator = terminator;
    this.version = version;
    this.diagnostics = into;
  }

  get at(): number {
    return this.#at;
  }

  get value(): Value | undefined {
    return this.#values[this.#at];
  }

  /** The text of an unquoted word, in the spelling of the file. */
  get word(): string | undefined {
    const { value } = this;
    return value?.kind === "word" ? value.text : undefined;
  }

  advance(): void {
    this.#at += 1;
  }

  get span(): Span {
    const { value } = this;
    return value === undefined ? this.#terminator.span : valueSpan(value);
  }

  /** What BIND names in `near ...`: the next token as its lexer sees it. */
  get near(): string {
    const { value } = this;
    return value === undefined ? this.#terminator.text : nearText(value);
  }

  /** The same of the token behind. */
  get nearNext(): string {
    const value = this.#values[this.#at + 1];
    return value === undefined ? this.#terminator.text : nearText(value);
  }

  /** A list inside: the same findings, other values. */
  inside(values: readonly Value[], terminator: Terminator): Cursor {
    return new Cursor(values, 0, terminator, this.version, this.diagnostics);
  }

  /** `expected ... near 'x'`; always false, so that a matcher can return it. */
  refuse(expected: string): false {
    return this.fail("NAMED_CONF_SYNTAX", `${expected} near ${this.near}`);
  }

  /** Silent at what the lexer has refused already. */
  fail(code: DiagnosticCode, message: string): false {
    if (this.value?.kind === "stray" && this.value.tokens[0]?.kind !== "close") return false;
    this.diagnostics.push(errorAt(this.span, code, message));
    return false;
  }

  warn(code: DiagnosticCode, message: string): void {
    this.diagnostics.push(warningAt(this.span, code, message));
  }
}

function nearText(value: Value): string {
  switch (value.kind) {
    case "word":
      return `'${firstPart(value.text)}'`;
    case "string":
      return `'"'`;
    case "not":
      return "'!'";
    case "block":
      return "'{'";
    case "stray":
      return value.tokens[0]?.kind === "close" ? "'}'" : "end of input";
  }
}

/** named's lexer ends a word at `/`, which is a token of its own. */
function firstPart(word: string): string {
  const slash = word.indexOf("/");
  if (slash === -1) return word;
  return slash === 0 ? "/" : word.slice(0, slash);
}

/** What stands behind the last value of a statement: its semicolon, else the close of the block around it, else the end of the file. */
export function terminatorOf(semicolon: Token | null, close: Token | null, end: Span): Terminator {
  if (semicolon !== null) return { text: "';'", span: tokenSpan(semicolon) };
  if (close !== null) return { text: "'}'", span: tokenSpan(close) };
  return { text: "end of file", span: end };
}

/** Behind the last byte of the file that a block stands in. */
export function endOfSource(block: Block): Span {
  const { source } = block.open;
  return { source, start: source.bytes.length, end: source.bytes.length };
}
