import { invariant } from "../invariant.ts";
import { type Diagnostic, errorAt, type Parsed, type Source, type Span, spanOver, wholeSpan } from "../text/index.ts";
import type { Block, KeepalivedDocument, Statement } from "./ast.ts";
import { lex, type Token } from "./lexer.ts";

/** What one file may hold. */
export interface KeepalivedLimits {
  readonly maxOctets: number;
  readonly maxDepth: number;
}

export const DEFAULT_KEEPALIVED_LIMITS: KeepalivedLimits = { maxOctets: 10 * 1024 * 1024, maxDepth: 64 };

interface OpenBlock {
  readonly words: readonly Token[];
  readonly open: Token;
  readonly statements: Statement[];
}

/** Reads words, lines and braces; what they mean is for the settings. Iterative: depth costs no stack. */
export function parseKeepalivedDocument(
  source: Source,
  limits: KeepalivedLimits = DEFAULT_KEEPALIVED_LIMITS,
): Parsed<KeepalivedDocument> {
  if (source.bytes.length > limits.maxOctets) {
    const message = `The file has ${source.bytes.length} octets; at most ${limits.maxOctets} are read.`;
    const value = { source, statements: [], tokens: [], trailing: "" };
    return { value, diagnostics: [errorAt(wholeSpan(source), "KEEPALIVED_LIMIT", message)] };
  }
  const { tokens, trailing, diagnostics } = lex(source, latin1(source.bytes));
  const builder = new DocumentBuilder(limits);
  for (const token of tokens) builder.take(token);
  const statements = builder.finish();
  return { value: { source, statements, tokens, trailing }, diagnostics: [...diagnostics, ...builder.diagnostics] };
}

/** One character per octet, so that offsets are octets and nothing is lost. */
function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

class DocumentBuilder {
  readonly diagnostics: Diagnostic[] = [];
  readonly #limits: KeepalivedLimits;
  readonly #root: Statement[] = [];
  readonly #open: OpenBlock[] = [];
  #words: Token[] = [];
  #tooDeep = 0;
  /** Words of a finished line that a `{` on the next line may still belong to. */
  #pending: readonly Token[] = [];

  constructor(limits: KeepalivedLimits) {
    this.#limits = limits;
  }

  take(token: Token): void {
    switch (token.kind) {
      case "word":
        this.#flushPending();
        this.#words.push(token);
        return;
      case "line-end":
        this.#endLine();
        return;
      case "open":
        this.#openBlock(token);
        return;
      case "close":
        this.#closeBlock(token);
        return;
      case "lost":
        return;
    }
  }

  finish(): readonly Statement[] {
    this.#endLine();
    this.#flushPending();
    for (let open = this.#open.pop(); open !== undefined; open = this.#open.pop()) {
      this.diagnostics.push(errorAt(open.open.span, "KEEPALIVED_BRACE", "This block is never closed.", "Add a `}`."));
      this.#add(statementOf(open.words, { statements: open.statements, span: open.open.span }));
    }
    return this.#root;
  }

  #endLine(): void {
    if (this.#words.length === 0) return;
    this.#flushPending();
    this.#pending = this.#words;
    this.#words = [];
  }

  #flushPending(): void {
    if (this.#pending.length === 0) return;
    this.#add(statementOf(this.#pending, null));
    this.#pending = [];
  }

  #openBlock(open: Token): void {
    const words = this.#words.length > 0 ? this.#words : this.#pending;
    if (this.#words.length > 0) this.#flushPending();
    this.#pending = [];
    this.#words = [];
    if (this.#open.length < this.#limits.maxDepth) this.#open.push({ words, open, statements: [] });
    else this.#refuseDepth(open);
  }

  /** Reported once; what stands deeper is read into the deepest block that is allowed. */
  #refuseDepth(open: Token): void {
    this.#tooDeep += 1;
    if (this.#tooDeep > 1) return;
    const message = `Blocks are nested deeper than ${this.#limits.maxDepth}.`;
    this.diagnostics.push(errorAt(open.span, "KEEPALIVED_LIMIT", message));
  }

  #closeBlock(close: Token): void {
    this.#endLine();
    this.#flushPending();
    if (this.#tooDeep > 0) {
      this.#tooDeep -= 1;
      return;
    }
    const open = this.#open.pop();
    if (open === undefined) {
      this.diagnostics.push(errorAt(close.span, "KEEPALIVED_BRACE", "No block is open here."));
      return;
    }
    this.#add(statementOf(open.words, { statements: open.statements, span: spanOver(open.open.span, close.span) }));
  }

  #add(statement: Statement): void {
    (this.#open.at(-1)?.statements ?? this.#root).push(statement);
  }
}

function statementOf(words: readonly Token[], block: Block | null): Statement {
  const [first] = words;
  const last = words.at(-1);
  return { words, block, span: spanOfWords(first, last, block) };
}

function spanOfWords(first: Token | undefined, last: Token | undefined, block: Block | null): Span {
  if (first !== undefined && last !== undefined) return spanOver(first.span, last.span);
  invariant(block !== null, "a statement has words or a block");
  return block.span;
}
