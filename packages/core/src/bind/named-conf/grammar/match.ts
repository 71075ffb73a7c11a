import { assertNever } from "../../../invariant.ts";
import { errorAt } from "../../../text/index.ts";
import type { Block, Statement, Value } from "../ast.ts";
import { type Cursor, endOfSource, terminatorOf } from "./cursor.ts";
import type { Shape } from "./shape.ts";
import { matchType, typeFits } from "./value-types.ts";

/** Matches values against a shape; stops at the first mismatch, which it reports in named's words. */
export function matchShape(shape: Shape, cursor: Cursor): boolean {
  switch (shape.kind) {
    case "literal":
      return matchLiteral(shape.word, cursor);
    case "type":
      return matchType(shape.type, cursor, matchShape);
    case "sequence":
      return matchSequence(shape.items, cursor);
    case "choice":
      return matchChoice(shape.items, cursor);
    case "optional":
      return matchOptional(shape.items, shape.repeated, cursor);
    case "list":
      return matchList(shape.item, cursor);
    case "body":
      return matchBody(cursor);
    default:
      return assertNever(shape);
  }
}

/** Where keywords may stand in front of a match list, any other word there is one too many. */
function matchSequence(items: readonly Shape[], cursor: Cursor): boolean {
  return items.every((item, at) => {
    const isList = item.kind === "type" && item.type === "match-list";
    const { word } = cursor;
    if (isList && items[at - 1]?.kind === "optional" && word !== undefined) {
      return cursor.fail("NAMED_CONF_SYNTAX", `unexpected '${word}'`);
    }
    return matchShape(item, cursor);
  });
}

function matchLiteral(word: string, cursor: Cursor): boolean {
  if (cursor.word?.toLowerCase() !== word) return cursor.refuse(`expected '${word}'`);
  cursor.advance();
  return true;
}

function matchChoice(items: readonly Shape[], cursor: Cursor): boolean {
  const fitting = items.find((item) => fits(item, cursor.value));
  if (fitting !== undefined) return matchShape(fitting, cursor);
  const last = items.at(-1);
  if (last !== undefined && last.kind !== "literal") return matchShape(last, cursor);
  if (cursor.word === undefined) return cursor.refuse("expected unquoted string");
  return cursor.fail("NAMED_CONF_SYNTAX", `'${cursor.word}' unexpected`);
}

/** Each alternative once: a second `port` belongs to what comes behind. */
function matchOptional(items: readonly Shape[], repeated: boolean, cursor: Cursor): boolean {
  const left = new Set(items);
  for (;;) {
    const fitting = [...left].find((item) => fits(item, cursor.value));
    if (fitting === undefined) return true;
    const before = cursor.at;
    if (!matchShape(fitting, cursor)) return false;
    if (!repeated || cursor.at === before) return true;
    left.delete(fitting);
  }
}

/** Whether a shape can begin with this value. */
function fits(shape: Shape, value: Value | undefined): boolean {
  if (value === undefined) return false;
  switch (shape.kind) {
    case "literal":
      return value.kind === "word" && value.text.toLowerCase() === shape.word;
    case "type":
      return typeFits(shape.type, value);
    case "sequence":
      return shape.items[0] !== undefined && fits(shape.items[0], value);
    case "choice":
    case "optional":
      return shape.items.some((item) => fits(item, value));
    case "list":
    case "body":
      return value.kind === "block";
    default:
      return assertNever(shape);
  }
}

function matchList(item: Shape, cursor: Cursor): boolean {
  const { value } = cursor;
  if (value?.kind !== "block") return expectBrace(cursor);
  for (const statement of value.statements) matchElement(item, statement, value, cursor);
  reportUnclosed(value, cursor);
  cursor.advance();
  return true;
}

function expectBrace(cursor: Cursor): boolean {
  return cursor.refuse("'{' expected");
}

function matchElement(item: Shape, statement: Statement, block: Block, cursor: Cursor): void {
  const terminator = terminatorOf(statement.semicolon, block.close, endOfSource(block));
  const inner = cursor.inside(statement.values, terminator);
  while (true) {
    const before = inner.at;
    if (!matchShape(item, inner)) return;
    if (inner.value === undefined) break;
    inner.fail("NAMED_CONF_MISSING_SEMICOLON", `missing ';' before ${inner.near}`);
    if (inner.at === before) return;
  }
  if (statement.semicolon === null && block.close !== null) reportMissingSemicolon(inner);
}

export function reportMissingSemicolon(cursor: Cursor): void {
  cursor.fail("NAMED_CONF_MISSING_SEMICOLON", `missing ';' before ${cursor.near}`);
}

export function reportUnclosed(block: Block, cursor: Cursor): void {
  if (block.close !== null) return;
  const span = { source: block.open.source, start: block.open.start, end: block.open.end };
  cursor.diagnostics.push(
    errorAt(span, "NAMED_CONF_UNBALANCED", "'}' expected near end of file: this brace is never closed."),
  );
}

/** The statements inside are read by `clauses.ts`. */
function matchBody(cursor: Cursor): boolean {
  if (cursor.value?.kind !== "block") return expectBrace(cursor);
  cursor.advance();
  return true;
}
