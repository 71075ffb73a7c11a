import {
  type Diagnostic,
  type DiagnosticCode,
  didYouMeanHint,
  emptyFileTree,
  errorAt,
  type FileTree,
  type Parsed,
  type Source,
  sourceFromText,
  spanOf,
} from "../../text/index.ts";
import { type CoreDnsVersion, type PluginName, pluginOrder } from "../versions.ts";
import type { Corefile, CorefileDocument, Directive, ServerBlock } from "./ast.ts";
import { TokenCursor } from "./cursor.ts";
import { type Environment, emptyEnvironment, replaceVariables } from "./environment.ts";
import { type CorefileLimits, corefileLimits, type Reading, readImport } from "./import.ts";
import { lexCorefile, type Token } from "./lexer.ts";
import { readServerZones, warnAboutKeys } from "./server-zones.ts";

/** How a Corefile is read. */
export interface CorefileOptions {
  readonly version: CoreDnsVersion;
  /** Where imports are looked up; without it there is nothing to import. */
  readonly files?: FileTree;
  readonly environment?: Environment;
  /** Where the Corefile stands in `files`. */
  readonly path?: string;
  /** `-dns.port`: the port of `dns` keys without one. */
  readonly defaultPort?: number;
  readonly limits?: Partial<CorefileLimits>;
}

interface OpenBlock {
  keys: Token[];
  readonly directives: Map<PluginName, Token[]>;
}

interface BlockReading extends Reading {
  readonly known: ReadonlySet<string>;
  readonly blocks: OpenBlock[];
}

const DEFAULT_TEXT = ".:53 {\nwhoami\nlog\n}\n";

/**
 * Reads a Corefile as CoreDNS's caddyfile/parse.go does, token by token, with every diagnostic instead of the first.
 * A file without any server block is CoreDNS's default one (core/dnsserver/register.go).
 */
export function parseCorefile(source: Source, options: CorefileOptions): Parsed<Corefile> {
  const reading = beginReading(source, options);
  const { cursor, diagnostics } = reading;
  while (cursor.next() && isWithinLimit(reading)) readBlock(reading);
  const isDefault = reading.blocks.every(({ keys }) => keys.length === 0) && diagnostics.length === 0;
  if (isDefault) readDefault(reading, options);
  const context = { defaultPort: options.defaultPort ?? 53, limit: reading.limits.zones, count: 0, diagnostics };
  const blocks = reading.blocks.filter(({ keys }) => keys.length > 0).map((block) => finishBlock(block, context));
  const documents = [...reading.documents.values()];
  return { value: { version: options.version, blocks, isDefault, documents }, diagnostics };
}

function beginReading(source: Source, options: CorefileOptions): BlockReading {
  const tokens = lexCorefile(source, "");
  return {
    cursor: new TokenCursor(tokens),
    files: options.files ?? emptyFileTree,
    environment: options.environment ?? emptyEnvironment,
    limits: { ...corefileLimits, ...options.limits },
    path: options.path ?? "/etc/coredns/Corefile",
    diagnostics: [],
    snippets: new Map(),
    documents: new Map<string, CorefileDocument>([["", { source, tokens }]]),
    snippetExpansions: 0,
    fileExpansions: 0,
    known: new Set(pluginOrder(options.version)),
    blocks: [],
  };
}

function readDefault(reading: BlockReading, options: CorefileOptions): void {
  const text = DEFAULT_TEXT.replace("53", String(options.defaultPort ?? 53));
  const tokens = lexCorefile(sourceFromText("Corefile", text), "");
  const other: BlockReading = { ...reading, cursor: new TokenCursor(tokens) };
  while (other.cursor.next()) readBlock(other);
}

function isWithinLimit(reading: BlockReading): boolean {
  const { cursor, limits } = reading;
  if (cursor.count <= limits.tokens) return true;
  fail(reading, "COREFILE_LIMIT", `More than ${limits.tokens} words, those of imports counted each time`);
  return false;
}

/** parse.go parseOne: keys, then a snippet or the block's directives. */
function readBlock(reading: BlockReading): void {
  const block: OpenBlock = { keys: [], directives: new Map() };
  const end = readKeys(reading, block);
  if (end === "end-of-file" || end === "failed") {
    if (block.keys.length > 0) reading.blocks.push(block);
    return;
  }
  const snippet = snippetName(block.keys);
  if (snippet !== null) {
    readSnippet(reading, snippet);
    return;
  }
  reading.blocks.push(block);
  readContents(reading, block);
}

function snippetName(keys: readonly Token[]): string | null {
  const text = keys.length === 1 ? (keys[0]?.text ?? "") : "";
  return text.startsWith("(") && text.endsWith(")") ? text.slice(1, -1) : null;
}

/** parse.go addresses: up to an opening brace, a new line without a comma before it, or the end. */
function readKeys(reading: BlockReading, block: OpenBlock): "directives" | "end-of-file" | "failed" {
  const { cursor } = reading;
  let isExpectingAnother = false;
  for (;;) {
    const text = keyText(reading);
    if (text === null) return "failed";
    if (text === "{") return openBlock(reading, isExpectingAnother);
    if (text !== "") isExpectingAnother = addKey(block, cursor.current, text);
    const hasNext = cursor.next();
    if (isExpectingAnother && !hasNext) fail(reading, "COREFILE_SYNTAX", "Unexpected EOF");
    if (!hasNext) return "end-of-file";
    if (!isExpectingAnother && cursor.isNewLine) return "directives";
  }
}

function openBlock(reading: BlockReading, isExpectingAnother: boolean): "directives" {
  if (isExpectingAnother) {
    fail(reading, "COREFILE_SYNTAX", "Expected another address but had '{' - check for extra comma");
  }
  return "directives";
}

/** The current word where a key may stand, imports put in their place; null beyond the limit. */
function keyText(reading: BlockReading): string | null {
  const { cursor, environment } = reading;
  for (;;) {
    const text = replaceVariables(cursor.current?.text ?? "", environment);
    if (text !== "import" || !cursor.isNewLine) return text;
    readImport(reading);
    if (!isWithinLimit(reading)) return null;
  }
}

/** Whether a comma at its end announces another key. */
function addKey(block: OpenBlock, token: Token | undefined, text: string): boolean {
  const hasComma = text.endsWith(",");
  if (token !== undefined) block.keys.push({ ...token, text: hasComma ? text.slice(0, -1) : text });
  return hasComma;
}

/** parse.go blockContents: one block needs no braces; then it goes to the end of the file. */
function readContents(reading: BlockReading, block: OpenBlock): void {
  const { cursor } = reading;
  const isBraced = stands(cursor, "{");
  if (!isBraced) cursor.back();
  readDirectives(reading, block);
  if (isBraced && !stands(cursor, "}")) failToken(reading, "}");
}

function stands(cursor: TokenCursor, text: string): boolean {
  return cursor.current?.text === text;
}

/** Up to a closing brace, or the end: a plugin's own last brace then closes the block as well, as in CoreDNS. */
function readDirectives(reading: BlockReading, block: OpenBlock): void {
  const { cursor } = reading;
  while (cursor.next() && isWithinLimit(reading)) {
    const text = cursor.current?.text;
    if (text === "}") return;
    if (text === "import") {
      readImport(reading);
      cursor.back();
    } else readDirective(reading, block);
  }
}

/** parse.go directive: to the end of the line, or of the braces that it opens. */
function readDirective(reading: BlockReading, block: OpenBlock): void {
  const { cursor, environment } = reading;
  const first = cursor.current;
  if (first === undefined) return;
  const tokens = tokensOf(reading, block, first);
  let nesting = 0;
  tokens.push(first);
  while (cursor.next() && isWithinLimit(reading)) {
    const token = cursor.current ?? first;
    if (token.text !== "{" && nesting === 0 && endsDirective(reading, token)) {
      cursor.back();
      return;
    }
    if (token.text === "import" && cursor.isNewLine) {
      readImport(reading);
      cursor.back();
      continue;
    }
    nesting += NESTING.get(token.text) ?? 0;
    tokens.push({ ...token, text: replaceVariables(token.text, environment) });
  }
  if (nesting > 0) fail(reading, "COREFILE_SYNTAX", "Unexpected EOF", "A brace of this directive is not closed.");
}

const NESTING: ReadonlyMap<string, number> = new Map([
  ["{", 1],
  ["}", -1],
]);

/** Outside braces: a new line, or a closing brace where none may stand. */
function endsDirective(reading: BlockReading, token: Token): boolean {
  if (reading.cursor.isNewLine) return true;
  if (token.text !== "}") return false;
  const message = "Unexpected '}' because no matching opening brace";
  fail(reading, "COREFILE_SYNTAX", message, "The brace that closes a server block must start its own line.");
  return true;
}

/** Where the tokens of this directive go: those of an unknown one nowhere. */
function tokensOf(reading: BlockReading, block: OpenBlock, token: Token): Token[] {
  const name = replaceVariables(token.text, reading.environment);
  if (!isKnown(reading, name)) {
    const hint = didYouMeanHint(name, reading.known);
    fail(reading, "COREFILE_UNKNOWN_DIRECTIVE", `Unknown directive '${name}'`, hint);
    return [];
  }
  const tokens = block.directives.get(name) ?? [];
  block.directives.set(name, tokens);
  return tokens;
}

function isKnown(reading: BlockReading, name: string): name is PluginName {
  return reading.known.has(name);
}

/** parse.go begin: a snippet is kept for its imports below. */
function readSnippet(reading: BlockReading, name: string): void {
  const { cursor, snippets } = reading;
  const isRedeclared = snippets.has(name);
  if (isRedeclared) fail(reading, "COREFILE_SNIPPET", `redeclaration of previously declared snippet ${name}`);
  if (cursor.current?.text !== "{") {
    failToken(reading, "{");
    return;
  }
  const tokens = snippetTokens(reading);
  if (importsItself(reading, name, tokens)) {
    const message = `maximum snippet import depth (${reading.limits.snippetExpansions}) exceeded`;
    fail(reading, "COREFILE_SNIPPET", message, `The snippet "${name}" imports itself.`);
  } else if (!isRedeclared) snippets.set(name, tokens);
}

/** parse.go snippetTokens: everything up to the brace that closes it. */
function snippetTokens(reading: BlockReading): readonly Token[] {
  const { cursor } = reading;
  const tokens: Token[] = [];
  let nesting = 1;
  while (cursor.next()) {
    const token = cursor.current;
    nesting += NESTING.get(token?.text ?? "") ?? 0;
    if (nesting === 0) return tokens;
    if (token !== undefined) tokens.push(token);
  }
  failToken(reading, "}");
  return tokens;
}

/** dispenser.go SyntaxErr. */
function failToken(reading: BlockReading, expected: string): void {
  const found = reading.cursor.current?.text ?? "";
  fail(reading, "COREFILE_SYNTAX", `Syntax error: Unexpected token '${found}', expecting '${expected}'`);
}

/** parse.go begin: the trivial loop alone is seen here; the others meet the limit. */
function importsItself(reading: BlockReading, name: string, tokens: readonly Token[]): boolean {
  return tokens.some((token, index) => {
    const previous = tokens[index - 1];
    const isAtLineStart = previous === undefined || previous.file !== token.file || previous.line !== token.line;
    if (token.text !== "import" || !isAtLineStart) return false;
    return replaceVariables(tokens[index + 1]?.text ?? "", reading.environment) === name;
  });
}

interface ZoneContext {
  readonly defaultPort: number;
  readonly limit: number;
  count: number;
  readonly diagnostics: Diagnostic[];
}

function finishBlock(block: OpenBlock, context: ZoneContext): ServerBlock {
  const { keys } = block;
  warnAboutKeys(keys, context.diagnostics);
  const zones = readServerZones(keys, context);
  const directives = new Map<PluginName, Directive>();
  for (const [name, tokens] of block.directives) directives.set(name, { name, tokens });
  const [first] = keys;
  const span = first?.span ?? spanOf(sourceFromText("Corefile", ""), 0, 0);
  return { keys, zones, directives, span };
}

function fail(reading: BlockReading, code: DiagnosticCode, message: string, hint?: string): void {
  const token = reading.cursor.current ?? reading.cursor.previous;
  const main = reading.documents.get("");
  const end = main?.source.bytes.length ?? 0;
  const span = token?.span ?? spanOf(main?.source ?? sourceFromText("Corefile", ""), end, end);
  reading.diagnostics.push(errorAt(span, code, message, hint));
}
