const UNITS: ReadonlyMap<string, number> = new Map([
  ["ms", 1],
  ["s", 1000],
  ["m", 60_000],
  ["h", 3_600_000],
]);

/** `250ms`, `1.5s`, `1m30s`, as milliseconds; null: it is none. */
export function parseDuration(text: string): number | null {
  let rest = text.trim();
  let sum = 0;
  do {
    const part = /^(\d+(?:\.\d+)?)(ms|s|m|h)/.exec(rest);
    if (part === null) return null;
    sum += Number(part[1]) * (UNITS.get(part[2] ?? "") ?? 0);
    rest = rest.slice(part[0].length);
  } while (rest !== "");
  // Tenths of a second are no binary fractions: a thousandth of a millisecond is as fine as anybody writes.
  return Math.round(sum * 1000) / 1000;
}

/** `1.5s`: whole milliseconds below a second, else seconds. */
export function printDuration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms * 1000) / 1000}ms` : `${Math.round(ms) / 1000}s`;
}
