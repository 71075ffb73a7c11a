import {
  type Address,
  addressBytes,
  type DomainName,
  numberOfRrType,
  type Octets,
  type Rdata,
  type RrType,
} from "../dns/index.ts";
import { WireError } from "./fault.ts";
import { namePlacesOf, namesInOctets } from "./opaque-names.ts";
import { type FieldForm, fieldsOf } from "./rdata-fields.ts";
import type { WireWriter } from "./writer.ts";

const MAX_STRING_OCTETS = 255;
const DOT = 0x2e;
const DIGIT_ZERO = 0x30;

/** Writes RDATA without its length. The commonest types are written by hand, the others field by field. */
export function writeRdata(writer: WireWriter, data: Rdata): void {
  switch (data.type) {
    case "A":
      writeIpv4(writer, data.address);
      return;
    case "NS":
      writer.compressibleName(data.host);
      return;
    case "CNAME":
    case "PTR":
      writer.compressibleName(data.target);
      return;
    case "SRV":
      writer.u16(data.priority);
      writer.u16(data.weight);
      writer.u16(data.port);
      writer.name(data.target);
      return;
    default:
      writeFields(writer, data);
  }
}

function writeIpv4(writer: WireWriter, address: string): void {
  const { bytes } = writer;
  let octet = 0;
  for (let index = 0; index < address.length; index += 1) {
    const code = address.charCodeAt(index);
    if (code === DOT) {
      bytes[writer.at] = octet;
      writer.at += 1;
      octet = 0;
    } else octet = octet * 10 + code - DIGIT_ZERO;
  }
  bytes[writer.at] = octet;
  writer.at += 1;
}

function writeFields(writer: WireWriter, data: Rdata): void {
  const fields = fieldsOf(data.type);
  if (fields === undefined) {
    if ("octets" in data) writeOpaque(writer, data.type, data.octets);
    return;
  }
  const values: Readonly<Record<string, unknown>> = { ...data };
  for (const [name, form] of fields) writeForm[form](writer, values[name] as never);
}

function writeOpaque(writer: WireWriter, type: RrType, octets: Uint8Array): void {
  const places = namePlacesOf(type);
  const found = places === undefined ? null : namesInOctets(octets, places);
  if (places === undefined || found === null) {
    writer.octets(octets);
    return;
  }
  writer.octets(octets.subarray(0, places.before));
  for (const name of found.names) writeForm[places.form](writer, name as never);
  writer.octets(octets.subarray(found.end));
}

/** How a value of each form is written. The table of fields gives each field a form that its type allows. */
const writeForm: Readonly<Record<FieldForm, (writer: WireWriter, value: never) => void>> = {
  u8: (writer, value: number) => writer.u8(value),
  u16: (writer, value: number) => writer.u16(value),
  u32: (writer, value: number) => writer.u32(value),
  "rr-type": (writer, value: RrType) => writer.u16(numberOfRrType(value)),
  ipv4: writeIpv4,
  ipv6: (writer, value: Address) => writer.octets(addressBytes(value)),
  "compressible-name": (writer, value: DomainName) => writer.compressibleName(value),
  name: (writer, value: DomainName) => writer.name(value),
  string: writeString,
  strings: writeStrings,
  rest: (writer, value: Octets) => writer.octets(value),
  "type-bitmap": writeTypeBitmap,
  "service-parameters": writeServiceParameters,
};

interface ServiceParameter {
  readonly key: number;
  readonly value: Uint8Array;
}

function writeString(writer: WireWriter, string: Uint8Array): void {
  if (string.length > MAX_STRING_OCTETS) {
    throw new WireError("string-too-long", `a character-string of ${string.length} octets; 255 is the most`);
  }
  writer.u8(string.length);
  writer.octets(string);
}

function writeStrings(writer: WireWriter, strings: readonly Uint8Array[]): void {
  for (const string of strings) writeString(writer, string);
}

/** Windows ascending, each no longer than its last bit needs (RFC 4034 section 4.1.2). */
function writeTypeBitmap(writer: WireWriter, types: readonly RrType[]): void {
  const windows = new Map<number, Uint8Array>();
  const numbers = types.map(numberOfRrType).sort((left, right) => left - right);
  for (const number of numbers) {
    const window = windows.get(number >> 8) ?? new Uint8Array(32);
    windows.set(number >> 8, window);
    const octet = (number & 0xff) >> 3;
    window[octet] = (window[octet] ?? 0) | (0x80 >> (number & 7));
  }
  for (const [number, window] of windows) {
    const length = window.findLastIndex((octet) => octet !== 0) + 1;
    writer.u8(number);
    writer.u8(length);
    writer.octets(window.subarray(0, length));
  }
}

function writeServiceParameters(writer: WireWriter, parameters: readonly ServiceParameter[]): void {
  for (const { key, value } of parameters) {
    writer.u16(key);
    writer.u16(value.length);
    writer.octets(value);
  }
}
