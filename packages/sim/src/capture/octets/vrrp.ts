import { type Address, addressBytes } from "@splithorizon/core";
import type { Mac } from "../../network/index.ts";
import type { Advert } from "../../vrrp/index.ts";
import { checksum } from "./checksum.ts";
import { groupMac } from "./ethernet.ts";
import { type IpHeader, ipDatagram, PROTOCOLS, pseudoHeader, sealed } from "./ip.ts";
import { join, word } from "./join.ts";

/** Adverts travel with 255, and whoever gets less throws them away (RFC 9568 section 5.1.1.3). */
const TTL = 255;
/** Internetwork control (RFC 1349): keepalived's adverts have it. */
const SERVICE_TYPE = 0xc0;
const PASSWORD_OCTETS = 8;
/** In words of 32 bits, less two. */
const AH_LENGTH = 4;
const AH_DIGEST_OCTETS = 12;

/** Where an advert goes from and to, and the how many-th of its router it is: keepalived's identification of IPv4. */
export interface AdvertHeader {
  readonly source: Address;
  readonly to: Address;
  readonly count: number;
}

/** An advert as an IP datagram: version 2 by RFC 3768 section 5.3, version 3 by RFC 9568 section 5.2. */
export function advertDatagram(
  { from, priority, intervalMs, sequence, checksum: checksumOf }: Advert,
  { source, to, count }: AdvertHeader,
): Uint8Array {
  const { instance } = from;
  const identification = count & 0xffff;
  const ends = { source, destination: to, protocol: PROTOCOLS.vrrp, ttl: TTL };
  const header: IpHeader = { ...ends, serviceType: SERVICE_TYPE, identification };
  const isVersion2 = instance.vrrpVersion === 2;
  const addresses = instance.virtualAddresses.map(({ address }) => addressBytes(address));
  const interval = isVersion2
    ? [authenticationType(instance.authentication), Math.round(intervalMs / 1000)]
    : word(Math.round(intervalMs / 10) & 0xfff);
  const first = [(instance.vrrpVersion << 4) | 1, instance.virtualRouterId, priority, addresses.length];
  const trailer = isVersion2 ? passwordOctets(instance.authentication) : new Uint8Array(0);
  const body = join([...first, ...interval, 0, 0], ...addresses, trailer);
  if (!isVersion2) return ipDatagram(header, sealed({ ...header, destination: summed(checksumOf, to) }, body, 6));
  body.set(word(checksum(body)), 6);
  if (instance.authentication?.type !== "AH") return ipDatagram(header, body);
  return ipDatagram({ ...header, protocol: PROTOCOLS.ah }, join(ahHeader(source, sequence), body));
}

/** All routers of VRRP, by IPv4 (RFC 9568 section 5.1.1.2). */
const ROUTERS = "224.0.0.18" as Address;

/** What stands in for the destination in the checksum. */
function summed(checksumOf: Advert["checksum"], to: Address): Address {
  if (checksumOf === "each") return to;
  return checksumOf === "multicast" ? ROUTERS : checksumOf;
}

/** RFC 2402 section 2, as keepalived fills it: its own address is the SPI. Nobody computes the digest: its octets are zeros. */
function ahHeader(source: Address, sequence: number): Uint8Array {
  const number = [sequence >>> 24, (sequence >>> 16) & 0xff, (sequence >>> 8) & 0xff, sequence & 0xff];
  return join([PROTOCOLS.vrrp, AH_LENGTH, 0, 0], addressBytes(source), number, new Uint8Array(AH_DIGEST_OCTETS));
}

type Authentication = Advert["from"]["instance"]["authentication"];

/** 1: a password in clear; 2: AH, which is a header of its own. */
function authenticationType(authentication: Authentication): number {
  if (authentication === null) return 0;
  return authentication.type === "PASS" ? 1 : 2;
}

/** AH leaves them empty. */
function passwordOctets(authentication: Authentication): Uint8Array {
  const octets = new Uint8Array(PASSWORD_OCTETS);
  const password = authentication?.type === "PASS" ? authentication.password : "";
  octets.set(new TextEncoder().encode(password).subarray(0, PASSWORD_OCTETS));
  return octets;
}

/** All nodes on the link (RFC 4861 section 7.2.6). */
const ALL_NODES = "ff02::1" as Address;

/** Override flag, no solicited one, and the sender's hardware address as an option. */
export function unsolicitedAdvertisement(
  source: Mac,
  address: Address,
): { readonly to: Mac; readonly datagram: Uint8Array } {
  const header: IpHeader = { source: address, destination: ALL_NODES, protocol: PROTOCOLS.icmpv6, ttl: TTL };
  const body = join([136, 0, 0, 0, 0x20, 0, 0, 0], addressBytes(address), [2, 1], source);
  body.set(word(checksum(pseudoHeader(header, body.length), body)), 2);
  return { to: groupMac(ALL_NODES), datagram: ipDatagram(header, body) };
}
