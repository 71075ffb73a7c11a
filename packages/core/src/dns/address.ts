import { ipv6GroupsFromText, ipv6TextFromGroups } from "./ipv6-text.ts";

declare const addressBrand: unique symbol;

/** An IPv4 address in its one canonical text, `198.19.0.30`. */
export type Ipv4Address = string & { readonly [addressBrand]: "Ipv4Address" };
/** An IPv6 address in the text of RFC 5952, `2001:db8::1`; an IPv4-mapped one stays IPv6. */
export type Ipv6Address = string & { readonly [addressBrand]: "Ipv6Address" };
/** Equal addresses are equal strings, so they may stand as keys and in JSON. */
export type Address = Ipv4Address | Ipv6Address;

const IPV4 = /^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/;

/** Reads four decimal numbers without leading zeros, as inet_pton does. */
export function parseIpv4(text: string): Ipv4Address | null {
  if (!IPV4.test(text)) return null;
  for (const part of text.split(".")) if (Number(part) > 255) return null;
  return text as Ipv4Address;
}

/** Reads RFC 4291 text without a zone id. */
export function parseIpv6(text: string): Ipv6Address | null {
  const plain = withoutDots(text);
  const groups = plain === null ? null : ipv6GroupsFromText(plain);
  return groups === null ? null : ipv6FromBytes(bytesFromGroups(groups));
}

/** Four decimal numbers at the end as two groups (RFC 4291 section 2.2, form 3). */
function withoutDots(text: string): string | null {
  if (!text.includes(".")) return text;
  const start = text.lastIndexOf(":") + 1;
  const tail = parseIpv4(text.slice(start));
  if (tail === null) return null;
  const [a = 0, b = 0, c = 0, d = 0] = addressBytes(tail);
  return `${text.slice(0, start)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

export function parseAddress(text: string): Address | null {
  return text.includes(":") ? parseIpv6(text) : parseIpv4(text);
}

export function isIpv4(address: Address): address is Ipv4Address {
  return !address.includes(":");
}

export function isIpv6(address: Address): address is Ipv6Address {
  return address.includes(":");
}

/** Network order: 4 octets, or 16. */
export function addressBytes(address: Address): Uint8Array {
  if (isIpv6(address)) return bytesFromGroups(ipv6GroupsFromText(withoutDots(address) ?? "") ?? []);
  const number = ipv4Number(address);
  return Uint8Array.of(number >>> 24, number >>> 16, number >>> 8, number);
}

/** In network order. */
function bytesFromGroups(groups: readonly number[]): Uint8Array {
  return Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff]));
}

const DOT = 0x2e;
const ZERO = 0x30;

/** All 32 bits: every packet's way and every acl looks at addresses, so no text is cut and no array is made. */
function ipv4Number(address: Ipv4Address): number {
  let number = 0;
  let octet = 0;
  for (let at = 0; at < address.length; at += 1) {
    const code = address.charCodeAt(at);
    if (code === DOT) {
      number = number * 256 + octet;
      octet = 0;
    } else octet = octet * 10 + code - ZERO;
  }
  return number * 256 + octet;
}

/** The bits of a network of this length; 0 to 32. */
function ipv4Mask(length: number): number {
  return length <= 0 ? 0 : (0xffffffff << Math.max(0, 32 - length)) >>> 0;
}

const decimals: readonly string[] = Array.from({ length: 256 }, (_, octet) => String(octet));
/** With the dot behind them: joining seven pieces costs twice as much as joining four. */
const dotted: readonly string[] = decimals.map((decimal) => `${decimal}.`);

/** From 4 octets in network order, which start at `at`; those that are not there are 0. */
export function ipv4FromBytes(bytes: Uint8Array, at = 0): Ipv4Address {
  const left = `${dotted[bytes[at] ?? 0]}${dotted[bytes[at + 1] ?? 0]}`;
  return `${left}${dotted[bytes[at + 2] ?? 0]}${decimals[bytes[at + 3] ?? 0]}` as Ipv4Address;
}

/** Of its 32 bits, whatever their sign. */
function ipv4FromNumber(bits: number): Ipv4Address {
  const left = `${dotted[bits >>> 24]}${dotted[(bits >>> 16) & 0xff]}`;
  return `${left}${dotted[(bits >>> 8) & 0xff]}${decimals[bits & 0xff]}` as Ipv4Address;
}

/** From 16 octets in network order. An IPv4-mapped address is written `::ffff:1.2.3.4` (RFC 5952 section 5). */
export function ipv6FromBytes(bytes: Uint8Array): Ipv6Address {
  const isMapped = bytes[10] === 0xff && bytes[11] === 0xff && bytes.subarray(0, 10).every((octet) => octet === 0);
  if (isMapped) return `::ffff:${ipv4FromBytes(bytes.subarray(12))}` as Ipv6Address;
  const groups = Array.from({ length: 8 }, (_, at) => ((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0));
  return ipv6TextFromGroups(groups) as Ipv6Address;
}

/** A block of addresses: the address has no bits set beyond the length. */
export interface Prefix {
  readonly address: Address;
  /** 0 to 32, or 0 to 128. */
  readonly length: number;
}

/** How a text fails to be a CIDR block. */
export type PrefixFault = "bad-address" | "bad-length";

/** Reads `address/length` or a lone address (its full length). Host bits are masked off; `hasHostBits` tells that some were set. */
export function parsePrefix(text: string): (Prefix & { readonly hasHostBits: boolean }) | PrefixFault {
  const slash = text.indexOf("/");
  const address = parseAddress(slash === -1 ? text : text.slice(0, slash));
  if (address === null) return "bad-address";
  const widest = isIpv4(address) ? 32 : 128;
  const lengthText = slash === -1 ? String(widest) : text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(lengthText) || Number(lengthText) > widest) return "bad-length";
  const masked = maskAddress(address, Number(lengthText));
  return { address: masked, length: Number(lengthText), hasHostBits: masked !== address };
}

/** The first address of the block of this length that holds `address`. */
export function maskAddress(address: Address, length: number): Address {
  if (isIpv4(address)) return ipv4FromNumber(ipv4Number(address) & ipv4Mask(length));
  const bytes = addressBytes(address);
  for (let at = 0; at < bytes.length; at += 1) {
    const kept = Math.min(8, Math.max(0, length - at * 8));
    bytes[at] = (bytes[at] ?? 0) & (0xff00 >> kept) & 0xff;
  }
  return ipv6FromBytes(bytes);
}

/** Whether the block holds the address; never across families. */
export function prefixCovers({ address: first, length }: Prefix, address: Address): boolean {
  if (isIpv4(first)) return isIpv4(address) && (ipv4Number(address) & ipv4Mask(length)) === (ipv4Number(first) | 0);
  return isIpv6(address) && maskAddress(address, length) === first;
}

export function printPrefix(prefix: Prefix): string {
  return `${prefix.address}/${prefix.length}`;
}

/** An address as a number, to search in sorted ranges. IPv4 and IPv6 are different families: never mix them. */
export function addressNumber(address: Address): bigint {
  if (isIpv4(address)) return BigInt(ipv4Number(address));
  let value = 0n;
  for (const octet of addressBytes(address)) value = (value << 8n) | BigInt(octet);
  return value;
}

/** The name under which PTR records of this address stand: in-addr.arpa. (RFC 1035 section 3.5) or ip6.arpa. (RFC 3596 section 2.5). */
export function reverseNameText(address: Address): string {
  if (isIpv4(address)) return `${address.split(".").reverse().join(".")}.in-addr.arpa.`;
  const nibbles = [...addressBytes(address)].map((octet) => octet.toString(16).padStart(2, "0")).join("");
  return `${[...nibbles].reverse().join(".")}.ip6.arpa.`;
}
