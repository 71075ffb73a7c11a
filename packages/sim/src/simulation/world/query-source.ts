import type { Address } from "@splithorizon/core";
import type { BindSettings } from "@splithorizon/core/bind";
import type { HostSysctls } from "../../site/index.ts";

/**
 * Why named does not start, or does not take a new configuration: it opens a socket at each `query-source address` at once,
 * and the machine must hold it, unless `ip_nonlocal_bind` lets it bind any (server.c get_view_querysource_dispatch; trap
 * T11, vrrp-measured.md section 5). null: it does.
 */
export function whyNoQuerySource(
  { views }: BindSettings,
  own: readonly { readonly address: Address }[],
  { nonlocalBindV4, nonlocalBindV6 }: HostSysctls,
): string | null {
  for (const { options } of views) {
    for (const { address } of [options.querySourceV4, options.querySourceV6]) {
      if (address === null || (address.includes(":") ? nonlocalBindV6 : nonlocalBindV4)) continue;
      if (own.some((held) => held.address === address)) continue;
      return `could not get query source dispatcher (${address}#0): address not available`;
    }
  }
  return null;
}
