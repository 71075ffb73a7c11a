import type { IpamSettings } from "@splithorizon/core";

/** `--enable-ipv4` and `--enable-ipv6` as the ranges of the pods tell them; IPv4 alone where there are none, as by default. */
export function familiesOf(podCidrs: readonly string[]): IpamSettings["families"] {
  const isIpv6 = (cidr: string): boolean => cidr.includes(":");
  return { ipv4: podCidrs.length === 0 || !podCidrs.every(isIpv6), ipv6: podCidrs.some(isIpv6) };
}
