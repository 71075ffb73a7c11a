import type { Octets } from "../record.ts";

const BACKSLASH = 0x5c;
const QUOTE = 0x22;
/** BIND breaks hexadecimal and base64 text after so many characters (lib/dns/rdata.c, tctx.width). */
const GROUP = 56;

const plainOctet = (octet: number): string =>
  octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : `\\${String(octet).padStart(3, "0")}`;

const quotedOctets: readonly string[] = Array.from({ length: 256 }, (_, octet) =>
  octet === QUOTE || octet === BACKSLASH ? `\\${String.fromCharCode(octet)}` : plainOctet(octet),
);

/** A character-string in quotes, as BIND prints it: `\"`, `\\`, and `\DDD` outside printable ASCII. */
export function printQuoted(octets: Octets): string {
  let text = '"';
  for (const octet of octets) text += quotedOctets[octet];
  return `${text}"`;
}

export function octetsFromLatin1(text: string): Octets {
  const octets = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) octets[at] = text.charCodeAt(at);
  return octets;
}

export function latin1FromOctets(octets: Octets): string {
  let text = "";
  for (const octet of octets) text += String.fromCharCode(octet);
  return text;
}

/** Undoes `\X` and `\DDD`; null for a bad escape. */
export function unescapeOctets(text: string): Octets | null {
  if (!text.includes("\\")) return octetsFromLatin1(text);
  const octets = new Uint8Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    let octet = text.charCodeAt(at);
    if (octet === BACKSLASH) {
      const step = escapeLength(text, at);
      if (step === 0) return null;
      octet = step === 2 ? text.charCodeAt(at + 1) : Number(text.slice(at + 1, at + 4));
      at += step - 1;
    }
    octets[length] = octet;
    length += 1;
  }
  return octets.slice(0, length);
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** Characters of the escape at `at`: 2, 4, or 0 if it is none. */
function escapeLength(text: string, at: number): number {
  const next = text.charCodeAt(at + 1);
  if (Number.isNaN(next)) return 0;
  if (!isDigit(next)) return 2;
  const isWhole = isDigit(text.charCodeAt(at + 2)) && isDigit(text.charCodeAt(at + 3));
  return isWhole && Number(text.slice(at + 1, at + 4)) <= 0xff ? 4 : 0;
}

/** Text in groups of 56 characters with spaces between. */
export function grouped(text: string): string {
  if (text.length <= GROUP) return text;
  const groups: string[] = [];
  for (let at = 0; at < text.length; at += GROUP) groups.push(text.slice(at, at + GROUP));
  return groups.join(" ");
}

export function hexFromOctets(octets: Octets): string {
  let text = "";
  for (const octet of octets) text += octet.toString(16).padStart(2, "0");
  return text.toUpperCase();
}

const HEX = alphabetOf("0123456789ABCDEF", true);
const BASE64_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE64 = alphabetOf(BASE64_LETTERS, false);
const BASE32_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUV";
const BASE32 = alphabetOf(BASE32_LETTERS, true);

/** Value of each character; 255 for those that do not belong. */
function alphabetOf(letters: string, anyCase: boolean): Uint8Array {
  const values = new Uint8Array(256).fill(0xff);
  for (let value = 0; value < letters.length; value += 1) {
    values[letters.charCodeAt(value)] = value;
    if (anyCase) values[letters.toLowerCase().charCodeAt(value)] = value;
  }
  return values;
}

/** Digits of so many bits each, put together; null for a foreign character, or where a bit that is left over is set. */
function octetsFromDigits(text: string, values: Uint8Array, bits: number): Octets | null {
  const octets = new Uint8Array(Math.floor((text.length * bits) / 8));
  let held = 0;
  let count = 0;
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const value = values[text.charCodeAt(at)] ?? 0xff;
    if (value === 0xff) return null;
    held = ((held << bits) | value) & 0xffff;
    count += bits;
    if (count >= 8) {
      count -= 8;
      octets[length] = (held >> count) & 0xff;
      length += 1;
    }
  }
  return (held & ((1 << count) - 1)) === 0 ? octets : null;
}

function digitsFromOctets(octets: Octets, letters: string, bits: number): string {
  let text = "";
  let held = 0;
  let count = 0;
  const mask = (1 << bits) - 1;
  for (const octet of octets) {
    held = ((held << 8) | octet) & 0xffff;
    count += 8;
    while (count >= bits) {
      count -= bits;
      text += letters[(held >> count) & mask];
    }
  }
  return count === 0 ? text : text + letters[(held << (bits - count)) & mask];
}

/** Pairs of hexadecimal digits; null for anything else. */
export function octetsFromHex(text: string): Octets | null {
  return text.length % 2 === 0 ? octetsFromDigits(text, HEX, 4) : null;
}

/** RFC 4648 section 4, padding required. */
export function octetsFromBase64(text: string): Octets | null {
  if (text.length % 4 !== 0) return null;
  let end = text.length;
  while (end > text.length - 2 && text[end - 1] === "=") end -= 1;
  return octetsFromDigits(text.slice(0, end), BASE64, 6);
}

export function base64FromOctets(octets: Octets): string {
  const digits = digitsFromOctets(octets, BASE64_LETTERS, 6);
  return digits.padEnd(Math.ceil(digits.length / 4) * 4, "=");
}

/** RFC 4648 section 7 without padding, as NSEC3 writes hashes. */
export function octetsFromBase32(text: string): Octets | null {
  return [1, 3, 6].includes(text.length % 8) ? null : octetsFromDigits(text, BASE32, 5);
}

/** Whether a label is base32hex without padding: an NSEC3 owner's. */
export function isHashText(text: string): boolean {
  return octetsFromBase32(text) !== null;
}

export function base32FromOctets(octets: Octets): string {
  return digitsFromOctets(octets, BASE32_LETTERS, 5);
}

/** RFC 3597 section 5. */
export function printUnknown(octets: Octets): string {
  const text = octets.length === 0 ? "" : ` ${grouped(hexFromOctets(octets))}`;
  return `\\# ${octets.length}${text}`;
}
