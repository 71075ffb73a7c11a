import { type Ipv4Address, ipv4FromBytes } from "../../dns/index.ts";

/** A part: decimal, octal behind `0`, hexadecimal behind `0x`. */
const PART = /^(?:0x[0-9a-f]+|0[0-7]*|[1-9]\d*)$/i;

/** Reads one to four numbers as inet_aton(3) does: the last one fills what is left, so that `10.1` is 10.0.0.1. */
export function addressFromAton(text: string): Ipv4Address | null {
  const parts = text.split(".");
  if (parts.length > 4 || !parts.every((part) => PART.test(part))) return null;
  const numbers = parts.map(numberOf);
  const last = numbers.pop() ?? 0;
  if (numbers.some((number) => number > 255) || last >= 256 ** (4 - numbers.length)) return null;
  const head = numbers.reduce((sum, number, at) => sum + number * 256 ** (3 - at), 0);
  return ipv4FromBytes(octetsOf(head + last));
}

function numberOf(part: string): number {
  if (/^0x/i.test(part)) return Number.parseInt(part, 16);
  return Number.parseInt(part, part.startsWith("0") ? 8 : 10);
}

function octetsOf(number: number): Uint8Array {
  return Uint8Array.of(number / 2 ** 24, (number / 2 ** 16) & 255, (number / 256) & 255, number & 255);
}
