import {
  type Diagnostic,
  type DiagnosticCode,
  didYouMeanHint,
  errorAt,
  type Span,
  warningAt,
} from "../../text/index.ts";
import type { BindVersion } from "../settings.ts";
import { type Block, type Statement, tokenSpan, type Value, valueSpan, type Word } from "./ast.ts";
import { Cursor, endOfSource, type Terminator, terminatorOf } from "./grammar/cursor.ts";
import type { BlockName, ClauseRule, Grammar } from "./grammar/grammar.ts";
import { matchShape, reportMissingSemicolon, reportUnclosed } from "./grammar/match.ts";
import type { Shape } from "./grammar/shape.ts";

/** One statement that the grammar knows, in a place where it may stand. */
export interface Clause {
  /** Lower case, as the grammar has it. */
  readonly name: string;
  readonly word: Word;
  /** Everything behind the name, blocks included. */
  readonly values: readonly Value[];
  /** The statements of its block, for `options`, `view`, `zone` and the like. */
  readonly clauses: readonly Clause[];
  readonly rule: ClauseRule;
  /** Nothing in it is wrong by the grammar. */
  readonly isSound: boolean;
  /** From the name to the last value. */
  readonly span: Span;
}

/** What happens at `include`: the statements of the files, as if they stood here. */
export type Include = (path: Value | undefined, span: Span, block: BlockName, into: ClauseSink) => void;

/** Where the clauses of one block gather, over all files that make it up. */
export interface ClauseSink {
  readonly clauses: Clause[];
  readonly first: Map<string, Clause>;
}

export function makeSink(): ClauseSink {
  return { clauses: [], first: new Map() };
}

/** What the reader of one configuration carries through its files. */
export interface ClauseContext {
  readonly grammar: Grammar;
  readonly diagnostics: Diagnostic[];
  readonly include: Include;
  /** Called for each `directory`, in the order of the file: what is included after it is looked up there. */
  readonly onDirectory: (clause: Clause) => void;
}

/** Reads the statements of a block by the grammar. `close` is the brace behind the last of them. */
export function readClauses(
  statements: readonly Statement[],
  block: BlockName,
  end: { readonly close: Block["close"]; readonly end: Span },
  sink: ClauseSink,
  context: ClauseContext,
): void {
  for (const statement of statements) {
    const terminator = terminatorOf(statement.semicolon, end.close, end.end);
    new StatementReader(statement, block, terminator, sink, context).read();
  }
}

class StatementReader {
  readonly #statement: Statement;
  readonly #block: BlockName;
  readonly #terminator: Terminator;
  readonly #sink: ClauseSink;
  readonly #context: ClauseContext;

  constructor(
    statement: Statement,
    block: BlockName,
    terminator: Terminator,
    sink: ClauseSink,
    context: ClauseContext,
  ) {
    this.#statement = statement;
    this.#block = block;
    this.#terminator = terminator;
    this.#sink = sink;
    this.#context = context;
  }

  /** A missing semicolon makes one statement of two: what is left over is read as the next. */
  read(): void {
    const { values } = this.#statement;
    if (values.length === 0) this.#refuseValue(undefined);
    for (let at = 0; at < values.length; ) {
      const cursor = this.#cursor(at + 1, this.#context.diagnostics);
      const value = values[at];
      if (value?.kind !== "word") {
        this.#refuseValue(value);
        return;
      }
      if (!this.#readClause(value, cursor)) return;
      if (cursor.value !== undefined || this.#needsSemicolon()) reportMissingSemicolon(cursor);
      at = cursor.at;
    }
  }

  /** The statement's block is open to the end of the file: that is already said. */
  #needsSemicolon(): boolean {
    const last = this.#statement.values.at(-1);
    return this.#statement.semicolon === null && !(last?.kind === "block" && last.close === null);
  }

  #cursor(at: number, diagnostics: Diagnostic[]): Cursor {
    const { version } = this.#context.grammar;
    return new Cursor(this.#statement.values, at, this.#terminator, version, diagnostics);
  }

  #refuseValue(value: Value | undefined): void {
    const isUnread = value?.kind === "stray" && value.tokens[0]?.kind !== "close";
    if (isUnread) return;
    const cursor = this.#cursor(value === undefined ? 0 : this.#statement.values.indexOf(value), []);
    const expected = this.#block === "file" ? "syntax error" : "'}' expected";
    this.#report(errorAt(cursor.span, "NAMED_CONF_SYNTAX", `${expected} near ${cursor.near}`));
  }

  #report(diagnostic: Diagnostic): void {
    this.#context.diagnostics.push(diagnostic);
  }

  /** False where nothing can be said about the rest of the statement. */
  #readClause(word: Word, cursor: Cursor): boolean {
    const name = word.text.toLowerCase();
    if (name === "include") return this.#readInclude(word, cursor);
    const rule = this.#context.grammar.rulesOf(this.#block).get(name);
    if (rule === undefined) {
      this.#reportUnknown(word, name);
      return false;
    }
    const start = cursor.at;
    const isSound = this.#match(rule, cursor);
    const until = isSound ? cursor.at : this.#statement.values.length;
    const values = this.#statement.values.slice(start, until);
    const clauses = this.#readBody(rule.shape, values, cursor);
    const last = values.at(-1);
    const nameSpan = tokenSpan(word.token);
    const span = last === undefined ? nameSpan : { ...nameSpan, end: valueSpan(last).end };
    const clause: Clause = { name, word, values, clauses, rule, isSound, span };
    this.#reportState(clause);
    this.#keep(clause);
    return isSound;
  }

  #readInclude(word: Word, cursor: Cursor): boolean {
    const { value } = cursor;
    if (value?.kind !== "string") return cursor.refuse("expected quoted string");
    cursor.advance();
    this.#context.include(value, { ...tokenSpan(word.token), end: valueSpan(value).end }, this.#block, this.#sink);
    return true;
  }

  #match(rule: ClauseRule, cursor: Cursor): boolean {
    const { diagnostics } = this.#context;
    const before = diagnostics.length;
    const start = cursor.at;
    const isSound = matchShape(rule.shape, cursor);
    if (hasErrorsFrom(diagnostics, before)) this.#blameVersion(rule, start, before);
    return isSound;
  }

  /** What this version refuses may be right in the other: then the version is what is wrong. */
  #blameVersion(rule: ClauseRule, start: number, before: number): void {
    const { grammar, diagnostics } = this.#context;
    const foreign = grammar.foreignRulesOf(this.#block).get(rule.name);
    if (foreign === undefined) return;
    const attempt: Diagnostic[] = [];
    const other: BindVersion = grammar.version === "9.18" ? "9.20" : "9.18";
    const cursor = new Cursor(this.#statement.values, start, this.#terminator, other, attempt);
    if (!matchShape(foreign.shape, cursor) || attempt.length > 0) return;
    const hint = `This is how BIND ${other} writes ${rule.name}; ${grammar.version} does not start with it.`;
    for (let at = before; at < diagnostics.length; at += 1) {
      const diagnostic = diagnostics[at];
      if (diagnostic !== undefined) diagnostics[at] = { ...diagnostic, code: "NAMED_CONF_NOT_IN_VERSION", hint };
    }
  }

  #readBody(shape: Shape, values: readonly Value[], cursor: Cursor): readonly Clause[] {
    const block = bodyOf(shape);
    const braces = values.find((value) => value.kind === "block");
    if (block === null || braces?.kind !== "block") return [];
    const sink = makeSink();
    readClauses(braces.statements, block, { close: braces.close, end: endOfSource(braces) }, sink, this.#context);
    reportUnclosed(braces, cursor);
    return sink.clauses;
  }

  #keep(clause: Clause): void {
    const first = this.#sink.first.get(clause.name);
    if (first !== undefined && !clause.rule.multiple) {
      const related = [{ message: "first defined here", span: tokenSpan(first.word.token) }];
      const message = `'${clause.name}' redefined near '${clause.word.text}'`;
      this.#report({ ...errorAt(tokenSpan(clause.word.token), "NAMED_CONF_REDEFINED", message), related });
      return;
    }
    if (first === undefined) this.#sink.first.set(clause.name, clause);
    this.#sink.clauses.push(clause);
    if (clause.name === "directory" && clause.isSound) this.#context.onDirectory(clause);
  }

  #reportState(clause: Clause): void {
    const span = tokenSpan(clause.word.token);
    const { name } = clause;
    if (clause.rule.state === "deprecated") {
      this.#report(warningAt(span, "NAMED_CONF_DEPRECATED_CLAUSE", `option '${name}' is deprecated`));
    } else if (clause.rule.state === "experimental") {
      const message = `option '${name}' is experimental and subject to change in the future`;
      this.#report(warningAt(span, "NAMED_CONF_EXPERIMENTAL_CLAUSE", message));
    } else if (clause.rule.state === "obsolete") {
      const message = `option '${name}' is obsolete and should be removed`;
      this.#report(warningAt(span, "NAMED_CONF_OBSOLETE_CLAUSE", message));
    } else if (clause.rule.state === "not-compiled-in") {
      const message = `option '${name}' was not enabled at compile time`;
      this.#report(errorAt(span, "NAMED_CONF_NOT_COMPILED_IN", message));
    }
  }

  #reportUnknown(word: Word, name: string): void {
    const { grammar } = this.#context;
    const foreign = grammar.foreignRulesOf(this.#block).get(name);
    const isGone = grammar.isRemoved(this.#block, name) || foreign?.until === "9.18";
    if (isGone) this.#refuseName(word, "NAMED_CONF_REMOVED_CLAUSE", `option '${word.text}' no longer exists`);
    else if (foreign !== undefined) {
      const hint = `BIND ${foreign.since} has it, ${grammar.version} does not.`;
      this.#refuseName(word, "NAMED_CONF_NOT_IN_VERSION", `unknown option '${word.text}'`, hint);
    } else this.#reportStranger(word, name);
  }

  #reportStranger(word: Word, name: string): void {
    const { grammar } = this.#context;
    const message = `unknown option '${word.text}'`;
    const places = grammar.placesOf(name);
    if (places.length > 0) {
      const hint = `${name} belongs in ${places.map(describePlace).join(" or ")}, not in ${describePlace(this.#block)}.`;
      this.#refuseName(word, "NAMED_CONF_MISPLACED_CLAUSE", message, hint);
      return;
    }
    const hint = didYouMeanHint(name, grammar.rulesOf(this.#block).keys());
    this.#refuseName(word, "NAMED_CONF_UNKNOWN_CLAUSE", message, hint);
  }

  #refuseName(word: Word, code: DiagnosticCode, message: string, hint?: string): void {
    this.#report(errorAt(tokenSpan(word.token), code, message, hint));
  }
}

function hasErrorsFrom(diagnostics: readonly Diagnostic[], from: number): boolean {
  for (let at = from; at < diagnostics.length; at += 1) if (diagnostics[at]?.severity === "error") return true;
  return false;
}

function describePlace(block: BlockName): string {
  return block === "file" ? "the file itself" : block;
}

/** The name of the block of statements in a shape, if it has one. */
function bodyOf(shape: Shape): BlockName | null {
  if (shape.kind === "body") return shape.block;
  if (shape.kind !== "sequence") return null;
  const last = shape.items.at(-1);
  return last?.kind === "body" ? last.block : null;
}
