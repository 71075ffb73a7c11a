import { parseAddress, parseIpv4, parseIpv6 } from "../../../dns/index.ts";
import type { Cursor } from "./cursor.ts";
import { advanced, anyText, type Matcher, wordType } from "./matcher.ts";
import { integer, port } from "./numbers.ts";

const isV4 = (word: string): boolean => parseIpv4(word) !== null;
export const isV6 = (word: string): boolean => parseIpv6(word.split("%", 1)[0] ?? "") !== null;
export const isAddress = (word: string): boolean => parseAddress(word.split("%", 1)[0] ?? "") !== null;

export function addressOrAny(expected: string, test: (word: string) => boolean): Matcher {
  return wordType(expected, (word) => word === "*" || test(word));
}

export const addressWord: Matcher = wordType("expected IP address", isAddress);
export const ipv4OrAny: Matcher = addressOrAny("expected IPv4 address or '*'", isV4);
export const ipv6OrAny: Matcher = addressOrAny("expected IPv6 address or '*'", isV6);

function deprecatedPort(cursor: Cursor): boolean {
  cursor.warn("NAMED_CONF_DEPRECATED_CLAUSE", "token 'port' is deprecated");
  return cursor.word === "*" ? advanced(cursor) : port(cursor);
}

function obsoleteDscp(cursor: Cursor): boolean {
  cursor.warn("NAMED_CONF_OBSOLETE_CLAUSE", "'dscp' is obsolete and should be removed");
  return integer(cursor);
}

/** Where named speaks from: an address or `*`, with a port; 9.18 also knows `dscp`. */
export function source(family: Matcher): Matcher {
  return (cursor, matchShape) =>
    family(cursor, matchShape) && matchParts({ port: deprecatedPort, ...dscpOf(cursor) }, cursor);
}

/** `192.0.2.1 port 53`: a server of a list. */
export const socketAddress: Matcher = (cursor, matchShape) =>
  addressWord(cursor, matchShape) && matchParts({ port }, cursor);

/** The same of a forwarder, which 9.20 may ask over TLS. */
export const forwarder: Matcher = (cursor, matchShape) => {
  const more: Parts = cursor.version === "9.18" ? dscpOf(cursor) : { tls: anyText };
  return addressWord(cursor, matchShape) && matchParts({ port, ...more }, cursor);
};

/** An address, or a name, quoted or not, whose port is an ordinary number. */
export const host: Matcher = (cursor, matchShape) => {
  if (cursor.word !== undefined && isAddress(cursor.word)) return socketAddress(cursor, matchShape);
  const isText = cursor.value?.kind === "word" || cursor.value?.kind === "string";
  if (!isText) return cursor.refuse("expected IP address or hostname");
  cursor.advance();
  return cursor.word?.toLowerCase() !== "port" || (advanced(cursor) && integer(cursor));
};

type Part = (cursor: Cursor) => boolean;
/** What may stand behind a keyword. */
type Parts = Readonly<Partial<Record<string, Part>>>;

function dscpOf(cursor: Cursor): Parts {
  return cursor.version === "9.18" ? { dscp: obsoleteDscp } : {};
}

/** Keywords in any order. */
function matchParts(parts: Parts, cursor: Cursor): boolean {
  const found = countParts(parts, cursor);
  return (
    found !== null && (countOf(found, "port") <= 1 || cursor.fail("NAMED_CONF_SYNTAX", "expected at most one port"))
  );
}

/** The keywords that were read; null where what stands behind one of them is refused. */
function countParts(parts: Parts, cursor: Cursor): readonly string[] | null {
  const found: string[] = [];
  for (let word = wordOf(cursor); parts[word] !== undefined; word = wordOf(cursor)) {
    cursor.advance();
    found.push(word);
    if (parts[word]?.(cursor) !== true) return null;
  }
  return found;
}

function countOf(found: readonly string[], word: string): number {
  return found.filter((one) => one === word).length;
}

function wordOf(cursor: Cursor): string {
  return cursor.word?.toLowerCase() ?? "";
}

/**
 * `address A` and `port P` in any order, each at most once; 9.20 also takes `none` for A.
 * An address may stand bare at the beginning: 9.18 reads it as a {@link source}, 9.20 as one of the two.
 */
export function querySource(family: Matcher): Matcher {
  const plain = source(family);
  return (cursor, matchShape) => {
    const address: Part = () =>
      wordOf(cursor) === "none" && cursor.version !== "9.18" ? advanced(cursor) : family(cursor, matchShape);
    const parts: Parts = { address, port: deprecatedPort, ...dscpOf(cursor) };
    const isBare = cursor.word !== undefined && parts[wordOf(cursor)] === undefined;
    if (isBare && cursor.version === "9.18") return plain(cursor, matchShape);
    if (isBare && !address(cursor)) return false;
    return matchQueryParts(parts, isBare ? ["address"] : [], cursor);
  };
}

function matchQueryParts(parts: Parts, before: readonly string[], cursor: Cursor): boolean {
  const behind = countParts(parts, cursor);
  if (behind === null) return false;
  if (cursor.word !== undefined) return cursor.refuse("expected 'address' or 'port'");
  const found = [...before, ...behind];
  const [addresses, ports] = [countOf(found, "address"), countOf(found, "port")];
  const isOne = addresses <= 1 && ports <= 1 && addresses + ports > 0;
  return isOne || cursor.fail("NAMED_CONF_SYNTAX", "expected one address and/or port");
}
