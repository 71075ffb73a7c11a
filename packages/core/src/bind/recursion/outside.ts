import { type DomainName, isAtOrBelow, isBelow, type RrType } from "../../dns/index.ts";
import type { ResolverState } from "./state.ts";

/**
 * Whether a server may not speak of a name: it lies outside the zone that was asked, in a local zone below it, or where another
 * forwarding entry holds (lib/dns/resolver.c, name_external).
 */
export function isOutside(
  state: ResolverState,
  name: DomainName,
  type: RrType,
  zone: DomainName,
  forwardedBy: DomainName | null,
): boolean {
  const apex = forwardedBy ?? zone;
  if (!isAtOrBelow(name, apex)) return true;
  const isParentSide = type === "DS" && name.parent !== null;
  if (!isParentSide && name.key === apex.key) return false;
  const at = isParentSide ? (name.parent ?? name) : name;
  const local = state.zones.findAbove(at);
  if (local !== null && isBelow(local.name, apex)) return true;
  const entry = state.forwarding.find(at);
  if (forwardedBy !== null) return entry === null || entry.name.key !== forwardedBy.key;
  return entry !== null && entry.mode === "only" && entry.forwarders.length > 0;
}
