import { parseTtl } from "../../dns/index.ts";

const MAX_SECONDS = 0xffffffff;

/** `yes`, `true` and `1` in any case, and their opposites; null for what is neither. */
export function parseBoolean(text: string): boolean | null {
  if (/^(?:yes|true|1)$/i.test(text)) return true;
  return /^(?:no|false|0)$/i.test(text) ? false : null;
}

/** Seconds of a TTL (`1d12h`, `3600`) or an ISO 8601 duration (`P1DT12H`); null for what is neither or does not fit 32 bits. */
export function parseDuration(text: string): number | null {
  const seconds = /^p/i.test(text) ? parseIsoDuration(text) : parseTtl(text);
  return seconds === null || seconds > MAX_SECONDS ? null : seconds;
}

/** Weeks stand alone; a `P` alone is no time at all. */
const ISO_DURATION = /^P(?:(\d+)W|(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?)$/i;
/** Years have 365 days and months 31, as BIND counts them (lib/isccfg/duration.c). */
const ISO_SECONDS = [7 * 86_400, 365 * 86_400, 31 * 86_400, 86_400, 3600, 60, 1];

function parseIsoDuration(text: string): number | null {
  if (text.length > 64) return null;
  const parts = ISO_DURATION.exec(text);
  if (parts === null) return null;
  return ISO_SECONDS.reduce((sum, seconds, at) => sum + seconds * Number(parts[at + 1] ?? 0), 0);
}

const UNITS: Readonly<Record<string, number>> = { "": 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** Octets of `512M`; null for what is none. */
export function parseSize(text: string): number | null {
  const parts = /^(\d{1,15})([kmg]?)$/i.exec(text);
  return parts === null ? null : Number(parts[1]) * (UNITS[(parts[2] ?? "").toLowerCase()] ?? 1);
}

/** A number as strtoul with base 0 reads it: `010` is eight. */
export function parseInteger(text: string): number | null {
  if (/^0[xX][0-9a-fA-F]{1,8}$/.test(text)) return Number(text);
  if (/^0[0-7]+$/.test(text)) return Number.parseInt(text, 8);
  return /^\d{1,10}$/.test(text) ? Number(text) : null;
}
