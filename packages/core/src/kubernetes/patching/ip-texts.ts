import { isIpv4, isIpv6, parseAddress, parsePrefix } from "../../dns/index.ts";

/** Why a text is no address, in the words of apimachinery/pkg/util/validation/ip.go (StrictIPCIDRValidation is on in 1.36). */
export function ipFaults(text: string): readonly string[] {
  const address = parseAddress(text);
  if (address === null) {
    const isOnlySloppy = parseAddress(withoutZeros(text)) !== null;
    return [
      isOnlySloppy ? "must not have leading 0s" : "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
    ];
  }
  return address.startsWith("::ffff:") ? ["must not be an IPv4-mapped IPv6 address"] : [];
}

export function cidrFaults(text: string): readonly string[] {
  const isCidr = text.includes("/");
  const prefix = isCidr ? parsePrefix(text) : "bad-length";
  if (typeof prefix === "string") {
    const isOnlySloppy = isCidr && typeof parsePrefix(withoutZeros(text)) !== "string";
    return [
      isOnlySloppy
        ? "must not have leading 0s in IP or prefix length"
        : "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)",
    ];
  }
  if (/\/0\d/.test(text)) return ["must not have leading 0s in IP or prefix length"];
  if (text.startsWith("::ffff:")) return ["must not have an IPv4-mapped IPv6 address"];
  return prefix.hasHostBits ? ["must not have bits set beyond the prefix length"] : [];
}

/** Go's older parsers took numbers with zeros in front. */
function withoutZeros(text: string): string {
  return text.replaceAll(/(?<![\da-f:])0+(?=\d)/g, "");
}

/** Addresses that no service may have from outside (validation.go ValidateEndpointIP). */
export function specialAddressFaults(text: string): readonly string[] {
  const address = parseAddress(text);
  if (address === null) return [];
  const isIn = (prefix: RegExp): boolean => prefix.test(address);
  const faults: string[] = [];
  if (address === "0.0.0.0" || address === "::") faults.push(`may not be unspecified (${address})`);
  if ((isIpv4(address) && isIn(/^127\./)) || address === "::1") {
    faults.push("may not be in the loopback range (127.0.0.0/8, ::1/128)");
  }
  if (isIn(/^169\.254\./) || (isIpv6(address) && isIn(/^fe[89ab]/))) {
    faults.push("may not be in the link-local range (169.254.0.0/16, fe80::/10)");
  }
  if (isIn(/^224\.0\.0\./) || (isIpv6(address) && isIn(/^ff.2:/))) {
    faults.push("may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
  }
  return faults;
}
