import type { Block } from "../ast.ts";
import { type Cursor, terminatorOf } from "./cursor.ts";
import { readMatchWord } from "./match-word.ts";
import { advanced, anyText, type Matcher } from "./matcher.ts";

/** `{ ... }` of addresses, prefixes, names of acls, keys, and lists inside. */
export const matchList: Matcher = (cursor) => {
  const { value } = cursor;
  if (value?.kind !== "block") return refuseBrace(cursor);
  matchElements(value, cursor);
  cursor.advance();
  return true;
};

/** `listen-on 5353 { ... }`: named names the word that is too many. */
function refuseBrace(cursor: Cursor): false {
  const { word } = cursor;
  if (word !== undefined && /^\d/.test(word)) return cursor.fail("NAMED_CONF_SYNTAX", `unexpected '${word}'`);
  return cursor.refuse("'{' expected");
}

/** Recursive in lists inside lists; the parser has limited the depth. */
function matchElements(block: Block, cursor: Cursor): void {
  const end = { source: block.open.source, start: block.open.source.bytes.length, end: block.open.source.bytes.length };
  for (const statement of block.statements) {
    const inner = cursor.inside(statement.values, terminatorOf(statement.semicolon, block.close, end));
    let sound = matchListElement(inner);
    while (sound && inner.value !== undefined) {
      inner.fail("NAMED_CONF_MISSING_SEMICOLON", `missing ';' before ${inner.near}`);
      sound = matchListElement(inner);
    }
    if (sound && statement.semicolon === null && block.close !== null) {
      inner.fail("NAMED_CONF_MISSING_SEMICOLON", `missing ';' before ${inner.near}`);
    }
  }
  if (block.close !== null) return;
  cursor.fail("NAMED_CONF_UNBALANCED", "'}' expected near end of file: this brace is never closed.");
}

function matchListElement(cursor: Cursor): boolean {
  if (cursor.value?.kind === "not") cursor.advance();
  const { value, word } = cursor;
  if (value?.kind === "block") {
    matchElements(value, cursor);
    cursor.advance();
    return true;
  }
  if (value?.kind === "string") return advanced(cursor);
  if (word === undefined) return cursor.refuse("expected IP match list element");
  const lower = word.toLowerCase();
  if (lower === "key") return advanced(cursor) && anyText(cursor);
  if (lower === "geoip") return matchGeoIp(cursor);
  return matchAddressWord(word, cursor);
}

function matchAddressWord(word: string, cursor: Cursor): boolean {
  const read = readMatchWord(word);
  if (read.kind !== "fault") return advanced(cursor);
  if (read.near === "") return cursor.fail("NAMED_CONF_PREFIX", read.expected);
  if (read.near !== null) return cursor.fail("NAMED_CONF_PREFIX", `${read.expected} near '${read.near}'`);
  return cursor.fail("NAMED_CONF_PREFIX", `${read.expected} near '${word}'`);
}

/** `geoip [ db name ] field text`. */
function matchGeoIp(cursor: Cursor): boolean {
  while (cursor.value !== undefined) cursor.advance();
  return true;
}
