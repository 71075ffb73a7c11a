import { DomainName, MAX_LABEL_OCTETS, MAX_NAME_OCTETS } from "./name.ts";

const LOWER = 1;
const UPPER = 2;
const DOT = 4;
const FOREIGN = 8;
/** How each character counts in a name that needs no escape. */
const kinds = new Uint8Array(256).fill(FOREIGN);
for (const character of "abcdefghijklmnopqrstuvwxyz0123456789-_*/") kinds[character.charCodeAt(0)] = LOWER;
for (const character of "ABCDEFGHIJKLMNOPQRSTUVWXYZ") kinds[character.charCodeAt(0)] = UPPER;
kinds[".".charCodeAt(0)] = DOT;

/**
 * The plain name between two offsets, relative to `origin` unless it ends with a dot; each character is looked at once.
 * null: something in it needs a closer look (an escape, `@`, a fault).
 */
export function scanPlainName(text: string, start: number, end: number, origin: DomainName): DomainName | null {
  let dots = 0;
  let labelStart = start;
  let seen = 0;
  for (let at = start; at < end; at += 1) {
    const kind = kinds[text.charCodeAt(at)] ?? FOREIGN;
    seen |= kind;
    if (kind !== DOT) continue;
    if (at === labelStart || at - labelStart > MAX_LABEL_OCTETS) return null;
    dots += 1;
    labelStart = at + 1;
  }
  if (start === end || (seen & FOREIGN) !== 0 || end - labelStart > MAX_LABEL_OCTETS) return null;
  const hasUpper = (seen & UPPER) !== 0;
  const name = text.slice(start, end);
  return labelStart === end ? plainName(name, dots, hasUpper) : plainBelow(name, dots + 1, hasUpper, origin);
}

function plainName(text: string, labels: number, hasUpper: boolean): DomainName | null {
  const octets = text.length + 1;
  return octets > MAX_NAME_OCTETS
    ? null
    : DomainName.unchecked(text, hasUpper ? text.toLowerCase() : text, labels, octets);
}

function plainBelow(relative: string, labels: number, hasUpper: boolean, origin: DomainName): DomainName | null {
  const octets = relative.length + 1 + origin.octets;
  if (octets > MAX_NAME_OCTETS) return null;
  if (origin.labelCount === 0) return plainName(`${relative}.`, labels, hasUpper);
  const text = `${relative}.${origin.text}`;
  const isOneText = !hasUpper && origin.text === origin.key;
  const key = isOneText ? text : `${relative.toLowerCase()}.${origin.key}`;
  return DomainName.unchecked(text, key, labels + origin.labelCount, octets);
}
