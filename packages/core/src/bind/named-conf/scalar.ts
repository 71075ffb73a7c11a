import { parseTtl } from "../../dns/index.ts";

const MAX_SECONDS = 0xffffffff;

/** `yes`, `true` and `1` in any case, and their opposites; null for what is neither. */
export function parseBoolean(text: string): boolean | null {
  if (/^(?:yes|true|1)$/i.test(text)) return true;
  return /^(?:no|false|0)$/i.test(text) ? false : null;
}

/** Seconds of a TTL (`1d12h`, `3600`) or an ISO 8601 duration (`P1DT12H`); null for what is neither or is too long. */
export function parseDuration(text: string): number | null {
  const read = readDuration(text);
  return read === "out-of-range" ? null : read;
}

/** A duration of ISO 8601 is as long as 32 bits allow (isccfg_duration_toseconds); a TTL beyond them is none. */
export function readDuration(text: string): number | "out-of-range" | null {
  if (/^p/i.test(text)) return parseIsoDuration(text);
  const seconds = (text.match(/\d+/g) ?? []).every((part) => Number(part) <= MAX_SECONDS) ? parseTtl(text) : null;
  return seconds !== null && seconds > MAX_SECONDS ? "out-of-range" : seconds;
}

/** Weeks stand alone; a `P` alone is no time at all, nor is a letter without a number, as strtoll reads it. */
const ISO_DURATION =
  /^P(?:(\+?\d+)?W|(?:(\+?\d+)?Y)?(?:(\+?\d+)?M)?(?:(\+?\d+)?D)?(?:T(?:(\+?\d+)?H)?(?:(\+?\d+)?M)?(?:(\+?\d+)?S)?)?)$/i;
/** Years have 365 days and months 31, as BIND counts them (lib/isccfg/duration.c). */
const ISO_SECONDS = [7 * 86_400, 365 * 86_400, 31 * 86_400, 86_400, 3600, 60, 1];
const LONGEST_ISO_DURATION = 79;

function parseIsoDuration(text: string): number | null {
  if (text.length > LONGEST_ISO_DURATION) return null;
  const parts = ISO_DURATION.exec(text);
  if (parts === null) return null;
  const amounts = ISO_SECONDS.map((_, at) => Number(parts[at + 1] ?? 0));
  if (amounts.some((amount) => amount > MAX_SECONDS)) return null;
  return Math.min(
    MAX_SECONDS,
    ISO_SECONDS.reduce((sum, seconds, at) => sum + seconds * (amounts[at] ?? 0), 0),
  );
}

const UNITS: Readonly<Record<string, number>> = { k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

const MAX_OCTETS = 2n ** 64n - 1n;

/** Octets of `512M`; null for what is none. Without a unit, what is negative or too large is all of 64 bits, as strtoull has it. */
export function parseSize(text: string): number | null {
  const parts = /^([+-]?)(\d{1,200})([kmg]?)$/i.exec(text);
  if (parts === null) return null;
  const [, sign, digits = "", unit = ""] = parts;
  const octets = BigInt(digits);
  const isBeyond = octets > MAX_OCTETS || (sign === "-" && octets > 0n);
  if (unit === "") return Number(isBeyond ? MAX_OCTETS : octets);
  const product = octets * BigInt(UNITS[unit.toLowerCase()] ?? 1);
  return isBeyond || product > MAX_OCTETS ? null : Number(product);
}

/** A number as named's lexer and strtoul with base 0 read it: `010` is eight; behind `0x` only decimal digits count as digits. */
export function parseInteger(text: string): number | null {
  if (!/^(?:0x\d+|0[0-7]*|[1-9]\d*)$/i.test(text)) return null;
  return /^0[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number(text);
}

/** The port behind an address, which is decimal however it begins (cfg_parse_rawport). */
export function parsePort(text: string): number | null {
  return /^\d+$/.test(text) ? Number(text) : null;
}

/** `80%`; what strtoull makes of it in 32 bits. A `%` alone is 0. */
export function isPercentage(text: string): boolean {
  return /^(?:[+-]?\d+)?%$/.test(text);
}
