import { BACKSLASH, CLOSE, COLON, DELETE, DOT, NINE, OPEN, QUOTE, SEMICOLON, SPACE, TAB, ZERO } from "./octets.ts";
import { NOT_PLAIN } from "./plain-name.ts";

const MAX_NUMBER_DIGITS = 9;
const MAX_SHORT = 0xffff;
const MAX_IPV6_GROUPS = 8;
const MAX_STRING_OCTETS = 255;

export function isDigit(octet: number | undefined): boolean {
  return octet !== undefined && octet >= ZERO && octet <= NINE;
}

export function skipBlanks(octets: Uint8Array, start: number): number {
  let at = start;
  while (octets[at] === SPACE || octets[at] === TAB) at += 1;
  return at;
}

/** A number of at most 16 bits and the white space behind it. */
export function scanShort(octets: Uint8Array, start: number): number {
  let value = 0;
  let at = start;
  for (; isDigit(octets[at]) && at < start + MAX_NUMBER_DIGITS; at += 1) value = value * 10 + (octets[at] ?? 0) - ZERO;
  const next = skipBlanks(octets, at);
  return at === start || next === at || value > MAX_SHORT ? NOT_PLAIN : next;
}

/** Four numbers without leading zeros, as inet_pton reads them. */
export function scanIpv4(octets: Uint8Array, start: number): number {
  let at = start;
  for (let part = 1; ; part += 1) {
    const end = endOfDecimal(octets, at);
    if (end === at) return NOT_PLAIN;
    if (part === 4) return end;
    if (octets[end] !== DOT) return NOT_PLAIN;
    at = end + 1;
  }
}

/** Behind a number of 0 to 255; its start if there is none. */
function endOfDecimal(octets: Uint8Array, start: number): number {
  let value = 0;
  let at = start;
  for (; at < start + 3; at += 1) {
    const octet = octets[at] ?? 0;
    if (octet < ZERO || octet > NINE) break;
    value = value * 10 + octet - ZERO;
  }
  const hasLeadingZero = at > start + 1 && octets[start] === ZERO;
  return value > 255 || hasLeadingZero ? start : at;
}

/** Groups of hexadecimal digits with at most one `::` that is not at the end; other texts are for the parser to judge. */
export function scanIpv6(octets: Uint8Array, start: number): number {
  let groups = 0;
  let hasGap = octets[start] === COLON && octets[start + 1] === COLON;
  for (let at = hasGap ? start + 2 : start; ; at += 1) {
    const end = endOfHex(octets, at);
    if (end === at) return NOT_PLAIN;
    groups += 1;
    at = end;
    if (octets[at] !== COLON) return isWhole(groups, hasGap) ? at : NOT_PLAIN;
    if (octets[at + 1] !== COLON) continue;
    if (hasGap) return NOT_PLAIN;
    hasGap = true;
    at += 1;
  }
}

const isWhole = (groups: number, hasGap: boolean): boolean =>
  hasGap ? groups < MAX_IPV6_GROUPS : groups === MAX_IPV6_GROUPS;

function endOfHex(octets: Uint8Array, start: number): number {
  let at = start;
  while (at < start + 4 && isHexDigit(octets[at] ?? 0)) at += 1;
  return at;
}

function isHexDigit(octet: number): boolean {
  const lower = octet | 0x20;
  return (octet >= ZERO && octet <= NINE) || (lower >= 0x61 && lower <= 0x66);
}

/** One character-string or more, without escapes: up to what belongs to none. */
export function scanStrings(octets: Uint8Array, start: number): number {
  let at = start;
  for (let isFirst = true; ; isFirst = false) {
    const next = octets[at] ?? 0;
    const end = next === QUOTE ? scanQuoted(octets, at) : scanBare(octets, at);
    if (end === NOT_PLAIN) return NOT_PLAIN;
    if (end === at) return isFirst ? NOT_PLAIN : at;
    at = skipBlanks(octets, end);
  }
}

function scanQuoted(octets: Uint8Array, start: number): number {
  let at = start + 1;
  for (let octet = octets[at] ?? 0; octet !== QUOTE; octet = octets[at] ?? 0) {
    if (octet === BACKSLASH || (octet < SPACE && octet !== TAB)) return NOT_PLAIN;
    at += 1;
  }
  return at - start - 1 > MAX_STRING_OCTETS ? NOT_PLAIN : at + 1;
}

/** Its start if there is none. */
function scanBare(octets: Uint8Array, start: number): number {
  let at = start;
  while (isBare(octets[at] ?? 0)) at += 1;
  return octets[at] === BACKSLASH || at - start > MAX_STRING_OCTETS ? NOT_PLAIN : at;
}

function isBare(octet: number): boolean {
  if (octet <= SPACE || octet >= DELETE) return false;
  return octet !== QUOTE && octet !== OPEN && octet !== CLOSE && octet !== SEMICOLON && octet !== BACKSLASH;
}
