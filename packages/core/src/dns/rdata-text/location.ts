import type { LocRdata, Octets } from "../record.ts";
import { OctetCursor, type WordCursor } from "./cursor.ts";
import { joinOctets, octetsOfNumber } from "./field-forms.ts";
import { printUnknown } from "./octet-text.ts";

/** The middle of both angles on the wire (RFC 1876 section 2): the equator, the prime meridian. */
const MIDDLE = 0x80000000;
const ALTITUDE_BASE_CM = 10_000_000;
const MAX_SIZE_CM = 9_000_000_000;

/** As BIND prints it (lib/dns/rdata/generic/loc_29.c): another version is unknown to it. */
export function printLocation(data: LocRdata): string {
  if (data.version !== 0) return printUnknown(octetsOfLocation(data));
  const latitude = printAngle(data.latitude, "N", "S");
  const longitude = printAngle(data.longitude, "E", "W");
  const altitude = printCentimetres(data.altitude - ALTITUDE_BASE_CM);
  const sizes = [data.size, data.horizontalPrecision, data.verticalPrecision].map((size) => `${printSize(size)}m`);
  return `${latitude} ${longitude} ${altitude}m ${sizes.join(" ")}`;
}

function printAngle(value: number, positive: string, negative: string): string {
  const thousandths = Math.abs(value - MIDDLE);
  const degrees = Math.floor(thousandths / 3_600_000);
  const minutes = Math.floor(thousandths / 60_000) % 60;
  const seconds = Math.floor(thousandths / 1000) % 60;
  const rest = String(thousandths % 1000).padStart(3, "0");
  return `${degrees} ${minutes} ${seconds}.${rest} ${value >= MIDDLE ? positive : negative}`;
}

function printCentimetres(value: number): string {
  const magnitude = Math.abs(value);
  const rest = String(magnitude % 100).padStart(2, "0");
  return `${value < 0 ? "-" : ""}${Math.floor(magnitude / 100)}.${rest}`;
}

/** One digit and a power of ten, in centimetres. */
function printSize(size: number): string {
  const centimetres = (size >> 4) * 10 ** (size & 0x0f);
  return centimetres >= 100 ? String(Math.floor(centimetres / 100)) : printCentimetres(centimetres);
}

const WHOLE = /^\d{1,3}$/;
const SECONDS = /^(\d{1,2})(?:\.(\d{0,3}))?$/;
const METRES = /^(-?)(\d{1,8})(?:\.(\d{0,2}))?m?$/;

export function readLocation(cursor: WordCursor): LocRdata {
  const latitude = readAngle(cursor, 90, "N", "S");
  const longitude = readAngle(cursor, 180, "E", "W");
  const altitude = readCentimetres(cursor) + ALTITUDE_BASE_CM;
  if (altitude < 0 || altitude > 0xffffffff) cursor.fail("out of range");
  const size = cursor.isAtEnd ? 0x12 : readSize(cursor);
  const horizontalPrecision = cursor.isAtEnd ? 0x16 : readSize(cursor);
  const verticalPrecision = cursor.isAtEnd ? 0x13 : readSize(cursor);
  return { type: "LOC", version: 0, size, horizontalPrecision, verticalPrecision, latitude, longitude, altitude };
}

/** Degrees, then minutes and seconds if they are there, then the half of the globe. */
function readAngle(cursor: WordCursor, maxDegrees: number, positive: string, negative: string): number {
  const degrees = readWhole(cursor, maxDegrees);
  let thousandths = degrees * 3_600_000;
  let half = cursor.bare();
  if (half.toUpperCase() !== positive && half.toUpperCase() !== negative) {
    cursor.at -= 1;
    thousandths += readWhole(cursor, 59) * 60_000;
    half = cursor.bare();
  }
  if (half.toUpperCase() !== positive && half.toUpperCase() !== negative) {
    thousandths += secondsFromText(cursor, half);
    half = cursor.bare();
  }
  const side = half.toUpperCase();
  if (side !== positive && side !== negative) cursor.fail("syntax error");
  if (thousandths > maxDegrees * 3_600_000) cursor.fail("out of range");
  return side === negative ? MIDDLE - thousandths : MIDDLE + thousandths;
}

function readWhole(cursor: WordCursor, max: number): number {
  const text = cursor.bare();
  if (!WHOLE.test(text)) cursor.fail("syntax error");
  else if (Number(text) > max) cursor.fail("out of range");
  return Number(text);
}

function secondsFromText(cursor: WordCursor, text: string): number {
  const [, whole = "0", fraction = ""] = SECONDS.exec(text) ?? [];
  if (!SECONDS.test(text)) cursor.fail("syntax error");
  if (Number(whole) > 59) cursor.fail("out of range");
  return Number(whole) * 1000 + Number(fraction.padEnd(3, "0"));
}

function readCentimetres(cursor: WordCursor): number {
  const text = cursor.bare();
  const match = METRES.exec(text);
  if (match === null) cursor.fail("syntax error");
  const [, sign = "", whole = "0", fraction = ""] = match ?? [];
  const centimetres = Number(whole) * 100 + Number(fraction.padEnd(2, "0"));
  return sign === "-" ? -centimetres : centimetres;
}

/** The largest digit and power of ten that are not above the text's metres. */
function readSize(cursor: WordCursor): number {
  const centimetres = readCentimetres(cursor);
  if (centimetres < 0 || centimetres > MAX_SIZE_CM) cursor.fail("out of range");
  let exponent = 0;
  while (exponent < 9 && centimetres >= 10 ** (exponent + 1)) exponent += 1;
  return (Math.floor(centimetres / 10 ** exponent) << 4) | exponent;
}

const LOCATION_OCTETS = 16;

export function locationFromOctets(octets: Octets): LocRdata | null {
  if (octets.length !== LOCATION_OCTETS) return null;
  const cursor = new OctetCursor(octets);
  return {
    type: "LOC",
    version: cursor.number(1),
    size: cursor.number(1),
    horizontalPrecision: cursor.number(1),
    verticalPrecision: cursor.number(1),
    latitude: cursor.number(4),
    longitude: cursor.number(4),
    altitude: cursor.number(4),
  };
}

export function octetsOfLocation(data: LocRdata): Octets {
  const { version, size, horizontalPrecision, verticalPrecision } = data;
  const angles = [data.latitude, data.longitude, data.altitude].map((value) => octetsOfNumber(value, 4));
  return joinOctets([Uint8Array.of(version, size, horizontalPrecision, verticalPrecision), ...angles]);
}
