import type { Endpoint } from "@splithorizon/core";
import { checksum } from "./checksum.ts";
import { type IpHeader, isIpv6, PROTOCOLS, sealed } from "./ip.ts";
import { join, longWord, word } from "./join.ts";

/** Addresses with ports, as a packet has them on one leg of its way. */
export interface Ends {
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly ttl: number;
}

/** What an IP datagram carries, and the header that it needs. */
export interface Payload {
  readonly header: IpHeader;
  readonly payload: Uint8Array;
}

function headerOf({ source, destination, ttl }: Ends, protocol: number): IpHeader {
  return { source: source.address, destination: destination.address, protocol, ttl };
}

/** RFC 768. A checksum that comes to 0 is written as all ones. */
export function udp(ends: Ends, content: Uint8Array): Payload {
  const header = headerOf(ends, PROTOCOLS.udp);
  const ports = [...word(ends.source.port), ...word(ends.destination.port)];
  const payload = sealed(header, join([...ports, ...word(8 + content.length), 0, 0], content), 6);
  if (payload[6] === 0 && payload[7] === 0) payload.set([0xff, 0xff], 6);
  return { header, payload };
}

/** RFC 9293 section 3.1. */
export interface Segment {
  readonly flags: number;
  readonly sequence: number;
  /** Meant where ACK is set. */
  readonly acknowledged: number;
  readonly content: Uint8Array;
}

export const FLAGS = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16 } as const;
const NO_CONTENT: Uint8Array = new Uint8Array(0);
const WINDOW = 64_240;

export function segment(
  flags: number,
  sequence: number,
  acknowledged: number,
  content: Uint8Array = NO_CONTENT,
): Segment {
  return { flags, sequence, acknowledged, content };
}

/** The most content of a segment on Ethernet without further options. */
export function mostContent({ source }: Ends): number {
  return source.address.includes(":") ? 1440 : 1460;
}

export function tcp(ends: Ends, { flags, sequence, acknowledged, content }: Segment): Payload {
  const header = headerOf(ends, PROTOCOLS.tcp);
  const options = (flags & FLAGS.syn) === 0 ? [] : [2, 4, ...word(mostContent(ends))];
  const offset = (5 + options.length / 4) << 4;
  const first = [...word(ends.source.port), ...word(ends.destination.port)];
  const numbers = [...longWord(sequence), ...longWord((flags & FLAGS.ack) === 0 ? 0 : acknowledged)];
  const head = join([...first, ...numbers, offset, flags, ...word(WINDOW), 0, 0, 0, 0, ...options], content);
  return { header, payload: sealed(header, head, 16) };
}

/** Linux quotes no more of a datagram than makes 576 octets in all (RFC 1812 section 4.3.2.3), 1280 with IPv6. */
const MOST_QUOTED = { ipv4: 548, ipv6: 1232 } as const;

/** Destination unreachable, port unreachable, with the datagram that it is about (RFC 792, RFC 4443 section 3.1). */
export function portUnreachable(ends: Ends, about: Uint8Array): Payload {
  const version = isIpv6(headerOf(ends, 0)) ? "ipv6" : "ipv4";
  const header = headerOf(ends, version === "ipv6" ? PROTOCOLS.icmpv6 : PROTOCOLS.icmp);
  const quoted = about.subarray(0, MOST_QUOTED[version]);
  if (version === "ipv6") return { header, payload: sealed(header, join([1, 4, 0, 0, 0, 0, 0, 0], quoted), 2) };
  const payload = join([3, 3, 0, 0, 0, 0, 0, 0], quoted);
  payload.set(word(checksum(payload)), 2);
  return { header, payload };
}
