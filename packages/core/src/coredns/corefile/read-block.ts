import { didYouMeanHint } from "../../text/index.ts";
import type { PluginName } from "../versions.ts";
import { type BlockReading, fail, failToken, isWithinLimit, NESTING, type OpenBlock } from "./block-reading.ts";
import type { TokenCursor } from "./cursor.ts";
import { replaceVariables } from "./environment.ts";
import { readImport } from "./import.ts";
import type { Token } from "./lexer.ts";
import { readSnippet, snippetName } from "./read-snippet.ts";

/** parse.go parseOne: keys, then a snippet or the block's directives. */
export function readBlock(reading: BlockReading): void {
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
