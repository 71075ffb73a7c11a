import { parseInteger, parsePort } from "../scalar.ts";
import type { Cursor } from "./cursor.ts";
import { advanced } from "./matcher.ts";

const MAX_INTEGER = 0xffffffff;
export const MAX_PORT = 65_535;

export function isNumber(word: string): boolean {
  return parseInteger(word) !== null;
}

export function integer(cursor: Cursor): boolean {
  return readNumber("expected number", parseInteger, cursor) !== null && advanced(cursor);
}

/** The number that stands there, in 32 bits; null where it is reported instead. */
export function readNumber(expected: string, parse: (word: string) => number | null, cursor: Cursor): number | null {
  const { word } = cursor;
  const value = word === undefined ? null : parse(word);
  if (value === null) cursor.refuse(expected);
  else if (value > MAX_INTEGER) cursor.fail("NAMED_CONF_VALUE", "out of range");
  else return value;
  return null;
}

/** Of an address: read as part of it, unlike the port of a whole list. */
export function port(cursor: Cursor): boolean {
  const value = readNumber("expected port number or '*'", parsePort, cursor);
  if (value === null) return false;
  if (value > MAX_PORT) return cursor.fail("NAMED_CONF_VALUE", `port number out of range near '${cursor.word}'`);
  return advanced(cursor);
}
