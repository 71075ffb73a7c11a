import { type Address, addressBytes } from "@splithorizon/core";
import type { Mac } from "../../network/index.ts";
import { join, word } from "./join.ts";

export const NO_MAC: Mac = new Uint8Array(6);
const BROADCAST: Mac = new Uint8Array(6).fill(0xff);
const TYPES = { ipv4: 0x0800, arp: 0x0806, ipv6: 0x86dd } as const;

/** Where a group's datagrams go on a link (RFC 1112 section 6.4, RFC 2464 section 7). */
export function groupMac(group: Address): Mac {
  const octets = addressBytes(group);
  if (octets.length === 16) return join([0x33, 0x33], octets.subarray(12));
  return join([0x01, 0, 0x5e, (octets[1] ?? 0) & 0x7f], octets.subarray(2));
}

export function isGroup(address: Address): boolean {
  const [first = 0] = addressBytes(address);
  return address.includes(":") ? first === 0xff : first >= 224 && first < 240;
}

export function ethernetFrame(source: Mac, destination: Mac, datagram: Uint8Array): Uint8Array {
  const type = (datagram[0] ?? 0) >>> 4 === 6 ? TYPES.ipv6 : TYPES.ipv4;
  return join(destination, source, word(type), datagram);
}

/** RFC 5227 section 3, with the broadcast address as the target, as keepalived writes it (vrrp_arp.c). */
export function gratuitousArp(source: Mac, address: Address): Uint8Array {
  const own = addressBytes(address);
  const body = join([0, 1, 8, 0, 6, 4, 0, 1], source, own, BROADCAST, own);
  return join(BROADCAST, source, word(TYPES.arp), body);
}
