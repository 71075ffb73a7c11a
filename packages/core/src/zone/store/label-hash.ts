const CASE_BIT = 0x20;
const FNV_PRIME = 0x01000193;
const GOLDEN = 0x9e3779b1;

/** FNV-1a, octet by octet. As a signed number: the engine keeps those in registers. */
export const LABEL_HASH_START = -0x7ee3623b;

/** Octets in lower case: names are equal without regard to the case of ASCII letters (RFC 4343 section 3). */
export const lowerOctets: Uint8Array = Uint8Array.from({ length: 256 }, (_, octet) =>
  octet >= 0x41 && octet <= 0x5a ? octet | CASE_BIT : octet,
);

export function lowerOctet(octet: number): number {
  return lowerOctets[octet] ?? octet;
}

/** @param lower an octet in lower case */
export function hashOctet(hash: number, lower: number): number {
  return Math.imul(hash ^ lower, FNV_PRIME);
}

/** Of a label below a parent; mixed well, since its low bits choose the place in a table. */
export function hashBelow(parent: number, labelHash: number): number {
  let hash = labelHash ^ Math.imul(parent + 1, GOLDEN);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
