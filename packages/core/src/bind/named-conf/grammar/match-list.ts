import type { Block } from "../ast.ts";
import { type Cursor, endOfSource, terminatorOf } from "./cursor.ts";
import { type MatchWord, readMatchWord } from "./match-word.ts";
import { advanced, anyText, type Matcher } from "./matcher.ts";

/** `{ ... }` of addresses, prefixes, names of acls, keys, and lists inside. */
export const matchList: Matcher = (cursor) => {
  const { value } = cursor;
  if (value?.kind !== "block") return cursor.refuse("'{' expected");
  matchElements(value, cursor);
  cursor.advance();
  return true;
};

/** Recursive in lists inside lists; the parser has limited the depth. */
function matchElements(block: Block, cursor: Cursor): void {
  const end = endOfSource(block);
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
  if (read.kind === "fault") return refusePrefix(read, cursor);
  if (read.kind === "name" && word.includes("/")) {
    return cursor.fail("NAMED_CONF_MISSING_SEMICOLON", "missing ';' before '/'");
  }
  return advanced(cursor);
}

/** What is wrong with a prefix, near what stands there instead; behind the word where it stops too early. */
export function refusePrefix(fault: MatchWord & { readonly kind: "fault" }, cursor: Cursor): false {
  if (fault.isAll) return cursor.fail("NAMED_CONF_PREFIX", fault.expected);
  const near = fault.near === null ? cursor.nearNext : `'${fault.near}'`;
  return cursor.fail("NAMED_CONF_PREFIX", `${fault.expected} near ${near}`);
}

/** What `geoip` can be asked for; some of it no database has any more, which is said where the list is read. */
const GEOIP_FIELDS = new Set([
  ...["area", "areacode", "asnum", "city", "continent", "country", "domain", "isp", "metro", "metrocode"],
  ...["netspeed", "org", "postal", "postalcode", "region", "timezone", "tz"],
]);

/** `geoip [ db name ] field text`. */
function matchGeoIp(cursor: Cursor): boolean {
  cursor.advance();
  if (cursor.word?.toLowerCase() === "db") {
    cursor.advance();
    if (!anyText(cursor)) return false;
  }
  const { word } = cursor;
  if (word === undefined) return cursor.refuse("expected unquoted string");
  if (!GEOIP_FIELDS.has(word.toLowerCase())) return cursor.fail("NAMED_CONF_SYNTAX", `'${word}' unexpected`);
  cursor.advance();
  return anyText(cursor);
}
