import type { Octets } from "../record.ts";
import type { RrType } from "../rr-type.ts";
import { isSubstitution } from "./naptr-expression.ts";
import { digestLengths, fingerprintLengths, MIN_ZONE_DIGEST, NO_KEY, zoneDigestLengths } from "./whole-checks.ts";

type Check = (octets: Octets) => boolean;

const isDigit = (octet: number): boolean => octet >= 0x30 && octet <= 0x39;
const isAlphanumeric = (octet: number): boolean => isDigit(octet) || ((octet | 0x20) >= 0x61 && (octet | 0x20) <= 0x7a);
const u16 = (octets: Octets, at: number): number => ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0);
const u32 = (octets: Octets, at: number): number => u16(octets, at) * 0x10000 + u16(octets, at + 2);

/** `behind` octets in front of a digest whose number stands at `at`: as long as its type, and never empty where it must not be. */
function digestCheck(at: number, behind: number, lengths: ReadonlyMap<number, number>, least: number): Check {
  return (octets) => {
    const found = octets.length - behind;
    const wanted = lengths.get(octets[at] ?? 0);
    return wanted === undefined ? found >= least : found === wanted;
  };
}

const isSomething: Check = (octets) => octets.length > 0;
const KEY_AT = 4;
const hasKey: Check = (octets) => octets.length > KEY_AT;
/** A KEY without a key says so, and a key says that it is one (RFC 2535 section 3.1.2). */
const isKey: Check = (octets) => hasKey(octets) !== ((u16(octets, 0) & NO_KEY) === NO_KEY);

/** RFC 1876 section 2: one digit and a power of ten each, and angles within the globe. Other versions are nobody's matter. */
const isLocation: Check = (octets) => octets[0] !== 0 || (areSizes(octets) && isOnGlobe(octets));
const areSizes = (octets: Octets): boolean =>
  [1, 2, 3].every((at) => {
    const [digit, power] = [(octets[at] ?? 0) >> 4, (octets[at] ?? 0) & 0x0f];
    return (digit === 0 && power === 0) || (digit >= 1 && digit <= 9 && power <= 9);
  });
const [MIDDLE, DEGREE] = [0x80000000, 3_600_000];
const isOnGlobe = (octets: Octets): boolean =>
  Math.abs(u32(octets, 4) - MIDDLE) <= 90 * DEGREE && Math.abs(u32(octets, 8) - MIDDLE) <= 180 * DEGREE;

/** The map of types behind a name: no type 0, no octet too many. */
function isOldBitmap(octets: Octets): boolean {
  const map = octets.subarray(endOfName(octets, 0));
  return map.length === 0 || (((map[0] ?? 0) & 0x80) === 0 && map.length <= 16 && map.at(-1) !== 0);
}

function endOfName(octets: Octets, start: number): number {
  let at = start;
  while (at < octets.length && octets[at] !== 0) at += 1 + (octets[at] ?? 0);
  return at + 1;
}

const ALPN = 1;

/** Protocols of `alpn` (RFC 9460 section 7.1.1): each with its length, none empty. */
function areProtocols(octets: Octets): boolean {
  for (let at = endOfName(octets, 2); at < octets.length; at += 4 + u16(octets, at + 2)) {
    if (u16(octets, at) === ALPN && !areStrings(octets.subarray(at + 4, at + 4 + u16(octets, at + 2)))) return false;
  }
  return true;
}

function areStrings(octets: Octets): boolean {
  let at = 0;
  for (; at < octets.length; at += 1 + (octets[at] ?? 0)) if (octets[at] === 0) return false;
  return at === octets.length && at > 0;
}

const TAG_AT = 2;
const isTag: Check = (octets) =>
  (octets[1] ?? 0) > 0 && octets.subarray(TAG_AT, TAG_AT + (octets[1] ?? 0)).every(isAlphanumeric);

/** Octets of a gateway by its kind (RFC 4025 section 2.3); 3 is a name. */
const gatewayOctets: readonly number[] = [0, 4, 16];

function hasGatewayAndKey(octets: Octets): boolean {
  const kind = octets[1] ?? 0;
  return octets.length > (kind === 3 ? endOfName(octets, 3) : 3 + (gatewayOctets[kind] ?? 0));
}

/** Order and preference, then three strings: the last is the expression (RFC 3403 section 4.1). */
function hasSubstitution(octets: Octets): boolean {
  let at = 4;
  for (let skipped = 0; skipped < 2; skipped += 1) at += 1 + (octets[at] ?? 0);
  return isSubstitution(octets.subarray(at + 1, at + 1 + (octets[at] ?? 0)));
}

const SIGNER_AT = 18;
const delegation = digestCheck(3, 4, digestLengths, 1);

/** What lib/dns/rdata looks at in octets besides where each field ends. */
const checks: Partial<Record<RrType, Check>> = {
  DS: delegation,
  CDS: delegation,
  DLV: delegation,
  TA: delegation,
  SSHFP: digestCheck(1, 2, fingerprintLengths, 0),
  ZONEMD: digestCheck(5, 6, zoneDigestLengths, MIN_ZONE_DIGEST),
  DNSKEY: hasKey,
  CDNSKEY: hasKey,
  KEY: isKey,
  RKEY: (octets) => u16(octets, 0) === 0 && hasKey(octets),
  CERT: (octets) => octets.length > 5,
  RRSIG: (octets) => octets.length > endOfName(octets, SIGNER_AT),
  X25: (octets) => octets.length > 4 && octets.subarray(1).every(isDigit),
  ISDN: isSomething,
  NXT: isOldBitmap,
  LOC: isLocation,
  CAA: isTag,
  NSEC: (octets) => octets.length > endOfName(octets, 0),
  TLSA: (octets) => octets.length > 3,
  SMIMEA: (octets) => octets.length > 3,
  IPSECKEY: hasGatewayAndKey,
  HHIT: isSomething,
  BRID: isSomething,
  EID: isSomething,
  OPENPGPKEY: isSomething,
  NIMLOC: isSomething,
  NAPTR: hasSubstitution,
  SVCB: areProtocols,
  HTTPS: areProtocols,
};

/** Whether BIND takes octets for data of this type, where their fields end as they should. */
export function isSound(type: RrType, octets: Octets): boolean {
  return checks[type]?.(octets) !== false;
}

const KNOWN_FAMILIES: ReadonlySet<number> = new Set([1, 2]);
const [MAX_RELAY_KIND, MAX_ATM_FORMAT] = [3, 1];

/** A family of APL that is neither IPv4 nor IPv6, in a list whose lengths are right (RFC 3123 section 4). */
function hasOddFamily(octets: Octets): boolean {
  let isOdd = false;
  let at = 0;
  for (; at < octets.length; at += 4 + ((octets[at + 3] ?? 0) & 0x7f)) isOdd ||= !KNOWN_FAMILIES.has(u16(octets, at));
  return isOdd && at === octets.length;
}

/** Data of a kind that BIND does not know within a type that it knows: it keeps the octets and prints them as RFC 3597 says. */
export function isOfOddKind(type: RrType, octets: Octets): boolean {
  switch (type) {
    case "AMTRELAY":
      return octets.length > 1 && ((octets[1] ?? 0) & 0x7f) > MAX_RELAY_KIND;
    case "ATMA":
      return octets.length > 1 && (octets[0] ?? 0) > MAX_ATM_FORMAT;
    case "APL":
      return hasOddFamily(octets);
    default:
      return false;
  }
}
