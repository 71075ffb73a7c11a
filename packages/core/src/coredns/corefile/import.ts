import { type Diagnostic, directoryOf, errorAt, type FileTree, resolvePath, warningAt } from "../../text/index.ts";
import type { CorefileDocument } from "./ast.ts";
import type { TokenCursor } from "./cursor.ts";
import { type Environment, replaceVariables } from "./environment.ts";
import { lexCorefile, type Token } from "./lexer.ts";

/** How much a Corefile may hold; the first two are caddyfile/parse.go's own. */
export interface CorefileLimits {
  readonly snippetExpansions: number;
  readonly fileExpansions: number;
  /** All tokens, those of imports each time they are imported. */
  readonly tokens: number;
  /** Zones of all blocks, CIDR keys expanded. */
  readonly zones: number;
}

export const corefileLimits: CorefileLimits = {
  snippetExpansions: 10_000,
  fileExpansions: 100_000,
  tokens: 1_000_000,
  zones: 100_000,
};

/** What reading one Corefile knows and collects. */
export interface Reading {
  readonly cursor: TokenCursor;
  readonly files: FileTree;
  readonly environment: Environment;
  readonly limits: CorefileLimits;
  /** Absolute path of the Corefile: imports are relative to the file that holds them. */
  readonly path: string;
  readonly diagnostics: Diagnostic[];
  readonly snippets: Map<string, readonly Token[]>;
  readonly documents: Map<string, CorefileDocument>;
  snippetExpansions: number;
  fileExpansions: number;
}

/**
 * caddyfile/parse.go doImport: the cursor stands on `import`; afterwards it stands on the first token that was imported.
 * What cannot be imported is left out, so that the rest is read too.
 */
export function readImport(reading: Reading): void {
  const { cursor } = reading;
  const keyword = cursor.current;
  if (keyword === undefined) return;
  if (!cursor.nextArgument()) {
    fail(reading, keyword, "COREFILE_ARGUMENTS", "Wrong argument count or unexpected line ending after 'import'");
    cursor.replaceLast(1, []);
    return;
  }
  const argument = cursor.current ?? keyword;
  const pattern = replaceVariables(argument.text, reading.environment);
  if (pattern === "") fail(reading, argument, "COREFILE_IMPORT", "Import requires a non-empty filepath");
  const surplus = skipSurplus(reading);
  cursor.replaceLast(2 + surplus, pattern === "" ? [] : imported(reading, pattern, argument));
}

function skipSurplus(reading: Reading): number {
  let surplus = 0;
  while (reading.cursor.nextArgument()) surplus += 1;
  const last = reading.cursor.current;
  if (surplus > 0 && last !== undefined) {
    const message = "Import takes only one argument (glob pattern or file)";
    fail(reading, last, "COREFILE_ARGUMENTS", message, "Snippets take no arguments in CoreDNS.");
  }
  return surplus;
}

function imported(reading: Reading, pattern: string, argument: Token): readonly Token[] {
  const snippet = reading.snippets.get(pattern);
  return snippet === undefined ? importFiles(reading, pattern, argument) : importSnippet(reading, snippet, argument);
}

function importSnippet(reading: Reading, snippet: readonly Token[], argument: Token): readonly Token[] {
  if (reading.snippetExpansions >= reading.limits.snippetExpansions) {
    const message = `maximum snippet import depth (${reading.limits.snippetExpansions}) exceeded`;
    if (reading.snippetExpansions === reading.limits.snippetExpansions)
      fail(reading, argument, "COREFILE_LIMIT", message);
    reading.snippetExpansions += 1;
    return [];
  }
  reading.snippetExpansions += 1;
  return snippet;
}

function importFiles(reading: Reading, pattern: string, argument: Token): readonly Token[] {
  if (reading.fileExpansions >= reading.limits.fileExpansions) {
    const message = `maximum file import depth (${reading.limits.fileExpansions}) exceeded`;
    if (reading.fileExpansions === reading.limits.fileExpansions) fail(reading, argument, "COREFILE_LIMIT", message);
    reading.fileExpansions += 1;
    return [];
  }
  reading.fileExpansions += 1;
  const importer = argument.file === "" ? reading.path : argument.file;
  const path = resolvePath(directoryOf(importer), pattern);
  if (countOf(path, "*") > 1 || countOf(path, "?") > 1 || (path.includes("[") && path.includes("]"))) {
    const message = `Glob pattern may only contain one wildcard (*), but has others: ${path}`;
    fail(reading, argument, "COREFILE_IMPORT", message);
    return [];
  }
  if (isBadPattern(path)) {
    fail(reading, argument, "COREFILE_IMPORT", `Failed to use import pattern ${pattern}: syntax error in pattern`);
    return [];
  }
  if (/[*?[\]]/.test(path)) return importGlob(reading, path, pattern, argument);
  return importOne(reading, path, pattern, argument);
}

/** Go's filepath.Match, where no class is closed: a bracket that opens one, or a backslash at the end. */
function isBadPattern(path: string): boolean {
  return /^(?:[^\\[]|\\.)*(?:\[|\\$)/s.test(path);
}

function countOf(text: string, character: string): number {
  return text.split(character).length - 1;
}

function importGlob(reading: Reading, path: string, pattern: string, argument: Token): readonly Token[] {
  const matches = reading.files.glob(path);
  if (matches.length === 0) {
    const message = `No files matching import glob pattern: ${pattern}`;
    reading.diagnostics.push(warningAt(argument.span, "COREFILE_IMPORT_EMPTY", message));
  }
  return matches.flatMap((match) => importOne(reading, match, match, argument));
}

function importOne(reading: Reading, path: string, shown: string, argument: Token): readonly Token[] {
  const known = reading.documents.get(path);
  if (known !== undefined) return known.tokens;
  const found = reading.files.lookUp(path);
  switch (found.kind) {
    case "file": {
      const tokens = lexCorefile(found.source, path);
      reading.documents.set(path, { source: found.source, tokens });
      return tokens;
    }
    case "missing": {
      const hint = "A snippet must stand above its use.";
      fail(reading, argument, "COREFILE_IMPORT", `File to import not found: ${shown}`, hint);
      return [];
    }
    case "directory":
      fail(reading, argument, "COREFILE_IMPORT", `Could not import ${path}: is a directory`);
      return [];
    case "refused":
      fail(reading, argument, "COREFILE_IMPORT", `Could not import ${shown}: ${found.reason}`);
      return [];
  }
}

function fail(
  reading: Reading,
  token: Token,
  code: "COREFILE_IMPORT" | "COREFILE_ARGUMENTS" | "COREFILE_LIMIT",
  message: string,
  hint?: string,
): void {
  reading.diagnostics.push(errorAt(token.span, code, message, hint));
}
