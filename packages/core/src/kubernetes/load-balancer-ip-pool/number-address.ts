import { type Address, ipv4FromBytes, ipv6FromBytes } from "../../dns/index.ts";

/** The inverse of `addressNumber`. */
export function addressFromNumber(number: bigint, isIpv6: boolean): Address {
  const bytes = new Uint8Array(isIpv6 ? 16 : 4);
  let rest = number;
  for (let at = bytes.length - 1; at >= 0; at -= 1) {
    bytes[at] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return isIpv6 ? ipv6FromBytes(bytes) : ipv4FromBytes(bytes);
}
