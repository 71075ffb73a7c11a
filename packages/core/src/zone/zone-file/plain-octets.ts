import { lowerOctet } from "../store/label-hash.ts";

const LDH = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";

/** Marks what is fit for a name and not for a host's: `_` and `/`. */
export const NOT_HOST = 0x80;
/** Marks what is in upper case. */
export const UPPER = 0x100;
/** The octet without the marks. */
export const PLAIN_BITS = 0x7f;

/**
 * An octet of a plain name in lower case, marked or not; 0 for all others: the dot, white space, what has a meaning of its own,
 * and what needs a closer look (`*`, escapes, other octets).
 */
export const nameOctets: Uint16Array = new Uint16Array(256);
for (const character of LDH) {
  const octet = character.charCodeAt(0);
  nameOctets[octet] = lowerOctet(octet) | (lowerOctet(octet) === octet ? 0 : UPPER);
}
for (const character of "_/") nameOctets[character.charCodeAt(0)] = character.charCodeAt(0) | NOT_HOST;

export const DIGIT = 1;
export const LETTER = 2;
/** Digits, letters, and what is neither. */
export const wordKinds: Uint8Array = new Uint8Array(256).fill(4);
for (const character of LDH) wordKinds[character.charCodeAt(0)] = /\d/.test(character) ? DIGIT : LETTER;
wordKinds["-".charCodeAt(0)] = 4;
