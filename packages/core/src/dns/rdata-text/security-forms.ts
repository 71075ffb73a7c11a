import type { Octets } from "../record.ts";
import { numberOfRrType, parseRrType, type RrType, rrTypeFromNumber } from "../rr-type.ts";
import { digitsOnly, type OctetCursor, type WordCursor } from "./cursor.ts";
import { type FieldForm, formOf, joinOctets, octetsOfNumber, withLength } from "./field-forms.ts";
import { readKeyFlags } from "./key-flags.ts";
import {
  base32FromOctets,
  base64FromOctets,
  grouped,
  hexFromOctets,
  octetsFromBase32,
  octetsFromBase64,
  octetsFromHex,
} from "./octet-text.ts";
import { numberForm } from "./plain-forms.ts";

const NO_OCTETS: Octets = new Uint8Array();

/** Mnemonics of lib/dns/rcode.c, secalgs; the first for a number is the one that is printed. */
export const algorithmNumbers: ReadonlyMap<string, number> = new Map([
  ["RSAMD5", 1],
  ["DH", 2],
  ["DSA", 3],
  ["RSASHA1", 5],
  ["NSEC3DSA", 6],
  ["NSEC3RSASHA1", 7],
  ["RSASHA256", 8],
  ["RSASHA512", 10],
  ["ECCGOST", 12],
  ["ECDSAP256SHA256", 13],
  ["ECDSA256", 13],
  ["ECDSAP384SHA384", 14],
  ["ECDSA384", 14],
  ["ED25519", 15],
  ["ED448", 16],
  ["INDIRECT", 252],
  ["PRIVATEDNS", 253],
  ["PRIVATEOID", 254],
]);
export const algorithm: FieldForm = numberForm(1, algorithmNumbers);

export const digestType: FieldForm = numberForm(
  1,
  new Map([
    ["SHA-1", 1],
    ["SHA1", 1],
    ["SHA-256", 2],
    ["SHA256", 2],
    ["GOST", 3],
    ["SHA-384", 4],
    ["SHA384", 4],
  ]),
);

/** Mnemonics of lib/dns/rcode.c, secprotos. */
export const protocol: FieldForm = numberForm(
  1,
  new Map([
    ["NONE", 0],
    ["TLS", 1],
    ["EMAIL", 2],
    ["DNSSEC", 3],
    ["IPSEC", 4],
    ["ALL", 255],
  ]),
);

export const keyFlags: FieldForm = { ...numberForm(2), read: readKeyFlags };

/** What is left of the data in hexadecimal. */
export const hex: FieldForm = formOf<Octets>({
  print: (value) => (value.length === 0 ? "" : ` ${grouped(hexFromOctets(value))}`),
  read: (cursor) => {
    if (cursor.isAtEnd) cursor.failAtEnd("unexpected end of input");
    const octets = octetsFromHex(cursor.rest());
    if (octets === null) cursor.failAtEnd("bad hex encoding");
    return octets ?? NO_OCTETS;
  },
  fromOctets: (cursor) => cursor.take(cursor.left),
  toOctets: (value) => value,
});

/** What is left of the data in base64. */
export const base64: FieldForm = formOf<Octets>({
  print: (value) => (value.length === 0 ? "" : ` ${grouped(base64FromOctets(value))}`),
  read: (cursor) => {
    if (cursor.isAtEnd) cursor.failAtEnd("unexpected end of input");
    const octets = octetsFromBase64(cursor.rest());
    if (octets === null) cursor.failAtEnd("bad base64 encoding");
    return octets ?? NO_OCTETS;
  },
  fromOctets: (cursor) => cursor.take(cursor.left),
  toOctets: (value) => value,
});

/** Hexadecimal, or nothing: SSHFP. */
export const maybeHex: FieldForm = { ...hex, read: (cursor) => (cursor.isAtEnd ? NO_OCTETS : hex.read(cursor)) };

/** Base64, or nothing: SINK, KEY. */
export const maybeBase64: FieldForm = {
  ...base64,
  read: (cursor) => (cursor.isAtEnd ? NO_OCTETS : base64.read(cursor)),
};

/** NSEC3's salt: hexadecimal in one word, `-` for none (RFC 5155 section 3.3). */
export const salt: FieldForm = formOf<Octets>({
  print: (value) => ` ${value.length === 0 ? "-" : hexFromOctets(value)}`,
  read: (cursor) => {
    const text = cursor.bare();
    const octets = text === "-" ? NO_OCTETS : octetsFromHex(text);
    if (octets === null || octets.length > 255) cursor.fail("bad hex encoding");
    return octets ?? NO_OCTETS;
  },
  fromOctets: (cursor) => cursor.string(),
  toOctets: withLength,
});

/** NSEC3's next hashed owner in base32hex without padding. */
export const hash: FieldForm = formOf<Octets>({
  print: (value) => ` ${base32FromOctets(value)}`,
  read: (cursor) => {
    const octets = octetsFromBase32(cursor.bare());
    if (octets === null || octets.length > 255) cursor.fail("bad base32 encoding");
    return octets ?? NO_OCTETS;
  },
  fromOctets: (cursor) => cursor.string(),
  toOctets: withLength,
});

export const rrType: FieldForm = formOf<RrType>({
  print: (value) => ` ${value}`,
  read: readType,
  fromOctets: (cursor) => rrTypeFromNumber(cursor.number(2)),
  toOctets: (value) => octetsOfNumber(numberOfRrType(value), 2),
});

function readType(cursor: WordCursor): RrType {
  const type = parseRrType(cursor.bare());
  if (type === null) cursor.fail("unknown class/type");
  return type ?? "A";
}

/** A list of types, ascending, each once (RFC 4034 section 4.1.2). */
function typesForm(mayBeEmpty: boolean): FieldForm {
  return formOf<readonly RrType[]>({
    print: (value) => value.map((type) => ` ${type}`).join(""),
    read: (cursor) => {
      const numbers = new Set<number>();
      while (!cursor.isAtEnd && cursor.fault === null) numbers.add(numberOfRrType(readType(cursor)));
      if (numbers.size === 0 && !mayBeEmpty) cursor.failAtEnd("FORMERR");
      return [...numbers].sort((left, right) => left - right).map(rrTypeFromNumber);
    },
    fromOctets: typesFromOctets,
    toOctets: octetsOfTypes,
  });
}

export const types: FieldForm = typesForm(false);
export const maybeTypes: FieldForm = typesForm(true);

function typesFromOctets(cursor: OctetCursor): readonly RrType[] {
  const all: RrType[] = [];
  let last = -1;
  while (cursor.left > 0) {
    const window = cursor.number(1);
    const map = cursor.string();
    if (window <= last || map.length === 0 || map.length > 32) cursor.isBroken = true;
    last = window;
    for (let bit = 0; bit < map.length * 8; bit += 1) {
      if (((map[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0) all.push(rrTypeFromNumber(window * 256 + bit));
    }
  }
  return all;
}

function octetsOfTypes(all: readonly RrType[]): Octets {
  const windows = new Map<number, Uint8Array>();
  for (const number of all.map(numberOfRrType).sort((left, right) => left - right)) {
    const window = number >> 8;
    const map = windows.get(window) ?? new Uint8Array(32);
    const at = (number & 0xff) >> 3;
    map[at] = (map[at] ?? 0) | (0x80 >> (number & 7));
    windows.set(window, map);
  }
  return joinOctets(
    [...windows].map(([window, map]) => {
      const length = map.findLastIndex((octet) => octet !== 0) + 1;
      return joinOctets([Uint8Array.of(window, length), map.subarray(0, length)]);
    }),
  );
}

const SECONDS_OF_DAY = 86_400;

/** RRSIG's moments, `YYYYMMDDHHMMSS` in UTC or seconds since 1970 (RFC 4034 section 3.2). Without a clock the 32 bits are read as 1970 to 2106. */
export const time: FieldForm = formOf<number>({
  print: (value) => ` ${printTime(value)}`,
  read: (cursor) => {
    const text = cursor.bare();
    const seconds =
      text.length === 14 ? secondsFromText(text) : text.length <= 10 && digitsOnly(text) ? Number(text) : null;
    const isDate = text.length === 14 && digitsOnly(text);
    if (seconds === null) cursor.fail(isDate ? "out of range" : "syntax error");
    else if (!isDate && seconds > 0xffffffff) cursor.fail("out of range");
    const bits = (seconds ?? 0) % 2 ** 32;
    return bits < 0 ? bits + 2 ** 32 : bits;
  },
  fromOctets: (cursor) => cursor.number(4),
  toOctets: (value) => octetsOfNumber(value, 4),
});

/** Days since 1970 of a date in the Gregorian calendar, by counting from 1 March of the year 0. */
function daysOfDate(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const monthFromMarch = (month + 9) % 12;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return shifted * 365 + leapDays + Math.floor((monthFromMarch * 153 + 2) / 5) + day - 1 - 719_468;
}

function printTime(seconds: number): string {
  const day = Math.floor(seconds / SECONDS_OF_DAY);
  let year = 1970 + Math.floor(day / 366);
  while (daysOfDate(year + 1, 1, 1) <= day) year += 1;
  let month = 1;
  while (month < 12 && daysOfDate(year, month + 1, 1) <= day) month += 1;
  const inDay = seconds % SECONDS_OF_DAY;
  const rest = [
    month,
    day - daysOfDate(year, month, 1) + 1,
    Math.floor(inDay / 3600),
    Math.floor(inDay / 60) % 60,
    inDay % 60,
  ];
  return `${year}${rest.map((part) => String(part).padStart(2, "0")).join("")}`;
}

function secondsFromText(text: string): number | null {
  if (!digitsOnly(text)) return null;
  const part = (from: number): number => Number(text.slice(from, from + 2));
  const [year, month, day, hour, minute, second] = [
    Number(text.slice(0, 4)),
    part(4),
    part(6),
    part(8),
    part(10),
    part(12),
  ];
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 60) return null;
  const days = daysOfDate(year, month, day);
  const nextMonth = month === 12 ? daysOfDate(year + 1, 1, 1) : daysOfDate(year, month + 1, 1);
  return days >= nextMonth ? null : days * SECONDS_OF_DAY + hour * 3600 + minute * 60 + second;
}
