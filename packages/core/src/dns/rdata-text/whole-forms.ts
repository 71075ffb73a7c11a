import { addressBytes, ipv4FromBytes, ipv6FromBytes, parseIpv4, parseIpv6 } from "../address.ts";
import type { DomainName } from "../name.ts";
import type { Octets } from "../record.ts";
import { OctetCursor, type WordCursor } from "./cursor.ts";
import { type FieldForm, formOf, joinOctets, octetsOfNumber } from "./field-forms.ts";
import { base64FromOctets, hexFromOctets, octetsFromBase64, octetsFromHex } from "./octet-text.ts";
import { name } from "./plain-forms.ts";
import { base64 } from "./security-forms.ts";

/** Data in which one field says how the next is written: read and printed as a whole, and kept as octets. */
interface WholeForm {
  /** With the space before it; the cursor is broken where the octets do not fit. */
  readonly print: (octets: OctetCursor) => string;
  readonly read: (words: WordCursor) => readonly Octets[];
}

function wholeForm({ print, read }: WholeForm): FieldForm {
  return formOf<Octets>({
    print: (value) => print(new OctetCursor(value)),
    read: (cursor) => joinOctets(read(cursor)),
    fromOctets: (cursor) => {
      const octets = cursor.take(cursor.left);
      const probe = new OctetCursor(octets);
      print(probe);
      if (probe.isBroken || probe.left > 0) cursor.isBroken = true;
      return octets;
    },
    toOctets: (value) => value,
  });
}

const shown = (value: DomainName): string => value.text;
const number = (cursor: WordCursor, octets: number): Octets =>
  octetsOfNumber(cursor.number(256 ** octets - 1) || 0, octets);

/** A gateway by its kind: 0 none, 1 IPv4, 2 IPv6, 3 a name (RFC 4025 section 2.3, RFC 8777 section 4.2.3). */
function readGateway(cursor: WordCursor, kind: number): Octets {
  if (kind === 3) return name.toOctets(name.read(cursor));
  const text = cursor.bare();
  if (kind === 0) {
    if (text !== ".") cursor.fail("syntax error");
    return new Uint8Array();
  }
  const address = kind === 1 ? parseIpv4(text) : parseIpv6(text);
  if (address === null) cursor.fail(kind === 1 ? "bad dotted quad" : "bad IPv6 address");
  return address === null ? new Uint8Array() : addressBytes(address);
}

function printGateway(cursor: OctetCursor, kind: number): string {
  switch (kind) {
    case 0:
      return ".";
    case 1:
      return ipv4FromBytes(cursor.take(4));
    case 2:
      return ipv6FromBytes(cursor.take(16));
    case 3:
      return shown(cursor.name());
    default:
      cursor.isBroken = true;
      return "";
  }
}

const MAX_GATEWAY_KIND = 3;

/** RFC 4025. BIND wants a key in text, and none on the wire. */
export const ipsecKey: FieldForm = wholeForm({
  print: (cursor) => {
    const [precedence, kind, algorithm] = [cursor.number(1), cursor.number(1), cursor.number(1)];
    const gateway = printGateway(cursor, kind);
    return ` ${precedence} ${kind} ${algorithm} ${gateway}${base64.print(cursor.take(cursor.left))}`;
  },
  read: (cursor) => {
    const precedence = number(cursor, 1);
    const kind = readKind(cursor, MAX_GATEWAY_KIND);
    const algorithm = number(cursor, 1);
    const gateway = readGateway(cursor, kind);
    return [precedence, Uint8Array.of(kind), algorithm, gateway, base64.read(cursor) as Octets];
  },
});

function readKind(cursor: WordCursor, max: number): number {
  const kind = cursor.number(0xff);
  if (kind > max) cursor.fail("out of range");
  return kind;
}

const MAX_RELAY_KIND = 0x7f;

/** RFC 8777: the top bit of the kind says whether discovery may be left out. */
export const relay: FieldForm = wholeForm({
  print: (cursor) => {
    const [precedence, kind] = [cursor.number(1), cursor.number(1)];
    return ` ${precedence} ${kind >> 7} ${kind & MAX_RELAY_KIND} ${printGateway(cursor, kind & MAX_RELAY_KIND)}`;
  },
  read: (cursor) => {
    const precedence = number(cursor, 1);
    const discovery = cursor.number(0xff);
    if (discovery > 1) cursor.fail("out of range");
    const kind = readKind(cursor, MAX_RELAY_KIND);
    if (kind > MAX_GATEWAY_KIND) cursor.fail("not implemented");
    return [precedence, Uint8Array.of((discovery << 7) | kind), readGateway(cursor, kind)];
  },
});

/** RFC 8005: an identity tag in hexadecimal, a key in one word of base64, then servers. */
export const hostIdentity: FieldForm = wholeForm({
  print: (cursor) => {
    const [tagLength, algorithm, keyLength] = [cursor.number(1), cursor.number(1), cursor.number(2)];
    const [tag, key] = [cursor.take(tagLength), cursor.take(keyLength)];
    if (tagLength === 0 || keyLength === 0) cursor.isBroken = true;
    const servers: string[] = [];
    while (cursor.left > 0 && !cursor.isBroken) servers.push(` ${shown(cursor.name())}`);
    return ` ${algorithm} ${hexFromOctets(tag)} ${base64FromOctets(key)}${servers.join("")}`;
  },
  read: (cursor) => {
    const algorithm = number(cursor, 1);
    const tag = octetsFromHex(cursor.bare());
    if (tag === null || tag.length > 0xff) cursor.fail("bad hex encoding");
    const key = octetsFromBase64(cursor.bare());
    if (key === null || key.length > 0xffff) cursor.fail("bad base64 encoding");
    const lengths = [Uint8Array.of(tag?.length ?? 0), algorithm, octetsOfNumber(key?.length ?? 0, 2)];
    const servers: Octets[] = [];
    while (!cursor.isAtEnd && cursor.fault === null) servers.push(name.toOctets(name.read(cursor)));
    return [...lengths, tag ?? new Uint8Array(), key ?? new Uint8Array(), ...servers];
  },
});

const PREFIX = /^(!?)(\d{1,5}):([^/]*)\/(\d{1,3})$/;
const [INTERNET, INTERNET_6] = [1, 2];

/** RFC 3123: `[!]family:address/length`, any number of them; zeros at the end of an address are left out on the wire. */
export const addressPrefixes: FieldForm = wholeForm({
  print: (cursor) => {
    let text = "";
    while (cursor.left > 0 && !cursor.isBroken) text += printPrefix(cursor);
    return text === "" ? " " : text;
  },
  read: (cursor) => {
    const all: Octets[] = [];
    while (!cursor.isAtEnd && cursor.fault === null) all.push(readPrefix(cursor));
    return all;
  },
});

function printPrefix(cursor: OctetCursor): string {
  const [family, length, lengthOctet] = [cursor.number(2), cursor.number(1), cursor.number(1)];
  const part = cursor.take(lengthOctet & 0x7f);
  const size = family === INTERNET ? 4 : 16;
  const isGood = (family === INTERNET || family === INTERNET_6) && length <= size * 8 && part.length <= size;
  if (!isGood || part.at(-1) === 0) cursor.isBroken = true;
  const octets = new Uint8Array(size);
  octets.set(part.subarray(0, size));
  const address = family === INTERNET ? ipv4FromBytes(octets) : ipv6FromBytes(octets);
  return ` ${lengthOctet > 0x7f ? "!" : ""}${family}:${address}/${length}`;
}

function readPrefix(cursor: WordCursor): Octets {
  const [, not, familyText, text = "", lengthText] = PREFIX.exec(cursor.bare()) ?? [];
  const [family, length] = [Number(familyText), Number(lengthText)];
  if (familyText === undefined) {
    cursor.fail("syntax error");
    return new Uint8Array();
  }
  if (family !== INTERNET && family !== INTERNET_6) cursor.fail("not implemented");
  const address = family === INTERNET ? parseIpv4(text) : parseIpv6(text);
  if (address === null) cursor.fail(family === INTERNET ? "bad dotted quad" : "bad IPv6 address");
  const octets = address === null ? new Uint8Array() : addressBytes(address);
  if (length > octets.length * 8) cursor.fail("out of range");
  const part = octets.subarray(0, octets.findLastIndex((octet) => octet !== 0) + 1);
  return joinOctets([octetsOfNumber(family, 2), Uint8Array.of(length, part.length | (not === "" ? 0 : 0x80)), part]);
}

const ADDRESS_BITS = 128;

/** RFC 2874: how many bits of the address another name gives, the other bits, and that name. */
export const addressChain: FieldForm = wholeForm({
  print: (cursor) => {
    const prefix = cursor.number(1);
    if (prefix > ADDRESS_BITS) cursor.isBroken = true;
    const size = 16 - Math.floor(Math.min(prefix, ADDRESS_BITS) / 8);
    const octets = new Uint8Array(16);
    octets.set(cursor.take(size), 16 - size);
    const address = prefix === ADDRESS_BITS ? "" : ipv6FromBytes(octets);
    return ` ${prefix} ${address}${prefix === 0 ? "" : ` ${shown(cursor.name())}`}`;
  },
  read: (cursor) => {
    const prefix = cursor.number(0xff);
    if (prefix > ADDRESS_BITS) cursor.fail("out of range");
    const address = prefix < ADDRESS_BITS ? readSuffix(cursor, prefix) : new Uint8Array();
    return [Uint8Array.of(prefix), address, prefix === 0 ? new Uint8Array() : name.toOctets(name.read(cursor))];
  },
});

/** The octets that hold the bits behind the prefix; bits of the prefix are cleared. */
function readSuffix(cursor: WordCursor, prefix: number): Octets {
  const address = parseIpv6(cursor.bare());
  if (address === null) cursor.fail("bad IPv6 address");
  if (address === null) return new Uint8Array();
  const part = addressBytes(address).slice(Math.floor(prefix / 8));
  part[0] = (part[0] ?? 0) & (0xff >> (prefix % 8));
  return part;
}
