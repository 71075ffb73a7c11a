/** The number that a text begins with, as strtol and strtoul find it: 0 where it begins with none. */
export function leadingNumber(text: string): number {
  return Number(/^\s*([-+]?\d+)/.exec(text)?.[1] ?? 0);
}

/** Whether the whole of a text is a number. */
export function isNumber(text: string): boolean {
  return /^\s*[-+]?\d+$/.test(text);
}

const MICROSECOND_DIGITS = 6;

/**
 * Microseconds of a decimal number of seconds (lib/parser.c read_decimal_unsigned_long_func): the digits on both sides of
 * the dot as one number, up to the first that is none; null where it is negative.
 */
export function microseconds(text: string): number | null {
  if (text.startsWith("-")) return null;
  const [whole = "", decimals = ""] = text.split(/\.(.*)/s);
  const kept = decimals.slice(0, MICROSECOND_DIGITS).padEnd(MICROSECOND_DIGITS, "0");
  const roundsUp = (decimals[MICROSECOND_DIGITS] ?? "0") >= "5";
  return leadingNumber(`${whole}${kept}`) + (roundsUp ? 1 : 0);
}
