import type { Octets } from "../record.ts";
import { numberOfRrType, parseRrType, type RrType, rrTypeFromNumber } from "../rr-type.ts";
import { type FieldForm, formOf, octetsOfNumber } from "./field-forms.ts";
import { base64FromOctets, hexFromOctets, latin1FromOctets, octetsFromHex, octetsFromLatin1 } from "./octet-text.ts";
import { numberForm, string } from "./plain-forms.ts";
import { algorithmNumbers, base64, rrType } from "./security-forms.ts";

/** NXT and DSYNC take a type's bare number (lib/dns/rdata/generic/nxt_30.c). */
const PLAIN_NUMBER = /^\d+$/;
const NO_OCTETS: Octets = new Uint8Array();
/** ATMA's format octet for a telephone number; 0 for an address of end systems. */
const E164 = 1;

/** EUI48 and EUI64: pairs of hexadecimal digits with hyphens between (RFC 7043); BIND takes a single digit too, and does not look at what follows. */
export function dashedForm(length: number): FieldForm {
  const pattern = new RegExp(`^[0-9a-f]{1,2}(?:-[0-9a-f]{1,2}){${length - 1}}`, "i");
  return formOf<Octets>({
    print: (value) => ` ${Array.from(value, (octet) => octet.toString(16).padStart(2, "0")).join("-")}`,
    read: (cursor) => {
      const text = cursor.bare();
      const [found] = pattern.exec(text) ?? [];
      if (found !== undefined) return Uint8Array.from(found.split("-"), (pair) => Number.parseInt(pair, 16));
      cursor.fail("syntax error");
      return NO_OCTETS;
    },
    fromOctets: (cursor) => cursor.take(length),
    toOctets: (value) => value,
  });
}

const LOCATOR = /^[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){3}$/i;

/** NID's and L64's 64 bits: four hexadecimal numbers with colons between (RFC 6742). */
export const locator: FieldForm = formOf<Octets>({
  print: (value) =>
    ` ${[0, 2, 4, 6].map((at) => (((value[at] ?? 0) << 8) | (value[at + 1] ?? 0)).toString(16)).join(":")}`,
  read: (cursor) => {
    const text = cursor.bare();
    if (!LOCATOR.test(text)) {
      cursor.fail("syntax error");
      return NO_OCTETS;
    }
    return Uint8Array.from(text.split(":").flatMap((part) => [...octetsOfNumber(Number.parseInt(part, 16), 2)]));
  },
  fromOctets: (cursor) => cursor.take(8),
  toOctets: (value) => value,
});

/** A number that is printed as its word where it has one. */
function wordForm(octets: number, words: ReadonlyMap<string, number>): FieldForm {
  const wordOf = new Map([...words].map(([word, number]) => [number, word]).reverse() as [number, string][]);
  return { ...numberForm(octets, words), print: (value) => ` ${wordOf.get(Number(value)) ?? value}` };
}

/** RFC 4398 section 2.1. */
export const certificateKind: FieldForm = wordForm(
  2,
  new Map([
    ["PKIX", 1],
    ["SPKI", 2],
    ["PGP", 3],
    ["IPKIX", 4],
    ["ISPKI", 5],
    ["IPGP", 6],
    ["ACPKIX", 7],
    ["IACPKIX", 8],
    ["URI", 253],
    ["OID", 254],
  ]),
);

/** CERT alone prints an algorithm's mnemonic (lib/dns/rdata/generic/cert_37.c). */
export const certificateAlgorithm: FieldForm = wordForm(1, algorithmNumbers);

/** DSYNC's scheme (RFC 9859 section 2.1). */
export const notifyScheme: FieldForm = wordForm(1, new Map([["NOTIFY", 1]]));

/** A type without a mnemonic as its number: in NXT and SIG alone (lib/dns/rdata/generic/sig_24.c). */
const oldTypeText = (type: RrType): string => (type.startsWith("TYPE") ? String(numberOfRrType(type)) : type);

export const oldType: FieldForm = { ...rrType, print: (value) => ` ${oldTypeText(value as RrType)}` };

/** DSYNC's type, which may be a bare number (lib/dns/rdata/generic/dsync_66.c). */
export const typeOrNumber: FieldForm = {
  ...rrType,
  read: (cursor) => {
    const text = cursor.words[cursor.at]?.text ?? "";
    return PLAIN_NUMBER.test(text) ? rrTypeFromNumber(cursor.number(0xffff)) : rrType.read(cursor);
  },
};

/** X25's address: at least four digits. */
export const digits: FieldForm = {
  ...string,
  read: (cursor) => {
    const text = cursor.words[cursor.at]?.text ?? "";
    const value = string.read(cursor);
    if (cursor.fault === null && text.length < 4) cursor.fail("syntax error");
    else if (cursor.fault === null && !/^\d+$/.test(text)) cursor.fail("out of range");
    return value;
  },
};

/** One character-string, and a second where there is one: ISDN. */
export const stringOrTwo: FieldForm = formOf<readonly Octets[]>({
  print: (value) => value.map((octets) => string.print(octets)).join(""),
  read: (cursor) => {
    const first = string.read(cursor) as Octets;
    return cursor.isAtEnd || cursor.fault !== null ? [first] : [first, string.read(cursor) as Octets];
  },
  fromOctets: (cursor) => (cursor.left > 0 ? [cursor.string(), ...(cursor.left > 0 ? [cursor.string()] : [])] : []),
  toOctets: (value) => Uint8Array.from(value.flatMap((octets) => [octets.length, ...octets])),
});

/** NSAP's address: `0x` and pairs of hexadecimal digits, with dots wherever one likes (RFC 1706 section 7). */
export const accessPoint: FieldForm = formOf<Octets>({
  print: (value) => ` 0x${hexFromOctets(value).toLowerCase()}`,
  read: (cursor) => {
    const text = cursor.bare();
    const hex = /^0x/i.test(text) ? text.slice(2).replaceAll(".", "") : null;
    const octets = hex === null ? null : octetsFromHex(hex);
    if (octets === null) cursor.fail(hex !== null && hex.length % 2 === 1 ? "unexpected end of input" : "syntax error");
    else if (octets.length === 0) cursor.fail("unexpected end of input");
    return octets ?? NO_OCTETS;
  },
  fromOctets: (cursor) => cursor.take(cursor.left),
  toOctets: (value) => value,
});

/** What is left in base64, `-` for nothing: DOA. */
export const base64OrDash: FieldForm = {
  ...base64,
  print: (value) => ` ${base64FromOctets(value as Octets) || "-"}`,
  read: (cursor) => {
    if (cursor.words[cursor.at]?.text !== "-") return base64.read(cursor);
    cursor.at += 1;
    return NO_OCTETS;
  },
};

const NXT_TYPES = 128;

/** NXT's bit map of types below 128 (RFC 2535 section 5.2). */
export const oldTypes: FieldForm = formOf<readonly RrType[]>({
  print: (value) => value.map((type) => ` ${oldTypeText(type)}`).join(""),
  read: (cursor) => {
    const numbers = new Set<number>();
    while (!cursor.isAtEnd && cursor.fault === null) {
      const text = cursor.bare();
      const type = PLAIN_NUMBER.test(text) ? null : parseRrType(text);
      if (type !== null) numbers.add(numberOfRrType(type));
      else if (PLAIN_NUMBER.test(text)) numbers.add(Number(text));
      else cursor.fail("unknown class/type");
    }
    if ([...numbers].some((number) => number === 0 || number >= NXT_TYPES)) cursor.failAtEnd("out of range");
    return [...numbers].sort((left, right) => left - right).map(rrTypeFromNumber);
  },
  fromOctets: (cursor) => {
    const map = cursor.take(cursor.left);
    if (map.length > NXT_TYPES / 8) cursor.isBroken = true;
    const bits = Array.from({ length: map.length * 8 }, (_, bit) => bit);
    return bits.filter((bit) => ((map[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0).map(rrTypeFromNumber);
  },
  toOctets: (value) => {
    const map = new Uint8Array(NXT_TYPES / 8);
    for (const number of value.map(numberOfRrType)) map[number >> 3] = (map[number >> 3] ?? 0) | (0x80 >> (number & 7));
    return map.subarray(0, map.findLastIndex((octet) => octet !== 0) + 1);
  },
});

/** ATMA's address: `+` and digits, or hexadecimal; dots between are not kept (lib/dns/rdata/in_1/atma_34.c). */
export const atmAddress: FieldForm = formOf<Octets>({
  print: (value) =>
    value[0] === E164
      ? ` +${latin1FromOctets(value.subarray(1))}`
      : ` ${hexFromOctets(value.subarray(1)).toLowerCase()}`,
  read: (cursor) => {
    const text = cursor.bare();
    const isNumber = text.startsWith("+");
    const digits = isNumber ? text.slice(1) : text;
    const isClean = (isNumber ? /^[\d.]*$/ : /^[\da-f.]*$/i).test(digits) && !/^\.|\.\./.test(digits);
    const plain = digits.replaceAll(".", "");
    if (!isClean) cursor.fail("syntax error");
    else if (plain === "" || digits.endsWith(".") || (!isNumber && plain.length % 2 === 1)) {
      cursor.fail("unexpected end of input");
    }
    const octets = isNumber ? octetsFromLatin1(plain) : octetsFromHex(plain);
    return Uint8Array.of(isNumber ? E164 : 0, ...(octets ?? NO_OCTETS));
  },
  fromOctets: (cursor) => {
    const octets = cursor.take(cursor.left);
    const isNumber = octets[0] === E164;
    if (octets.length < 2 || (octets[0] ?? 0) > E164) cursor.isBroken = true;
    if (isNumber && octets.subarray(1).some((octet) => octet < 0x30 || octet > 0x39)) cursor.isBroken = true;
    return octets;
  },
  toOctets: (value) => value,
});
