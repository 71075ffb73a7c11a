import {
  type DomainName,
  type Ipv4Address,
  type Ipv6Address,
  ipv4FromBytes,
  ipv6FromBytes,
  type Rdata,
  type RrType,
  rrTypeFromNumber,
} from "../dns/index.ts";
import { namePlacesOf } from "./opaque-names.ts";
import { type Field, fieldsOf } from "./rdata-fields.ts";
import type { WireReader } from "./reader.ts";

/** Reads the RDATA of one record, which ends at `end`; every octet must be used. The commonest types come first and are read by hand. */
export function readRdata(reader: WireReader, type: RrType, end: number): Rdata {
  const data = readByHand(reader, type, end) ?? readFields(reader, type, end);
  if (reader.at !== end) reader.fail("rdata-length");
  return data;
}

function readByHand(reader: WireReader, type: RrType, end: number): Rdata | null {
  switch (type) {
    case "A":
      return { type, address: readIpv4(reader, end) };
    case "AAAA":
      return { type, address: readIpv6(reader, end) };
    case "NS":
      return { type, host: reader.name() };
    case "CNAME":
    case "PTR":
      return { type, target: reader.name() };
    case "SRV":
      return readSrv(reader, end);
    case "SOA":
      return readSoa(reader, end);
    case "MX":
      need(reader, end, 3);
      return { type, preference: reader.u16(), exchange: reader.name() };
    default:
      return null;
  }
}

function need(reader: WireReader, end: number, octets: number): void {
  if (reader.at + octets > end) reader.fail("rdata-length");
}

function readIpv4(reader: WireReader, end: number): Ipv4Address {
  need(reader, end, 4);
  const address = ipv4FromBytes(reader.bytes, reader.at);
  reader.at += 4;
  return address;
}

function readIpv6(reader: WireReader, end: number): Ipv6Address {
  need(reader, end, 16);
  const address = ipv6FromBytes(reader.bytes.subarray(reader.at, reader.at + 16));
  reader.at += 16;
  return address;
}

function readSrv(reader: WireReader, end: number): Rdata {
  need(reader, end, 7);
  const priority = reader.u16();
  const weight = reader.u16();
  const port = reader.u16();
  reader.uncompressedType = "SRV";
  const target = reader.name();
  reader.uncompressedType = null;
  return { type: "SRV", priority, weight, port, target };
}

function readSoa(reader: WireReader, end: number): Rdata {
  const primary = reader.name();
  const mailbox = reader.name();
  need(reader, end, 20);
  const serial = reader.u32();
  const refresh = reader.u32();
  const retry = reader.u32();
  const expire = reader.u32();
  return { type: "SOA", primary, mailbox, serial, refresh, retry, expire, minimum: reader.u32() };
}

type FieldValue = Rdata[keyof Rdata] | number | string | object;

function readFields(reader: WireReader, type: RrType, end: number): Rdata {
  const fields = fieldsOf(type);
  if (fields === undefined) return { type, octets: readOpaque(reader, type, end) } as Rdata;
  const data: Record<string, FieldValue> = { type };
  for (const field of fields) data[field[0]] = readField(reader, type, field, end);
  return data as { readonly type: RrType } as Rdata;
}

function readField(reader: WireReader, type: RrType, [, form]: Field, end: number): FieldValue {
  switch (form) {
    case "u8":
      need(reader, end, 1);
      return reader.u8();
    case "u16":
      need(reader, end, 2);
      return reader.u16();
    case "u32":
      need(reader, end, 4);
      return reader.u32();
    case "rr-type":
      need(reader, end, 2);
      return rrTypeFromNumber(reader.u16());
    case "ipv4":
      return readIpv4(reader, end);
    case "ipv6":
      return readIpv6(reader, end);
    case "compressible-name":
      return reader.name();
    case "name":
      return readUncompressedName(reader, type);
    case "string":
      return readString(reader, end);
    case "strings":
      return readStrings(reader, end);
    case "rest":
      return readRest(reader, end);
    case "type-bitmap":
      return readTypeBitmap(reader, end);
    case "service-parameters":
      return readServiceParameters(reader, end);
  }
}

/** A name in front of it may have reached behind the end. */
function readRest(reader: WireReader, end: number): Uint8Array {
  need(reader, end, 0);
  return reader.octets(end - reader.at);
}

/** Data without fields: the octets as they stand, and names that may come compressed in full. */
function readOpaque(reader: WireReader, type: RrType, end: number): Uint8Array {
  const places = namePlacesOf(type);
  if (places === undefined) return readRest(reader, end);
  need(reader, end, places.before);
  const parts = [reader.octets(places.before)];
  for (let count = 0; count < places.names; count += 1) {
    const name = places.form === "name" ? readUncompressedName(reader, type) : reader.name();
    parts.push(name.wire);
  }
  if (places.hasRest) parts.push(readRest(reader, end));
  return joinOctets(parts);
}

function joinOctets(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function readUncompressedName(reader: WireReader, type: RrType): DomainName {
  reader.uncompressedType = type;
  const name = reader.name();
  reader.uncompressedType = null;
  return name;
}

function readString(reader: WireReader, end: number): Uint8Array {
  need(reader, end, 1);
  const length = reader.u8();
  need(reader, end, length);
  return reader.octets(length);
}

function readStrings(reader: WireReader, end: number): readonly Uint8Array[] {
  const strings = [readString(reader, end)];
  while (reader.at < end) strings.push(readString(reader, end));
  return strings;
}

function readTypeBitmap(reader: WireReader, end: number): readonly RrType[] {
  const types: RrType[] = [];
  let lastWindow = -1;
  while (reader.at < end) {
    need(reader, end, 2);
    const window = reader.u8();
    const length = reader.u8();
    if (window <= lastWindow || length === 0 || length > 32) reader.fail("bad-rdata", reader.at - 2);
    need(reader, end, length);
    for (let bit = 0; bit < length * 8; bit += 1) {
      const octet = reader.bytes[reader.at + (bit >> 3)] ?? 0;
      if ((octet & (0x80 >> (bit & 7))) !== 0) types.push(rrTypeFromNumber(window * 256 + bit));
    }
    reader.at += length;
    lastWindow = window;
  }
  return types;
}

function readServiceParameters(reader: WireReader, end: number): FieldValue {
  const parameters: { readonly key: number; readonly value: Uint8Array }[] = [];
  while (reader.at < end) {
    need(reader, end, 4);
    const key = reader.u16();
    const length = reader.u16();
    need(reader, end, length);
    if (key <= (parameters.at(-1)?.key ?? -1)) reader.fail("bad-rdata", reader.at - 4);
    parameters.push({ key, value: reader.octets(length) });
  }
  return parameters;
}
