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

/** Looks at data of one type as the parser would, and gives the offset behind them. */
export type PlainScan = (octets: Uint8Array, start: number, context: PlainContext) => number;

const scanName: PlainScan = (octets, start, { target, originOctets }) => {
  const end = target.scan(octets, start);
  return end !== NOT_PLAIN && target.octetsBelow(originOctets) <= MAX_NAME_OCTETS ? end : NOT_PLAIN;
};

const scanHost: PlainScan = (octets, start, context) => {
  const end = scanName(octets, start, context);
  const { isHost, isAbsolute } = context.target;
  return isHost && (isAbsolute || context.isHostOrigin) ? end : NOT_PLAIN;
};

/** A server that begins like an address is looked at closely. */
const scanServer: PlainScan = (octets, start, context) =>
  isDigit(octets[start]) ? NOT_PLAIN : scanHost(octets, start, context);

const scanExchange: PlainScan = (octets, start, context) => {
  const host = scanShort(octets, start);
  return host === NOT_PLAIN ? NOT_PLAIN : scanServer(octets, host, context);
};

const scanService: PlainScan = (octets, start, context) => {
  let at = start;
  for (let number = 0; number < 3 && at !== NOT_PLAIN; number += 1) at = scanShort(octets, at);
  return at === NOT_PLAIN ? NOT_PLAIN : scanHost(octets, at, context);
};

/** By the type's number; NOT_PLAIN for data that are left to the parser. */
export function scanData(type: number, octets: Uint8Array, start: number, context: PlainContext): number {
  switch (type) {
    case rrTypeNumbers.A:
      return scanIpv4(octets, start);
    case rrTypeNumbers.AAAA:
      return scanIpv6(octets, start);
    case rrTypeNumbers.CNAME:
      return scanName(octets, start, context);
    case rrTypeNumbers.PTR:
      return scanHost(octets, start, context);
    case rrTypeNumbers.TXT:
      return scanStrings(octets, start);
    case rrTypeNumbers.NS:
      return scanServer(octets, start, context);
    case rrTypeNumbers.MX:
      return scanExchange(octets, start, context);
    case rrTypeNumbers.SRV:
      return scanService(octets, start, context);
    default:
      return NOT_PLAIN;
  }
}
