import { type Address, type DomainName, isAtOrBelow } from "@splithorizon/core";
import type { ViewSettings } from "@splithorizon/core/bind";
import type { SiteView, ZoneOfHost } from "./site-view.ts";

/** Whom a view hands questions about a name to: of zones at or above it the nearest that says `forwarders`, else the view's own. */
export function forwardersFor({ zones, options }: ViewSettings, name: DomainName): readonly Address[] {
  const entries = zones.flatMap((zone) => {
    if (!("forwarders" in zone) || zone.forwarders === null || !isAtOrBelow(name, zone.name)) return [];
    return [{ depth: zone.name.labelCount, forwarders: zone.forwarders }];
  });
  const [nearest] = entries.toSorted((left, right) => right.depth - left.depth);
  return (nearest?.forwarders ?? options.forwarders).map(({ address }) => address);
}

/** The servers that a zone statement or a delegation leads to: forwarders, servers of a stub, name servers by their glue. */
export function serversBehind(view: SiteView, own: ZoneOfHost): readonly Address[] {
  const { zone } = own;
  const forwarders = "forwarders" in zone ? (zone.forwarders ?? []).map(({ address }) => address) : [];
  const primaries = zone.kind === "stub" ? zone.primaries.map(({ address }) => address) : [];
  const fixed = zone.kind === "static-stub" ? staticServersOf(view, own) : [];
  return [...forwarders, ...primaries, ...fixed, ...view.cutsOf(own).flatMap(({ glue }) => glue)];
}

/** `server-addresses`, and `server-names` as far as the same server knows them. */
export function staticServersOf(view: SiteView, own: ZoneOfHost): readonly Address[] {
  const { zone } = own;
  if (zone.kind !== "static-stub") return [];
  return [...new Set([...zone.serverAddresses, ...zone.serverNames.flatMap((name) => view.addressesOf(own, name))])];
}
