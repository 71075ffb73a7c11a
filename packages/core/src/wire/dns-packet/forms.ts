import type { DomainName, RrType } from "../../dns/index.ts";
import { bufferOf } from "./package.ts";
import type { Place } from "./problems.ts";
import { nameFromPacket, octetsFromText, packetNameOf, textFromOctets } from "./text.ts";
import { packetTypeOf, typeFromPacket } from "./types.ts";

/** How one value of ours stands in an object of the package, and back. */
export interface Form {
  readonly toPacket: (value: never, place: Place) => unknown;
  readonly fromPacket: (value: unknown, place: Place) => unknown;
}

function numberUpTo(most: number): Form {
  return {
    toPacket: (value: number) => value,
    fromPacket: (value, place) => numberFrom(value, most, place),
  };
}

/** The package takes 0 for a number that is left out. */
export function numberFrom(value: unknown, most: number, place: Place): number {
  if (value === undefined) return 0;
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= most) return value;
  place.report("bad-value", `${String(value)} does not stand between 0 and ${most}`);
  return 0;
}

export function octetsFrom(value: unknown, most: number, place: Place): Uint8Array {
  if (value instanceof Uint8Array && value.length <= most) return Uint8Array.from(value);
  const found = value instanceof Uint8Array ? `${value.length} octets` : typeof value;
  place.report("bad-value", `${found} where at most ${most} octets can stand`);
  return new Uint8Array();
}

function octetsUpTo(most: number): Form {
  return {
    toPacket: (value: Uint8Array) => bufferOf(value),
    fromPacket: (value, place) => octetsFrom(value, most, place),
  };
}

function textUpTo(most: number): Form {
  return {
    toPacket: (value: Uint8Array, place) => textFromOctets(value, place),
    fromPacket: (value, place) => octetsFrom(typeof value === "string" ? octetsFromText(value) : value, most, place),
  };
}

const LONGEST_DATA = 0xffff;
const LONGEST_STRING = 255;
/** Octets of a fingerprint by the number of its algorithm (RFC 4255 section 3.1.2): the package writes no others. */
const FINGERPRINTS: ReadonlySet<number> = new Set([20, 32]);

export const u8: Form = numberUpTo(0xff);
export const u16: Form = numberUpTo(0xffff);
export const u32: Form = numberUpTo(0xffffffff);
export const octets: Form = octetsUpTo(LONGEST_DATA);
export const shortOctets: Form = octetsUpTo(LONGEST_STRING);
export const text: Form = textUpTo(LONGEST_DATA);
export const string: Form = textUpTo(LONGEST_STRING);
export const name: Form = {
  toPacket: (value: DomainName, place) => packetNameOf(value, "name", place),
  fromPacket: (value, place) => nameFromPacket(value, "name", place),
};
export const mail: Form = {
  toPacket: (value: DomainName, place) => packetNameOf(value, "mail", place),
  fromPacket: (value, place) => nameFromPacket(value, "mail", place),
};
export const type: Form = {
  toPacket: (value: RrType) => packetTypeOf(value),
  fromPacket: typeFromPacket,
};
export const types: Form = {
  toPacket: (value: readonly RrType[]) => value.map(packetTypeOf),
  fromPacket: (value, place) => (Array.isArray(value) ? value : [value]).map((one) => typeFromPacket(one, place)),
};
export const hex: Form = {
  toPacket: (value: Uint8Array, place) => {
    if (!FINGERPRINTS.has(value.length)) place.report("not-written", `a fingerprint of ${value.length} octets`);
    return Array.from(value, (octet) => octet.toString(16).padStart(2, "0").toUpperCase()).join("");
  },
  fromPacket: (value, place) => {
    const digits = typeof value === "string" && value.length % 2 === 0 && /^[0-9a-f]*$/i.test(value) ? value : null;
    if (digits === null) place.report("bad-value", `${String(value)} is not hexadecimal`);
    return Uint8Array.from((digits ?? "").match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  },
};
