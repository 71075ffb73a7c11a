const DOT = 0x2e;
const COLON = 0x3a;
const ZERO = 0x30;
const NINE = 0x39;
const MAX_LABEL_OCTETS = 63;
const MAX_NUMBER_DIGITS = 9;
const MAX_IPV6_GROUPS = 8;

/** What stands in a word, as bits. */
export const seen = {
  LETTER_OR_DIGIT: 1,
  UPPER: 2,
  DOT: 4,
  HYPHEN: 8,
  /** Fit for a name, not for a host's: `_`, `*`, `/`, and a hyphen that begins or ends a label. */
  NOT_HOST: 16,
  /** What needs a closer look. */
  FOREIGN: 32,
} as const;

const kinds = new Uint8Array(256).fill(seen.FOREIGN);
const mark = (characters: string, kind: number): void => {
  for (let at = 0; at < characters.length; at += 1) kinds[characters.charCodeAt(at)] = kind;
};
mark("abcdefghijklmnopqrstuvwxyz0123456789", seen.LETTER_OR_DIGIT);
mark("ABCDEFGHIJKLMNOPQRSTUVWXYZ", seen.UPPER);
mark("-", seen.HYPHEN);
mark("_/", seen.NOT_HOST);
mark(".", seen.DOT);

/** All bits of a name; FOREIGN too where a label is empty or too long. */
export function scanName(text: string, start: number, end: number): number {
  let bits = 0;
  let labelStart = start;
  let before: number = seen.DOT;
  for (let at = start; at < end; at += 1) {
    const kind = kinds[text.charCodeAt(at)] ?? seen.FOREIGN;
    bits |= kind;
    if (kind === seen.DOT) {
      if (before !== kind) bits |= labelBits(at - labelStart, before);
      else bits |= seen.FOREIGN;
      labelStart = at + 1;
    } else if (kind === seen.HYPHEN && before === seen.DOT) bits |= seen.NOT_HOST;
    before = kind;
  }
  return before === seen.DOT ? bits : bits | labelBits(end - labelStart, before);
}

function labelBits(octets: number, last: number): number {
  if (octets > MAX_LABEL_OCTETS) return seen.FOREIGN;
  return last === seen.HYPHEN ? seen.NOT_HOST : 0;
}

/** A number of up to nine digits; -1 for anything else. */
export function scanNumber(text: string, start: number, end: number): number {
  if (end - start > MAX_NUMBER_DIGITS) return -1;
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code < ZERO || code > NINE) return -1;
    value = value * 10 + code - ZERO;
  }
  return value;
}

/** Four numbers without leading zeros, as inet_pton reads them. */
export function isPlainIpv4(text: string, start: number, end: number): boolean {
  let at = start;
  for (let part = 1; part <= 4; part += 1) {
    const partEnd = endOfDecimal(text, at);
    if (partEnd === at || (part < 4 ? text.charCodeAt(partEnd) !== DOT : partEnd !== end)) return false;
    at = partEnd + 1;
  }
  return true;
}

/** Behind a number of 0 to 255; its start if there is none. */
function endOfDecimal(text: string, start: number): number {
  let value = 0;
  let at = start;
  for (; at < start + 3; at += 1) {
    const code = text.charCodeAt(at);
    if (code < ZERO || code > NINE) break;
    value = value * 10 + code - ZERO;
  }
  const hasLeadingZero = at > start + 1 && text.charCodeAt(start) === ZERO;
  return value > 255 || hasLeadingZero ? start : at;
}

/** Groups of hexadecimal digits with at most one `::`, and neither begins nor ends with a colon of its own; other texts are for the parser to judge. */
export function isPlainIpv6(text: string, start: number, end: number): boolean {
  let groups = 0;
  let hasGap = false;
  let at = start;
  while (at < end) {
    const groupEnd = endOfHex(text, at);
    if (groupEnd === at) return false;
    groups += 1;
    at = groupEnd;
    if (at === end) break;
    if (text.charCodeAt(at) !== COLON) return false;
    at += 1;
    if (text.charCodeAt(at) !== COLON) continue;
    if (hasGap) return false;
    hasGap = true;
    at += 1;
  }
  return text.charCodeAt(end - 1) !== COLON && (hasGap ? groups < MAX_IPV6_GROUPS : groups === MAX_IPV6_GROUPS);
}

function endOfHex(text: string, start: number): number {
  let at = start;
  while (at < start + 4 && isHexDigit(text.charCodeAt(at))) at += 1;
  return at;
}

function isHexDigit(code: number): boolean {
  const lower = code | 0x20;
  return (code >= ZERO && code <= NINE) || (lower >= 0x61 && lower <= 0x66);
}
