import type { DomainName } from "../../dns/index.ts";
import { withoutDot } from "../log-lines.ts";

/** `z.lan/IN`, with the view behind it where views have names (lib/dns/zone.c, zone_namerd_tostr). */
export function zoneTitle(name: DomainName, view: string): string {
  return `${withoutDot(name)}/IN${view.startsWith("_") ? "" : `/${view}`}`;
}

export function serverTitle({ address, port }: { readonly address: string; readonly port: number }): string {
  return `${address}#${port}`;
}
