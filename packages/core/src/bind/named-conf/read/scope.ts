import { type Address, type DomainName, parseAddress, parseName } from "../../../dns/index.ts";
import type { Block, Statement, Value } from "../ast.ts";
import type { Clause } from "../clauses.ts";
import { parseBoolean, parseDuration, parseInteger, parsePort } from "../scalar.ts";

/** Statements that hold at one place, the innermost block first: zone, view, options. */
export type Scope = readonly (readonly Clause[])[];

/** The statement of this name that holds: the innermost sound one. */
export function findClause(scope: Scope, name: string): Clause | undefined {
  for (const clauses of scope) {
    const found = clauses.find((clause) => clause.name === name && clause.isSound);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All statements of this name in the innermost block that has one. */
export function findClauses(scope: Scope, name: string): readonly Clause[] {
  for (const clauses of scope) {
    const found = clauses.filter((clause) => clause.name === name && clause.isSound);
    if (found.length > 0) return found;
  }
  return [];
}

/** The text of a word or string; undefined for a block and for nothing. */
export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === "word" || value?.kind === "string" ? value.text : undefined;
}

export function textAt(clause: Clause | undefined, at: number): string | undefined {
  return textOf(clause?.values[at]);
}

export function blockIn(values: readonly Value[]): Block | undefined {
  for (const value of values) if (value.kind === "block") return value;
  return undefined;
}

/** The elements of a statement's first block. */
export function elementsOf(clause: Clause | undefined): readonly Statement[] {
  return blockIn(clause?.values ?? [])?.statements ?? [];
}

export function booleanIn(scope: Scope, name: string, fallback: boolean): boolean {
  const text = textAt(findClause(scope, name), 0);
  return (text === undefined ? null : parseBoolean(text)) ?? fallback;
}

export function integerIn(scope: Scope, name: string, fallback: number): number {
  const text = textAt(findClause(scope, name), 0);
  return (text === undefined ? null : parseInteger(text)) ?? fallback;
}

/** Seconds. */
export function durationIn(scope: Scope, name: string, fallback: number): number {
  const text = textAt(findClause(scope, name), 0);
  return (text === undefined ? null : parseDuration(text)) ?? fallback;
}

/** One of these words; `yes`, `true` and `1` count as `yes`, their opposites as `no`. */
export function wordIn<Known extends string>(
  scope: Scope,
  name: string,
  known: readonly Known[],
  fallback: Known,
): Known {
  const text = textAt(findClause(scope, name), 0)?.toLowerCase();
  if (text === undefined) return fallback;
  const truth = parseBoolean(text);
  const word = truth === null ? text : truth ? "yes" : "no";
  return known.find((candidate) => candidate === word) ?? fallback;
}

/** A domain name; null for what is none. */
export function nameFrom(text: string | undefined): DomainName | null {
  if (text === undefined) return null;
  const name = parseName(text);
  return typeof name === "string" ? null : name;
}

/** The names of a list such as `validate-except { "lan"; }`; what is no name is left out. */
export function namesIn(scope: Scope, name: string): readonly DomainName[] {
  return elementsOf(findClause(scope, name)).flatMap((statement) => nameFrom(textOf(statement.values[0])) ?? []);
}

/** An address, without the zone of a link-local one. */
export function addressFrom(text: string | undefined): Address | null {
  return text === undefined ? null : parseAddress(text.split("%", 1)[0] ?? "");
}

/** The value behind a keyword: `port 5301` in any place. */
export function keywordValue(values: readonly Value[], keyword: string): string | undefined {
  const at = values.findIndex((value) => value.kind === "word" && value.text.toLowerCase() === keyword);
  return at === -1 ? undefined : textOf(values[at + 1]);
}

export function keywordNumber(values: readonly Value[], keyword: string): number | null {
  const text = keywordValue(values, keyword);
  return text === undefined ? null : parseInteger(text);
}

/** The port behind an address; that of a whole list is an ordinary number. */
export function addressPort(values: readonly Value[]): number | null {
  const text = keywordValue(values, "port");
  return text === undefined ? null : parsePort(text);
}
