import { type Span, spanOf } from "../text/index.ts";
import type { Statement } from "./ast.ts";
import type { StatementReader } from "./statement-reader.ts";

/**
 * What stands behind a keyword: words or none, one word at least, a block of values, a block of keywords, or a block that
 * is passed over whole.
 */
export type KeywordForm = "line" | "valued" | "values" | "skipped" | Keywords;
/** The keywords of a block, and how messages call the block. */
export interface Keywords {
  readonly where: string;
  readonly forms: ReadonlyMap<string, KeywordForm>;
}

/** A line of words or a brace, as lib/parser.c read_line hands them out. */
type Line =
  | { readonly kind: "words"; readonly statement: Statement }
  | { readonly kind: "open" | "close"; readonly span: Span };

/**
 * The statements as keepalived's parser takes them (lib/parser.c process_stream): braces belong to the keywords that it
 * knows. Behind a keyword that it does not know, `{` is ignored, the lines count for the block around, and the `}` ends
 * that one, so that what follows is lost.
 */
export function asKeepalivedReads(
  statements: readonly Statement[],
  root: Keywords,
  reader: StatementReader,
): readonly Statement[] {
  return new Structure([...linesOf(statements)], reader).block(root, 0);
}

function* linesOf(statements: readonly Statement[]): Generator<Line> {
  for (const statement of statements) {
    if (statement.words.length > 0) yield { kind: "words", statement: { ...statement, block: null } };
    const { block } = statement;
    if (block === null) continue;
    const { source, start, end } = block.span;
    yield { kind: "open", span: spanOf(source, start, start + 1) };
    yield* linesOf(block.statements);
    yield { kind: "close", span: spanOf(source, end - 1, end) };
  }
}

class Structure {
  readonly #lines: readonly Line[];
  readonly #reader: StatementReader;
  #next = 0;

  constructor(lines: readonly Line[], reader: StatementReader) {
    this.#lines = lines;
    this.#reader = reader;
  }

  /** Up to the brace that closes it; the outermost one, of depth 0, has none. */
  block(keywords: Keywords, depth: number): readonly Statement[] {
    const read: Statement[] = [];
    for (let line = this.#take(); line !== undefined; line = this.#take()) {
      if (line.kind === "words") {
        const statement = this.#statement(line.statement, keywords, depth);
        if (statement !== null) read.push(statement);
      } else if (line.kind === "close" && depth > 0) return read;
      else if (line.kind === "close")
        this.#reader.error(line.span, "KEEPALIVED_BRACE", "No block is open here any more.");
    }
    return read;
  }

  #statement(statement: Statement, keywords: Keywords, depth: number): Statement | null {
    const form = keywords.forms.get(this.#reader.keywordOf(statement));
    if (form === undefined || form === "line" || form === "valued") {
      if (form === undefined) this.#reader.unknown(statement, keywords.forms.keys(), keywords.where);
      this.#ignoreBrace(statement, keywords, form === undefined);
      const isTaken = form === "line" || (form === "valued" && this.#reader.word(statement) !== undefined);
      return isTaken ? statement : null;
    }
    const opening = this.#openingBrace();
    const span = opening ?? statement.span;
    if (form === "skipped") {
      if (opening !== null) this.#skip();
      return { ...statement, block: { statements: [], span } };
    }
    if (opening === null) this.#missingBrace(statement);
    const statements = form === "values" ? this.#values() : this.block(form, depth + 1);
    return { ...statement, block: { statements, span } };
  }

  /** A brace that no keyword asked for. */
  #ignoreBrace(statement: Statement, keywords: Keywords, isUnknown: boolean): void {
    const brace = this.#openingBrace();
    if (brace === null) return;
    const name = this.#reader.keywordOf(statement);
    const message = `keepalived ignores the "{" behind "${name}": the lines in it count for ${keywords.where}, and its "}" ends that.`;
    if (isUnknown) this.#reader.error(brace, "KEEPALIVED_BRACE", message);
    else this.#reader.error(brace, "KEEPALIVED_BRACE", message, `"${name}" has no block.`);
  }

  #missingBrace(statement: Statement): void {
    const message = `"${this.#reader.keywordOf(statement)}" needs a block; keepalived takes the lines behind it for one.`;
    this.#reader.error(statement.span, "KEEPALIVED_BRACE", message, "Add a `{`.");
  }

  /** lib/parser.c alloc_value_block: lines up to the first closing brace, whatever they are. */
  #values(): readonly Statement[] {
    const values: Statement[] = [];
    for (let line = this.#take(); line !== undefined && line.kind !== "close"; line = this.#take()) {
      if (line.kind === "words") values.push(line.statement);
      else this.#reader.error(line.span, "KEEPALIVED_BRACE", "A list of values has no blocks in it.");
    }
    return values;
  }

  #skip(): void {
    for (let depth = 1; depth > 0; ) {
      const line = this.#take();
      if (line === undefined) return;
      if (line.kind !== "words") depth += line.kind === "open" ? 1 : -1;
    }
  }

  #openingBrace(): Span | null {
    const line = this.#lines[this.#next];
    if (line?.kind !== "open") return null;
    this.#next += 1;
    return line.span;
  }

  #take(): Line | undefined {
    const line = this.#lines[this.#next];
    this.#next += 1;
    return line;
  }
}
