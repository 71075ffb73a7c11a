import { appendAll } from "../append.ts";
import {
  type Diagnostic,
  directoryOf,
  emptyFileTree,
  errorAt,
  type FileTree,
  type Parsed,
  resolvePath,
  type Source,
  withoutHidden,
} from "../text/index.ts";
import type { KeepalivedDocument, Statement } from "./ast.ts";
import { alternativesOf } from "./brace-pattern.ts";
import { isInclude } from "./line-start.ts";
import { DEFAULT_KEEPALIVED_LIMITS, type KeepalivedLimits, parseKeepalivedDocument } from "./parse-document.ts";
import { readSettings } from "./read-settings.ts";
import type { KeepalivedSettings } from "./settings.ts";

/** Where included files are looked up. */
export interface KeepalivedOptions {
  readonly files: FileTree;
  /** Folder that relative `include` patterns stand in, absolute within the tree. */
  readonly directory: string;
  readonly limits: KeepalivedLimits;
}

/** A keepalived.conf: its document, lossless, and what keepalived runs with. */
export interface KeepalivedConfig {
  readonly document: KeepalivedDocument;
  readonly settings: KeepalivedSettings;
}

const MAX_INCLUDE_DEPTH = 16;
const MAX_INCLUDED_FILES = 1000;

/** Reads keepalived.conf(5) as keepalived 2.2.7 does. Unknown keywords are kept in the document and reported. */
export function parseKeepalived(source: Source, options: Partial<KeepalivedOptions> = {}): Parsed<KeepalivedConfig> {
  const { files = emptyFileTree, directory = "/", limits = DEFAULT_KEEPALIVED_LIMITS } = options;
  const { value: document, diagnostics: syntax } = parseKeepalivedDocument(source, limits);
  const includer = new Includer(files, limits);
  const statements = includer.expand(document.statements, directory, []);
  const { value: read, diagnostics } = readSettings(statements);
  const settings = { ...read, starts: read.starts && !includer.refuses };
  return { value: { document, settings }, diagnostics: [...syntax, ...includer.diagnostics, ...diagnostics] };
}

/** Puts the statements of included files where their `include` stands. */
class Includer {
  readonly diagnostics: Diagnostic[] = [];
  /** Whether something is missing without which keepalived does not start. */
  refuses = false;
  readonly #files: FileTree;
  readonly #limits: KeepalivedLimits;
  #count = 0;

  constructor(files: FileTree, limits: KeepalivedLimits) {
    this.#files = files;
    this.#limits = limits;
  }

  expand(statements: readonly Statement[], directory: string, chain: readonly string[]): readonly Statement[] {
    return statements.flatMap((statement) => {
      const [keyword, pattern] = statement.words;
      if (pattern !== undefined && isInclude(keyword?.value ?? "")) {
        return this.#include(statement, pattern.value, directory, chain);
      }
      const { block } = statement;
      if (block === null) return [statement];
      return [{ ...statement, block: { ...block, statements: this.expand(block.statements, directory, chain) } }];
    });
  }

  #include(statement: Statement, pattern: string, directory: string, chain: readonly string[]): readonly Statement[] {
    const found: string[] = [];
    const missing: string[] = [];
    for (const alternative of alternativesOf(pattern)) {
      if (found.length + missing.length > MAX_INCLUDED_FILES) break;
      const path = resolvePath(directory, alternative);
      if (/[*?[]/.test(path)) appendAll(found, withoutHidden(path, this.#files.glob(path)));
      else (this.#files.lookUp(path).kind === "missing" ? missing : found).push(path);
    }
    for (const path of missing) this.#report(statement, `"${path}" is missing.`);
    if (!refusedLetters(pattern, found, missing).includes(letterOf(statement))) {
      return found.flatMap((path) => this.#includeFile(statement, path, chain));
    }
    this.refuses = true;
    if (missing.length === 0) this.#report(statement, `No file matches "${pattern}".`);
    return [];
  }

  #includeFile(statement: Statement, path: string, chain: readonly string[]): readonly Statement[] {
    const problem = this.#problemWith(path, chain);
    const found = this.#files.lookUp(path);
    if (problem !== null || found.kind !== "file") {
      this.#report(
        statement,
        problem ?? `"${path}" is ${found.kind === "refused" ? `refused: ${found.reason}` : found.kind}.`,
      );
      return [];
    }
    const { value, diagnostics } = parseKeepalivedDocument(found.source, this.#limits);
    appendAll(this.diagnostics, diagnostics);
    return this.expand(value.statements, directoryOf(path), [...chain, path]);
  }

  #report(statement: Statement, message: string): void {
    this.diagnostics.push(errorAt(statement.span, "KEEPALIVED_INCLUDE", message));
  }

  #problemWith(path: string, chain: readonly string[]): string | null {
    this.#count += 1;
    if (chain.includes(path)) return `${[...chain, path].join(" includes ")}: a cycle.`;
    if (chain.length >= MAX_INCLUDE_DEPTH) return `Files include each other deeper than ${MAX_INCLUDE_DEPTH}.`;
    return this.#count > MAX_INCLUDED_FILES ? `More than ${MAX_INCLUDED_FILES} files are included.` : null;
  }
}

/** The letter of `includew` and its like; a space where there is none. */
function letterOf(statement: Statement): string {
  return statement.words[0]?.value["include".length] ?? " ";
}

/** With which letters keepalived does not start, by what is there (lib/parser.c open_and_check_glob). */
function refusedLetters(pattern: string, found: readonly string[], missing: readonly string[]): string {
  if (missing.length === 0) return found.length === 0 ? "wa" : "";
  return found.length > 0 || pattern.includes("{") ? "ba" : "mwa";
}
