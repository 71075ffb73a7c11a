import { type Diagnostic, errorAt, type Parsed, type Source } from "../../text/index.ts";
import {
  type Block,
  type NamedConfDocument,
  type QuotedString,
  type Statement,
  type Token,
  tokenSpan,
  type Value,
  type Word,
} from "./ast.ts";
import { lex } from "./lexer.ts";

/** How much of a file is read; adjustable. */
export interface NamedConfLimits {
  /** Of one file, in bytes. */
  readonly bytes: number;
  /** Braces inside braces. */
  readonly depth: number;
  /** Files inside files. */
  readonly includeDepth: number;
  /** Files of one configuration. */
  readonly files: number;
  /** Elements of an address match list with the lists inside counted again at each use. */
  readonly aclElements: number;
}

export const defaultLimits: NamedConfLimits = {
  bytes: 10 * 1024 * 1024,
  depth: 64,
  includeDepth: 16,
  files: 1000,
  aclElements: 1_000_000,
};

/** Reads the braces and semicolons of one file; what the words mean is `clauses.ts`. No recursion: depth is a limit, not a stack. */
export function parseDocument(source: Source, limits: NamedConfLimits): Parsed<NamedConfDocument> {
  const tokens = lex(source, limits.bytes);
  const builder = new DocumentBuilder(limits.depth);
  for (const token of tokens) if (token.kind !== "end") builder.add(token);
  const end = tokens.at(-1);
  const document = { source, statements: builder.finish(), end: end ?? endOf(source) };
  return { value: document, diagnostics: [...lexicalFindings(tokens, limits), ...builder.diagnostics] };
}

function endOf(source: Source): Token {
  const { length } = source.bytes;
  return { kind: "end", source, leadingStart: length, start: length, end: length };
}

function lexicalFindings(tokens: readonly Token[], limits: NamedConfLimits): readonly Diagnostic[] {
  const findings: Diagnostic[] = [];
  for (const token of tokens) {
    if (token.kind !== "bad") continue;
    const span = { source: token.source, start: token.start, end: Math.min(token.end, token.start + 2) };
    if (token.start >= limits.bytes) {
      const message = `The file has ${token.source.bytes.length} bytes; only the first ${limits.bytes} are read.`;
      findings.push(errorAt(span, "NAMED_CONF_LIMIT", message));
    } else {
      const what = token.source.bytes[token.start] === 0x22 ? "string" : "comment";
      findings.push(errorAt(span, "NAMED_CONF_UNBALANCED", `unexpected end of input: this ${what} never ends.`));
    }
  }
  return findings;
}

interface OpenBlock {
  readonly open: Token;
  readonly statements: Statement[];
}

class DocumentBuilder {
  readonly diagnostics: Diagnostic[] = [];
  readonly #maxDepth: number;
  readonly #blocks: OpenBlock[] = [];
  readonly #valueStack: Value[][] = [];
  #statements: Statement[] = [];
  #values: Value[] = [];
  /** Tokens of a block that is too deep, and how many of its braces are open. */
  #unread: Token[] = [];
  #unreadDepth = 0;

  constructor(maxDepth: number) {
    this.#maxDepth = maxDepth;
  }

  add(token: Token): void {
    if (this.#unreadDepth > 0) this.#skip(token);
    else if (token.kind === "open") this.#openBlock(token);
    else if (token.kind === "close") this.#closeBlock(token);
    else if (token.kind === "semicolon") this.#endStatement(token);
    else this.#values.push(valueFromToken(token));
  }

  finish(): readonly Statement[] {
    if (this.#unread.length > 0) this.#values.push({ kind: "stray", tokens: this.#unread });
    while (this.#blocks.length > 0) {
      this.#endStatement(null);
      this.#leave(null);
    }
    this.#endStatement(null);
    return this.#statements;
  }

  #openBlock(token: Token): void {
    if (this.#blocks.length >= this.#maxDepth) {
      const message = `More than ${this.#maxDepth} braces inside braces; this block is not read.`;
      this.diagnostics.push(errorAt(tokenSpan(token), "NAMED_CONF_LIMIT", message));
      this.#unread = [token];
      this.#unreadDepth = 1;
      return;
    }
    this.#blocks.push({ open: token, statements: this.#statements });
    this.#valueStack.push(this.#values);
    this.#statements = [];
    this.#values = [];
  }

  #closeBlock(token: Token): void {
    if (this.#blocks.length === 0) {
      this.#values.push({ kind: "stray", tokens: [token] });
      return;
    }
    this.#endStatement(null);
    this.#leave(token);
  }

  #leave(close: Token | null): void {
    const block = this.#blocks.pop();
    const values = this.#valueStack.pop();
    if (block === undefined || values === undefined) return;
    values.push({ kind: "block", open: block.open, statements: this.#statements, close } as Block);
    this.#statements = block.statements;
    this.#values = values;
  }

  #endStatement(semicolon: Token | null): void {
    if (this.#values.length === 0 && semicolon === null) return;
    this.#statements.push({ values: this.#values, semicolon });
    this.#values = [];
  }

  #skip(token: Token): void {
    this.#unread.push(token);
    if (token.kind === "open") this.#unreadDepth += 1;
    else if (token.kind === "close") this.#unreadDepth -= 1;
    if (this.#unreadDepth > 0) return;
    this.#values.push({ kind: "stray", tokens: this.#unread });
    this.#unread = [];
  }
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

function valueFromToken(token: Token): Value {
  if (token.kind === "word") return wordOf(token);
  if (token.kind === "string") return stringOf(token);
  return token.kind === "not" ? { kind: "not", token } : { kind: "stray", tokens: [token] };
}

function wordOf(token: Token): Word {
  return { kind: "word", text: decoder.decode(token.source.bytes.subarray(token.start, token.end)), token };
}

function stringOf(token: Token): QuotedString {
  const raw = decoder.decode(token.source.bytes.subarray(token.start + 1, token.end - 1));
  return { kind: "string", text: raw.replaceAll('\\"', '"'), token };
}
