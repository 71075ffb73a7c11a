import type { Cursor } from "./cursor.ts";
import type { Shape } from "./shape.ts";

/** How a shape inside a type is matched; handed in, since the two call each other. */
export type MatchShape = (shape: Shape, cursor: Cursor) => boolean;

/** Consumes one value of a named type, or reports what stands there instead. */
export type Matcher = (cursor: Cursor, matchShape: MatchShape) => boolean;

export function advanced(cursor: Cursor): boolean {
  cursor.advance();
  return true;
}

/** An unquoted word that passes a test. */
export function wordType(expected: string, test: (word: string) => boolean): Matcher {
  return (cursor) => {
    const { word } = cursor;
    if (word === undefined || !test(word)) return cursor.refuse(expected);
    cursor.advance();
    return true;
  };
}

/** A word or a string. */
export function anyText(cursor: Cursor): boolean {
  if (cursor.value?.kind !== "word" && cursor.value?.kind !== "string") return cursor.refuse("expected string");
  return advanced(cursor);
}
