import { parseAddress, parseIpv4, parseIpv6, parseRrClass } from "../../../dns/index.ts";
import { once } from "../../../once.ts";
import type { Block, Value } from "../ast.ts";
import { parseDuration, parseSize } from "../scalar.ts";
import { type Cursor, terminatorOf } from "./cursor.ts";
import { readMatchWord } from "./match-word.ts";
import { type Shape, shapeFromNotation } from "./shape.ts";

/** How a shape inside a type is matched; handed in, since the two call each other. */
export type MatchShape = (shape: Shape, cursor: Cursor) => boolean;

type Matcher = (cursor: Cursor, matchShape: MatchShape) => boolean;

/** Consumes one value of a named type, or reports what stands there instead. */
export function matchType(type: string, cursor: Cursor, matchShape: MatchShape): boolean {
  const matcher = matchers.get(type);
  return (matcher ?? anyString)(cursor, matchShape);
}

/** Whether an optional value of this type can begin here. */
export function typeFits(type: string, value: Value): boolean {
  if (type === "block" || type === "match-list" || type === "remote-servers") return value.kind === "block";
  if (type === "integer") return value.kind === "word" && isNumber(value.text);
  return value.kind === "word" || value.kind === "string";
}

/** An unquoted word that passes a test. */
function wordType(expected: string, test: (word: string) => boolean): Matcher {
  return (cursor) => {
    const { word } = cursor;
    if (word === undefined || !test(word)) return cursor.refuse(expected);
    cursor.advance();
    return true;
  };
}

const anyString: Matcher = (cursor) => {
  if (cursor.value?.kind !== "word" && cursor.value?.kind !== "string") return cursor.refuse("expected string");
  cursor.advance();
  return true;
};

const quotedString: Matcher = (cursor) => {
  if (cursor.value?.kind !== "string") return cursor.refuse("expected quoted string");
  cursor.advance();
  return true;
};

/** Decimal, `0x` and octal with a leading 0, as strtoul with base 0 reads them. */
function isNumber(word: string): boolean {
  return /^(?:0[xX][0-9a-fA-F]+|\d+)$/.test(word);
}

const integer: Matcher = (cursor) => {
  const { word } = cursor;
  if (word === undefined || !isNumber(word)) return cursor.refuse("expected number");
  if (Number(word) > 0xffffffff) return cursor.fail("NAMED_CONF_VALUE", "out of range");
  cursor.advance();
  return true;
};

const isBoolean = (word: string): boolean => /^(?:yes|no|true|false|1|0)$/i.test(word);
const isPercentage = (word: string): boolean => /^\d{1,9}%$/.test(word);
const isHost = (word: string): boolean => word !== "";

const matchList: Matcher = (cursor) => {
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
  if (lower === "key") return advanced(cursor) && anyString(cursor, neverMatched);
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

function advanced(cursor: Cursor): boolean {
  cursor.advance();
  return true;
}

const neverMatched: MatchShape = () => false;

const REMOTE_918 = "{ <host> [ port <integer> | dscp <integer> ]* [ key <string> ] [ tls <string> ]; }";
const REMOTE_920 = "{ <host> [ port <integer> ] [ key <string> ] [ tls <string> ]; }";
const remoteShapes = once(() => ({
  "9.18": shapeFromNotation(`[ port <integer> | dscp <integer> ]* ${REMOTE_918}`),
  "9.20": shapeFromNotation(`[ port <integer> | source <string> | source-v6 <string> ]* ${REMOTE_920}`),
}));

const remoteServers: Matcher = (cursor, matchShape) => matchShape(remoteShapes()[cursor.version], cursor);

const deprecatedPort: Matcher = (cursor, matchShape) => {
  cursor.warn("NAMED_CONF_DEPRECATED_CLAUSE", "token 'port' is deprecated");
  return cursor.word === "*" ? advanced(cursor) : integer(cursor, matchShape);
};

function addressOrAny(expected: string, test: (word: string) => boolean): Matcher {
  return wordType(expected, (word) => word === "*" || test(word));
}

/** `[ address ] ( A | * ) [ port P ]` or `port P`; 9.20 also takes `none`. */
function querySource(family: Matcher): Matcher {
  return (cursor, matchShape) => {
    if (cursor.value === undefined) return cursor.refuse("expected IP address or '*'");
    let sound = true;
    while (sound && cursor.value !== undefined) sound = querySourcePart(family, cursor, matchShape);
    return sound;
  };
}

function querySourcePart(family: Matcher, cursor: Cursor, matchShape: MatchShape): boolean {
  const word = cursor.word?.toLowerCase();
  if (word === "address") cursor.advance();
  if (word === "port") return advanced(cursor) && deprecatedPort(cursor, matchShape);
  if (word === "none" && cursor.version !== "9.18") return advanced(cursor);
  return family(cursor, matchShape);
}

const isV4 = (word: string): boolean => parseIpv4(word) !== null;
const isV6 = (word: string): boolean => parseIpv6(word.split("%", 1)[0] ?? "") !== null;
const isAddress = (word: string): boolean => parseAddress(word.split("%", 1)[0] ?? "") !== null;

const ipv4OrAny = addressOrAny("expected IPv4 address or '*'", isV4);
const ipv6OrAny = addressOrAny("expected IPv6 address or '*'", isV6);

/** The `[ class C ] [ type T ] [ name N ] order O` of one element; what is missing is said by the check. */
const words: Matcher = (cursor) => {
  while (cursor.value?.kind === "word" || cursor.value?.kind === "string") cursor.advance();
  return true;
};

const block: Matcher = (cursor) => (cursor.value?.kind === "block" ? advanced(cursor) : cursor.refuse("'{' expected"));

const severity: Matcher = (cursor) => {
  const { word } = cursor;
  if (word === undefined) return cursor.refuse("expected unquoted string");
  const known = /^(?:critical|error|warning|notice|info|debug|dynamic)$/i.test(word);
  if (!known) return cursor.fail("NAMED_CONF_SYNTAX", `'${word}' unexpected`);
  cursor.advance();
  if (word.toLowerCase() === "debug" && cursor.word !== undefined && isNumber(cursor.word)) cursor.advance();
  return true;
};

const ZONE_TYPES =
  /^(?:primary|master|secondary|slave|mirror|forward|hint|redirect|static-stub|stub|delegation-only)$/i;

const zoneType: Matcher = (cursor) => {
  const { word } = cursor;
  if (word === undefined) return cursor.refuse("expected unquoted string");
  return ZONE_TYPES.test(word) ? advanced(cursor) : cursor.fail("NAMED_CONF_SYNTAX", `'${word}' unexpected`);
};

const isPort = (word: string): boolean => /^\d{1,5}$/.test(word);

const portRange: Matcher = (cursor) => {
  if (cursor.word?.toLowerCase() === "range") cursor.advance();
  while (cursor.word !== undefined && isPort(cursor.word)) cursor.advance();
  return cursor.value === undefined || cursor.refuse("expected number");
};

const matchers: ReadonlyMap<string, Matcher> = new Map<string, Matcher>([
  ["address", wordType("expected IP address", isAddress)],
  ["address-or-any", addressOrAny("expected IP address or '*'", isAddress)],
  ["block", block],
  ["boolean", wordType("boolean expected", isBoolean)],
  ["class", wordType("expected unquoted string", (word) => parseRrClass(word) !== null || word !== "")],
  ["deprecated-port", deprecatedPort],
  ["duration", wordType("expected ISO 8601 duration or TTL value", (word) => parseDuration(word) !== null)],
  ["duration-or-unlimited", wordType("expected ISO 8601 duration or TTL value", (word) => isLifetime(word))],
  ["fixedpoint", wordType("expected fixed point number", (word) => /^\d{1,9}(?:\.\d{1,2})?$/.test(word))],
  ["host", wordType("expected IP address or name", isHost)],
  ["integer", integer],
  ["ipv4-or-any", ipv4OrAny],
  ["ipv6-address", wordType("expected IPv6 address", isV6)],
  ["ipv6-or-any", ipv6OrAny],
  ["match-list", matchList],
  ["netprefix", wordType("expected IP address or IPv4 prefix", (word) => readMatchWord(word).kind === "prefix")],
  ["percentage", wordType("expected percentage", isPercentage)],
  ["policy", words],
  ["portrange", portRange],
  ["query-source-v4", querySource(ipv4OrAny)],
  ["query-source-v6", querySource(ipv6OrAny)],
  ["quoted-string", quotedString],
  ["remote-servers", remoteServers],
  ["rrset-order", words],
  ["severity", severity],
  ["size", wordType("expected integer and optional unit", (word) => /^unlimited$/i.test(word) || isSize(word))],
  ["size-or-percentage", wordType("expected integer and optional unit or percent", isSizeOrPercentage)],
  ["sizeval", wordType("expected integer and optional unit", isSize)],
  ["words", words],
  ["zone-type", zoneType],
]);

function isSize(word: string): boolean {
  return parseSize(word) !== null;
}

function isSizeOrPercentage(word: string): boolean {
  return isSize(word) || isPercentage(word);
}

function isLifetime(word: string): boolean {
  return word.toLowerCase() === "unlimited" || parseDuration(word) !== null;
}
