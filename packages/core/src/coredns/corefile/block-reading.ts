import { type DiagnosticCode, errorAt, sourceFromText, spanOf } from "../../text/index.ts";
import type { PluginName } from "../versions.ts";
import { replaceVariables } from "./environment.ts";
import type { Reading } from "./import.ts";
import type { Token } from "./lexer.ts";

/** A server block whose end is not read yet. */
export interface OpenBlock {
  keys: Token[];
  readonly directives: Map<PluginName, Token[]>;
}

/** What reading server blocks knows and collects. */
export interface BlockReading extends Reading {
  readonly known: ReadonlySet<string>;
  readonly blocks: OpenBlock[];
}

/** What a brace does to the depth of a directive or a snippet. */
export const NESTING: ReadonlyMap<string, number> = new Map([
  ["{", 1],
  ["}", -1],
]);

/** Says so, where there are more tokens than may be read. */
export function isWithinLimit(reading: BlockReading): boolean {
  const { cursor, limits } = reading;
  if (cursor.count <= limits.tokens) return true;
  fail(reading, "COREFILE_LIMIT", `More than ${limits.tokens} words, those of imports counted each time`);
  return false;
}

/** dispenser.go SyntaxErr. A brace that closes is missed behind a directive, whose words have had their variables replaced. */
export function failToken(reading: BlockReading, expected: "{" | "}"): void {
  const text = reading.cursor.current?.text ?? "";
  const found = expected === "}" ? replaceVariables(text, reading.environment) : text;
  fail(reading, "COREFILE_SYNTAX", `Syntax error: Unexpected token '${found}', expecting '${expected}'`);
}

/** At the current word, or at the end of the file. */
export function fail(reading: BlockReading, code: DiagnosticCode, message: string, hint?: string): void {
  const token = reading.cursor.current ?? reading.cursor.previous;
  const main = reading.documents.get("");
  const end = main?.source.bytes.length ?? 0;
  const span = token?.span ?? spanOf(main?.source ?? sourceFromText("Corefile", ""), end, end);
  reading.diagnostics.push(errorAt(span, code, message, hint));
}
