import { type Address, addressBytes } from "@splithorizon/core";
import { checksum } from "./checksum.ts";
import { join, longWord, word } from "./join.ts";

/** IANA's protocol numbers. */
export const PROTOCOLS = { icmp: 1, tcp: 6, udp: 17, ah: 51, icmpv6: 58, vrrp: 112 } as const;

/** What stands in an IP header beside the length. */
export interface IpHeader {
  readonly source: Address;
  readonly destination: Address;
  readonly protocol: number;
  /** Time to live, or the hop limit. */
  readonly ttl: number;
  /** In IPv6 the traffic class; left out: 0. */
  readonly serviceType?: number;
  /** Of IPv4, where the datagram may be fragmented; left out: it may not. */
  readonly identification?: number;
}

/** A whole datagram: mostly identification 0 with DF, as Linux sends what is not to be fragmented (RFC 6864 section 4). */
export function ipDatagram(header: IpHeader, payload: Uint8Array): Uint8Array {
  return join(isIpv6(header) ? ipv6Header(header, payload.length) : ipv4Header(header, payload.length), payload);
}

export function isIpv6({ source }: Pick<IpHeader, "source">): boolean {
  return source.includes(":");
}

const DO_NOT_FRAGMENT = 0x40;

/** RFC 791 section 3.1. */
function ipv4Header(header: IpHeader, length: number): Uint8Array {
  const { source, destination, protocol, ttl, serviceType = 0, identification } = header;
  const fragments = identification === undefined ? [0, 0, DO_NOT_FRAGMENT, 0] : [...word(identification), 0, 0];
  const without = join(
    [0x45, serviceType, ...word(20 + length), ...fragments, ttl, protocol, 0, 0],
    addressBytes(source),
    addressBytes(destination),
  );
  without.set(word(checksum(without)), 10);
  return without;
}

/** RFC 8200 section 3. */
function ipv6Header({ serviceType = 0, source, destination, protocol, ttl }: IpHeader, length: number): Uint8Array {
  const first = [0x60 | (serviceType >>> 4), (serviceType & 0x0f) << 4, 0, 0];
  return join([...first, ...word(length), protocol, ttl], addressBytes(source), addressBytes(destination));
}

/** What a checksum covers beside the payload (RFC 9293 section 3.1, RFC 8200 section 8.1). */
export function pseudoHeader(header: IpHeader, length: number): Uint8Array {
  const addresses = join(addressBytes(header.source), addressBytes(header.destination));
  return isIpv6(header)
    ? join(addresses, longWord(length), [0, 0, 0, header.protocol])
    : join(addresses, [0, header.protocol, ...word(length)]);
}

/** Writes the checksum over pseudo header and payload into the payload. */
export function sealed(header: IpHeader, payload: Uint8Array, at: number): Uint8Array {
  payload.set(word(checksum(pseudoHeader(header, payload.length), payload)), at);
  return payload;
}
