/** The largest TTL (RFC 2181 section 8), in seconds. */
export const MAX_TTL = 0x7fffffff;

const SECONDS_OF_UNIT: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 };

/** Longer ones are none (lib/dns/ttl.c bind_ttl). */
const MAX_LENGTH = 63;

/**
 * Reads seconds, or BIND's units `1w2d3h4m5s` in any case and order; null for what is neither. Not limited to {@link MAX_TTL}.
 * A last number without unit is seconds if all before it is zero: `0h5`, but not `1h5` (lib/dns/ttl.c bind_ttl).
 */
export function parseTtl(text: string): number | null {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  if (text === "" || text.length > MAX_LENGTH || !/^(?:\d+[wdhms])*\d*$/i.test(text)) return null;
  let seconds = 0;
  for (const [, amount, unit = ""] of text.matchAll(/(\d+)([wdhms]?)/gi)) {
    if (unit === "" && seconds > 0) return null;
    seconds += Number(amount) * (SECONDS_OF_UNIT[unit.toLowerCase()] ?? 1);
  }
  return seconds;
}
