import { parseAddress, parseIpv4, parseIpv6, parseRrClass } from "../../../dns/index.ts";
import { once } from "../../../once.ts";
import type { Value } from "../ast.ts";
import { parseDuration, parseSize } from "../scalar.ts";
import type { Cursor } from "./cursor.ts";
import { matchList, refusePrefix } from "./match-list.ts";
import { readMatchWord } from "./match-word.ts";
import { advanced, anyText, type Matcher, type MatchShape, wordType } from "./matcher.ts";
import { shapeFromNotation } from "./shape.ts";

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

const REMOTE_918 = "{ <remote-server> [ port <port> | dscp <obsolete-dscp> ]* [ key <string> ] [ tls <string> ]; }";
const REMOTE_920 = "{ <remote-server> [ port <port> ] [ key <string> ] [ tls <string> ]; }";
const remoteShapes = once(() => ({
  "9.18": shapeFromNotation(`[ port <integer> | dscp <integer> ]* ${REMOTE_918}`),
  "9.20": shapeFromNotation(`[ port <integer> | source <string> | source-v6 <string> ]* ${REMOTE_920}`),
}));

const remoteServers: Matcher = (cursor, matchShape) => matchShape(remoteShapes()[cursor.version], cursor);

const deprecatedPort: Matcher = (cursor, matchShape) => {
  cursor.warn("NAMED_CONF_DEPRECATED_CLAUSE", "token 'port' is deprecated");
  return cursor.word === "*" ? advanced(cursor) : integer(cursor, matchShape);
};

const obsoleteDscp: Matcher = (cursor, matchShape) => {
  cursor.warn("NAMED_CONF_OBSOLETE_CLAUSE", "'dscp' is obsolete and should be removed");
  return integer(cursor, matchShape);
};

/** Where named speaks from: an address or `*`, with a port; 9.18 also knows `dscp`. */
function source(family: Matcher): Matcher {
  return (cursor, matchShape) => {
    let sound = family(cursor, matchShape);
    for (let part = sourcePart(cursor); sound && part !== undefined; part = sourcePart(cursor)) {
      cursor.advance();
      sound = part(cursor, matchShape);
    }
    return sound;
  };
}

function sourcePart(cursor: Cursor): Matcher | undefined {
  const word = cursor.word?.toLowerCase();
  if (word === "port") return deprecatedPort;
  return word === "dscp" && cursor.version === "9.18" ? obsoleteDscp : undefined;
}

/** An address, or the name of a list, quoted or not. */
const remoteServer: Matcher = (cursor) => {
  const isText = cursor.value?.kind === "string" || (cursor.word !== undefined && cursor.word !== "");
  return isText ? advanced(cursor) : cursor.refuse("expected IP address or remote servers list name");
};

/** `{ name; }`: one string in braces. */
const bracedString: Matcher = (cursor) => {
  const { value } = cursor;
  if (value?.kind !== "block") return cursor.refuse("'{' expected");
  const [first, second] = value.statements;
  const [name, more] = first?.values ?? [];
  const isText = name?.kind === "word" || name?.kind === "string";
  return isText && more === undefined && second === undefined ? advanced(cursor) : cursor.refuse("'}' expected");
};

function addressOrAny(expected: string, test: (word: string) => boolean): Matcher {
  return wordType(expected, (word) => word === "*" || test(word));
}

/** `[ address ] ( A | * ) [ port P ]` or `port P`; 9.20 also takes `none`. */
function querySource(family: Matcher): Matcher {
  return (cursor, matchShape) => {
    if (cursor.value === undefined) return cursor.refuse("expected IP address or '*'");
    let sound = querySourcePart(family, cursor, matchShape);
    while (sound && isSourceWord(cursor)) sound = querySourcePart(family, cursor, matchShape);
    return sound;
  };
}

function isSourceWord(cursor: Cursor): boolean {
  const word = cursor.word?.toLowerCase();
  return word === "address" || word === "port" || word === "dscp";
}

function querySourcePart(family: Matcher, cursor: Cursor, matchShape: MatchShape): boolean {
  const word = cursor.word?.toLowerCase();
  if (word === "address") cursor.advance();
  if (word === "port") return advanced(cursor) && deprecatedPort(cursor, matchShape);
  if (word === "dscp" && cursor.version === "9.18") return advanced(cursor) && obsoleteDscp(cursor, matchShape);
  if (word === "none" && cursor.version !== "9.18") return advanced(cursor);
  return family(cursor, matchShape);
}

const isV4 = (word: string): boolean => parseIpv4(word) !== null;
const isV6 = (word: string): boolean => parseIpv6(word.split("%", 1)[0] ?? "") !== null;
const isAddress = (word: string): boolean => parseAddress(word.split("%", 1)[0] ?? "") !== null;

const ipv4OrAny = addressOrAny("expected IPv4 address or '*'", isV4);
const ipv6OrAny = addressOrAny("expected IPv6 address or '*'", isV6);

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

const MAX_PORT = 65_535;

/** Of an address: read as part of it, unlike the port of a whole list. */
const port: Matcher = (cursor, matchShape) => {
  if (cursor.word !== undefined && isNumber(cursor.word) && Number(cursor.word) > MAX_PORT) {
    return cursor.fail("NAMED_CONF_VALUE", `port number out of range near '${cursor.word}'`);
  }
  return integer(cursor, matchShape);
};

/** One port of a set, or `range LOW HIGH`. */
const portRange: Matcher = (cursor, matchShape) => {
  if (cursor.word?.toLowerCase() !== "range") return setPort("expected integer or 'range'", cursor, matchShape);
  cursor.advance();
  const low = Number(cursor.word);
  if (!setPort("expected number", cursor, matchShape)) return false;
  const high = Number(cursor.word);
  if (high < low) {
    const message = `low port '${low}' must not be larger than high port '${high}'`;
    return cursor.fail("NAMED_CONF_VALUE", message);
  }
  return setPort("expected number", cursor, matchShape);
};

function setPort(expected: string, cursor: Cursor, matchShape: MatchShape): boolean {
  const { word } = cursor;
  if (word === undefined || !isNumber(word)) return cursor.refuse(expected);
  if (Number(word) > MAX_PORT) return cursor.fail("NAMED_CONF_VALUE", `invalid port near '${word}'`);
  return integer(cursor, matchShape);
}

/** The address or prefix of a `server` statement. */
const netPrefix: Matcher = (cursor) => {
  const { word } = cursor;
  const read = word === undefined ? null : readMatchWord(word);
  if (read?.kind === "fault") return refusePrefix(read, cursor);
  return read?.kind === "prefix" ? advanced(cursor) : cursor.refuse("expected IP address or IPv4 prefix");
};

const matchers: ReadonlyMap<string, Matcher> = new Map<string, Matcher>([
  ["address", wordType("expected IP address", isAddress)],
  ["address-or-any", addressOrAny("expected IP address or '*'", isAddress)],
  ["block", block],
  ["braced-string", bracedString],
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
  ["netprefix", netPrefix],
  ["obsolete-dscp", obsoleteDscp],
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
  ["size", wordType("expected integer and optional unit", (word) => /^unlimited$/i.test(word) || isSize(word))],
  ["size-or-percentage", wordType("expected integer and optional unit or percent", isSizeOrPercentage)],
  ["sizeval", wordType("expected integer and optional unit", isSize)],
  ["source-v4", source(ipv4OrAny)],
  ["source-v6", source(ipv6OrAny)],
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
