import type { DomainName } from "../../dns/index.ts";
import { splitHostPort, splitTransport } from "./server-zones.ts";

const UNITS: ReadonlyMap<string, number> = new Map([
  ["ns", 1e-6],
  ["us", 1e-3],
  ["µs", 1e-3],
  ["μs", 1e-3],
  ["ms", 1],
  ["s", 1000],
  ["m", 60_000],
  ["h", 3_600_000],
]);
const PART = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;

/** Go counts nanoseconds in 63 bits: 292 years. */
const LONGEST_MS = 9_223_372_036_854.775;

/** Go's time.ParseDuration in milliseconds; null where Go refuses it. `0` alone needs no unit. */
export function parseGoDuration(text: string): number | null {
  const sign = text.startsWith("-") ? -1 : 1;
  const rest = text.startsWith("-") || text.startsWith("+") ? text.slice(1) : text;
  if (rest === "0") return 0;
  if (rest === "") return null;
  let total = 0;
  PART.lastIndex = 0;
  while (PART.lastIndex < rest.length) {
    const part = PART.exec(rest);
    if (part === null) return null;
    total += Number(part[1]) * (UNITS.get(part[2] ?? "") ?? 0);
  }
  return total > LONGEST_MS ? null : sign * total;
}

/** What Go says about a duration that it cannot read: of its first part that is wrong, number before unit. */
export function durationFault(text: string): string {
  let rest = text.startsWith("-") || text.startsWith("+") ? text.slice(1) : text;
  const invalid = `time: invalid duration ${quoted(text)}`;
  if (rest === "") return invalid;
  while (rest !== "") {
    const [number = "", unit = ""] = NUMBER_AND_UNIT.exec(rest)?.slice(1) ?? [];
    if (number === "" || number === ".") return invalid;
    if (unit === "") return `time: missing unit in duration ${quoted(text)}`;
    if (!UNITS.has(unit)) return `time: unknown unit ${quoted(unit)} in duration ${quoted(text)}`;
    rest = rest.slice(number.length + unit.length);
  }
  return invalid;
}

/** A unit goes as far as the next number. */
const NUMBER_AND_UNIT = /^(\d*\.?\d*)([^\d.]*)/;

/** Go's time.quote: ASCII as it is, everything else octet by octet. */
function quoted(text: string): string {
  const octets = [...new TextEncoder().encode(text)].map((octet) => {
    if (octet === QUOTE || octet === BACKSLASH) return `\\${String.fromCharCode(octet)}`;
    const isPlain = octet >= SPACE && octet < BEYOND_ASCII;
    return isPlain ? String.fromCharCode(octet) : `\\x${octet.toString(16).padStart(2, "0")}`;
  });
  return `"${octets.join("")}"`;
}

const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BEYOND_ASCII = 0x80;

/** Go's strconv.Atoi; null where it fails. */
export function parseGoInteger(text: string): number | null {
  return /^[+-]?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : null;
}

/** plugin/normalize.go NormalizeExact: a zone, or the reverse zones of a block of addresses; none if it is not one. */
export function zonesFromArgument(text: string): readonly DomainName[] {
  const split = splitHostPort(splitTransport(text).rest);
  return "fault" in split ? [] : split.zones;
}

/** plugin/normalize.go OriginsFromArgsOrServerBlock: the zones that a plugin is for. Bad ones are left out silently. */
export function zonesFromArguments(texts: readonly string[], blockZones: readonly DomainName[]): readonly DomainName[] {
  return texts.length === 0 ? blockZones : texts.flatMap(zonesFromArgument);
}
