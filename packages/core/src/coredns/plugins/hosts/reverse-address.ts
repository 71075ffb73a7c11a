import { type Address, type DomainName, labelKeys, parseIpv4, parseIpv6 } from "../../../dns/index.ts";

const NIBBLES = 32;
const NIBBLE = /^[0-9a-f]$/;

/**
 * plugin/pkg/dnsutil ExtractAddressFromReverse: the address that a reverse name stands for. Labels left of the
 * nibbles are counted by fours, so up to three of them are not seen.
 */
export function addressOfReverseName(name: DomainName): Address | null {
  const labels = labelKeys(name);
  const zone = labels.slice(-2).join(".");
  const parts = labels.slice(0, -2).reverse();
  if (zone === "in-addr.arpa") return parts.length === 4 ? parseIpv4(parts.join(".")) : null;
  if (zone !== "ip6.arpa" || parts.length < NIBBLES || parts.length > NIBBLES + 3) return null;
  const nibbles = parts.slice(0, NIBBLES);
  if (!nibbles.every((part) => NIBBLE.test(part))) return null;
  return parseIpv6(nibbles.join("").replace(/(.{4})(?=.)/g, "$1:"));
}
