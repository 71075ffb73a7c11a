import { assertNever } from "../../invariant.ts";
import type { NamedConfDocument, Statement, Token, Value } from "./ast.ts";

/** The file as it was read, byte for byte, comments and invalid UTF-8 included. */
export function printNamedConf(document: NamedConfDocument): Uint8Array {
  const tokens = tokensOf(document);
  const length = tokens.reduce((sum, token) => sum + token.end - token.leadingStart, 0);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const token of tokens) {
    bytes.set(token.source.bytes.subarray(token.leadingStart, token.end), at);
    at += token.end - token.leadingStart;
  }
  return bytes;
}

function tokensOf(document: NamedConfDocument): readonly Token[] {
  const tokens: Token[] = [];
  for (const statement of document.statements) collectStatement(statement, tokens);
  tokens.push(document.end);
  return tokens;
}

/** Recursive: the parser has limited the depth. */
function collectStatement(statement: Statement, tokens: Token[]): void {
  for (const value of statement.values) collectValue(value, tokens);
  if (statement.semicolon !== null) tokens.push(statement.semicolon);
}

function collectValue(value: Value, tokens: Token[]): void {
  switch (value.kind) {
    case "word":
    case "string":
    case "not":
      tokens.push(value.token);
      return;
    case "stray":
      for (const token of value.tokens) tokens.push(token);
      return;
    case "block":
      tokens.push(value.open);
      for (const statement of value.statements) collectStatement(statement, tokens);
      if (value.close !== null) tokens.push(value.close);
      return;
    default:
      assertNever(value);
  }
}
