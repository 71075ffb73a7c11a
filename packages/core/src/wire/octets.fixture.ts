/** Octets as a person writes them: hexadecimal in any groups, and text between quotes as its characters. */
export function octetsOf(text: string): Uint8Array {
  const octets: number[] = [];
  for (const [, quoted, pair] of text.matchAll(/"([^"]*)"|([0-9a-fA-F]{2})/g)) {
    if (quoted === undefined) octets.push(Number.parseInt(pair ?? "", 16));
    else octets.push(...Array.from(quoted, (character) => character.charCodeAt(0)));
  }
  return Uint8Array.from(octets);
}

export function hexOf(octets: Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, "0")).join("");
}

/** So many octets, each this one. */
export function repeated(text: string, count: number): string {
  return text.repeat(count);
}
