import { type DomainName, isAtOrBelow } from "../../dns/index.ts";

/** The zone with the longest origin that a name stands in; of equal ones the first. */
export function longestZone<Zone extends { readonly origin: DomainName }>(
  zones: readonly Zone[],
  name: DomainName,
): Zone | null {
  let found: Zone | null = null;
  for (const zone of zones) {
    const isLonger = found === null || zone.origin.labelCount > found.origin.labelCount;
    if (isLonger && isAtOrBelow(name, zone.origin)) found = zone;
  }
  return found;
}
