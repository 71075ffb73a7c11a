import { DomainName } from "./name.ts";

/** How many names are remembered; a power of two. The newest takes the place of an older one with the same hash. */
const REMEMBERED = 2048;
const remembered: (DomainName | undefined)[] = new Array(REMEMBERED);

/** Octets that stand for themselves in text and, in lower case, in a key: letters, digits, `-`, `_`, `*`, `/`. */
export const isPlainOctet: Uint8Array = Uint8Array.from({ length: 256 }, (_, octet) =>
  /[A-Za-z0-9_*/-]/.test(String.fromCharCode(octet)) ? 1 : 0,
);

/**
 * The name that `octets` spell in presentation format up to `length`, every one plain or the dot that ends a label.
 * Names that were read lately are found again by `hash` and not made twice: with them their parents, already split.
 * The memory is of fixed size, and equal octets give equal names with or without it.
 */
export function plainName(octets: Uint8Array, length: number, hash: number, labelCount: number): DomainName {
  const slot = hash & (REMEMBERED - 1);
  const known = remembered[slot];
  if (known !== undefined && isSpelled(known.text, octets, length)) return known;
  const text = String.fromCharCode(...octets.subarray(0, length));
  const name = DomainName.unchecked(text, text.toLowerCase(), labelCount, length + 1);
  remembered[slot] = name;
  return name;
}

function isSpelled(text: string, octets: Uint8Array, length: number): boolean {
  if (text.length !== length) return false;
  for (let at = 0; at < length; at += 1) if (text.charCodeAt(at) !== octets[at]) return false;
  return true;
}
