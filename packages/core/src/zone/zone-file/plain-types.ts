import { rrTypeNumbers } from "../../dns/index.ts";
import { isDigit, scanIpv4, scanIpv6, scanShort, scanStrings } from "./plain-data.ts";
import { NOT_PLAIN, type PlainName } from "./plain-name.ts";

const MAX_NAME_OCTETS = 255;

/** What the data of a line are read with. */
export interface PlainContext {
  /** For a name in the data. */
  readonly target: PlainName;
  /** What it is below, if it is relative. */
  readonly originOctets: number;
  readonly isHostOrigin: boolean;
}

/** Looks at data as the parser would, and gives the offset behind them; NOT_PLAIN for data that are left to it. */
export function scanData(type: number, octets: Uint8Array, start: number, context: PlainContext): number {
  switch (type) {
    case rrTypeNumbers.A:
      return scanIpv4(octets, start);
    case rrTypeNumbers.AAAA:
      return scanIpv6(octets, start);
    case rrTypeNumbers.TXT:
      return scanStrings(octets, start);
    default:
      return scanNamed(type, octets, start, context);
  }
}

/** A name behind so many numbers. In one function for all types: the engine then makes its code once. */
function scanNamed(type: number, octets: Uint8Array, start: number, context: PlainContext): number {
  let at = start;
  for (let left = shortsBeforeName(type); left > 0; left -= 1) {
    at = scanShort(octets, at);
    if (at === NOT_PLAIN) return NOT_PLAIN;
  }
  // A server that begins like an address is looked at closely.
  const isServer = type === rrTypeNumbers.NS || type === rrTypeNumbers.MX;
  if (isServer && isDigit(octets[at])) return NOT_PLAIN;
  const { target } = context;
  const end = target.scan(octets, at);
  if (end === NOT_PLAIN || target.octetsBelow(context.originOctets) > MAX_NAME_OCTETS) return NOT_PLAIN;
  const isHost = target.isHost && (target.isAbsolute || context.isHostOrigin);
  return isHost || type === rrTypeNumbers.CNAME ? end : NOT_PLAIN;
}

function shortsBeforeName(type: number): number {
  if (type === rrTypeNumbers.MX) return 1;
  return type === rrTypeNumbers.SRV ? 3 : 0;
}
