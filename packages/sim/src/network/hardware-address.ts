import { type Address, ipv6FromBytes } from "@splithorizon/core";

/** A hardware address: six octets. */
export type Mac = Uint8Array;

/** A site tells none, so each machine has one by its place, from 1 on; locally administered (IEEE 802, second bit of the first octet). */
export function macOf(place: number): Mac {
  return Uint8Array.of(0x02, 0, 0, 0, (place >>> 8) & 0xff, place & 0xff);
}

/** What Linux makes of a hardware address where nobody says otherwise (RFC 4291 appendix A, `addr_gen_mode` 0). */
export function linkLocalOf(mac: Mac): Address {
  const [first = 0, ...rest] = mac;
  return ipv6FromBytes(
    Uint8Array.of(0xfe, 0x80, 0, 0, 0, 0, 0, 0, first ^ 0x02, ...rest.slice(0, 2), 0xff, 0xfe, ...rest.slice(2)),
  );
}

/** fe80::/10. */
export function isLinkLocal(address: Address): boolean {
  return /^fe[89ab][0-9a-f]:/.test(address);
}
