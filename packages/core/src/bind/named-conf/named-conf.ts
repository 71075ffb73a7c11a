import {
  type Diagnostic,
  errorAt,
  type FileTree,
  type Parsed,
  resolvePath,
  type Source,
  type Span,
  withoutHidden,
} from "../../text/index.ts";
import type { BindVersion } from "../settings.ts";
import type { NamedConfDocument, Value } from "./ast.ts";
import { type Clause, type ClauseContext, type ClauseSink, makeSink, readClauses } from "./clauses.ts";
import { type BlockName, grammarOf } from "./grammar/grammar.ts";
import { defaultLimits, type NamedConfLimits, parseDocument } from "./parse.ts";

/** A named.conf with everything that it includes. */
export interface NamedConf {
  readonly version: BindVersion;
  /** Statements of the file itself, includes replaced by what they hold. */
  readonly clauses: readonly Clause[];
  /** The file and each file it includes, in the order of reading, as they were written. */
  readonly documents: readonly NamedConfDocument[];
  /** Where relative file names are looked up: `directory`, or where named was started. */
  readonly directory: string;
  readonly files: FileTree;
  readonly limits: NamedConfLimits;
}

export interface NamedConfOptions {
  readonly files: FileTree;
  readonly version: BindVersion;
  /** Where named is started: relative includes before `directory` are looked up here. */
  readonly directory: string;
  readonly limits?: Partial<NamedConfLimits>;
}

/**
 * Reads a named.conf and what it includes by the grammar of one BIND version.
 * Diagnostics are named-checkconf's words for what its parser refuses; what holds between statements is `checkNamedConf`.
 */
export function parseNamedConf(source: Source, options: NamedConfOptions): Parsed<NamedConf> {
  const reader = new ConfReader(options);
  const sink = makeSink();
  reader.readFile(source, "file", sink);
  return { value: reader.finish(sink.clauses), diagnostics: reader.diagnostics };
}

class ConfReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #documents: NamedConfDocument[] = [];
  /** Paths of the files that are being read, the outermost first. */
  readonly #open: string[] = [];
  readonly #options: NamedConfOptions;
  readonly #limits: NamedConfLimits;
  readonly #context: ClauseContext;
  #directory: string;

  constructor(options: NamedConfOptions) {
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#directory = resolvePath("/", options.directory);
    this.#context = {
      grammar: grammarOf(options.version),
      diagnostics: this.diagnostics,
      include: (path, span, block, into) => this.#include(path, span, block, into),
      onDirectory: (clause) => this.#changeDirectory(clause),
    };
  }

  finish(clauses: readonly Clause[]): NamedConf {
    const { version, files } = this.#options;
    return { version, clauses, documents: this.#documents, directory: this.#directory, files, limits: this.#limits };
  }

  readFile(source: Source, block: BlockName, sink: ClauseSink): void {
    const { value: document, diagnostics } = parseDocument(source, this.#limits);
    this.#documents.push(document);
    for (const diagnostic of diagnostics) this.diagnostics.push(diagnostic);
    const end = { close: null, end: { source, start: source.bytes.length, end: source.bytes.length } };
    readClauses(document.statements, block, end, sink, this.#context);
  }

  #changeDirectory(clause: Clause): void {
    const [value] = clause.values;
    if (value?.kind === "string") this.#directory = resolvePath(this.#directory, value.text);
  }

  #include(value: Value | undefined, span: Span, block: BlockName, into: ClauseSink): void {
    if (value?.kind !== "string") return;
    const path = resolvePath(this.#directory, value.text);
    const paths = hasWildcard(path) ? withoutHidden(path, this.#options.files.glob(path)) : [path];
    if (paths.length === 0) this.#reportMissing(span, path);
    for (const found of paths) this.#includeFile(found, span, block, into);
  }

  #includeFile(path: string, span: Span, block: BlockName, into: ClauseSink): void {
    if (this.#refuses(path, span)) return;
    const found = this.#options.files.lookUp(path);
    if (found.kind !== "file") {
      this.#reportMissing(span, path, found.kind === "refused" ? found.reason : undefined);
      return;
    }
    this.#open.push(path);
    this.readFile(found.source, block, into);
    this.#open.pop();
  }

  #refuses(path: string, span: Span): boolean {
    if (this.#open.includes(path)) {
      const chain = [...this.#open.slice(this.#open.indexOf(path)), path].join(" includes ");
      this.diagnostics.push(errorAt(span, "NAMED_CONF_INCLUDE_CYCLE", `${chain}: named never finishes reading this.`));
      return true;
    }
    const { includeDepth, files } = this.#limits;
    if (this.#open.length < includeDepth && this.#documents.length < files) return false;
    const message = `${path} is not read: more than ${includeDepth} files inside files, or ${files} files.`;
    this.diagnostics.push(errorAt(span, "NAMED_CONF_LIMIT", message));
    return true;
  }

  #reportMissing(span: Span, path: string, reason?: string): void {
    const hint = reason === undefined ? `There is no ${path}.` : `${path}: ${reason}.`;
    this.diagnostics.push(errorAt(span, "NAMED_CONF_INCLUDE_MISSING", "parsing failed: file not found", hint));
  }
}

function hasWildcard(path: string): boolean {
  return /[*?[]/.test(path);
}
