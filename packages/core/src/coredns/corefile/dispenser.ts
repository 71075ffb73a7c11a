import {
  type Diagnostic,
  type DiagnosticCode,
  didYouMeanHint,
  errorAt,
  informationAt,
  type Span,
  warningAt,
} from "../../text/index.ts";
import { isOnSameLine } from "./cursor.ts";
import type { Token } from "./lexer.ts";

/**
 * Dispenses the tokens of one directive as caddyfile/dispenser.go does, with CoreDNS's own words for what is wrong.
 * The usual shape of a plugin's settings:
 *
 * ```ts
 * while (dispenser.next()) {              // each use of the directive in the block; stands on its name
 *   const zones = dispenser.remainingArguments();
 *   while (dispenser.nextInBlock()) {     // each property; stands on its name
 *     if (dispenser.value === "ttl") readTtl(dispenser);
 *     else dispenser.unknownProperty(["ttl"]);
 *   }
 * }
 * ```
 */
export class Dispenser {
  readonly #tokens: readonly Token[];
  readonly #diagnostics: Diagnostic[] = [];
  #at = -1;
  #nesting = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** Everything that was wrong so far. */
  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
  }

  /** Text of the current token; "" before the first. */
  get value(): string {
    return this.#tokens[this.#at]?.text ?? "";
  }

  /** Where the current token stands. */
  get span(): Span {
    return this.token.span;
  }

  /** The current token; before the first one, the first one. */
  get token(): Token {
    const token = this.#tokens[Math.max(0, this.#at)] ?? this.#tokens.at(-1);
    return token ?? NO_TOKEN;
  }

  /** Steps onto the next token, whatever line it stands on. */
  next(): boolean {
    if (this.#at >= this.#tokens.length - 1) return false;
    this.#at += 1;
    return true;
  }

  /** Steps onto the next token if it stands on the same line. A brace counts as one. */
  nextArgument(): boolean {
    const current = this.#tokens[this.#at];
    const next = this.#tokens[this.#at + 1];
    if (next === undefined || (current !== undefined && !isOnSameLine(current, next))) return false;
    this.#at += 1;
    return true;
  }

  /** Steps onto the next property of the block that opens on this line or is open; false at its end, or if there is none. */
  nextInBlock(): boolean {
    if (this.#nesting > 0) {
      if (!this.next()) return false;
      if (this.value === "{") this.#at -= 1;
      else if (this.value === "}") {
        this.#nesting -= 1;
        return false;
      } else return true;
    }
    if (!this.nextArgument()) return false;
    if (this.value !== "{") {
      this.#at -= 1;
      return false;
    }
    if (!this.next() || this.token.text === "}") return false;
    this.#nesting += 1;
    return true;
  }

  /** The arguments left on this line, an opening brace apart. */
  remainingTokens(): readonly Token[] {
    const tokens: Token[] = [];
    while (this.nextArgument()) {
      if (this.value === "{") {
        this.#at -= 1;
        break;
      }
      tokens.push(this.token);
    }
    return tokens;
  }

  /** The texts of {@link remainingTokens}. */
  remainingArguments(): readonly string[] {
    return this.remainingTokens().map(({ text }) => text);
  }

  /** The one argument of this line; null, with CoreDNS's complaint, where there is none or more than one. */
  onlyArgument(): Token | null {
    const [first, ...others] = this.remainingTokens();
    if (first !== undefined && others.length === 0) return first;
    this.wrongArguments();
    return null;
  }

  /** dispenser.go ArgErr, at the current token. */
  wrongArguments(hint?: string): void {
    const message =
      this.value === "{"
        ? "Unexpected token '{', expecting argument"
        : `Wrong argument count or unexpected line ending after '${this.value}'`;
    this.problem(message, { code: "COREFILE_ARGUMENTS", ...(hint === undefined ? {} : { hint }) });
  }

  /** The current token is a property that the plugin does not know; its line and its block are passed over. */
  unknownProperty(known: readonly string[], message: string = `unknown property '${this.value}'`): void {
    const hint = didYouMeanHint(this.value, known);
    this.problem(message, { code: "COREFILE_UNKNOWN_PROPERTY", ...(hint === undefined ? {} : { hint }) });
    this.skipProperty();
  }

  /** Passes over the rest of this line and a block that opens on it. */
  skipProperty(): void {
    this.remainingTokens();
    const outer = this.#nesting;
    const next = this.#tokens[this.#at + 1];
    if (next?.text !== "{") return;
    let depth = 0;
    while (this.next()) {
      if (this.value === "{") depth += 1;
      if (this.value === "}") depth -= 1;
      if (depth === 0) break;
    }
    this.#nesting = outer;
  }

  /** CoreDNS does not start: at `at`, or at the current token. */
  problem(message: string, where: { code?: DiagnosticCode; at?: Span; hint?: string } = {}): void {
    this.#diagnostics.push(errorAt(where.at ?? this.span, where.code ?? "COREFILE_BAD_VALUE", message, where.hint));
  }

  warning(message: string, where: { code?: DiagnosticCode; at?: Span; hint?: string } = {}): void {
    this.#diagnostics.push(warningAt(where.at ?? this.span, where.code ?? "COREFILE_BAD_VALUE", message, where.hint));
  }

  /** What CoreDNS does here is not modelled and may change an answer. */
  unsupported(what: string, at: Span = this.span): void {
    this.#diagnostics.push(warningAt(at, "COREFILE_UNSUPPORTED", `${what} is not modelled`));
  }

  /** What CoreDNS does here changes no answer. */
  ignored(what: string, at: Span = this.span): void {
    this.#diagnostics.push(informationAt(at, "COREFILE_IGNORED", `${what} changes no answer`));
  }

  /** The second use of a plugin that may be used once only. */
  onlyOnce(): void {
    this.problem("this plugin can only be used once per Server Block", { code: "COREFILE_ONCE" });
  }
}

const NO_TOKEN: Token = {
  text: "",
  span: { source: { name: "Corefile", bytes: new Uint8Array(), parent: null, segments: [] }, start: 0, end: 0 },
  line: 0,
  file: "",
};
