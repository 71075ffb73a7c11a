import { parseRrClass } from "../../../dns/index.ts";
import { once } from "../../../once.ts";
import type { Value } from "../ast.ts";
import { isPercentage, parseInteger, parseSize, readDuration } from "../scalar.ts";
import { type Cursor, endOfSource, terminatorOf } from "./cursor.ts";
import { matchList, refusePrefix } from "./match-list.ts";
import { readMatchWord } from "./match-word.ts";
import { advanced, anyText, type Matcher, type MatchShape, wordType } from "./matcher.ts";
import { integer, isNumber, MAX_PORT, port, readNumber } from "./numbers.ts";
import { shapeFromNotation } from "./shape.ts";
import {
  addressOrAny,
  addressWord,
  forwarder,
  host,
  ipv4OrAny,
  ipv6OrAny,
  isAddress,
  isV6,
  querySource,
  socketAddress,
  source,
} from "./sources.ts";

/** Consumes one value of a named type, or reports what stands there instead. */
export function matchType(type: string, cursor: Cursor, matchShape: MatchShape): boolean {
  const matcher = matchers.get(type);
  return (matcher ?? anyText)(cursor, matchShape);
}

/** Whether an optional value of this type can begin here. */
export function typeFits(type: string, value: Value): boolean {
  if (type === "block" || type === "braced-string" || type === "match-list" || type === "remote-servers")
    return value.kind === "block";
  if (type === "integer" || type === "port") return value.kind === "word" && isNumber(value.text);
  return value.kind === "word" || value.kind === "string";
}

const quotedString: Matcher = (cursor) => {
  if (cursor.value?.kind !== "string") return cursor.refuse("expected quoted string");
  cursor.advance();
  return true;
};

/** ISO 8601 or a TTL. */
const duration: Matcher = (cursor) => {
  const { word } = cursor;
  const seconds = word === undefined ? null : readDuration(word);
  if (seconds === null) return cursor.refuse("expected ISO 8601 duration or TTL value");
  if (seconds === "out-of-range") return cursor.fail("NAMED_CONF_VALUE", `duration or TTL out of range near '${word}'`);
  return advanced(cursor);
};

/** Small letters alone, unlike other keywords (cfg_parse_duration_or_unlimited). */
const durationOrUnlimited: Matcher = (cursor, matchShape) =>
  cursor.word === "unlimited" ? advanced(cursor) : duration(cursor, matchShape);

const isBoolean = (word: string): boolean => /^(?:yes|no|true|false|1|0)$/i.test(word);

const REMOTE = "{ <remote-server> [ key <string> ] [ tls <string> ]; }";
const remoteShapes = once(() => ({
  "9.18": shapeFromNotation(`[ port <integer> | dscp <integer> ]* ${REMOTE}`),
  "9.20": shapeFromNotation(`[ port <integer> ] [ source <source-v4> ] [ source-v6 <source-v6> ] ${REMOTE}`),
}));

const remoteServers: Matcher = (cursor, matchShape) => matchShape(remoteShapes()[cursor.version], cursor);

/** An address with its port, or the name of a list, quoted or not. */
const remoteServer: Matcher = (cursor, matchShape) => {
  if (cursor.word !== undefined && isAddress(cursor.word)) return socketAddress(cursor, matchShape);
  const isText = cursor.value?.kind === "string" || (cursor.word !== undefined && cursor.word !== "");
  return isText ? advanced(cursor) : cursor.refuse("expected IP address or remote servers list name");
};

/** `{ name; }`: one string in braces, with a semicolon or without. */
const bracedString: Matcher = (cursor) => {
  const { value } = cursor;
  if (value?.kind !== "block") return cursor.refuse("'{' expected");
  const [first, second] = value.statements;
  const end = endOfSource(value);
  const inner = cursor.inside(first?.values ?? [], terminatorOf(first?.semicolon ?? null, value.close, end));
  if (!anyText(inner)) return false;
  if (inner.value === undefined && second === undefined) return advanced(cursor);
  const more =
    second === undefined ? inner : cursor.inside(second.values, terminatorOf(second.semicolon, value.close, end));
  return more.refuse("'}' expected");
};

const unquoted: Matcher = wordType("expected unquoted string", (word) => word !== "");

/** `[ class C ] [ type T ] [ name "N" ] order O`, in this order; that the word before the last is `order` is said by the check. */
const orderRule: Matcher = (cursor, matchShape) => {
  const parts = [
    ["class", unquoted],
    ["type", unquoted],
    ["name", quotedString],
  ] as const;
  for (const [keyword, matcher] of parts) {
    if (cursor.word?.toLowerCase() !== keyword) continue;
    cursor.advance();
    if (!matcher(cursor, matchShape)) return false;
  }
  return unquoted(cursor, matchShape) && unquoted(cursor, matchShape);
};

/** Behind keywords in any order: what is none of them, or one of them again. */
const noWord: Matcher = (cursor) =>
  cursor.word === undefined || cursor.fail("NAMED_CONF_SYNTAX", `unexpected '${cursor.word}'`);

/** Whatever stands there. */
const words: Matcher = (cursor) => {
  while (cursor.value?.kind === "word" || cursor.value?.kind === "string") cursor.advance();
  return true;
};

const POLICIES = /^(?:disabled|drop|given|no-op|nodata|nxdomain|passthru|tcp-only)$/i;

/** Of a response policy zone; `cname` says where to. */
const policy: Matcher = (cursor) => {
  const { word } = cursor;
  if (word === undefined) return cursor.refuse("expected unquoted string");
  if (word.toLowerCase() === "cname") return advanced(cursor) && anyText(cursor);
  return POLICIES.test(word) ? advanced(cursor) : cursor.fail("NAMED_CONF_SYNTAX", `'${word}' unexpected`);
};

const block: Matcher = (cursor) =>
  cursor.value?.kind === "block" ? advanced(cursor) : cursor.refuse("expected bracketed text");

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
  const isKnown = ZONE_TYPES.test(word) && !(cursor.version !== "9.18" && word.toLowerCase() === "delegation-only");
  return isKnown ? advanced(cursor) : cursor.fail("NAMED_CONF_SYNTAX", `'${word}' unexpected`);
};

/** One port of a set, or `range LOW HIGH`. */
const portRange: Matcher = (cursor) => {
  if (cursor.word?.toLowerCase() !== "range") {
    return readSetPort("expected integer or 'range'", cursor) !== null && advanced(cursor);
  }
  cursor.advance();
  const low = readSetPort("expected number", cursor);
  if (low === null) return false;
  cursor.advance();
  const high = readSetPort("expected number", cursor);
  if (high === null || high >= low) return high !== null && advanced(cursor);
  const message = `low port '${low}' must not be larger than high port '${high}'`;
  return cursor.fail("NAMED_CONF_VALUE", message);
};

function readSetPort(expected: string, cursor: Cursor): number | null {
  const value = readNumber(expected, parseInteger, cursor);
  if (value === null || value <= MAX_PORT) return value;
  cursor.fail("NAMED_CONF_VALUE", `invalid port near '${cursor.word}'`);
  return null;
}

/** The address or prefix of a `server` statement. */
const netPrefix: Matcher = (cursor) => {
  const { word } = cursor;
  const read = word === undefined ? null : readMatchWord(word);
  if (read?.kind === "fault") return refusePrefix(read, cursor);
  return read?.kind === "prefix" ? advanced(cursor) : cursor.refuse("expected IP address or IPv4 prefix");
};

const matchers: ReadonlyMap<string, Matcher> = new Map<string, Matcher>([
  ["address", addressWord],
  ["address-or-any", addressOrAny("expected IP address or '*'", isAddress)],
  ["block", block],
  ["braced-string", bracedString],
  ["boolean", wordType("boolean expected", isBoolean)],
  ["class", wordType("expected unquoted string", (word) => parseRrClass(word) !== null || word !== "")],
  ["duration", duration],
  ["duration-or-unlimited", durationOrUnlimited],
  ["fixedpoint", wordType("expected fixed point number", (word) => /^(?=\.?\d)\d{0,5}(?:\.\d{0,2})?$/.test(word))],
  ["forwarder", forwarder],
  ["host", host],
  ["integer", integer],
  ["ipv4-or-any", ipv4OrAny],
  ["ipv6-address", wordType("expected IPv6 address", isV6)],
  ["ipv6-or-any", ipv6OrAny],
  ["match-list", matchList],
  ["netprefix", netPrefix],
  ["no-word", noWord],
  ["percentage", wordType("expected percentage", isPercentage)],
  ["policy", policy],
  ["portrange", portRange],
  ["query-source-v4", querySource(ipv4OrAny)],
  ["query-source-v6", querySource(ipv6OrAny)],
  ["quoted-string", quotedString],
  ["remote-server", remoteServer],
  ["remote-servers", remoteServers],
  ["port", port],
  ["rrset-order", orderRule],
  ["severity", severity],
  [
    "size",
    wordType("expected integer and optional unit", (word) => /^(?:default|unlimited)$/i.test(word) || isSize(word)),
  ],
  ["size-or-percentage", wordType("expected integer and optional unit or percent", isSizeOrPercentage)],
  ["sizeval", wordType("expected integer and optional unit", isSize)],
  ["source-v4", source(ipv4OrAny)],
  ["source-v6", source(ipv6OrAny)],
  ["word", unquoted],
  ["words", words],
  ["zone-type", zoneType],
]);

function isSize(word: string): boolean {
  return parseSize(word) !== null;
}

function isSizeOrPercentage(word: string): boolean {
  return isSize(word) || isPercentage(word);
}
