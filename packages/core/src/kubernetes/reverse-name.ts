import { type Address, type DomainName, labelKeys, parseIpv4, parseIpv6 } from "../dns/index.ts";

/** The whole address that a name below in-addr.arpa. or ip6.arpa. stands for; null for any other name, partial ones too (dnsutil.ExtractAddressFromReverse). */
export function addressFromReverseName(name: DomainName): Address | null {
  const labels = labelKeys(name);
  const zone = labels.slice(-2).join(".");
  const parts = labels.slice(0, -2).reverse();
  if (zone === "in-addr.arpa") return parts.length === 4 ? parseIpv4(parts.join(".")) : null;
  if (zone !== "ip6.arpa" || parts.length !== 32 || parts.some((part) => !/^[0-9a-f]$/.test(part))) return null;
  return parseIpv6(parts.join("").replace(/(.{4})(?=.)/g, "$1:"));
}

/** Whether a name stands at or below in-addr.arpa. or ip6.arpa. (dnsutil.IsReverse). */
export function isReverseName(name: DomainName): boolean {
  return name.key.endsWith(".in-addr.arpa.") || name.key.endsWith(".ip6.arpa.");
}
