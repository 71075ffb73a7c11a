import { type BlockReading, fail, failToken, NESTING } from "./block-reading.ts";
import { replaceVariables } from "./environment.ts";
import type { Token } from "./lexer.ts";

/** The name in `(name)`, which makes a snippet of what would be a server block. */
export function snippetName(keys: readonly Token[]): string | null {
  const text = keys.length === 1 ? (keys[0]?.text ?? "") : "";
  return text.startsWith("(") && text.endsWith(")") ? text.slice(1, -1) : null;
}

/** parse.go begin: a snippet is kept for its imports below. */
export function readSnippet(reading: BlockReading, name: string): void {
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

/** parse.go begin: the trivial loop alone is seen here; the others meet the limit. */
function importsItself(reading: BlockReading, name: string, tokens: readonly Token[]): boolean {
  return tokens.some((token, index) => {
    const previous = tokens[index - 1];
    const isAtLineStart = previous === undefined || previous.file !== token.file || previous.line !== token.line;
    if (token.text !== "import" || !isAtLineStart) return false;
    return replaceVariables(tokens[index + 1]?.text ?? "", reading.environment) === name;
  });
}
