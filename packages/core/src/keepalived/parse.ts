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

/** With a letter that says what may be missing (lib/parser.c check_include). */
const INCLUDES: ReadonlySet<string> = new Set(["", "r", "m", "w", "b", "a"].map((letter) => `include${letter}`));
const MAX_INCLUDE_DEPTH = 16;
const MAX_INCLUDED_FILES = 1000;

/** Reads keepalived.conf(5) as keepalived 2.2.7 does. Unknown keywords are kept in the document and reported. */
export function parseKeepalived(source: Source, options: Partial<KeepalivedOptions> = {}): Parsed<KeepalivedConfig> {
  const { files = emptyFileTree, directory = "/", limits = DEFAULT_KEEPALIVED_LIMITS } = options;
  const { value: document, diagnostics: syntax } = parseKeepalivedDocument(source, limits);
  const includer = new Includer(files, limits);
  const statements = includer.expand(document.statements, directory, []);
  const { value: settings, diagnostics } = readSettings(statements);
  return { value: { document, settings }, diagnostics: [...syntax, ...includer.diagnostics, ...diagnostics] };
}

/** Puts the statements of included files where their `include` stands. */
class Includer {
  readonly diagnostics: Diagnostic[] = [];
  readonly #files: FileTree;
  readonly #limits: KeepalivedLimits;
  #count = 0;

  constructor(files: FileTree, limits: KeepalivedLimits) {
    this.#files = files;
    this.#limits = limits;
  }

  expand(statements: readonly Statement[], directory: string, chain: readonly string[]): readonly Statement[] {
    return statements.flatMap((statement) => {
      if (INCLUDES.has(statement.words[0]?.value ?? "")) return this.#include(statement, directory, chain);
      const { block } = statement;
      if (block === null) return [statement];
      return [{ ...statement, block: { ...block, statements: this.expand(block.statements, directory, chain) } }];
    });
  }

  #include(statement: Statement, directory: string, chain: readonly string[]): readonly Statement[] {
    const pattern = statement.words[1]?.value ?? "";
    const path = resolvePath(directory, pattern);
    const isPattern = /[*?[]/.test(path);
    const paths = isPattern ? withoutHidden(path, this.#files.glob(path)) : [path];
    return paths.flatMap((file) => this.#includeFile(statement, file, chain));
  }

  #includeFile(statement: Statement, path: string, chain: readonly string[]): readonly Statement[] {
    const problem = this.#problemWith(path, chain);
    const found = this.#files.lookUp(path);
    if (problem !== null || found.kind !== "file") {
      const message = problem ?? `"${path}" is ${found.kind === "refused" ? `refused: ${found.reason}` : found.kind}.`;
      this.diagnostics.push(errorAt(statement.span, "KEEPALIVED_INCLUDE", message));
      return [];
    }
    const { value, diagnostics } = parseKeepalivedDocument(found.source, this.#limits);
    appendAll(this.diagnostics, diagnostics);
    return this.expand(value.statements, directoryOf(path), [...chain, path]);
  }

  #problemWith(path: string, chain: readonly string[]): string | null {
    this.#count += 1;
    if (chain.includes(path)) return `${[...chain, path].join(" includes ")}: a cycle.`;
    if (chain.length >= MAX_INCLUDE_DEPTH) return `Files include each other deeper than ${MAX_INCLUDE_DEPTH}.`;
    return this.#count > MAX_INCLUDED_FILES ? `More than ${MAX_INCLUDED_FILES} files are included.` : null;
  }
}
