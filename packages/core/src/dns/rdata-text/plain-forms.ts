import {
  addressBytes,
  type Ipv4Address,
  type Ipv6Address,
  ipv4FromBytes,
  ipv6FromBytes,
  parseIpv4,
  parseIpv6,
} from "../address.ts";
import type { DomainName } from "../name.ts";
import { labelsOf } from "../name-labels.ts";
import type { Octets, ServiceBindingRdata } from "../record.ts";
import { parseTtl } from "../ttl.ts";
import type { WordCursor } from "./cursor.ts";
import { type FieldForm, formOf, joinOctets, octetsOfNumber, withLength } from "./field-forms.ts";
import { printQuoted, unescapeOctets } from "./octet-text.ts";
import { printServiceParameters, readServiceParameters } from "./service-parameters.ts";

const MAX_STRING = 255;
const NO_OCTETS: Octets = new Uint8Array();

/** A number of so many octets, with the words that may stand for one. */
export function numberForm(octets: number, words: ReadonlyMap<string, number> = new Map()): FieldForm {
  const max = 256 ** octets - 1;
  return formOf<number>({
    print: (value) => ` ${value}`,
    read: (cursor) => {
      const word = words.size === 0 ? undefined : words.get(cursor.words[cursor.at]?.text.toUpperCase() ?? "");
      if (word === undefined) return cursor.number(max);
      cursor.at += 1;
      return word;
    },
    fromOctets: (cursor) => cursor.number(octets),
    toOctets: (value) => octetsOfNumber(value, octets),
  });
}

export const u8: FieldForm = numberForm(1);
export const u16: FieldForm = numberForm(2);
export const u32: FieldForm = numberForm(4);

const MOST_SECONDS = 0xffffffff;

/** Seconds that may be written with units: the SOA's timers (lib/dns/ttl.c, dns_counter_fromtext). */
export const counter: FieldForm = formOf<number>({
  print: (value) => ` ${value}`,
  read: (cursor) => {
    const text = cursor.bare();
    const seconds = parseTtl(text);
    if (seconds === null) cursor.fail("syntax error");
    else if (seconds > MOST_SECONDS) cursor.fail(/^\d+$/.test(text) ? "syntax error" : "out of range");
    return seconds ?? 0;
  },
  fromOctets: (cursor) => cursor.number(4),
  toOctets: (value) => octetsOfNumber(value, 4),
});

export const name: FieldForm = formOf<DomainName>({
  print: (value) => ` ${value.text}`,
  read: (cursor) => cursor.name(),
  fromOctets: (cursor) => cursor.name(),
  toOctets: (value) => joinOctets([...labelsOf(value).map(withLength), Uint8Array.of(0)]),
});

export const ipv4: FieldForm = formOf<Ipv4Address>({
  print: (value) => ` ${value}`,
  read: (cursor) => {
    const address = parseIpv4(cursor.bare());
    if (address === null) cursor.fail("bad dotted quad");
    return address ?? ipv4FromBytes(NO_OCTETS);
  },
  fromOctets: (cursor) => ipv4FromBytes(cursor.take(4)),
  toOctets: addressBytes,
});

export const ipv6: FieldForm = formOf<Ipv6Address>({
  print: (value) => ` ${printIpv6(value)}`,
  read: (cursor) => {
    const address = parseIpv6(withoutDottedTail(cursor.bare()));
    if (address === null) cursor.fail("bad IPv6 address");
    return address ?? ipv6FromBytes(new Uint8Array(16));
  },
  fromOctets: (cursor) => ipv6FromBytes(cursor.take(16)),
  toOctets: addressBytes,
});

/** `::1.2.3.4` as `::0102:0304`: without `ffff` it is no IPv4-mapped address (RFC 4291 section 2.5.5.1). */
function withoutDottedTail(text: string): string {
  const colon = text.lastIndexOf(":");
  const tail = colon === -1 ? null : parseIpv4(text.slice(colon + 1));
  if (tail === null) return text;
  const [first = 0, second = 0, third = 0, fourth = 0] = addressBytes(tail);
  return `${text.slice(0, colon + 1)}${(first * 256 + second).toString(16)}:${(third * 256 + fourth).toString(16)}`;
}

/** inet_ntop writes an address of 96 zero bits with a dotted tail, `::1.2.3.4`; RFC 5952 does not. */
function printIpv6(address: Ipv6Address): string {
  if (!address.startsWith("::") || address.length > 11 || address.startsWith("::ffff:")) return address;
  const octets = addressBytes(address);
  const isCompatible = octets.subarray(0, 12).every((octet) => octet === 0) && octets.subarray(12, 14).some(Boolean);
  return isCompatible ? `::${ipv4FromBytes(octets, 12)}` : address;
}

/** A word, quoted or not, with its escapes undone. */
function readOctets(cursor: WordCursor, max: number): Octets {
  const word = cursor.word();
  const octets = word === null ? NO_OCTETS : unescapeOctets(word.text);
  if (octets === null || octets.length > max) cursor.fail("syntax error");
  return octets ?? NO_OCTETS;
}

/** A character-string (RFC 1035 section 3.3). */
export const string: FieldForm = formOf<Octets>({
  print: (value) => ` ${printQuoted(value)}`,
  read: (cursor) => readOctets(cursor, MAX_STRING),
  fromOctets: (cursor) => cursor.string(),
  toOctets: withLength,
});

/** One character-string or more. */
export const strings: FieldForm = formOf<readonly Octets[]>({
  print: (value) => value.map((octets) => ` ${printQuoted(octets)}`).join(""),
  read: (cursor) => {
    const all = [readOctets(cursor, MAX_STRING)];
    while (!cursor.isAtEnd && cursor.fault === null) all.push(readOctets(cursor, MAX_STRING));
    return all;
  },
  fromOctets: (cursor) => {
    const all = [cursor.string()];
    while (cursor.left > 0) all.push(cursor.string());
    return all;
  },
  toOctets: (value) => joinOctets(value.map(withLength)),
});

const ALPHANUMERIC = /^[0-9A-Za-z]{1,255}$/;

/** CAA's property tag (RFC 8659 section 4.1), printed without quotes. */
export const tag: FieldForm = formOf<Octets>({
  print: (value) => ` ${printQuoted(value).slice(1, -1)}`,
  read: (cursor) => {
    const text = cursor.bare();
    if (!ALPHANUMERIC.test(text)) cursor.fail("syntax error");
    return unescapeOctets(text) ?? NO_OCTETS;
  },
  fromOctets: (cursor) => cursor.string(),
  toOctets: withLength,
});

/** What is left of the data as one string: CAA's value. */
export const longString: FieldForm = formOf<Octets>({
  print: (value) => ` ${printQuoted(value)}`,
  read: (cursor) => readOctets(cursor, 0xffff),
  fromOctets: (cursor) => cursor.take(cursor.left),
  toOctets: (value) => value,
});

/** The same, and the quotes may not be left out: URI's target (RFC 7553 section 4.4). */
export const quotedString: FieldForm = {
  ...longString,
  read: (cursor) => {
    if (cursor.words[cursor.at]?.isQuoted === false) {
      cursor.at += 1;
      cursor.fail("syntax error");
      return NO_OCTETS;
    }
    return readOctets(cursor, 0xffff);
  },
};

/** SvcParams (RFC 9460 section 2.1). */
export const serviceParameters: FieldForm = formOf<ServiceBindingRdata["parameters"]>({
  print: printServiceParameters,
  read: readServiceParameters,
  fromOctets: (cursor) => {
    const all: { readonly key: number; readonly value: Octets }[] = [];
    while (cursor.left > 0) {
      const key = cursor.number(2);
      if (key <= (all.at(-1)?.key ?? -1)) cursor.isBroken = true;
      all.push({ key, value: cursor.take(cursor.number(2)) });
    }
    return all;
  },
  toOctets: (value) =>
    joinOctets(value.flatMap((one) => [octetsOfNumber(one.key, 2), octetsOfNumber(one.value.length, 2), one.value])),
});
